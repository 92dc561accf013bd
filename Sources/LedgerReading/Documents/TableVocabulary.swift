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

  /// The kind of a word.
  static func kind(of text: String) -> Kind {
    let folded = TableWords.folded(text)
    if folded.isEmpty { return .blank }
    if TableWords.year(text) != nil || partialYear(text) != nil { return .year }
    let (stem, _) = TableWords.split(text)
    if TableWords.heading(stem) != nil || TableWords.heading(folded) != nil { return .figure }
    if TableWords.isTotal(text) { return .total }
    if unitAlone(folded) { return .unit }
    if KnownWords.categories[stem] != nil { return .category }
    if rowParts.contains(where: folded.contains) { return .row }
    if categoryParts.contains(where: folded.contains) { return .category }
    return .unknown
  }

  /// Whether a text is a unit and nothing else.
  private static func unitAlone(_ folded: String) -> Bool {
    let inner = folded.filter { !"()[]【】〔〕<>".contains($0) }
    return inner == "%" || TableWords.unitWords.contains(inner) || ["件", "千件", "百件", "万件"].contains(inner)
      || inner.hasPrefix("単位:")
  }

  /// A fiscal year of which a table has some months only, as in 令和元年度4-12月 or 令和3年度上半期.
  static func partialYear(_ text: String) -> FiscalYear? {
    let folded = TableWords.folded(text)
    guard let end = folded.firstRange(of: "年度")?.upperBound, end < folded.endIndex else { return nil }
    let rest = folded[end...].filter { !"()~-～ー−–".contains($0) }
    let isPart =
      ["上半期", "下半期", "上期", "下期", "前期", "後期"].contains(String(rest))
      || rest.hasSuffix("月") && rest.allSatisfy { $0.isNumber || $0 == "月" || $0 == "末" || $0 == "分" }
      || rest.hasPrefix("第") && rest.hasSuffix("四半期")
    return isPart ? DateText.fiscalYear(String(folded[..<end])) : nil
  }

  /// The fiscal year of a word, whole or in part.
  static func year(_ text: String) -> FiscalYear? { TableWords.year(text) ?? partialYear(text) }

  /// Whether a heading names a column of labels, as 年度 and 区分 do.
  static func namesLabels(_ text: String) -> Bool {
    let folded = TableWords.folded(text)
    guard year(text) == nil else { return false }
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

  /// Words that a run of single characters may be cut into.
  static func isKnown(_ text: String) -> Bool {
    switch kind(of: text) {
    case .unknown, .blank: false
    default: true
    }
  }
}
