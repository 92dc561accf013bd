import Procurement

/// What a header or a note above a table says about its amounts: （単位：千円）, 契約金額【百万円】, 契約金額（税込・円）.
package struct UnitNote: Equatable {
  /// The value of one written unit in the currency's major unit; nil where only the tax is stated.
  package var unit: Int64?
  /// The tax basis; nil where only the unit is stated.
  package var taxBasis: TaxBasis?

  /// Splits a header into its name and what it says of its unit behind it, nil where it says nothing that is understood.
  ///
  /// - Parameter text: the header of a column, as `WordFolding.word` writes it.
  package static func split(folded text: String) -> (name: String, note: UnitNote)? {
    // 契約金額・千円
    if let dot = text.lastIndex(of: "・"), let unit = units[String(text[text.index(after: dot)...])],
      case let name = String(text[..<dot]), !name.isEmpty
    {
      return (name, UnitNote(unit: unit, taxBasis: nil))
    }
    guard let last = text.last, let opening = brackets[last], let start = text.lastIndex(of: opening) else {
      return nil
    }
    let inside = text[text.index(after: start)...].dropLast()
    guard let note = UnitNote(tokens: inside) else { return nil }
    var (name, found) = (String(text[..<start]), note)
    // 契約金額 over （千円） in a header of two rows.
    while name.last == "/" { name.removeLast() }
    // 契約金額（税込）（千円）
    if let (before, other) = split(folded: name) {
      name = before
      found = UnitNote(unit: found.unit ?? other.unit, taxBasis: found.taxBasis ?? other.taxBasis)
    }
    return name.isEmpty ? nil : (name, found)
  }

  /// What a cell above a table says, nil where it is no note about units.
  package static func above(_ cell: String) -> UnitNote? {
    let text = WordFolding.word(cell)
    if let place = text.range(of: "単位") {
      var rest = text[place.upperBound...].drop { ":=・は".contains($0) }
      if let end = rest.firstIndex(where: { ")]】〕".contains($0) }) { rest = rest[..<end] }
      return UnitNote(tokens: rest) ?? only(in: text)
    }
    if let unit = units[text], unit > 1 { return UnitNote(unit: unit, taxBasis: nil) }
    if text.hasPrefix("unit:") || text.hasPrefix("units:") { return only(in: text) }
    // Contracts (in thousands of yen)
    if ["inthousandsofyen", "inmillionsofyen", "inthousandyen", "inmillionyen", "yeninthousands", "yeninmillions"]
      .contains(
        where: text.contains)
    {
      return only(in: text)
    }
    guard let first = text.first, let last = text.last, brackets[last] == first else { return nil }
    return UnitNote(tokens: text.dropFirst().dropLast())
  }

  /// The one unit that a sentence names, as in 金額は千円単位で表示; nil where it names none or several.
  private static func only(in text: String) -> UnitNote? {
    let found = scaled(in: text)
    guard found.count == 1, let unit = found.first else { return nil }
    return UnitNote(unit: unit, taxBasis: nil)
  }

  /// Whether a note above a table names several units, of which it cannot be told which is that of its amounts.
  static func isUnclear(_ cell: String) -> Bool {
    let text = WordFolding.word(cell)
    guard text.contains("単位") || text.hasPrefix("unit"), above(cell)?.unit == nil else { return false }
    return scaled(in: text).count > 1 || currencies.contains(where: text.contains)
  }

  /// Currencies other than the yen, of which a note above a table may be.
  private static let currencies = [
    "ドル", "ユーロ", "ポンド", "ウォン", "人民元", "usd", "eur", "gbp", "krw", "cny", "dollar", "euro", "$", "€",
  ]

  /// The units above the yen that a sentence names; 千円未満切捨て names none.
  private static func scaled(in text: String) -> Set<Int64> {
    var rest = text
    var found: Set<Int64> = []
    for (word, unit) in units.sorted(by: { $0.key.count > $1.key.count }) where unit > 1 {
      rest = rest.replacing(word + "未満", with: " ")
      guard rest.contains(word) else { continue }
      found.insert(unit)
      rest = rest.replacing(word, with: " ")
    }
    return found
  }

  /// The value of one unit that a folded word is and nothing else, nil where it is none: 千円, thousandyen.
  package static func unit(of word: String) -> Int64? { units[word] }

  package init(unit: Int64?, taxBasis: TaxBasis?) { (self.unit, self.taxBasis) = (unit, taxBasis) }

  /// A note whose every word is understood.
  private init?(tokens: Substring) {
    self.init(unit: nil, taxBasis: nil)
    for token in tokens.split(whereSeparator: { "・、,/:;".contains($0) }) {
      guard !Self.others.contains(String(token)), !Self.subjects.contains(String(token)) else { continue }
      if let unit = Self.units[String(token)], self.unit ?? unit == unit {
        self.unit = unit
      } else if let basis = Self.taxes[String(token)], taxBasis ?? basis == basis {
        taxBasis = basis
      } else {
        return nil
      }
    }
    if unit == nil, taxBasis == nil { return nil }
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

  /// Words beside that of the amounts: （単位：件、％、百万円）.
  private static let others: Set<String> = ["単位", "件", "%", "人", "社", "者", "点", "位", "日", "箇所"]
  /// Words of which a note may say its unit.
  private static let subjects: Set<String> = ["金額", "契約金額", "契約額", "表示", "金額単位"]
  private static let brackets: [Character: Character] = [")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<"]
  private static let units: [String: Int64] = [
    "円": 1, "千円": 1_000, "万円": 10_000, "十万円": 100_000, "百万円": 1_000_000, "千万円": 10_000_000,
    "億円": 100_000_000, "yen": 1, "thousandyen": 1_000, "thousandsofyen": 1_000, "millionyen": 1_000_000,
    "millionsofyen": 1_000_000, "十億円": 1_000_000_000, "百億円": 10_000_000_000, "yeninthousands": 1_000,
    "yeninmillions": 1_000_000, "jpy1,000": 1_000,
    "1,000yen": 1_000,
    "1,000円": 1_000, "jpythousand": 1_000, "jpymillion": 1_000_000, "thousandjpy": 1_000, "millionjpy": 1_000_000,
  ]
  private static let taxes: [String: TaxBasis] = [
    "税込": .included, "税込み": .included, "消費税込": .included, "消費税込み": .included, "税抜": .excluded,
    "税抜き": .excluded, "消費税抜": .excluded, "消費税抜き": .excluded, "税別": .excluded,
  ]
}

extension StringProtocol {
  /// The first place of a text.
  fileprivate func range(of part: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
}
