/// A part of a fiscal year for which figures stand: the whole year, a half, a quarter, or months.
public struct PeriodOfYear: Hashable, Comparable, Sendable {
  /// The first month, counted in the fiscal year: 1 is April, 12 is March.
  public let first: Int
  /// The last month, counted in the same way.
  public let last: Int

  /// All twelve months.
  public static let year = PeriodOfYear(unchecked: 1, 12)
  /// April to September (上半期).
  public static let firstHalf = PeriodOfYear(unchecked: 1, 6)
  /// October to March (下半期).
  public static let secondHalf = PeriodOfYear(unchecked: 7, 12)

  /// Months of the fiscal year, 1 for April to 12 for March; nil where there are no such months.
  public init?(months: ClosedRange<Int>) {
    guard (1...12).contains(months.lowerBound), (1...12).contains(months.upperBound) else { return nil }
    (first, last) = (months.lowerBound, months.upperBound)
  }

  /// Months of the calendar, as in 4 to 12 or 1 to 3; nil where the second comes before the first in a fiscal year.
  public init?(calendarMonths first: Int, _ last: Int) {
    guard (1...12).contains(first), (1...12).contains(last) else { return nil }
    let months = [first, last].map { ($0 + 8) % 12 + 1 }
    guard months[0] <= months[1] else { return nil }
    self.init(unchecked: months[0], months[1])
  }

  /// A quarter, 1 for April to June; nil where there is none.
  public init?(quarter: Int) {
    guard (1...4).contains(quarter) else { return nil }
    self.init(unchecked: 3 * quarter - 2, 3 * quarter)
  }

  private init(unchecked first: Int, _ last: Int) { (self.first, self.last) = (first, last) }

  /// Orders by the first month, longer periods behind shorter ones.
  public static func < (a: PeriodOfYear, b: PeriodOfYear) -> Bool { (a.first, a.last) < (b.first, b.last) }

  /// Whether the period lies within another.
  public func isWithin(_ other: PeriodOfYear) -> Bool { other.first <= first && last <= other.last }

  /// The shortest runs of months of which all given periods consist, in order; months of no period are in none.
  public static func atoms(of periods: some Collection<PeriodOfYear>) -> [PeriodOfYear] {
    let borders = Set(periods.flatMap { [$0.first, $0.last + 1] }).sorted()
    return zip(borders, borders.dropFirst()).compactMap { from, to in
      let atom = PeriodOfYear(unchecked: from, to - 1)
      return periods.contains(where: atom.isWithin) ? atom : nil
    }
  }

  /// The number of the quarter, where the period is one.
  public var quarter: Int? { first % 3 == 1 && last == first + 2 ? last / 3 : nil }

  /// The months of the calendar.
  public var calendarMonths: (first: Int, last: Int) { ((first + 2) % 12 + 1, (last + 2) % 12 + 1) }

  /// The identifier in JSON and CSV: year, H1, Q3, or months as in 04-12.
  public var identifier: String {
    if self == .year { return "year" }
    if self == .firstHalf { return "H1" }
    if self == .secondHalf { return "H2" }
    if let quarter { return "Q\(quarter)" }
    let months = [calendarMonths.first, calendarMonths.last].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return months.joined(separator: "-")
  }
}
