import Procurement
import Testing

@testable import ShareStatistics

@Suite("Figures that two tables repeat")
struct RepeatedFiguresTests {
  private func table(_ years: [Int: [Int64]], unit: Int64 = 1) -> PublishedTable {
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (year, amounts) in years {
      for (row, amount) in zip(["a", "b", "total"], amounts + [amounts.reduce(0, +)]) {
        let place = FigurePlace(year: FiscalYear(startingIn: year), category: "total", row: row, measure: .amount)
        figures[place] = PublishedFigure(FixedPoint(units: amount, decimals: 0))
      }
    }
    return PublishedTable(
      rows: ["a", "b", "total"].map {
        TableRow(identifier: $0, label: $0, role: $0 == "total" ? .total : .part, parent: nil)
      },
      categories: [.total], years: years.keys.sorted().map { FiscalYear(startingIn: $0) }, unit: unit, figures: figures)
  }

  @Test("what was restated is listed, and the later table holds, in whatever order they are named")
  func restated() throws {
    let (old, new) = (table([2019: [5, 6], 2020: [7, 8]]), table([2020: [7, 9], 2021: [10, 11]]))
    for repeated in [RepeatedFigures(old, new), RepeatedFigures(new, old)] {
      #expect(repeated.compared == 3 && repeated.differences.map(\.place.row) == ["b", "total"])
      #expect(
        repeated.differences.map(\.earlier.units) == [8, 15] && repeated.differences.map(\.later.units) == [9, 16])
      #expect(ShareTable(repeated.table).years.map(\.startYear) == [2019, 2020, 2021])
      #expect(ShareTable(repeated.table).cell(FiscalYear(startingIn: 2020), "total", "b").amount == 9)
    }
  }

  @Test("other units differ where no exact number prints both")
  func units() {
    let old = table([2020: [7_400, 8_000]], unit: 1_000)
    let same = RepeatedFigures(old, table([2020: [7, 8], 2021: [1, 1]], unit: 1_000_000))
    // 7,400 thousand is cut off to 7 million; the sum 15,400 is 15.
    #expect(same.compared == 3 && same.differences.isEmpty)
    let other = RepeatedFigures(old, table([2020: [9, 8], 2021: [1, 1]], unit: 1_000_000))
    #expect(other.differences.map(\.place.row) == ["a", "total"])
    #expect(other.table.unit == 1_000)
  }
}
