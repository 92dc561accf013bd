import Procurement
import Testing

@testable import SyntheticData

@Suite("Targets of ledgers")
struct LedgerTargetTests {
  @Test("the published table has a ledger, but for two misprinted shares")
  func kawasaki() throws {
    let table = try Samples.table("kawasaki_table1")
    let target = try LedgerTarget(table)
    #expect(target.cells.count == 22)
    #expect(target.years.map(\.startYear) == [2020, 2021])
    let misprints = target.misprints(of: table)
    #expect(misprints.map(\.place.row) == ["non-local", "non-local"])
    #expect(misprints.map(\.place.category) == ["total", "total"])
    #expect(misprints.map(\.printed.description) == ["90.33", "44.57"])
    #expect(misprints.map(\.correct.description) == ["9.67", "55.43"])
  }

  private static func changed(
    _ category: String, _ row: String, _ measure: Measure, to value: Int64?
  ) throws -> PublishedTable {
    var table = try Samples.table("small_table1")
    let place = FigurePlace(
      year: FiscalYear(startingIn: 2021), category: category, row: row, measure: measure)
    table.figures[place] = value.map { PublishedFigure(FixedPoint(units: $0, decimals: 0), sourceLine: 2) }
    return table
  }

  @Test(
    "a figure that no ledger can meet is an error that names its cell",
    arguments: [
      ("works", "local-other", Measure.amount, 7, LedgerTargetError.Problem.amountWithoutContracts(7_000_000)),
      ("goods", "local-large", .amount, 0, .lessThanAYenEach(amount: 0, count: 4)),
      ("services", "total", .count, 174, .sumDiffers(printed: 174, sum: 173)),
      ("total", "local-sme", .amount, 2_326, .sumDiffers(printed: 2_326_000_000, sum: 2_325_000_000)),
      ("goods", "non-local", .count, nil, .missing),
      ("goods", "non-local", .amount, .max, .notWhole),
      ("goods", "non-local", .count, -1, .negative),
    ] as [(String, String, Measure, Int64?, LedgerTargetError.Problem)])
  func impossible(
    category: String, row: String, measure: Measure, value: Int64?, problem: LedgerTargetError.Problem
  ) throws {
    let table = try Self.changed(category, row, measure, to: value)
    let error = #expect(throws: LedgerTargetError.self) { try LedgerTarget(table) }
    #expect(error?.problem == problem)
    #expect(error?.place?.category == category)
    #expect(error?.place?.row == row)
  }

  @Test("Table 2 is refused: its rows are not those of Table 1")
  func otherTable() throws {
    let table = try Samples.table("kawasaki_table2")
    #expect(throws: LedgerTargetError(.unknown("全体"), at: nil)) { try LedgerTarget(table) }
  }

  @Test("the greatest scale is the last whose sums and numbers fit")
  func scale() throws {
    let target = try Samples.smallTarget()
    #expect(target.greatestScale == min(9_999_999_999 / 1_000, Int(Int64.max / 4_330_000_000)))
  }
}
