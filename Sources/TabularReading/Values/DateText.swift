import Procurement

/// Dates and fiscal years as people write them: Gregorian or by era, in either width.
package enum DateText {
  /// Days of contracts lie in these years; others are slips of the pen, or serial numbers of something else.
  package static let years = 1901...2199

  /// Reads a day: 2021-04-01, 2021/4/1, 20210401, 2021年4月1日, 令和3年4月1日, R3.4.1, or the serial number of a
  /// spreadsheet; a day of the week behind it is dropped.
  ///
  /// A time behind the day has to be one. With a zone, as in 2021-03-31T15:00:00Z, the two are an instant, whose day in
  /// `zone` is taken. A day lies in 1901 to 2199, and a day of an era within the era.
  package static func date(_ text: String, in zone: DayZone = .japan) -> CivilDate? {
    guard let (date, clock) = dayAndClock(text) else { return nil }
    guard let clock else { return date }
    return zone.day(date, minutes: clock.minutes, offset: clock.offset).flatMap { years.contains($0.year) ? $0 : nil }
  }

  /// Reads a day and the time behind it, as they are written.
  static func dayAndClock(_ text: String) -> (day: CivilDate, clock: ClockText?)? {
    guard text.utf8.count <= lengthLimit else { return nil }
    var folded = eraNames(TextFolding.halfWidth(WordFolding.withoutRadicals(text)))
    if let number = numeric(folded) { return years.contains(number.year) ? (number, nil) : nil }
    // Forms are filled in with blanks: 令和 3年 4月 1日.
    if folded.contains("年") { folded = folded.filter { $0 != " " } }
    if folded.hasSuffix(")"), let open = folded.lastIndex(of: "(") { folded = String(folded[..<open]) }
    var written = folded.prefix { $0 != " " && $0 != "T" }
    // 令和3年4月1日9時30分
    if let end = written.firstIndex(of: "日") { written = written[...end] }
    guard let day = civilDate(written) else { return nil }
    let rest = folded[written.endIndex...]
    if rest.allSatisfy({ $0 == " " }) { return (day, nil) }
    guard let clock = ClockText(rest.first == "T" ? rest.dropFirst() : rest) else { return nil }
    return (day, clock)
  }

  /// Reads a year, a month and a day.
  private static func civilDate(_ day: Substring) -> CivilDate? {
    guard let (year, era, rest) = leadingYear(day) else { return nil }
    let parts = rest.split(omittingEmptySubsequences: false) { "-/.年月日".contains($0) }
    // "年4月1日" splits into "", "4", "1", "": a separator first, 日 or nothing last.
    guard parts.count == 4 || parts.count == 3, parts[0].isEmpty, parts.count == 3 || parts[3].isEmpty,
      parts.count == 3 || day.hasSuffix("日"),
      let month = number(parts[1]), let dayOfMonth = number(parts[2]),
      let date = CivilDate(year: year, month: month, day: dayOfMonth)
    else { return nil }
    return years.contains(year) && era?.contains(date) ?? true ? date : nil
  }

  /// Reads a fiscal year: 2021, FY2021, 2021年度, 令和3年度, 令和元年度, R3, H30.
  package static func fiscalYear(_ text: String) -> FiscalYear? {
    guard text.utf8.count <= lengthLimit else { return nil }
    var folded = eraNames(TextFolding.halfWidth(WordFolding.withoutRadicals(text))).filter { $0 != " " }[...]
    if folded.uppercased().hasPrefix("FY") { folded = folded.dropFirst(2) }
    guard let (year, _, rest) = leadingYear(folded), ["", "年度", "年", "会計年度"].contains(rest), years.contains(year)
    else { return nil }
    return FiscalYear(startingIn: year)
  }

  /// No date is written longer, in bytes.
  private static let lengthLimit = 200

  /// Splits a leading year, of four digits or of an era, from what follows.
  private static func leadingYear(_ text: Substring) -> (year: Int, era: JapaneseEra?, rest: Substring)? {
    for era in JapaneseEra.allCases {
      for name in [era.name, String(era.letter), era.letter.lowercased()] where text.hasPrefix(name) {
        var rest = text.dropFirst(name.count)
        // "R.3.4.1" and "R3.4.1" are the same date.
        if rest.hasPrefix(".") { rest = rest.dropFirst() }
        if rest.hasPrefix("元") { return era.gregorianYear(1).map { ($0, era, rest.dropFirst()) } }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = number(digits) else { return nil }
        return era.gregorianYear(number).map { ($0, era, rest.dropFirst(digits.count)) }
      }
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, let year = number(digits) else { return nil }
    return (year, nil, text.dropFirst(4))
  }

  /// A day as digits alone: yyyymmdd, or a serial number of the 1900 system from 1927 on.
  private static func numeric(_ text: String) -> CivilDate? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }) else { return nil }
    if text.utf8.count == 8, let digits = Int(text) {
      return CivilDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }
    guard text.prefix(while: { $0 != "." }).count == 5, let serial = Double(text), serial >= 10_000 else { return nil }
    if let day = Int(text), ExcelSerial.looksLikeEra(day) { return nil }
    return ExcelSerial.date(serial)
  }

  /// Eras that are one character, as words.
  private static func eraNames(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { squareEras[$0] != nil }) else { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += squareEras[$1] ?? String($1) }
  }

  private static let squareEras: [Unicode.Scalar: String] = ["㍼": "昭和", "㍻": "平成", "㋿": "令和"]

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
