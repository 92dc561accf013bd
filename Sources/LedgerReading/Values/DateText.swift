import Procurement

/// Dates and fiscal years as people write them: Gregorian or by era, in either width.
enum DateText {
  /// Reads a day: 2021-04-01, 2021/4/1, 2021年4月1日, 令和3年4月1日, R3.4.1; a time of day behind it is dropped.
  static func date(_ text: String) -> CivilDate? {
    let folded = TextFolding.halfWidth(text)
    let day = folded.prefix { $0 != " " && $0 != "T" }
    let clock = folded.dropFirst(day.count)
    guard clock.isEmpty || clock.contains(":") || clock.allSatisfy({ $0 == " " }) else { return nil }
    guard let (year, rest) = leadingYear(day) else { return nil }
    let parts = rest.split(omittingEmptySubsequences: false) { "-/.年月日".contains($0) }
    // "年4月1日" splits into "", "4", "1", "": a separator first, 日 or nothing last.
    guard parts.count == 4 || parts.count == 3, parts[0].isEmpty, parts.count == 3 || parts[3].isEmpty,
      parts.count == 3 || day.hasSuffix("日"),
      let month = number(parts[1]), let dayOfMonth = number(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: dayOfMonth)
  }

  /// Reads a fiscal year: 2021, FY2021, 2021年度, 令和3年度, 令和元年度, R3, H30.
  static func fiscalYear(_ text: String) -> FiscalYear? {
    var folded = Substring(TextFolding.halfWidth(text)).filter { $0 != " " }[...]
    if folded.uppercased().hasPrefix("FY") { folded = folded.dropFirst(2) }
    guard let (year, rest) = leadingYear(folded), ["", "年度", "年", "会計年度"].contains(rest),
      (1900...2199).contains(year)
    else { return nil }
    return FiscalYear(startingIn: year)
  }

  /// Splits a leading year, of four digits or of an era, from what follows.
  private static func leadingYear(_ text: Substring) -> (year: Int, rest: Substring)? {
    for era in JapaneseEra.allCases {
      for name in [era.name, String(era.letter), era.letter.lowercased()] where text.hasPrefix(name) {
        var rest = text.dropFirst(name.count)
        // "R.3.4.1" and "R3.4.1" are the same date.
        if rest.hasPrefix(".") { rest = rest.dropFirst() }
        if rest.hasPrefix("元") { return era.gregorianYear(1).map { ($0, rest.dropFirst()) } }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = number(digits) else { return nil }
        return era.gregorianYear(number).map { ($0, rest.dropFirst(digits.count)) }
      }
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, let year = number(digits) else { return nil }
    return (year, text.dropFirst(4))
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(digits)
  }
}

extension FiscalYear {
  /// The year of a label as people write it: 2021, FY2021, 令和3年度, R3; nil where it is none.
  public init?(label: String) {
    guard let year = DateText.fiscalYear(label) else { return nil }
    self = year
  }
}
