/// A modern Japanese era (元号), for year labels such as 令和3年度 and R3.
public enum JapaneseEra: CaseIterable, Sendable {
  /// 昭和, from 1926.
  case showa
  /// 平成, from 1989.
  case heisei
  /// 令和, from 2019.
  case reiwa

  /// The era's name in Japanese.
  public var name: String {
    switch self {
    case .showa: "昭和"
    case .heisei: "平成"
    case .reiwa: "令和"
    }
  }

  /// The Latin letter used as an abbreviation.
  public var letter: Character {
    switch self {
    case .showa: "S"
    case .heisei: "H"
    case .reiwa: "R"
    }
  }

  /// The Gregorian year before the era's first year: year n of the era is `yearBeforeFirst + n`.
  public var yearBeforeFirst: Int {
    switch self {
    case .showa: 1925
    case .heisei: 1988
    case .reiwa: 2018
    }
  }

  /// The last year number that the era was given; year labels beyond it are not written.
  public var lastYearNumber: Int? {
    switch self {
    case .showa: 64
    case .heisei: 31
    case .reiwa: nil
    }
  }

  /// The Gregorian year of a year number of the era, or nil where the era has no such year.
  public func gregorianYear(_ number: Int) -> Int? {
    guard number >= 1, number <= lastYearNumber ?? 99 else { return nil }
    return yearBeforeFirst + number
  }
}
