import TabularReading

extension DataError.YAMLWriting {
  /// What stands in the place of a colon or of blanks in a text that is no mapping, and its line.
  static func found(in yaml: String) -> (line: Int, DataError.YAMLWriting)? {
    let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let text = line.drop(while: \.isWhitespace)
      guard let first = text.first, first != "#" else { continue }
      if line[..<text.startIndex].contains("\t") { return (index + 1, .tabs) }
      if line[..<text.startIndex].contains("\u{3000}") { return (index + 1, .wideBlanks) }
      guard let wide = text.firstIndex(of: "：") else { continue }
      // Within {a: b, c: d} every part has a colon of its own.
      let part = text[..<wide].split(omittingEmptySubsequences: false) { "{,".contains($0) }.last ?? ""
      if !part.contains(where: { "\"':".contains($0) }) { return (index + 1, .wideColon) }
    }
    return nil
  }
}
