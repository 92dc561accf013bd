/// What a mapping makes of a file's words: as they stand, in any writing, and `*` for all others.
struct MappedWords: Sendable {
  /// The words as the mapping has them.
  let written: [String: String]
  /// The same in one writing.
  private let folded: [String: String]

  init(_ words: [String: String]) {
    written = words
    folded = Dictionary(words.map { (WordFolding.word($0), $1) }) { first, _ in first }
  }

  /// What a text stands for: for itself where the mapping does not say.
  func meaning(of text: String) -> String {
    written[text] ?? (text.isEmpty ? nil : folded[WordFolding.word(text)] ?? written["*"]) ?? text
  }
}
