import Foundation

/// One writing for words, headers, keys and names that differ only in how they were typed.
///
/// NFKC (Unicode Standard Annex 15), and what it leaves: the radicals that PDF files have in the place of ideographs, the
/// circles 〇○◯, the wave dashes ～〜, and characters without width.
package enum WordFolding {
  /// A word in small letters and without blanks: 工 事 is 工事.
  ///
  /// - Complexity: O(length); ASCII, as most names are, byte by byte.
  package static func word(_ text: String) -> String {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      let scalars = name(text).lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }
      return String(String.UnicodeScalarView(scalars))
    }
    let bytes = text.utf8.lazy.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    return String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// A name whose letters and blanks matter, as of a contract or a firm.
  package static func name(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    // Most Japanese text is kana and ideographs, which NFKC leaves.
    let isPlain = text.unicodeScalars.allSatisfy { staysAsItIs($0.value) }
    guard !isPlain else { return text }
    var folded = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
      if let ideograph = radicals[scalar] {
        folded.append(ideograph)
        continue
      }
      switch scalar.value {
      case _ where TextFolding.isInvisible(scalar.value): continue
      case 0x3007, 0x25EF: folded.append("○")
      case 0x301C: folded.append("~")
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// A text with ideographs in the place of radicals; all else stays.
  package static func withoutRadicals(_ text: String) -> String {
    let isRadical = { (scalar: Unicode.Scalar) in (0x2E80...0x2FD5).contains(scalar.value) }
    guard text.utf8.contains(0xE2), text.unicodeScalars.contains(where: isRadical) else { return text }
    return text.unicodeScalars.reduce(into: "") { folded, scalar in
      folded += isRadical(scalar) ? name(String(scalar)) : String(scalar)
    }
  }

  /// Whether NFKC and the rest leave a scalar as it is: ASCII, kana without marks that join, and unified ideographs.
  static func staysAsItIs(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x7F, 0x3001...0x3002, 0x300C...0x300F, 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF: true
    default: false
    }
  }

  /// Radicals of the supplement (U+2E80 to U+2EF3) that stand for ideographs in Japanese text and that NFKC leaves.
  private static let radicals: [Unicode.Scalar: Unicode.Scalar] = [
    "⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻅": "見", "⻆": "角", "⻉": "貝", "⻋": "車", "⻑": "長", "⻔": "門",
    "⻘": "青", "⻙": "韋", "⻚": "頁", "⻛": "風", "⻜": "飛", "⻝": "食", "⻢": "馬", "⻣": "骨", "⻤": "鬼", "⻥": "魚",
    "⻦": "鳥", "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻭": "歯", "⻯": "竜", "⻰": "龍", "⻲": "亀", "⻳": "亀",
  ]
}
