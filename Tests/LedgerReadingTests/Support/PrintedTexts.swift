import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Tables of documents that tests write down.
extension DocumentTable {
  /// The first table of a text, whose name says what it is.
  static func read(_ text: String, _ name: String = "t.csv") throws -> DocumentTable {
    let folder = try TemporaryFolder()
    let document = try DocumentReader.read(InputFile(try folder.write(text, to: name)))
    return try #require(try document.chosen(nil).first)
  }

  /// A figure as it is printed, nil where there is none.
  func printed(
    _ year: Int, _ row: String, _ measure: Measure = .count, category: String = "total", period: PeriodOfYear = .year
  ) -> String? {
    let place = FigurePlace(
      year: FiscalYear(startingIn: year), period: period, category: category, row: row, measure: measure)
    return published.table.figures[place]?.value.description
  }
}
