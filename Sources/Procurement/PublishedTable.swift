/// A share table as somebody printed it: figures with their digits, years, categories and rows.
///
/// The table keeps what was printed and nothing else; whether the figures can be right is the audit's question.
public struct PublishedTable: Sendable {
  /// The rows in printed order.
  public var rows: [TableRow]
  /// The category columns in printed order; `total` is `TableCategory.total`.
  public var categories: [TableCategory]
  /// The fiscal years in printed order.
  public var years: [FiscalYear]
  /// The unit of the amounts in yen, as in 1,000,000 for 百万円.
  public var unit: Int64
  /// The unit of the counts, as in 1,000 for 千件; such counts are rounded as amounts are.
  public var countUnit: Int64 = 1
  /// The printed figures by place; a place without a figure was empty or not printed.
  public var figures: [FigurePlace: PublishedFigure]

  /// A table with given rows, columns, years, unit of amounts in yen, and figures.
  public init(
    rows: [TableRow], categories: [TableCategory], years: [FiscalYear], unit: Int64,
    figures: [FigurePlace: PublishedFigure]
  ) {
    self.rows = rows
    self.categories = categories
    self.years = years
    self.unit = unit
    self.figures = figures
  }

  /// The periods of a year for which figures stand, in order.
  public func periods(of year: FiscalYear) -> [PeriodOfYear] {
    figures.keys.reduce(into: Set<PeriodOfYear>()) { if $1.year == year { $0.insert($1.period) } }.sorted()
  }

  /// Whether figures stand for parts of a year.
  public var hasPeriods: Bool { figures.keys.contains { $0.period != .year } }

  /// The figures of one part of each year, as if it were the year: the third quarters, say.
  public func only(_ period: PeriodOfYear) -> PublishedTable {
    var part = self
    part.figures = Dictionary(
      uniqueKeysWithValues: figures.filter { $0.key.period == period }.map { place, figure in
        var place = place
        place.period = .year
        return (place, figure)
      })
    return part
  }

  /// The row with an identifier, or nil.
  public func row(_ identifier: String) -> TableRow? {
    rows.first { $0.identifier == identifier }
  }
}

/// What a printed figure measures.
public enum Measure: String, CaseIterable, Sendable, Hashable {
  /// The number of contracts (契約件数).
  case count
  /// The row's share of the column's count, in percent (件数割合).
  case countShare
  /// The contract amount in the table's unit (契約金額).
  case amount
  /// The row's share of the column's amount, in percent (金額割合).
  case amountShare

  /// Whether the figure is a share.
  public var isShare: Bool { self == .countShare || self == .amountShare }
  /// The measure of which a share is taken; a count or amount itself.
  public var base: Measure {
    switch self {
    case .count, .countShare: .count
    case .amount, .amountShare: .amount
    }
  }
  /// The share of a base measure.
  public var share: Measure { base == .count ? .countShare : .amountShare }
}

/// Where a figure stands in a printed table.
public struct FigurePlace: Hashable, Sendable {
  /// The fiscal year.
  public var year: FiscalYear
  /// The part of the year of which the figure speaks; mostly all of it.
  public var period: PeriodOfYear
  /// The identifier of the category column.
  public var category: String
  /// The identifier of the row.
  public var row: String
  /// What the figure measures.
  public var measure: Measure

  /// The place of a year, or a period of it, a category, row and measure.
  public init(year: FiscalYear, period: PeriodOfYear = .year, category: String, row: String, measure: Measure) {
    self.year = year
    self.period = period
    self.category = category
    self.row = row
    self.measure = measure
  }
}

/// A figure as printed.
public struct PublishedFigure: Hashable, Sendable {
  /// The printed number with its decimals.
  public var value: FixedPoint
  /// The line of the source file, from 1; 0 where there is no file.
  public var sourceLine: Int

  /// A printed number from a line of a file.
  public init(_ value: FixedPoint, sourceLine: Int = 0) {
    self.value = value
    self.sourceLine = sourceLine
  }
}
