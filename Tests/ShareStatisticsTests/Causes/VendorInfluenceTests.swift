import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Influence of vendors")
struct VendorInfluenceTests {
  @Test("a vendor on both sides of the row, by hand")
  func byHand() throws {
    let sample = try SmallLedger.sample([
      SmallLedger.contract(30, vendor: "A"), SmallLedger.contract(10, vendor: "B"),
      SmallLedger.contract(20, isSME: false, vendor: "A"), SmallLedger.contract(40, isSME: false, vendor: "C"),
    ])
    let influence = try #require(VendorInfluence(sample, year: SmallLedger.first, row: "local-sme", limit: 5))
    #expect(influence.share == ExactRatio(2, over: 5))
    #expect(influence.items.map(\.vendor) == ["C", "A", "B"])
    // 40 % less 10/50, less 40/60, less 30/90.
    #expect(influence.items.map { $0.influence?.percent(decimals: 2)?.description } == ["-26.67", "20.00", "6.67"])
    let both = try #require(influence.items.first { $0.vendor == "A" })
    #expect(both.inside == 30 && both.outside == 20 && both.contracts == 2)
  }

  @Test("on random ledgers: every vendor's influence is the share less the share of a ledger without it, largest first")
  func definition() throws {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<20 {
      let contracts = SmallLedger.random(60, using: &generator)
      let sample = try SmallLedger.sample(contracts)
      for year in sample.years {
        let found = try #require(VendorInfluence(sample, year: year, row: "local-sme", limit: 4))
        let all = try #require(VendorInfluence(sample, year: year, row: "local-sme", limit: 1000))
        #expect(found.items == Array(all.items.prefix(4)))
        for item in all.items {
          let without = contracts.filter {
            ($0.texts[.vendorID] ?? "").isEmpty ? $0.texts[.vendor] != item.vendor : $0.texts[.vendorID] != item.vendor
          }
          let rest = VendorInfluence(try SmallLedger.sample(without), year: year, row: "local-sme", limit: 1)?.share
          let influence = found.share.flatMap { share in rest.map { share - $0 } }
          #expect(item.influence == influence)
        }
      }
    }
  }
}
