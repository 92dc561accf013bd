import Procurement
import Testing

@testable import ShareStatistics

@Suite("Concentration of a whole ledger")
struct ConcentrationTableTests {
  private func table() throws -> ConcentrationTable {
    let contracts = [
      SmallLedger.contract(1, vendor: "a"), SmallLedger.contract(1, vendor: "b"), SmallLedger.contract(8, vendor: "a"),
      SmallLedger.contract(5, vendor: "c", category: .goods), SmallLedger.contract(3),
    ]
    return ConcentrationTable(
      try SmallLedger.sample(contracts), categories: [.goods, .works, .services, nil], simulations: 50)
  }

  @Test("each line is the concentration of its vendors; an empty category has none")
  func lines() throws {
    let table = try table()
    let works = try #require(table.lines.first { $0.category == .works && $0.measure == .amount })
    #expect(works.concentration == Concentration([9, 1]))
    #expect(works.unnamed == 1)
    #expect(works.chance.count == ConcentrationTable.indices.count)
    #expect(!table.lines.contains { $0.category == .services })
    let all = try #require(table.lines.first { $0.category == nil && $0.measure == .count })
    #expect(all.concentration == Concentration([2, 1, 1]))
    #expect(table.unnamed == 1)
    #expect(table.simulations == 50...50)
    let errors = table.lines.flatMap(\.chance).compactMap { chance in chance.meanError.map { $0 / chance.mean } }
    #expect(table.largestError == errors.filter(\.isFinite).max())
  }

  @Test("inequality splits over the categories that have vendors")
  func split() throws {
    let table = try table()
    #expect(table.splits.count == 1)
    let split = try #require(table.splits.first)
    #expect(split.categories == [.goods, .works])
    let whole = try #require(TheilDecomposition([[5], [9, 1]]))
    #expect(split.decomposition.total == whole.total)
  }
}
