import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Simpson's reversal")
struct ShareReversalTests {
  private static let years = (FiscalYear(startingIn: 2020), FiscalYear(startingIn: 2021))

  /// Numbers of local SMEs and of local large firms by year, goods and works.
  private func table(_ cells: [(year: Int, category: Procurement.Category, sme: Int, large: Int)]) throws -> ShareTable
  {
    var tally = ContractTally(scheme: .table1)
    for cell in cells {
      for (size, count) in [(FirmSize.sme, cell.sme), (.large, cell.large)] {
        let contract = Contract(
          year: FiscalYear(startingIn: cell.year), category: cell.category, size: size, locality: .local,
          amount: Yen(1_000))
        try tally.add(ContractBatch([Contract](repeating: contract, count: count)))
      }
    }
    return .table1(tally)
  }

  @Test("the share rises in goods and in works and falls in all: named for both rows and measures")
  func reversal() throws {
    let table = try table([
      (2020, .goods, 80, 20), (2020, .works, 2, 8), (2021, .goods, 9, 1), (2021, .works, 30, 70),
    ])
    let found = ShareReversal.all(table, from: Self.years.0, to: Self.years.1)
    #expect(found.map(\.row) == ["local-large", "local-large", "local-sme", "local-sme"])
    #expect(found.map(\.measure) == [.count, .amount, .count, .amount])
    let sme = try #require(found.last)
    #expect(sme.total == (try #require(ExactRatio(39, over: 110)) - (try #require(ExactRatio(82, over: 110)))))
    #expect(sme.inside.map(\.category) == ["goods", "works"])
    #expect(sme.inside.allSatisfy { $0.change == ExactRatio(1, over: 10) })
  }

  @Test("a category in which nothing changed does not hide a reversal; one that moves along does")
  func mixed() throws {
    let still = try table([
      (2020, .goods, 80, 20), (2020, .works, 2, 8), (2021, .goods, 8, 2), (2021, .works, 30, 70),
    ])
    #expect(ShareReversal.all(still, from: Self.years.0, to: Self.years.1).count == 4)
    let along = try table([
      (2020, .goods, 80, 20), (2020, .works, 2, 8), (2021, .goods, 7, 3), (2021, .works, 30, 70),
    ])
    #expect(ShareReversal.all(along, from: Self.years.0, to: Self.years.1).isEmpty)
  }

  @Test("one category alone, or only new ones, are no reversal")
  func tooFew() throws {
    let appearing = try table([(2020, .goods, 50, 50), (2021, .goods, 60, 40), (2021, .works, 0, 100)])
    #expect(ShareReversal.all(appearing, from: Self.years.0, to: Self.years.1).isEmpty)
  }

  @Test("on random ledgers: a reversal is one by definition, and the mix outweighs what happened inside")
  func definition() throws {
    var generator = SplitMix64(seed: 3)
    var found = 0
    for _ in 0..<400 {
      var tally = ContractTally(scheme: .table1)
      let count = Int.random(in: 2...60, using: &generator)
      try tally.add(ContractBatch((0..<count).map { _ in RandomContracts.contract(using: &generator) }))
      let table = ShareTable.table1(tally)
      for (from, to) in zip(table.years, table.years.dropFirst()) {
        for reversal in ShareReversal.all(table, from: from, to: to) {
          let parts = try #require(
            CategoryDecomposition(table, row: reversal.row, measure: reversal.measure, from: from, to: to))
          #expect(parts.within.sign == -reversal.total.sign && parts.mix.sign == reversal.total.sign)
          found += 1
        }
      }
    }
    #expect(found > 10)
  }
}
