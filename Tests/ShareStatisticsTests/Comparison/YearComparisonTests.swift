import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Year over year")
struct YearComparisonTests {
  private let kawasaki: YearComparison

  init() throws {
    kawasaki = try #require(YearComparison.adjacent(ShareTable(try KawasakiTables.table1())).first)
  }

  @Test("what an officer reads out of Table 1")
  func readings() throws {
    let sme = try cell("total", "local-sme")
    #expect(sme.amount.points?.description == "13.73")
    #expect(sme.amount.percent?.description == "-3.74")
    #expect(sme.amount.delta == -1_850)
    let nonLocalWorks = try cell("works", "non-local")
    #expect(nonLocalWorks.amount.delta == -37_830)
    #expect(nonLocalWorks.yenPerContract.from == 145_547_038)
    #expect(nonLocalWorks.yenPerContract.to == 18_861_244)
    #expect(try cell("total", "total").amount.delta == -43_908)
    #expect(try cell("works", "local-large").yenPerContract.to == 3_444_444)
  }

  @Test("8 of 32 share deltas of Table 1 differ by 0.01 from the difference of printed shares")
  func printedDifferences() throws {
    let changes = kawasaki.cells.filter { $0.row != "total" }.flatMap { [$0.count, $0.amount] }
    #expect(changes.count == 32)
    let differing = changes.filter(\.printedDiffers)
    #expect(differing.count == 8)
    #expect(differing.allSatisfy { abs(($0.points?.units ?? 0) - ($0.printedPoints?.units ?? 9)) == 1 })
    let works = try cell("works", "non-local").amount
    #expect(works.points?.description == "-40.78")
    #expect(works.printedPoints?.description == "-40.77")
  }

  @Test("from 0 there is no change in percent, and an empty column has no points")
  func zeros() throws {
    let other = try cell("works", "local-other")
    #expect(other.count.percent == nil)
    #expect(other.amount.percent == nil)
    #expect(other.count.points?.description == "0.00")
    #expect(other.yenPerContract.from == nil)
    var tally = ContractTally(scheme: .table1)
    for year in [2020, 2021] {
      try tally.add(
        ContractBatch([
          Contract(year: FiscalYear(startingIn: year), category: .works, size: .sme, locality: .local, amount: Yen(1))
        ]))
    }
    let empty = try #require(YearComparison.adjacent(.table1(tally)).first?.cells.first { $0.category == "goods" })
    #expect(empty.count.points == nil)
    #expect(empty.count.delta == 0)
  }

  @Test("changes at the edge of Int64 neither trap nor invent digits")
  func edges() throws {
    var tally = ContractTally(scheme: .table1)
    for (year, amount) in [(2020, Int64(1)), (2021, .max)] {
      try tally.add(
        ContractBatch([
          Contract(
            year: FiscalYear(startingIn: year), category: .works, size: .sme, locality: .local, amount: Yen(amount))
        ]))
    }
    let comparison = try #require(YearComparison.adjacent(.table1(tally)).first)
    let sme = try #require(comparison.cells.first { $0.category == "works" && $0.row == "local-sme" })
    #expect(sme.amount.delta == Int64.max - 1)
    #expect(sme.amount.percent == nil)
    #expect(sme.amount.points?.description == "0.00")
  }

  @Test("years are compared with their neighbours in the data")
  func adjacency() throws {
    var tally = ContractTally(scheme: .table1)
    for year in [2018, 2021, 2019] {
      try tally.add(
        ContractBatch([
          Contract(year: FiscalYear(startingIn: year), category: .works, size: .sme, locality: .local, amount: Yen(1))
        ]))
    }
    let pairs = YearComparison.adjacent(.table1(tally)).map { [$0.from.startYear, $0.to.startYear] }
    #expect(pairs == [[2018, 2019], [2019, 2021]])
  }

  private func cell(_ category: String, _ row: String) throws -> YearComparison.Cell {
    try #require(kawasaki.cells.first { $0.category == category && $0.row == row })
  }
}
