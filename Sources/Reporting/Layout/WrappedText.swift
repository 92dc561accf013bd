extension DisplayWidth {
  /// A text in lines of at most a width: broken at blanks, and between wide characters where no mark would begin a line.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    guard of(text) > width, width > 0 else { return [text] }
    var lines: [String] = []
    var (line, length) = ("", 0)
    for piece in pieces(of: text) {
      let size = of(piece)
      if length + size > width, !line.isEmpty, piece != " " {
        lines.append(trimmed(line))
        (line, length) = ("", 0)
      }
      if line.isEmpty, piece == " " { continue }
      var rest = Substring(piece)
      // A path or a number longer than a line.
      while of(String(rest)) > width - length, rest.count > 1, size > width {
        var part = rest.prefix(max(1, width - length))
        while of(String(part)) > width - length, part.count > 1 { part = part.dropLast() }
        lines.append(line + part)
        (line, length) = ("", 0)
        rest = rest.dropFirst(part.count)
      }
      line += rest
      length += of(String(rest))
    }
    if !line.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  /// The width of the widest piece that is never broken.
  static func widestPiece(of text: String) -> Int { pieces(of: text).map(of).max() ?? 0 }

  /// Words, blanks, and wide characters with the marks that must not leave them.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var previous: Character?
    for character in text {
      let joins: Bool
      if let previous, character != " ", previous != " " {
        joins =
          staysBehind.contains(character) || staysBefore.contains(previous)
          || (of(String(character)) == 1 && of(String(previous)) == 1)
          || (isKatakana(character) && isKatakana(previous))
      } else {
        joins = false
      }
      if joins, !pieces.isEmpty { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
      previous = character
    }
    return pieces
  }

  /// Marks and counters that do not begin a line, and marks that do not end one.
  private static let staysBehind = Set("、。，．・：；）」』］％円件者年月日回桁割!?！？ー々…")
  private static let staysBefore = Set("（「『［▲△−")

  /// Words in katakana are read as one.
  private static func isKatakana(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x30A1...0x30FC).contains($0.value) } ?? false
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.hasSuffix(" ") { line = line.dropLast() }
    return String(line)
  }
}
