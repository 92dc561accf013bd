import Procurement

/// A fiscal year of a table, or a part of it.
public struct TableTime: Hashable, Sendable {
  /// The fiscal year.
  public let year: FiscalYear
  /// The part of it, mostly all.
  public let period: PeriodOfYear

  /// A fiscal year, or a part of it.
  public init(year: FiscalYear, period: PeriodOfYear) { (self.year, self.period) = (year, period) }

  /// The place of a figure at that time.
  public func place(category: String, row: String, _ measure: Measure) -> FigurePlace {
    FigurePlace(year: year, period: period, category: category, row: row, measure: measure)
  }

  /// The words by which a canonical table names it.
  public var label: String {
    if period == .year { return "\(year.startYear)" }
    let part =
      switch period {
      case .firstHalf: "上半期"
      case .secondHalf: "下半期"
      default:
        period.quarter.map { "第\($0)四半期" } ?? period.months
      }
    return "\(year.startYear)年度\(part)"
  }
}

extension PublishedTable {
  /// A figure of a row and category at a time, nil where none is printed.
  func value(_ time: TableTime, _ category: TableCategory, _ row: TableRow, _ measure: Measure) -> FixedPoint? {
    figures[time.place(category: category.identifier, row: row.identifier, measure)]?.value
  }

  /// The years, and in each the parts for which figures stand.
  public var times: [TableTime] {
    years.flatMap { year in periods(of: year).map { TableTime(year: year, period: $0) } }
  }
}

extension PeriodOfYear {
  /// The months in words: 4-12月, or 4月 alone.
  fileprivate var months: String {
    let (first, last) = calendarMonths
    return first == last ? "\(first)月" : "\(first)-\(last)月"
  }
}
