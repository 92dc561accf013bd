import Procurement
import Testing

@Suite("What shares are shares of")
struct ShareWholeTests {
  /// Categories and their total, each with two rows and a total: counts and shares in percent.
  private static func table(_ cells: [[(Int64, Int64)]]) -> PublishedTable {
    let rows =
      ["a", "b"].map { TableRow(identifier: $0, label: $0, role: .part, parent: "total") }
      + [TableRow(identifier: "total", label: "合計", role: .total, parent: nil)]
    let names = [("works", "工事"), ("goods", "物品"), ("services", "委託")].prefix(cells.count - 1)
    let categories = names.map { TableCategory(identifier: $0, label: $1) } + [.total]
    let year = FiscalYear(startingIn: 2021)
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (category, column) in zip(categories, cells) {
      for (row, cell) in zip(rows, column) {
        for (measure, units) in [(Measure.count, cell.0), (.countShare, cell.1)] {
          figures[FigurePlace(year: year, category: category.identifier, row: row.identifier, measure: measure)] =
            PublishedFigure(FixedPoint(units: units, decimals: 0))
        }
      }
    }
    return PublishedTable(rows: rows, categories: categories, years: [year], unit: 1, figures: figures)
  }

  @Test("of the category, where its own total gives them")
  func category() {
    let table = Self.table([
      [(30, 75), (10, 25), (40, 100)], [(20, 33), (40, 67), (60, 100)], [(50, 50), (50, 50), (100, 100)],
    ])
    #expect(table.shareWhole == .category)
  }

  @Test("of the whole table, where only its total gives nearly all of them")
  func whole() {
    let table = Self.table([
      [(30, 30), (10, 10), (40, 40)], [(20, 20), (40, 40), (60, 60)], [(50, 50), (50, 50), (100, 100)],
    ])
    #expect(table.shareWhole == .table)
  }

  @Test("shares of nothing speak for neither")
  func nothing() {
    // Of all there is 0.56, 99.44 and 0 percent in the categories: 0 fits both totals, 100 that of the category.
    let table = Self.table([
      [(0, 0), (70, 100), (70, 100)], [(9_439, 76), (2_946, 24), (12_385, 100)], [(0, 0), (0, 0), (0, 0)],
      [(9_439, 76), (3_016, 24), (12_455, 100)],
    ])
    #expect(table.shareWhole == .category)
  }

  @Test("one misprint changes nothing; half of them wrong prove nothing")
  func misprints() {
    let one = Self.table([
      [(30, 31), (10, 12), (40, 40)], [(20, 20), (40, 40), (60, 60)], [(50, 50), (50, 50), (100, 100)],
    ])
    #expect(one.shareWhole == .table)
    let many = Self.table([
      [(30, 33), (10, 13), (40, 43)], [(20, 20), (40, 40), (60, 60)], [(50, 50), (50, 50), (100, 100)],
    ])
    #expect(many.shareWhole == .category)
  }

  @Test(
    "a percentage may be rounded by any rule, and of rounded numbers",
    arguments: [(66, true), (67, true), (68, false), (65, false)])
  func percentages(units: Int64, holds: Bool) {
    let share = FixedPoint(units: units, decimals: 0)
    #expect(
      share.isShare(of: FixedPoint(units: 2, decimals: 0), in: FixedPoint(units: 3, decimals: 0), isRounded: false)
        == holds)
    #expect(
      share.isShare(of: FixedPoint(units: 2, decimals: 0), in: FixedPoint(units: 3, decimals: 0), isRounded: true))
  }
}
