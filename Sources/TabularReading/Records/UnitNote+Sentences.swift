import Procurement

// What titles and sentences around a table say of its amounts: 契約一覧（千円）, 金額は千円で表示.
extension UnitNote {
  /// What a cell above a table says, nil where it is no note about units.
  package static func above(_ cell: String) -> UnitNote? {
    let text = WordFolding.word(cell)
    if let place = text.range(of: "単位") {
      var rest = text[place.upperBound...].drop { ":=・は".contains($0) }
      if let end = rest.firstIndex(where: { ")]】〕".contains($0) }) { rest = rest[..<end] }
      guard var note = UnitNote(tokens: rest) else { return only(in: text) }
      // 千円単位、税抜
      note.unit = note.unit ?? only(in: text)?.unit
      return note
    }
    if let unit = units[text], unit > 1 { return UnitNote(unit: unit, taxBasis: nil) }
    if let basis = taxes[text.filter { !"※*・。".contains($0) }] { return UnitNote(unit: nil, taxBasis: basis) }
    if text.contains("unit:") || text.contains("units:") { return only(in: text) }
    // Contracts (in thousands of yen)
    if ["inthousandsofyen", "inmillionsofyen", "inthousandyen", "inmillionyen", "yeninthousands", "yeninmillions"]
      .contains(
        where: text.contains)
    {
      return only(in: text)
    }
    return enclosed(in: text) ?? sentence(text) ?? tax(in: text)
  }

  /// The tax basis that a sentence about the amounts states: 契約金額は税抜き, 金額には消費税を含む.
  ///
  /// A sentence about other prices or with an exception, and one that names both bases, state none.
  private static func tax(in text: String) -> UnitNote? {
    guard ["金額", "契約額", "価格"].contains(where: text.contains),
      !(otherPrices + ["ただし", "但し", "以外"]).contains(where: text.contains)
    else { return nil }
    var found = Set(taxes.filter { text.contains($0.key) }.values)
    if let place = text.range(of: "税") {
      let behind = text[place.upperBound...]
      if ["含まない", "含まず", "含みません", "含まれない", "含まれません", "を除", "抜きの"].contains(where: behind.contains) {
        found.insert(.excluded)
      } else if ["を含む", "を含み", "を含ん", "含まれ", "込みの"].contains(where: behind.contains) {
        found.insert(.included)
      }
    }
    return found.count == 1 ? UnitNote(unit: nil, taxBasis: found.first) : nil
  }

  /// Prices that are none of the amounts of a table.
  private static let otherPrices = ["予定価格", "制限価格", "基準価格", "資本金", "当初"]

  /// What stands in brackets that hold nothing but a note, wherever they stand: 契約一覧（千円、税込）.
  private static func enclosed(in text: String) -> UnitNote? {
    let notes = bracketed(text).compactMap { UnitNote(tokens: $0) }
    let (units, taxes) = (Set(notes.compactMap(\.unit)), Set(notes.compactMap(\.taxBasis)))
    guard !notes.isEmpty, units.count < 2, taxes.count < 2 else { return nil }
    // A unit outside of the brackets is another one.
    guard units.isEmpty || scaled(in: text).subtracting(units).isEmpty else { return nil }
    if units.isEmpty, !scaled(in: text).isEmpty { return sentence(text) }
    return UnitNote(unit: units.first, taxBasis: taxes.first)
  }

  /// The texts between the brackets of a text.
  private static func bracketed(_ text: String) -> [Substring] {
    var found: [Substring] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: brackets.values.contains) {
      let behind = rest[rest.index(after: open)...]
      guard let close = behind.firstIndex(where: { brackets[$0] == rest[open] }) else {
        rest = behind
        continue
      }
      found.append(behind[..<close])
      rest = behind[behind.index(after: close)...]
    }
    return found
  }

  /// The unit that a sentence about the amounts of a table names: 金額は千円、税込.
  ///
  /// A sentence about other prices, or with an exception, is not understood.
  private static func sentence(_ text: String) -> UnitNote? {
    guard ["金額", "契約額", "千円で", "万円で", "億円で"].contains(where: text.contains), !isRounding(text),
      !(otherPrices + ["ただし", "但し", "を除", "除き", "以外"]).contains(where: text.contains)
    else { return nil }
    guard var note = only(in: text) else { return nil }
    let found = Set(taxes.filter { text.contains($0.key) }.values)
    if found.count == 1 { note.taxBasis = found.first }
    return note
  }

  /// The one unit that a sentence names, as in 金額は千円単位で表示; nil where it names none or several.
  private static func only(in text: String) -> UnitNote? {
    let found = scaled(in: text)
    guard found.count == 1, let unit = found.first else { return nil }
    return UnitNote(unit: unit, taxBasis: nil)
  }

  /// Whether a note above a table speaks of a unit, and it cannot be told which is that of its amounts.
  ///
  /// A note that amounts are cut off below a thousand yen (千円未満切捨て) leaves open whether they are in thousands: lists print
  /// both 12,000 and 12,000,000 below it.
  static func isUnclear(_ cell: String) -> Bool {
    let text = WordFolding.word(cell)
    guard above(cell)?.unit == nil else { return false }
    return !scaled(in: text).isEmpty || isRounding(text) || namesCurrency(cell) || namesUnknownUnit(text)
  }

  /// Whether a text says 単位： and then no unit that is known, as in 単位：K円.
  private static func namesUnknownUnit(_ text: String) -> Bool {
    guard let place = text.range(of: "単位") else { return false }
    var rest = text[place.upperBound...]
    guard let mark = rest.first, ":=は".contains(mark) else { return false }
    rest.removeFirst()
    if let end = rest.firstIndex(where: { ")]】〕".contains($0) }) { rest = rest[..<end] }
    let tokens = rest.split(whereSeparator: { "・、,/:;([【〔".contains($0) }).map(String.init)
    return !tokens.allSatisfy { others.contains($0) || units[$0] != nil || taxes[$0] != nil || isRounding($0) }
  }

  /// Whether a note says that its amounts are in another currency than the yen.
  package static func namesCurrency(_ cell: String) -> Bool {
    let text = WordFolding.word(cell)
    if text.contains("単位") || text.contains("unit:") { return currencies.contains(where: text.contains) }
    // A title may be of a firm or a scheme: only brackets with nothing else name its currency.
    return bracketed(text).contains { part in
      let word = part.hasPrefix("in") ? part.dropFirst(2) : part
      return currencies.contains {
        word.hasSuffix($0) && ["", "千", "百万", "万", "億", "米"].contains(word.dropLast($0.count))
      }
    }
  }

  /// Currencies other than the yen, of which a note above a table may be.
  private static let currencies = [
    "ドル", "ユーロ", "ポンド", "ウォン", "人民元", "usd", "us$", "eur", "gbp", "krw", "cny", "dollar", "dollars", "euro", "euros",
    "$",
    "€",
  ]

  /// The units above the yen that a sentence names.
  ///
  /// None are quantities (250万円), thresholds (百万円を超える契約) and what is cut off (千円未満切捨て).
  private static func scaled(in text: String) -> Set<Int64> {
    Set(mentions(in: text).filter { !$0.isBound }.map(\.unit))
  }

  /// Whether a text says below which unit amounts are cut off or rounded.
  static func isRounding(_ text: String) -> Bool { mentions(in: text).contains(where: \.isRounding) }

  /// A unit above the yen in a text.
  private struct Mention {
    var unit: Int64
    /// Whether it bounds something: 百万円以上, 千円未満.
    var isBound: Bool
    /// Whether amounts are cut off or rounded below it.
    var isRounding: Bool
  }

  /// The units above the yen that a text mentions, without those of quantities.
  private static func mentions(in text: String) -> [Mention] {
    var found: [Mention] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard let (word, unit) = scaleWords.first(where: { rest.hasPrefix($0.word) }) else {
        rest.removeFirst()
        continue
      }
      let before = text[..<rest.startIndex].last
      rest = rest.dropFirst(word.count)
      let isQuantity =
        before.map { $0.isNumber || "数何幾,.".contains($0) } ?? false
        || word.first?.isNumber == true && word.first?.isASCII == true && !text.contains("単位")
          && !text.hasPrefix("unit")
      guard !isQuantity else { continue }
      let isBound = ["未満", "以上", "以下", "超", "を超", "を下回", "を上回"].contains(where: rest.hasPrefix)
      let isRounding =
        rest.hasPrefix("未満") && ["切捨", "切り捨", "四捨五入", "切上", "切り上", "端数"].contains(where: rest.contains)
      found.append(Mention(unit: unit, isBound: isBound, isRounding: isRounding))
    }
    return found
  }

  /// The words of units above the yen, the longest first; 1,000円 is one where the text speaks of units.
  private static let scaleWords = units.filter { $0.value > 1 }.map { (word: $0.key, unit: $0.value) }.sorted {
    $0.word.count > $1.word.count
  }

  /// Whether a cell is a note about units: of amounts, or of figures that stand beside them, as （％）.
  static func isNote(_ cell: String) -> Bool {
    if above(cell) != nil { return true }
    let text = WordFolding.word(cell)
    guard let first = text.first, let last = text.last, brackets[last] == first else { return false }
    return others.contains(String(text.dropFirst().dropLast()))
  }

  /// Whether a text below a table says that its amounts are in thousands or more, which comes too late for them.
  package static func scales(_ text: String) -> Bool {
    if let unit = above(text)?.unit { return unit > 1 }
    let word = WordFolding.word(text)
    guard word.contains("単位") else { return false }
    return ["千円", "万円", "億円", "thousand", "million"].contains { word.contains($0) }
  }
}

extension StringProtocol {
  /// The first place of a text.
  fileprivate func range(of part: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
}
