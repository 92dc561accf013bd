/// A Japanese fiscal year (年度): April of `startYear` to March of the next year.
public struct FiscalYear: Hashable, Comparable, Sendable {
  /// The calendar year in which the fiscal year begins.
  public let startYear: Int

  /// The fiscal year that begins in April of a calendar year.
  public init(startingIn year: Int) {
    startYear = year
  }

  /// The fiscal year that contains a day: January to March belong to the year before.
  public init(containing date: CivilDate) {
    startYear = date.month >= 4 ? date.year : date.year - 1
  }

  /// Orders by time.
  public static func < (a: FiscalYear, b: FiscalYear) -> Bool { a.startYear < b.startYear }

  /// The label of official documents, as in 令和3年度; the year of an era's change carries the new era, as
  /// in 令和元年度.
  public var japaneseLabel: String {
    for era in JapaneseEra.allCases.reversed() where startYear > era.yearBeforeFirst {
      let number = startYear - era.yearBeforeFirst
      return "\(era.name)\(number == 1 ? "元" : String(number))年度"
    }
    return "\(startYear)年度"
  }

  /// The label in English, as in FY2021.
  public var englishLabel: String { "FY\(startYear)" }
}

extension FiscalYear: CustomStringConvertible {
  /// The starting year as a number, as in `2021`.
  public var description: String { String(startYear) }
}
