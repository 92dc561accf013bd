/// Plain text as people paste it: lines with tabs, with runs of blanks, or in the pipes of Markdown.
enum TextPages {
  /// How a text keeps its columns.
  enum Layout { case tabs, pipes, blanks }

  /// How some lines keep their columns.
  static func layout(of lines: [String]) -> Layout {
    let tabs = lines.count { $0.contains("\t") }
    let pipes = lines.count { $0.drop { $0 == " " }.hasPrefix("|") }
    return pipes > 1 && pipes >= tabs ? .pipes : tabs > 0 ? .tabs : .blanks
  }

  /// The rows of a text with tabs or pipes; lines without are rows of one cell.
  static func rows(of lines: [String], _ layout: Layout) -> [GridDrafts.Row] {
    var rows: [GridDrafts.Row] = []
    for (place, line) in lines.enumerated() {
      var texts: [String]
      if layout == .tabs {
        texts = line.split(separator: "\t", omittingEmptySubsequences: false).map { trimmed($0) }
      } else if line.drop(while: { $0 == " " }).hasPrefix("|") {
        texts = cells(ofPipes: line)
        if texts.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }),
          texts.contains(where: { $0.contains("--") || $0 == "-" })
        {
          continue
        }
      } else {
        texts = [trimmed(line.drop { $0 == "#" || $0 == " " })]
      }
      rows.append(GridDrafts.Row(texts: texts, line: place + 1))
    }
    return rows
  }

  private static func cells(ofPipes line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        if character != "|", character != "\\" { cell.append("\\") }
        cell.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|" {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    if !trimmed(cell[...]).isEmpty { cells.append(cell) }
    return cells.dropFirst().map { text in
      var plain = trimmed(text[...])
      if plain.hasPrefix("**"), plain.hasSuffix("**"), plain.count > 4 {
        plain = String(plain.dropFirst(2).dropLast(2))
      }
      return plain.replacing("<br>", with: " ").replacing("&nbsp;", with: " ")
    }
  }

  /// How many commas of a line stand between cells, and not within numbers as in 1,234.
  static func delimiters(_ line: String) -> Int {
    let bytes = Array(line.utf8)
    func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place]) }
    return bytes.indices.count { place in
      guard bytes[place] == UInt8(ascii: ",") else { return false }
      return
        !(isDigit(place - 1) && isDigit(place + 1) && isDigit(place + 2) && isDigit(place + 3) && !isDigit(place + 4))
    }
  }

  /// Whether a line is one of a table that was pasted with single blanks: figures, and no other delimiter.
  static func isPasted(_ line: String) -> Bool {
    let parts = line.split { $0 == " " || $0 == "\u{3000}" }
    guard parts.count > 2, delimiters(line) == 0 else { return false }
    return parts.count { FigureText.isFigure(String($0)) } > 1
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }

  /// The words of a text whose columns blanks keep, a full-width character one or two wide.
  static func lines(of lines: [String], wide: Double) -> [PlacedLine] {
    var placed: [PlacedLine] = []
    var page = 1
    for (place, line) in lines.enumerated() {
      if line.contains("\u{0C}") { page += line.count { $0 == "\u{0C}" } }
      let words = words(of: line.filter { $0 != "\u{0C}" && $0 != "\r" }, wide: wide, middle: Double(place))
      guard !words.isEmpty else { continue }
      placed.append(PlacedLine(words: words, middle: Double(place) * 2, number: place + 1, page: page))
    }
    return placed
  }

  private static func words(of line: String, wide: Double, middle: Double) -> [PlacedWord] {
    var words: [PlacedWord] = []
    var position = 0.0
    var blanks = 2
    for character in line {
      let width = (character.unicodeScalars.first?.value ?? 0) >= 0x1100 ? wide : 1
      if character == " " || character == "\u{3000}" || character == "\u{A0}" {
        blanks += 1
      } else {
        if blanks > 1 || words.isEmpty {
          words.append(PlacedWord(text: String(character), left: position, right: position + width, middle: middle * 2))
        } else {
          words[words.count - 1].text += (blanks == 1 ? " " : "") + String(character)
          words[words.count - 1].right = position + width
        }
        blanks = 0
      }
      position += width
    }
    return words.compactMap(withoutRules)
  }

  /// A word without the dashes that rule a table; nil where nothing else is left.
  private static func withoutRules(_ word: PlacedWord) -> PlacedWord? {
    var word = word
    var parts = word.text.split(separator: " ")
    let isRule = { (part: Substring) in part.count > 1 && part.allSatisfy { "-=─━═+┼|".contains($0) } }
    while let first = parts.first, isRule(first) { parts.removeFirst() }
    while let last = parts.last, isRule(last) { parts.removeLast() }
    guard !parts.isEmpty else { return nil }
    word.text = parts.joined(separator: " ")
    return word
  }
}
