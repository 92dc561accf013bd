/// The width of text in a terminal: East Asian wide and full-width characters take two columns.
package enum DisplayWidth {
  /// The number of terminal columns of a text.
  package static func of(_ text: String) -> Int {
    // Printable ASCII is what most figures are.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  private static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks whose characters are wide (W) or full-width (F) in Unicode's EastAsianWidth.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The text with spaces up to a width, on the right or on the left.
  package static func padded(_ text: String, to width: Int, alignment: Alignment) -> String {
    let spaces = String(repeating: " ", count: max(0, width - of(text)))
    return alignment == .left ? text + spaces : spaces + text
  }
}

/// On which side a column's texts are flush.
package enum Alignment: Sendable {
  /// For words.
  case left
  /// For numbers.
  case right
}
