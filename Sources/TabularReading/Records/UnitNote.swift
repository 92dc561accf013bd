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
    if let (name, unit) = unitBehind(text) ?? unitWithoutMark(text) {
      guard let (before, other) = split(folded: name) else { return (name, UnitNote(unit: unit, taxBasis: nil)) }
      return (before, UnitNote(unit: unit, taxBasis: other.taxBasis))
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

  /// A name with its unit behind it without brackets: 契約金額・千円, 契約金額／千円, 契約金額 単位：千円.
  private static func unitBehind(_ text: String) -> (name: String, unit: Int64)? {
    let scalars = text.unicodeScalars
    guard let mark = scalars.lastIndex(where: { marks.contains($0) }) else { return nil }
    var tail = text[scalars.index(after: mark)...]
    if tail.hasPrefix("単位") { tail = tail.dropFirst(2) }
    guard let unit = units[String(tail)] else { return nil }
    var name = text[..<mark]
    if name.hasSuffix("単位") { name = name.dropLast(2) }
    while let last = name.unicodeScalars.last, marks.contains(last) { name.removeLast() }
    return name.isEmpty ? nil : (String(name), unit)
  }

  /// The same without anything between them, where 単位 says what follows: 契約金額 単位千円.
  private static func unitWithoutMark(_ text: String) -> (name: String, unit: Int64)? {
    guard text.contains("単位"), let (word, unit) = units.first(where: { text.hasSuffix("単位" + $0.key) }) else {
      return nil
    }
    let name = text.dropLast(word.count + 2)
    return name.isEmpty ? nil : (String(name), unit)
  }

  /// What stands between a name and its unit.
  private static let marks: Set<Unicode.Scalar> = ["・", "/", "_", ":"]

  /// The last letters of headers that say something of their unit.
  static let endings = Set(units.keys.compactMap(\.unicodeScalars.last) + brackets.keys.flatMap(\.unicodeScalars))

  /// The value of a unit of money, nil where a word is none.
  package static func value(of word: String) -> Int64? { units[WordFolding.word(word)] }

  /// The tax basis that a word names, as `WordFolding.word` writes it; nil where it names none.
  package static func taxBasis(of word: String) -> TaxBasis? { taxes[word] }

  package init(unit: Int64?, taxBasis: TaxBasis?) { (self.unit, self.taxBasis) = (unit, taxBasis) }

  /// A note whose every word is understood; below which unit amounts are cut off is no unit.
  init?(tokens: Substring) {
    self.init(unit: nil, taxBasis: nil)
    // 1,000円 is one unit.
    let tokens = tokens.contains(",000") ? Substring(tokens.replacing(",000", with: "000")) : tokens
    for token in tokens.split(whereSeparator: { "・、。,/:;([【〔".contains($0) }) {
      guard !Self.others.contains(String(token)), !Self.subjects.contains(String(token)),
        !Self.isRounding(String(token))
      else { continue }
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

  /// Words beside that of the amounts: （単位：件、％、百万円）.
  static let others: Set<String> = [
    "単位", "件", "%", "人", "社", "者", "点", "位", "日", "箇所", "か所", "ヶ所", "回", "年", "月", "時間", "分", "歳", "戸", "棟", "台", "本",
    "枚", "個",
    "式", "m", "m2", "m3", "km", "ha", "kg", "t", "千件", "千人",
  ]
  /// Words of which a note may say its unit.
  private static let subjects: Set<String> = ["金額", "契約金額", "契約額", "表示", "金額単位"]
  static let brackets: [Character: Character] = [")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<"]
  static let units: [String: Int64] = [
    "円": 1, "千円": 1_000, "万円": 10_000, "十万円": 100_000, "百万円": 1_000_000, "千万円": 10_000_000,
    "億円": 100_000_000, "yen": 1, "thousandyen": 1_000, "thousandsofyen": 1_000, "millionyen": 1_000_000,
    "millionsofyen": 1_000_000, "十億円": 1_000_000_000, "百億円": 10_000_000_000, "yeninthousands": 1_000,
    "yeninmillions": 1_000_000, "jpy1,000": 1_000,
    "1,000yen": 1_000, "1000yen": 1_000, "jpy1000": 1_000, "1,000円": 1_000, "1000円": 1_000, "1,000,000円": 1_000_000,
    "1000000円": 1_000_000, "jpythousand": 1_000, "jpymillion": 1_000_000, "thousandjpy": 1_000, "millionjpy": 1_000_000,
  ]
  static let taxes: [String: TaxBasis] = [
    "税込": .included, "税込み": .included, "消費税込": .included, "消費税込み": .included, "税抜": .excluded,
    "税抜き": .excluded, "消費税抜": .excluded, "消費税抜き": .excluded, "税別": .excluded,
  ]
}
