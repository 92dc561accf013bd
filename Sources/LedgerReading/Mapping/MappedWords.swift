import TabularReading

/// What a mapping makes of a file's words: as they stand, in any writing, by patterns, and `*` for all others.
struct MappedWords: Sendable {
  /// The words as the mapping has them.
  let written: [String: String]
  /// The same in one writing.
  private let folded: [String: String]
  /// The patterns, the longest first.
  private let patterns: [WordPattern]

  init(_ words: [String: String]) {
    written = words
    patterns =
      words.keys.compactMap { key in words[key].flatMap { WordPattern(key, meaning: $0) } }
      .sorted { ($1.length, $0.text) < ($0.length, $1.text) }
    folded = Dictionary(words.map { (WordFolding.word($0), $1) }) { first, _ in first }
  }

  /// What a text stands for: for itself where the mapping does not say.
  func meaning(of text: String) -> String {
    if let meaning = written[text] { return meaning }
    guard !text.isEmpty else { return text }
    let word = WordFolding.word(text)
    if let meaning = folded[word] { return meaning }
    for pattern in patterns where pattern.matches(text, folded: word) {
      pattern.occurrence.note()
      return pattern.meaning
    }
    return written["*"] ?? text
  }

  /// The patterns that no word fitted, but for those that are optional.
  var unusedPatterns: [String] {
    patterns.filter { !$0.isOptional && !$0.occurrence.isNoted }.map(\.text).sorted()
  }
}
