extension DataError.YAMLWriting {
  /// What stands in the place of a colon or of blanks in a text that is no mapping, and its line.
  static func found(in yaml: String) -> (line: Int, DataError.YAMLWriting)? {
    let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let text = line.drop(while: \.isWhitespace)
      guard let first = text.first, first != "#" else { continue }
      if line[..<text.startIndex].contains("\t") { return (index + 1, .tabs) }
      guard let wide = text.firstIndex(of: "：") else { continue }
      let isQuoted = text[..<wide].contains { "\"'".contains($0) }
      if !isQuoted, !text[..<wide].contains(":") { return (index + 1, .wideColon) }
    }
    return nil
  }
}
