import Procurement
import TabularReading

/// The words of printed tables: headings of figures, units, totals, years.
enum TableWords {
  /// What a heading says of its column.
  enum Heading: Equatable {
    case figure(Measure)
    /// A share of the count or amount before it.
    case share
  }

  private static let counts: Set<String> = [
    "件数", "契約件数", "発注件数", "契約数", "契約実績件数", "発注実績件数", "実績件数", "受注件数", "取引件数", "件数実績",
    "count", "contracts",
  ]
  private static let amounts: Set<String> = [
    "金額", "契約金額", "契約額", "発注金額", "発注額", "契約総額", "契約実績額", "契約実績金額", "発注実績額", "発注実績金額", "実績額",
    "受注金額", "受注額", "取引金額", "支出金額", "金額実績", "amount",
  ]
  private static let shares: Set<String> = [
    "割合", "構成比", "構成比率", "比率", "シェア", "占有率", "構成割合", "share", "%",
  ]
  /// A year-over-year column is none of these, whatever it is called.
  private static let ofCounts = ["件数", "契約件数", "発注件数", "count"]
  private static let ofAmounts = ["金額", "契約金額", "契約額", "発注金額", "発注額", "amount"]

  /// A name without width, spaces and case.
  static func folded(_ name: String) -> String { Header.folded(name) }

  /// Splits 契約金額（百万円） into the name and what stands in brackets, or behind a dot, or as a unit at its end.
  static func split(_ name: String) -> (stem: String, note: String?) {
    let name = folded(name)
    for (open, close) in [("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("<", ">")] where name.hasSuffix(close) {
      guard let start = name.firstIndex(of: Character(open)) else { continue }
      let stem = String(name[..<start])
      return stem.isEmpty ? (name, nil) : (stem, String(name[name.index(after: start)...].dropLast()))
    }
    if let dot = name.firstIndex(of: "・"), unit(String(name[name.index(after: dot)...])) != nil {
      return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }
    for unit in amountUnits where name.hasSuffix(unit.word) && unit.word.count > 1 && name.count > unit.word.count {
      return (String(name.dropLast(unit.word.count)), unit.word)
    }
    return (name, nil)
  }

  /// What a heading without its unit names, or nil.
  static func heading(_ stem: String) -> Heading? {
    if counts.contains(stem) { return .figure(.count) }
    if amounts.contains(stem) { return .figure(.amount) }
    if shares.contains(stem) { return .share }
    for (bases, measure) in [(ofCounts, Measure.countShare), (ofAmounts, .amountShare)] {
      for base in bases where stem.hasPrefix(base) {
        var rest = stem.dropFirst(base.count)
        if rest.hasPrefix("の") || rest.hasPrefix("_") { rest = rest.dropFirst() }
        if shares.contains(String(rest)) { return .figure(measure) }
      }
    }
    return nil
  }

  private static let amountUnits: [(word: String, value: Int64)] = [
    ("百億円", 10_000_000_000), ("十億円", 1_000_000_000), ("百万円", 1_000_000), ("千万円", 10_000_000),
    ("十万円", 100_000), ("億円", 100_000_000), ("万円", 10_000), ("千円", 1_000), ("円", 1), ("yen", 1),
    ("thousand", 1_000), ("million", 1_000_000),
    ("thousandyen", 1_000), ("millionyen", 1_000_000),
  ]
  private static let countUnits: [(word: String, value: Int64)] = [
    ("百件", 100), ("千件", 1_000), ("万件", 10_000), ("件", 1),
  ]

  /// The words of units.
  static let unitWords = amountUnits.map(\.word)

  /// The word for a unit of amounts, as 千円.
  static func amountWord(_ unit: Int64) -> String { word(unit, amountUnits) ?? "円" }

  /// The word for a unit of counts, as 千件.
  static func countWord(_ unit: Int64) -> String { word(unit, countUnits) ?? "件" }

  private static func word(_ unit: Int64, _ units: [(word: String, value: Int64)]) -> String? {
    units.first { $0.value == unit }?.word
  }

  /// The unit of amounts that a note such as 単位:百万円 or 百万円、税込 names, or nil.
  static func unit(_ note: String) -> Int64? { unit(note, amountUnits) }

  /// The unit of counts that a note names, or nil.
  static func countUnit(_ note: String) -> Int64? { unit(note, countUnits) }

  private static func unit(_ note: String, _ units: [(word: String, value: Int64)]) -> Int64? {
    let words = folded(note).replacing("単位", with: "").split { "、,:・/;。 ".contains($0) }
    for word in words {
      if let unit = units.first(where: { $0.word == word }) { return unit.value }
    }
    return nil
  }

  /// The notes on units in rows above a table or in a cell: what stands in brackets, or behind 単位.
  static func unitNotes(_ text: String) -> [String] {
    let text = folded(text)
    var notes: [String] = []
    if let start = text.range(of: "単位") {
      notes.append(String(text[start.upperBound...].prefix { !")]】".contains($0) }))
    }
    for part in text.split(separator: "(").dropFirst() { notes.append(String(part.prefix { $0 != ")" })) }
    return notes
  }

  private static let totals: Set<String> = [
    "合計", "計", "総計", "総合計", "全体", "総数", "市計", "全市計", "年度計", "全市合計", "契約実績合計", "合計額", "総額",
    "total", "all", "grandtotal",
  ]
  private static let parts = ["市内", "準市内", "市外", "県内", "県外", "区内", "大企業", "中小企業", "その他", "うち", "小計"]

  /// Whether a label means the total of its column or row.
  static func isTotal(_ label: String) -> Bool {
    var word = folded(label.filter { !("①"..."⑳").contains($0) })
    if word.hasSuffix(")"), let open = word.firstIndex(of: "("), open > word.startIndex { word = String(word[..<open]) }
    if totals.contains(word) { return true }
    guard word.hasSuffix("計"), !parts.contains(where: word.hasPrefix), !word.hasSuffix("小計") else { return false }
    if ["合計", "総計"].contains(where: word.hasSuffix) { return true }
    return year(String(word.dropLast())) != nil
  }

  /// The fiscal year of a label such as 令和2年度実績 or 令 和 2 年 度（決算）.
  static func year(_ label: String) -> FiscalYear? {
    if let year = DateText.fiscalYear(label) { return year }
    var word = folded(label)
    if word.hasSuffix(")"), let open = word.firstIndex(of: "("), open > word.startIndex { word = String(word[..<open]) }
    for suffix in ["契約実績", "発注実績", "実績", "決算", "分", "見込", "速報"] where word.hasSuffix(suffix) {
      word = String(word.dropLast(suffix.count))
    }
    return DateText.fiscalYear(word)
  }

  /// The fiscal year of a label, or the part of one that it names: 令和3年度第1四半期, R3.4–R3.12, 令和3年度（上半期）.
  static func yearAndPeriod(_ label: String) -> (year: FiscalYear, period: PeriodOfYear)? {
    // What stands in brackets behind a year may be a part of it.
    if let label = PeriodText(label), let year = label.year { return (year, label.period) }
    return year(label).map { ($0, .year) }
  }

  /// The part of a year that a label without a year names: 第1四半期, 上半期, 4～12月, 年間.
  static func period(_ label: String) -> PeriodOfYear? {
    if ["年間", "通年", "年度計", "年計", "年度合計", "年間計", "年間合計", "全期間", "year"].contains(folded(label)) { return .year }
    guard let label = PeriodText(label), label.year == nil else { return nil }
    return label.period
  }

  /// The fiscal years that a title names, as in 令和3年度 契約実績.
  static func years(inTitle title: String) -> Set<FiscalYear> {
    let title = folded(title)
    var found: Set<FiscalYear> = []
    var rest = title[...]
    while let end = rest.range(of: "年度") {
      let before = rest[..<end.lowerBound]
      for length in 2...6 where before.count >= length {
        if let year = DateText.fiscalYear(String(before.suffix(length)) + "年度") { found.insert(year) }
      }
      rest = rest[end.upperBound...]
    }
    return found
  }
}

extension String {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? { self[...].range(of: text) }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    firstRange(of: text)
  }
}
