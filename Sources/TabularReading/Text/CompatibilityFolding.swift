/// Compatibility characters as the characters they stand for: the part of Unicode's NFKC that names in Japanese need.
///
/// Full-width Latin, half-width katakana with their voicing marks, circled and parenthesised characters, Roman
/// numerals. All of NFKC would need a Unicode library for a few hundred characters more, which no firm has in its name.
package enum CompatibilityFolding {
  /// The folded text.
  package static func folded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF9E, 0xFF9F, 0x3099, 0x309A:
        // A voicing mark joins the kana before it.
        let isVoiced = scalar.value == 0xFF9E || scalar.value == 0x3099
        if let last = result.last, let joined = voiced(last, isVoiced) {
          result.removeLast()
          result.append(joined)
        } else {
          result.append(isVoiced ? "\u{3099}" : "\u{309A}")
        }
      default: append(scalar, to: &result)
      }
    }
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar.value {
    case 0xFF01...0xFF5E: result.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
    case 0x3000, 0xA0: result.append(" ")
    case 0xFF61...0xFF9D: result.append(katakana[Int(scalar.value - 0xFF61)])
    case 0x2460...0x2473: result.append(contentsOf: String(scalar.value - 0x245F).unicodeScalars)
    case 0x2160...0x216B: result.append(contentsOf: roman[Int(scalar.value - 0x2160)].unicodeScalars)
    case 0x2170...0x217B: result.append(contentsOf: roman[Int(scalar.value - 0x2170)].lowercased().unicodeScalars)
    default:
      if let word = words[scalar] { result.append(contentsOf: word.unicodeScalars) } else { result.append(scalar) }
    }
  }

  /// A kana with a voicing mark, or nil where it takes none: が follows か, ば and ぱ follow は.
  private static func voiced(_ kana: Unicode.Scalar, _ isVoiced: Bool) -> Unicode.Scalar? {
    let base = (0x3041...0x3096).contains(kana.value) ? kana.value + 0x60 : kana.value
    let shift = kana.value == base ? UInt32(0) : 0x60
    switch base {
    case 0x30AB...0x30C1 where isVoiced && (base - 0x30AB) % 2 == 0,
      0x30C4...0x30C8 where isVoiced && (base - 0x30C4) % 2 == 0:
      return Unicode.Scalar(base + 1 - shift)
    case 0x30CF...0x30DB where (base - 0x30CF) % 3 == 0: return Unicode.Scalar(base + (isVoiced ? 1 : 2) - shift)
    case 0x30A6 where isVoiced: return Unicode.Scalar(0x30F4 - shift)
    default: return nil
    }
  }

  /// U+FF61 to U+FF9D in order.
  private static let katakana = Array(
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)

  private static let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]

  private static let words: [Unicode.Scalar: String] = [
    "㈱": "(株)", "㈲": "(有)", "㈳": "(社)", "㈴": "(名)", "㈵": "(特)", "㈶": "(財)", "㈷": "(祝)", "㈸": "(労)",
    "㈹": "(代)", "㈼": "(監)", "㈾": "(資)", "㈿": "(協)", "㍿": "株式会社", "№": "No", "℡": "TEL", "￥": "¥",
    "㊤": "上", "㊥": "中", "㊦": "下", "㊧": "左", "㊨": "右",
  ]
}
