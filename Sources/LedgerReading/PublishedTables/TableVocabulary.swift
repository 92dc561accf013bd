import Procurement

/// What a heading or label of a printed table speaks of.
enum TableVocabulary {
  /// The kinds of words.
  enum Kind: Hashable {
    case year
    case figure
    case category
    case total
    /// Where contractors are and what they are.
    case row
    /// A unit alone, as in (百万円).
    case unit
    /// What follows from other figures, as 前年度比 does.
    case derived
    case blank
    case unknown
  }

  private static let categoryParts = [
    "工事", "物品", "委託", "役務", "業務", "コンサル", "印刷", "購入", "賃貸", "修繕", "物件", "測量", "設計", "建設", "製造", "調達",
    "goods", "works", "services",
  ]
  private static let rowParts = [
    "市内", "準市", "市外", "県内", "県外", "区内", "区外", "町内", "町外", "村内", "村外", "道内", "道外", "府内", "府外", "都内", "都外",
    "管内", "管外", "大企業", "中小企業", "小規模", "うち", "企業", "法人", "団体", "業者", "本店", "支店", "営業所", "組合",
    "local", "large", "sme", "non-local", "unclassified",
  ]

  private static let organisations = ["部", "局", "課", "室", "署", "会計", "委員会", "事務所"]

  /// The kind of a word.
  static func kind(of text: String) -> Kind {
    let folded = TableWords.folded(text)
    if folded.isEmpty { return .blank }
    if time(text) != nil || folded != "year" && TableWords.period(text) != nil { return .year }
    let (stem, note) = TableWords.split(text)
    if TableWords.derived(text) != nil { return .derived }
    if TableWords.heading(stem, note: note) != nil || TableWords.heading(folded) != nil { return .figure }
    if TableWords.isTotal(text) { return .total }
    if unitAlone(folded) || TableWords.isFormula(text) { return .unit }
    if KnownWords.categories[stem] != nil { return .category }
    // 建設部 and 企業会計 are neither works nor firms.
    let body = ["合計", "小計", "計"].first(where: folded.hasSuffix).map { folded.dropLast($0.count) } ?? folded[...]
    if organisations.contains(where: { folded.hasSuffix($0) || body.hasSuffix($0) }) || folded.contains("行政法人") {
      return .unknown
    }
    if rowParts.contains(where: folded.contains) { return .row }
    if categoryParts.contains(where: folded.contains) { return .category }
    return .unknown
  }

  /// Whether a text is a unit and nothing else.
  private static func unitAlone(_ folded: String) -> Bool {
    let inner = folded.filter { !"()[]【】〔〕<>".contains($0) }
    return inner == "%" || TableWords.amountUnit(inner) != nil || ["件", "千件", "百件", "万件"].contains(inner)
      || inner.hasPrefix("単位:")
  }

  /// The fiscal year of a word and the part of it that the word names: 令和3年度, 令和元年度4-12月, 令和3年度第1四半期.
  static func time(_ text: String) -> TableTime? {
    TableWords.yearAndPeriod(text).map { TableTime(year: $0.year, period: $0.period) }
  }

  /// Whether a heading names a column of labels, as 年度 and 区分 do.
  static func namesLabels(_ text: String) -> Bool {
    let folded = TableWords.folded(text)
    guard time(text) == nil else { return false }
    return ["年度", "種別", "所在", "規模", "区分", "項目", "分類", "種類", "category", "row", "year", "locality", "size"]
      .contains(where: folded.contains)
  }

  /// Whether a label says where contractors are, so that it stands beside such labels and not below them.
  static func isPlace(_ text: String) -> Bool {
    if PublishedTableBuilder.isLocality(text) { return true }
    var folded = TableWords.folded(text)[...]
    if folded.hasPrefix("準") { folded = folded.dropFirst() }
    guard let first = folded.first, "市県区町村道府都管国".contains(first), let second = folded.dropFirst().first,
      "内外".contains(second)
    else { return false }
    return ["", "業者", "者", "企業", "計", "分", "・市外", "・県外"].contains(folded.dropFirst(2))
  }

  /// Whether a label is a place or a total, neither of which stands below another label.
  static func isPlaceOrTotal(_ text: String) -> Bool { isPlace(text) || TableWords.isTotal(text) }

  /// Whether the texts of a line are a note on units and no heading with a unit in its corner.
  static func isUnitNote(_ texts: [String]) -> Bool {
    guard let note = texts.firstIndex(where: { TableWords.folded($0).contains("単位") }) else { return false }
    // 区分（単位：千円） is the corner of a heading.
    let folded = TableWords.folded(texts[note])
    if texts.count > 1, namesLabels(texts[note]), !["(", "[", "【", "単位"].contains(where: folded.hasPrefix) {
      return false
    }
    // A title beside the unit at its right end: 令和2年度 契約実績, （単位：百万円）.
    if texts.count == 2, note == 1, ["(", "[", "【", "〔", "単位"].contains(where: folded.hasPrefix) { return true }
    let others = texts.indices.filter { $0 != note }.map { kind(of: texts[$0]) }
    return !others.contains { [.year, .category, .figure, .row, .total].contains($0) }
      && !(kind(of: texts[note]) == .figure && texts[note].count < 16) && others.count < 3
  }

  /// Whether a text alone on its line is a heading or label and no title.
  static func standsAlone(_ text: String) -> Bool {
    switch kind(of: text) {
    case .year, .total, .figure: true
    case .category: KnownWords.categories[TableWords.split(text).stem] != nil
    case .row: isPlace(text)
    case .unit, .derived, .blank, .unknown: false
    }
  }

  /// Whether two texts above each other are a label that was broken into two lines: a word goes on from the one into the other, as
  /// 中小企業 does from 市内中小企 into 業, or a list does, or the second says no more than that the place before it is of contractors.
  static func areHalves(_ upper: String, _ lower: String) -> Bool {
    let (first, second) = (TableWords.folded(upper), TableWords.folded(lower))
    guard first.count > 1, !second.isEmpty, !isPlaceOrTotal(lower) else { return false }
    if first.hasSuffix("・") || second.hasPrefix("・") || isPlace(upper) && isPlace(upper + lower) { return true }
    if !isKnown(upper), !isKnown(lower), isKnown(upper + lower) { return true }
    return (rowParts + categoryParts).contains { part in
      part.indices.dropFirst().contains { first.hasSuffix(part[..<$0]) && second.hasPrefix(part[$0...]) }
    }
  }

  /// Words that a run of single characters may be cut into.
  static func isKnown(_ text: String) -> Bool {
    switch kind(of: text) {
    case .unknown, .blank: false
    default: true
    }
  }
}
