import Procurement
import Testing

@testable import ShareStatistics

@Suite("Uncertainty of a whole table")
struct UncertaintyTableTests {
  @Test("every line is what the bootstrap says of its share", arguments: [false, true])
  func lines(_ drawsVendors: Bool) throws {
    let sample = try SmallLedger.sample(SmallLedger.reference())
    let unit: ShareBootstrap.Unit = drawsVendors ? .vendors : .contracts(strata: .years)
    let options = ShareBootstrap.Options(replicates: 200, seed: 7)
    let table = UncertaintyTable(
      sample, categories: [.works, nil], rows: ["local-sme", "local-large"], unit: unit, options: options)
    let bootstrap = ShareBootstrap(sample, unit: unit, options: options)
    #expect(table.lines.count == 8)
    for line in table.lines {
      for year in [SmallLedger.first, SmallLedger.second] {
        #expect(line.shares[year] == bootstrap.share(line.target, in: year))
      }
      let change = bootstrap.change(of: line.target, from: SmallLedger.first, to: SmallLedger.second)
      #expect(line.changes[SmallLedger.second] == change)
      #expect(change != nil)
    }
  }
}
