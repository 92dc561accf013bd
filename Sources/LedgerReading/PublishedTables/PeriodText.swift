import Procurement
import TabularReading

/// A label that names a part of a fiscal year, with or without the year: 令和3年度第1四半期, 上半期, 4～12月, R3.4–R3.12.
struct PeriodText {
  /// The fiscal year, where the label names it.
  let year: FiscalYear?
  /// The part of the year.
  let period: PeriodOfYear

  /// Reads a label; nil where it names no part of a year, or more than that.
  init?(_ label: String) {
    var text = TableWords.folded(label)
    guard text.utf8.count <= 100, Self.mayName(text) else { return nil }
    text = String(text.map { Self.dashes.contains($0) ? "-" : $0 })
    for word in ["から", "至"] { text = text.replacing(word, with: "-") }
    for word in ["自", "まで", "時点", "現在", "累計", "実績", "分", "(", ")", "[", "]", "【", "】", "〔", "〕"] {
      text = text.replacing(word, with: "")
    }
    // 上半期計 below its months is the half.
    for sum in ["合計", "計"] where text.hasSuffix(sum) {
      text.removeLast(sum.count)
      break
    }
    guard let found = Self.named(text) ?? Self.months(text) else { return nil }
    (year, period) = found
  }

  /// Whether a folded text has what each name of a part of a year has: 期, h or q; 月; or two months with their year between
  /// dashes. Headers and words of ledgers have none of it, and all of them are looked at.
  private static func mayName(_ text: String) -> Bool {
    var (hasSpan, hasMark) = (false, false)
    for character in text {
      switch character {
      case "期", "h", "q", "月": return true
      case "-", "か", "至": hasSpan = true
      case ".", "/", "年": hasMark = true
      default: if dashes.contains(character) { hasSpan = true }
      }
    }
    return hasSpan && hasMark
  }

  private static let dashes: Set<Character> = ["~", "〜", "～", "‐", "–", "—", "―", "−", "─", "ー", "－", "‑"]
  private static let numerals: [Character: Int] = [
    "1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4,
  ]
  private static let halves: [(word: String, period: PeriodOfYear)] = [
    ("上半期", .firstHalf), ("前半期", .firstHalf), ("上期", .firstHalf), ("h1", .firstHalf),
    ("下半期", .secondHalf), ("後半期", .secondHalf), ("下期", .secondHalf), ("h2", .secondHalf),
  ]

  /// A half or a quarter behind the year, or before it.
  private static func named(_ text: String) -> (FiscalYear?, PeriodOfYear)? {
    for (word, period) in halves {
      if let rest = without(word, in: text) { return placed(rest, period) }
    }
    for (numeral, quarter) in numerals {
      guard let period = PeriodOfYear(quarter: quarter) else { continue }
      for word in ["第\(numeral)四半期", "\(numeral)四半期", "第\(numeral)・四半期", "q\(numeral)", "\(numeral)q"] {
        if let rest = without(word, in: text) { return placed(rest, period) }
      }
    }
    return nil
  }

  /// What stands before or behind a word; the months that explain it may stand there as well.
  private static func without(_ word: String, in text: String) -> String? {
    guard let range = text.range(of: word) else { return nil }
    var rest = String(text[..<range.lowerBound] + text[range.upperBound...])
    // 第1四半期（4～6月） says the same twice.
    if let start = rest.firstIndex(where: { "0123456789".contains($0) }), rest.hasSuffix("月"),
      months(String(rest[start...])) != nil
    {
      rest = String(rest[..<start])
    } else if let start = rest.range(of: "年度")?.upperBound, months(String(rest[start...])) != nil {
      rest = String(rest[..<start])
    }
    return rest
  }

  /// The one quarter or half that a title names, as in 令和3年度第1四半期 契約実績.
  static func period(inTitle title: String) -> PeriodOfYear? {
    let title = TableWords.folded(title)
    let quarters = numerals.compactMap { numeral, quarter in
      ["第\(numeral)四半期", "第\(numeral)・四半期"].contains(where: title.contains) ? PeriodOfYear(quarter: quarter) : nil
    }
    let found = Set(quarters + halves.filter { $0.word.count > 2 && title.contains($0.word) }.map(\.period))
    return found.count == 1 ? found.first : nil
  }

  private static func placed(_ rest: String, _ period: PeriodOfYear) -> (FiscalYear?, PeriodOfYear)? {
    if rest.isEmpty { return (nil, period) }
    // 令和3年第1四半期 may be of the calendar year: only a fiscal year is one.
    if rest.hasSuffix("年") { return nil }
    return TableWords.year(rest).map { ($0, period) }
  }

  /// Months: 4-12月, 令和3年度4-12月, 令和3年4月-令和4年3月, R3.4-12, 12月末.
  private static func months(_ text: String) -> (FiscalYear?, PeriodOfYear)? {
    let ends = text.replacing("末", with: "").split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2 else { return nil }
    // Up to the end of a month: from April on.
    if ends.count == 1 {
      guard let first = Month(ends[0]), ends[0].hasSuffix("月") else { return nil }
      let isToDate = text.hasSuffix("末")
      guard let period = PeriodOfYear(calendarMonths: isToDate ? 4 : first.month, first.month) else { return nil }
      return (first.fiscalYear, period)
    }
    // 4月1日～3月31日 is from the first to the last day of months.
    guard let first = Month(ends[0], days: 1...1), let last = Month(ends[1], days: 28...31),
      let period = PeriodOfYear(calendarMonths: first.month, last.month)
    else {
      return nil
    }
    // A bare number is a month only beside a word that says so: 4-12月, R3.4-12.
    guard first.isMarked || last.isMarked else { return nil }
    let years = (first.fiscalYear, last.calendarYear == nil && last.year == nil ? nil : last.fiscalYear)
    if let one = years.0, let other = years.1, one != other { return nil }
    return (years.0 ?? years.1, period)
  }

  /// A month, with the year before it where one stands there.
  private struct Month {
    var month = 0
    /// The fiscal year that is named, as in 令和3年度4月.
    var year: FiscalYear?
    /// The calendar year that is named, as in 令和3年4月 or R3.4.
    var calendarYear: Int?
    /// Whether 月 or a year stands beside the number.
    var isMarked = false

    /// Reads a month, behind which one of some days may stand.
    init?(_ text: String, days: ClosedRange<Int>? = nil) {
      var rest = text[...]
      if let days, rest.hasSuffix("日"), let end = rest.lastIndex(of: "月"),
        let day = Int(rest[rest.index(after: end)...].dropLast()), days.contains(day)
      {
        rest = rest[...end]
      }
      if rest.hasSuffix("月") {
        rest = rest.dropLast()
        isMarked = true
      }
      let digits = rest.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
      guard (1...2).contains(digits.count), let month = Int(String(digits)), (1...12).contains(month) else {
        return nil
      }
      self.month = month
      var before = rest.dropLast(digits.count)
      if before.isEmpty { return }
      isMarked = true
      if before.hasSuffix("年度") {
        year = TableWords.year(String(before))
        guard year != nil else { return nil }
        return
      }
      guard let separator = before.last, "./年".contains(separator) else { return nil }
      before = before.dropLast()
      guard let named = DateText.fiscalYear(String(before)) else { return nil }
      calendarYear = named.startYear
    }

    /// The fiscal year of the month.
    var fiscalYear: FiscalYear? {
      year ?? calendarYear.map { FiscalYear(startingIn: month >= 4 ? $0 : $0 - 1) }
    }
  }
}

extension String {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? { self[...].firstRange(of: text) }
}
