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
      return UnitNote(tokens: rest)
    }
    guard let first = text.first, let last = text.last, brackets[last] == first else { return nil }
    return UnitNote(tokens: text.dropFirst().dropLast())
  }

  package init(unit: Int64?, taxBasis: TaxBasis?) { (self.unit, self.taxBasis) = (unit, taxBasis) }

  /// A note whose every word is understood.
  private init?(tokens: Substring) {
    self.init(unit: nil, taxBasis: nil)
    for token in tokens.split(whereSeparator: { "・、,/:;".contains($0) }) where !Self.others.contains(String(token)) {
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
  private static let brackets: [Character: Character] = [")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<"]
  private static let units: [String: Int64] = [
    "円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000,
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
