import LedgerReading
import TabularReading

/// Names and words of files as people may see them, on a terminal and on a page.
package enum VisibleText {
  /// The text with control characters and marks that reorder text spelled out, so that nothing reads otherwise than
  /// it is, and no terminal obeys it.
  ///
  /// - Parameter spellsLineEnds: whether line ends and tabs are spelled out, too; otherwise they become spaces.
  package static func of(_ text: String, spellsLineEnds: Bool = false) -> String {
    if text.unicodeScalars.allSatisfy({ isPlain($0.value) }) { return text }
    var result = ""
    for scalar in SystemPath.visible(text).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where !spellsLineEnds && (scalar == "\n" || scalar == "\t"): result += " "
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a character is one of those that most texts are made of: printable ASCII, kana, kanji and full-width forms.
  private static func isPlain(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20...0x7E, 0x3000...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
    default: false
    }
  }
}
