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

  /// The largest year number that is read: the last one that the era was given, and 50 for the present era.
  public var lastYearNumber: Int {
    switch self {
    case .showa: 64
    case .heisei: 31
    case .reiwa: 50
    }
  }

  /// The era's first day, and its last one where it has ended.
  public var days: (first: CivilDate?, last: CivilDate?) {
    switch self {
    case .showa: (CivilDate(year: 1926, month: 12, day: 25), CivilDate(year: 1989, month: 1, day: 7))
    case .heisei: (CivilDate(year: 1989, month: 1, day: 8), CivilDate(year: 2019, month: 4, day: 30))
    case .reiwa: (CivilDate(year: 2019, month: 5, day: 1), nil)
    }
  }

  /// The Gregorian year of a year number of the era, or nil where the era has no such year.
  public func gregorianYear(_ number: Int) -> Int? {
    guard number >= 1, number <= lastYearNumber else { return nil }
    return yearBeforeFirst + number
  }

  /// Whether a day lies in the era: 平成 ended on 2019-04-30, so that 平成31年5月1日 never was.
  public func contains(_ day: CivilDate) -> Bool {
    let (first, last) = days
    return first.map { $0 <= day } ?? true && last.map { day <= $0 } ?? true
  }
}
