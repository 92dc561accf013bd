import LedgerReading

/// Names and words of files as people may see them, on a terminal and on a page.
package enum VisibleText {
  /// The text with control characters and marks that reorder text spelled out, so that nothing reads otherwise than
  /// it is, and no terminal obeys it.
  ///
  /// - Parameter spellsLineEnds: whether line ends and tabs are spelled out, too; otherwise they become spaces.
  package static func of(_ text: String, spellsLineEnds: Bool = false) -> String {
    // Printable ASCII is what most texts are.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
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
}
