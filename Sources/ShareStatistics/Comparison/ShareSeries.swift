import Procurement

/// The shares of every row over all years of a table, with the years that are missing in between.
public struct ShareSeries: Hashable, Sendable {
  /// The shares of one row in one category.
  public struct Line: Hashable, Sendable {
    /// The identifier of the category column.
    public var category: String
    /// The identifier of the row.
    public var row: String
    /// The share in percent of every year that has one.
    public var shares: [FiscalYear: FixedPoint]
    /// From the first year to the last, in points, from the exact ratios.
    public var change: FixedPoint?
  }

  /// Of counts or of amounts.
  public let measure: Measure
  /// The years of the table, in order.
  public let years: [FiscalYear]
  /// The years between the first and the last of which the table knows nothing.
  public let missing: [FiscalYear]
  /// All rows but the total, category by category.
  public let lines: [Line]

  /// The series of a table.
  ///
  /// - Complexity: O(cells).
  public init(_ table: ShareTable, measure: Measure) {
    self.measure = measure.base
    years = table.years
    missing = Self.missing(from: table.years)
    guard let first = table.years.first, let last = table.years.last else {
      lines = []
      return
    }
    lines = YearComparison(table, from: first, to: last).cells.compactMap { cell in
      guard cell.row != table.totalRow?.identifier else { return nil }
      let shares = table.years.compactMap { year in
        table.share(year, cell.category, cell.row, measure).map { (year, $0) }
      }
      return Line(
        category: cell.category, row: cell.row, shares: Dictionary(uniqueKeysWithValues: shares),
        change: cell[measure].points)
    }
  }

  /// The years between the first and the last of some years that are not among them.
  public static func missing(from years: [FiscalYear]) -> [FiscalYear] {
    guard let first = years.min(), let last = years.max() else { return [] }
    return (first.startYear...last.startYear).map { FiscalYear(startingIn: $0) }.filter { !years.contains($0) }
  }
}
