import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// A published table: what is computed from its figures, and its audit where it is small.
enum TableTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      try ignoringDataErrors {
        _ = try PublishedTableReader.recognizes(InputFile(path))
        let published = try PublishedTableReader.read(InputFile(path)).table
        let table = ShareTable(published)
        for comparison in YearComparison.adjacent(table) {
          _ = DerivedShare.all(table, from: comparison.from, to: comparison.to)
          for row in table.rows {
            _ = CategoryDecomposition(
              table, row: row.identifier, measure: .amount, from: comparison.from, to: comparison.to)
          }
        }
        for measure in [Measure.count, .amount] { _ = ShareSeries(table, measure: measure) }
        for rule in [RoundingRule.halfUp, .truncate, .halfEven] {
          let printed = PrintedTable(table, unit: published.unit, rule: rule)
          for year in table.years {
            for category in table.categories {
              for row in table.rows { _ = printed.cell(year, category.identifier, row.identifier) }
            }
          }
        }
        guard published.figures.count <= 24 else { return }
        _ = try? TableAudit(published, rule: .halfUp, effort: 2_000)
      }
    }
  }
}
