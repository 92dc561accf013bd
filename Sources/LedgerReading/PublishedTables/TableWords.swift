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
    "契約数", "発注数", "受注数", "落札数", "取引数", "契約実績数", "count", "contracts", "number", "numberofcontracts", "numberofawards",
    "cases",
  ]
  private static let amounts: Set<String> = [
    "額", "amount", "value", "contractamount", "contractvalue", "amountofcontracts",
  ]
  /// What stands before 件数 and 金額 without making them of something else.
  private static let figurePrefixes = [
    "契約", "発注", "受注", "取引", "実績", "支出", "決算", "請負", "執行", "支払", "落札", "購入", "調達", "成約", "締結", "年間", "年度", "当該",
    "総", "全", "延べ", "官公需",
  ]
  private static let amountEndings = ["金額", "代金額", "価額", "価格", "額", "高"]
  private static let shares: Set<String> = [
    "割合", "構成比", "構成比率", "比率", "シェア", "占有率", "構成割合", "share", "%", "率", "比", "百分率", "百分比", "全体比", "対全体比", "構成",
    "占める割合", "に占める割合", "全体に占める割合", "全体に対する割合", "発注率", "受注率", "契約率", "発注割合", "受注割合", "契約割合", "発注比率", "受注比率", "契約比率",
    "市内比率", "市内率", "市内割合", "市内発注率", "市内受注率", "対総数比", "対総額比", "対総件数比", "総数比", "総額比", "対合計比", "percent", "percentage",
    "ratio",
  ]
  /// Headings of figures that no share table is made of, which may stand beside its own.
  private static let foreign = [
    "落札率", "予定価格", "執行率", "達成率", "応札者", "入札者", "参加者", "人口", "順位", "番号", "no", "備考", "摘要", "面積", "予算", "目標", "業者数",
    "企業数", "者数", "社数", "登録", "失格", "辞退", "年月日", "日付", "頁", "ページ", "コード", "累計", "amountmillion", "code", "id",
  ]

  /// A name without width, spaces and case.
  static func folded(_ name: String) -> String { Header.folded(name) }

  /// The levels of a heading that slashes join, as in 令和2年度/物品/契約件数; 比率（B/A） is one level.
  static func levels(of name: String) -> [String] {
    var depth = 0
    return name.split { character in
      if brackets.contains(where: { $0.open == character }) || character == "（" { depth += 1 }
      if brackets.contains(where: { $0.close == character }) || character == "）" { depth = max(0, depth - 1) }
      return depth == 0 && "/／".contains(character)
    }.reduce(into: [String]()) { levels, level in
      // 比率/B/A ends with a formula.
      if let last = levels.last, isLetter(last), isLetter(String(level)) {
        levels[levels.count - 1] += "/" + level
      } else {
        levels.append(String(level))
      }
    }
  }

  /// Whether a text is one letter, as in formulas below headings.
  private static func isLetter(_ text: String) -> Bool {
    let word = folded(text)
    return word.count == 1 && word.allSatisfy { $0.isASCII && $0.isLetter }
  }

  /// Whether a text is the formula of a heading or its letter in brackets and nothing else: B/A, ②÷①×100, (A).
  static func isFormula(_ text: String) -> Bool {
    let word = folded(text)
    let isFormula = word.contains { "/÷=".contains($0) } || word.hasPrefix("(") && word.hasSuffix(")")
    let letters = word.split { !($0.isASCII && $0.isLetter || ("①"..."⑳").contains($0)) }
    return isFormula && !letters.isEmpty && letters.allSatisfy { $0.count == 1 }
      && word.allSatisfy { $0.isASCII || "÷×①②③④⑤⑥⑦⑧⑨⑩".contains($0) }
  }

  /// A folded heading without the letter or formula of letters that stands behind it: 官公需総額A, 比率B/A, 比率B/A×100.
  private static func withoutFormula(_ word: String) -> String {
    let formula = word.reversed().prefix { "/÷×*".contains($0) || $0.isASCII && ($0.isLetter || $0.isNumber) }
    let letters = String(formula.reversed()).split { !$0.isLetter }
    guard !letters.isEmpty, formula.count < word.count, letters.allSatisfy({ $0.count == 1 }),
      formula.last?.isLetter == true
    else { return word }
    let stem = String(word.dropLast(formula.count))
    return heading(stem) != nil || isTotal(stem) || isOfFirms(stem[...]) ? stem : word
  }

  /// Splits 契約金額（百万円） into the name and what stands in brackets, or behind a dot or colon, or as a unit at its end.
  ///
  /// Marks that refer to notes are part of neither: 契約件数※1 is 契約件数.
  static func split(_ name: String) -> (stem: String, note: String?) {
    let name = withoutFormula(NoteMarks.removed(from: folded(withoutNumbers(name))))
    for (open, close) in brackets where name.last == close {
      guard let start = name.lastIndex(of: open) else { continue }
      let stem = String(name[..<start])
      guard !stem.isEmpty else { return (name, nil) }
      let inside = String(name[name.index(after: start)...].dropLast())
      // 契約金額（税込）（千円）
      let before = split(stem)
      return (before.stem, [before.note, inside].compactMap { $0 }.joined(separator: "、"))
    }
    if let separator = name.lastIndex(where: { "・:=".contains($0) }), separator > name.startIndex,
      case let end = String(name[name.index(after: separator)...]), unit(end) != nil
    {
      return (String(name[..<separator]), end)
    }
    for unit in unitEndings where name.hasSuffix(unit) && name.count > unit.count && self.unit(name) == nil {
      return (String(name.dropLast(unit.count)), unit)
    }
    return (name, nil)
  }

  /// Brackets of headings and labels.
  private static let brackets: [(open: Character, close: Character)] = [
    ("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("<", ">"), ("〈", "〉"), ("《", "》"), ("「", "」"), ("『", "』"),
  ]

  /// A word without the circled numbers of a formula: 総契約件数① and 市内率②/①.
  private static func withoutNumbers(_ word: String) -> String {
    let rest = word.filter { !("①"..."⑳").contains($0) }
    guard rest.count < word.count, let end = rest.lastIndex(where: { !"/／÷ 　".contains($0) }) else { return rest }
    return String(rest[...end])
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  /// A folded word without brackets around all of it: 【合計】.
  private static func withoutBrackets(_ word: String) -> String {
    var rest = word[...]
    while let first = rest.first, let last = rest.last, rest.count > 2,
      brackets.contains(where: { $0.open == first && $0.close == last }),
      !rest.dropFirst().dropLast().contains(where: { $0 == first || $0 == last })
    {
      rest = rest.dropFirst().dropLast()
    }
    return String(rest)
  }

  /// What a heading without its unit names, or nil.
  static func heading(_ stem: String) -> Heading? {
    // (%) and (件) are units.
    let inner = withoutBrackets(stem)
    let stem = inner.count > 1 ? inner : stem
    for share in ["shareof", "percentageof", "ratioof", "%of"] where stem.hasPrefix(share) { return .share }
    if counts.contains(stem) || isFigure(stem, ["件数"]) { return .figure(.count) }
    if amounts.contains(stem) || isFigure(stem, amountEndings) { return .figure(.amount) }
    if shares.contains(stem) || partOfShare(stem) != nil { return .share }
    if stem.hasSuffix("ベース"), case .figure(let base) = heading(String(stem.dropLast(3))), !base.isShare {
      return .figure(base.share)
    }
    // 件数の割合, 請負額比
    for share in shares where stem.hasSuffix(share) && stem.count > share.count {
      var base = stem.dropLast(share.count)
      if base.hasSuffix("の") || base.hasSuffix("_") { base = base.dropLast() }
      if case .figure(let measure) = heading(String(base)), !measure.isShare { return .figure(measure.share) }
    }
    return nil
  }

  /// What a heading names by its word and the unit behind it: 総額（百万円） is an amount, where 総額 alone is a total.
  static func heading(_ stem: String, note: String?) -> Heading? {
    if let heading = heading(stem) { return heading }
    guard let note else { return nil }
    if stem == "総額", unit(note) != nil { return .figure(.amount) }
    return stem == "総数" && countUnit(note) != nil ? .figure(.count) : nil
  }

  /// Whether a heading is that of a share and does not say of what: 割合, 構成比（％）.
  static func isShare(_ heading: String) -> Bool { self.heading(split(heading).stem) == .share }

  /// The firms of whose share a word is: 市内企業 of 市内企業発注率, 中小企業者 of 中小企業者比率; nil where it is none.
  static func partOfShare(_ stem: String) -> String? {
    if stem.hasPrefix("shareof"), stem.count > 7 { return String(stem.dropFirst(7)) }
    guard let ending = ["割合", "比率", "シェア", "構成比", "占有率", "率"].first(where: stem.hasSuffix), !isForeign(stem),
      derived(stem) == nil
    else { return nil }
    var front = stem.dropLast(ending.count)
    for word in ["の", "発注", "受注", "契約", "への"] where front.hasSuffix(word) { front = front.dropLast(word.count) }
    return isOfFirms(front) ? String(front) : nil
  }

  /// Whether a word before one for figures says of which firms these are: 市内業者 of 市内業者発注件数, 中小企業者向け of 中小企業者向け契約額.
  static func isOfFirms(_ front: Substring) -> Bool {
    var word = front
    for start in ["うち", "新規"] where word.hasPrefix(start) { word = word.dropFirst(start.count) }
    for end in ["向け", "への", "の"] where word.hasSuffix(end) { word = word.dropLast(end.count) }
    return isPlace(word)
      || ["市内", "県内", "区内", "町内", "村内", "管内", "地元", "市外", "中小企業", "小規模", "大企業"].contains(where: word.hasPrefix)
        && ["内", "外", "元", "者", "業", "計", "中小"].contains(where: word.hasSuffix)
  }

  /// Whether a word says where firms are, within a region or outside: 地域内, 圏域外業者, 地場企業.
  private static func isPlace(_ word: Substring) -> Bool {
    var place = word
    for end in ["業者", "事業者", "企業", "事業所", "者"] where place.hasSuffix(end) {
      place = place.dropLast(end.count)
      break
    }
    if ["地元", "地場"].contains(place) { return true }
    guard (2...4).contains(place.count), let last = place.last, "内外".contains(last) else { return false }
    return ["市", "県", "区", "町", "村", "道", "府", "都", "域", "管", "圏", "島", "国", "州", "部"].contains {
      place.dropLast().hasSuffix($0)
    }
  }

  /// Whether a word is one of some endings behind words that stand before such: 件数, 年間契約件数; 金額, 請負金額 and not 額 alone.
  private static func isFigure(_ stem: String, _ endings: [String]) -> Bool {
    var rest = stem[...]
    while let prefix = figurePrefixes.first(where: rest.hasPrefix) {
      rest = rest.dropFirst(prefix.count)
      if endings.contains(String(rest)), stem != "総額" { return true }
      if rest.hasPrefix("の") { rest = rest.dropFirst() }
    }
    // 件数実績
    if rest.hasSuffix("実績"), rest.count > 2 { rest = rest.dropLast(2) }
    return rest == endings.first.map { $0[...] }
  }

  /// Whether a heading is that of figures that are none of a share table, as 落札率 is.
  static func isForeign(_ heading: String) -> Bool {
    let word = folded(heading)
    return foreign.contains { $0.count > 2 || !$0.allSatisfy(\.isASCII) ? word.contains($0) : word == $0 }
  }

  private static let totals: Set<String> = [
    "合計", "計", "総計", "総合計", "全体", "総数", "市計", "全市計", "年度計", "全市合計", "契約実績合計", "合計額", "総額", "全市", "市全体", "全業者", "全企業",
    "全事業者", "全契約", "全業種", "全種別", "契約全体", "発注全体", "総実績", "総契約実績", "総契約", "総発注", "官公需総実績", "σ", "total", "all",
    "grandtotal", "sum", "overall",
  ]
  private static let nouns: Set<String> = [
    "suppliers", "firms", "contracts", "contractors", "companies", "enterprises", "categories",
  ]
  private static let parts = ["市内", "準市内", "市外", "県内", "県外", "区内", "大企業", "中小企業", "その他", "うち", "小計"]
  /// What stands before 計 without making it the sum of a part.
  private static let wholes = ["全体", "全", "総", "市", "業者", "企業", "事業者", "契約", "発注", "業種", "種別", "区分", "年度", "年間"]

  /// Whether a label means the total of its column or row.
  static func isTotal(_ label: String) -> Bool {
    // 工事 合計 is that of 工事.
    let names = label.split { " 　".contains($0) }.map { String($0) }
    if names.count == 2, names[0].count > 1, KnownWords.categories[folded(names[0])] != nil, !isTotal(names[0]) {
      return false
    }
    var word = NoteMarks.removed(from: folded(withoutNumbers(label)))
    while let last = word.last, ":;".contains(last) { word.removeLast() }
    word = withoutBrackets(word)
    if let open = word.firstIndex(of: "("), word.hasSuffix(")"), open > word.startIndex { word = String(word[..<open]) }
    if word.hasSuffix("欄") { word.removeLast() }
    if totals.contains(word) || word.hasPrefix("all") && nouns.contains(String(word.dropFirst(3))) { return true }
    guard word.hasSuffix("計"), !parts.contains(where: word.hasPrefix), !word.hasSuffix("小計") else { return false }
    if ["合計", "総計"].contains(where: word.hasSuffix) { return true }
    var rest = word.dropLast()
    while let whole = wholes.first(where: rest.hasPrefix) { rest = rest.dropFirst(whole.count) }
    return rest.isEmpty || year(String(word.dropLast())) != nil
  }

  /// Whether a heading beside those of parts is that of what they are parts of: 発注 before 市内業者受注.
  static func isWhole(_ label: String) -> Bool {
    ["発注", "契約", "発注状況", "契約状況", "発注実績", "契約実績", "発注分", "契約分"].contains(folded(label))
  }

  /// The fiscal year of a label such as 令和2年度実績, 【令和2年度】, 令和二年度, 2020（R2）年度 or 令 和 2 年 度（決算）.
  static func year(_ label: String) -> FiscalYear? {
    if let year = DateText.fiscalYear(label) { return year }
    var word = withoutBrackets(NoteMarks.removed(from: folded(withoutNumbers(label))))
    guard word.utf8.count <= 100 else { return nil }
    if let open = word.firstIndex(of: "("), let close = word[open...].firstIndex(of: ")"), open > word.startIndex {
      let inside = String(word[word.index(after: open)..<close])
      word.removeSubrange(open...close)
      // 2022(R4)年度 says its year twice, and 前年度（令和2年度） in brackets.
      if let twice = plainYear(inside) {
        if let year = plainYear(word) { return twice == year ? year : nil }
        if relativeYears.contains(word) || asides.contains(word) { return twice }
      }
    }
    for aside in asides {
      for aside in ["(\(aside))", aside] where word.hasPrefix(aside) { word = String(word.dropFirst(aside.count)) }
      if word.hasSuffix(aside) { word = String(word.dropLast(aside.count)) }
    }
    for suffix in ["契約実績", "発注実績", "実績", "決算", "契約分", "発注分", "分", "見込", "速報", "契約", "発注"]
    where word.hasSuffix(suffix) { word = String(word.dropLast(suffix.count)) }
    return plainYear(word)
  }

  /// Words for years that only other words tell.
  private static let relativeYears: Set<String> = [
    "前年度", "昨年度", "前々年度", "今年度", "本年度", "当年度", "前回", "今回", "前年", "昨年",
  ]
  /// What stands beside a year without making it another.
  private static let asides = ["参考", "参考値", "実績値", "確報", "再掲"]

  /// Whether a label is that of figures of a year that only other words tell: 前年度合計, 【参考】昨年度実績.
  static func isOfAnotherYear(_ label: String) -> Bool {
    var word = folded(label)
    for aside in asides {
      for aside in ["(\(aside))", "【\(aside)】", "[\(aside)]", aside] where word.hasPrefix(aside) {
        word = String(word.dropFirst(aside.count))
      }
    }
    return !relativeYears.contains(word) && year(label) == nil && derived(label) == nil
      && relativeYears.contains { year in
        !"今本当".contains(year.first ?? "今") && word.hasPrefix(year) && !word.hasSuffix("比")
          && !word.dropFirst(year.count).hasPrefix("(")
      }
  }

  /// Whether a word speaks of a fiscal year without being understood as one: 昨年度, 令和2年度（補正後の見込）.
  static func speaksOfYear(_ label: String) -> Bool {
    let word = folded(label)
    return relativeYears.contains(word) || !years(inTitle: word).isEmpty
  }

  /// The category that the last of some titles names that names one and nothing else.
  static func category(inTitles titles: [String]) -> String? {
    titles.reversed().lazy.compactMap(category(inTitle:)).first
  }

  /// The category that a title names and nothing else: 【工事】, ■ 工事, （1）物品.
  private static func category(inTitle title: String) -> String? {
    var word = withoutBrackets(folded(withoutNumbers(title)))
    while let first = word.first, "■□●○◆◇▼▽・※.-(".contains(first) || isDigit(first) || first == ")" {
      word.removeFirst()
    }
    word = withoutBrackets(split(word).stem)
    return KnownWords.categories[word] == nil || isTotal(word) ? nil : word
  }

  /// The year of a word that says nothing else; 令 is short for 令和, and the year of an era may stand in kanji.
  private static func plainYear(_ word: String) -> FiscalYear? {
    if let year = DateText.fiscalYear(word) { return year }
    for (era, short) in [("令和", "令"), ("平成", "平"), ("昭和", "昭")] {
      guard word.hasPrefix(short) else { continue }
      let rest = word.dropFirst(word.hasPrefix(era) ? era.count : short.count)
      let kanji = rest.prefix { kanjiDigits[$0] != nil }
      guard !kanji.isEmpty else { return DateText.fiscalYear(era + rest) }
      return kanjiNumber(kanji).flatMap { DateText.fiscalYear("\(era)\($0)\(rest.dropFirst(kanji.count))") }
    }
    return nil
  }

  private static let kanjiDigits: [Character: Int] = [
    "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
  ]

  /// A number below 100 in kanji: 四, 十二, 三十, 三十一.
  private static func kanjiNumber(_ text: Substring) -> Int? {
    let digits = text.compactMap { kanjiDigits[$0] }
    switch digits.firstIndex(of: 10) {
    case nil: return digits.count == 1 && digits[0] > 0 ? digits[0] : nil
    case .some(let ten):
      guard ten <= 1, digits.count - ten <= 2, digits.count(where: { $0 == 10 }) == 1 else { return nil }
      return (ten == 1 ? digits[0] * 10 : 10) + (digits.count > ten + 1 ? digits[ten + 1] : 0)
    }
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
    while let end = rest.firstRange(of: "年度") {
      let before = rest[..<end.lowerBound]
      for length in 2...6 where before.count >= length {
        if let year = DateText.fiscalYear(String(before.suffix(length)) + "年度") { found.insert(year) }
      }
      rest = rest[end.upperBound...]
    }
    rest = title[...]
    for word in ["fy", "fiscalyear"] {
      while let end = rest.firstRange(of: word)?.upperBound {
        rest = rest[end...]
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if digits.count == 4, let year = DateText.fiscalYear(String(digits)) { found.insert(year) }
      }
    }
    return found
  }
}
