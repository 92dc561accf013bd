import Procurement
import TabularReading

/// The units of printed tables, in headings, in notes above them and in cells.
extension TableWords {
  private static let amountUnits: [(word: String, value: Int64)] = [
    ("百億円", 10_000_000_000), ("十億円", 1_000_000_000), ("百万円", 1_000_000), ("千万円", 10_000_000),
    ("十万円", 100_000), ("億円", 100_000_000), ("万円", 10_000), ("千円", 1_000), ("円", 1),
  ]
  private static let countUnits: [(word: String, value: Int64)] = [
    ("百件", 100), ("千件", 1_000), ("万件", 10_000), ("件", 1),
  ]

  /// The words of units.
  static let unitWords = amountUnits.map(\.word)

  /// Units that may end a heading without brackets: 契約金額百万円.
  static let unitEndings =
    unitWords.filter { $0.count > 1 } + ["thousandyen", "millionyen", "thousand", "million", "yen"]

  /// The word for a unit of amounts, as 千円.
  static func amountWord(_ unit: Int64) -> String { word(unit, amountUnits) ?? "円" }

  /// The word for a unit of counts, as 千件.
  static func countWord(_ unit: Int64) -> String { word(unit, countUnits) ?? "件" }

  private static func word(_ unit: Int64, _ units: [(word: String, value: Int64)]) -> String? {
    units.first { $0.value == unit }?.word
  }

  /// The unit of amounts that a note such as 単位:百万円 or 百万円、税込 names, or nil.
  static func unit(_ note: String) -> Int64? { words(of: note).lazy.compactMap(amountUnit).first }

  /// The unit of counts that a note names, or nil.
  static func countUnit(_ note: String) -> Int64? {
    words(of: note).lazy.compactMap { word in countUnits.first { $0.word == word }?.value }.first
  }

  /// Whether a note behind a heading says nothing of units: the tax, a letter of a formula, a number.
  static func saysNoUnit(_ note: String) -> Bool {
    words(of: note).allSatisfy { word in
      taxes.contains(word) || word.count < 3 && word.allSatisfy(\.isASCII) && word != "%"
    }
  }

  /// The value of one amount in the unit of a word, nil where the word is none.
  static func amountUnit(_ word: String) -> Int64? {
    if let unit = amountUnits.first(where: { $0.word == word }) { return unit.value }
    if word == "thousand" { return 1_000 }
    return word == "million" ? 1_000_000 : UnitNote.value(of: word)
  }

  /// The words of a note: what stands between marks, without 単位 and the tax: 金額は百万円単位（税込） has 金額 and 百万円.
  private static func words(of note: String) -> [String] {
    var text = folded(note).replacing("単位", with: "、")
    for (number, word) in [("1,000,000円", "百万円"), ("1000000円", "百万円"), ("1,000円", "千円"), ("1000円", "千円")] {
      text = text.replacing(number, with: word)
    }
    return text.split { "、,:・/;。 =はが()[]【】〔〕<>〈〉《》".contains($0) }.map { word in
      var word = String(word)
      for tax in taxes where word.hasPrefix(tax) && word.count > tax.count { word = String(word.dropFirst(tax.count)) }
      for tax in taxes where word.hasSuffix(tax) && word.count > tax.count { word = String(word.dropLast(tax.count)) }
      for number in ["1件", "1,000件"] where word == number { word = "件" }
      // 件百万円 and in million yen
      if word.hasPrefix("件"), amountUnits.contains(where: { $0.word == word.dropFirst() }) { word.removeFirst() }
      return word.hasPrefix("in") ? String(word.dropFirst(2)) : word
    }
  }

  private static let taxes = [
    "消費税込み", "消費税込", "消費税抜き", "消費税抜", "税込み", "税込", "税抜き", "税抜", "税別", "以下同じ",
  ]

  /// The notes on units in a cell above a table: what stands in brackets, behind 単位 or unit, or in a sentence that says it, as
  /// 金額は百万円単位 does.
  static func unitNotes(_ text: String) -> [String] {
    let text = folded(text)
    var notes: [String] = []
    for word in ["単位", "unit"] {
      guard let start = text.firstRange(of: word) else { continue }
      // 千円単位 says it before.
      let end = text[start.upperBound...].prefix { !")]】〕".contains($0) }
      notes.append(String(end.isEmpty || "で。)".contains(end.first ?? "。") ? text[..<start.lowerBound] : end))
    }
    var rest = text[...]
    while let open = rest.firstIndex(where: { "([【〔<〈".contains($0) }) {
      let inside = rest[rest.index(after: open)...].prefix { !")]】〕>〉".contains($0) }
      notes.append(String(inside))
      rest = rest[inside.endIndex...]
    }
    return notes
  }

  /// A cell with its unit behind the number, as a format of a workbook writes it, taken apart: 200百万円.
  static func numberAndUnit(_ text: String) -> (number: String, unit: Int64)? {
    for (word, value) in amountUnits where text.hasSuffix(word) && text.count > word.count {
      return (String(text.dropLast(word.count)), value)
    }
    return nil
  }
}
