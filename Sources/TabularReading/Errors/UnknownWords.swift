/// The words of a column that nothing knows, and what each may mean.
public struct UnknownWords: Equatable, Sendable {
  /// A word, and what it may mean.
  package struct Word: Equatable, Sendable {
    package var text: String
    /// A canonical word, nil where nothing suggests one.
    package var guess: String?

    package init(text: String, guess: String?) { (self.text, self.guess) = (text, guess) }
  }

  /// The canonical name of the field.
  public let field: String
  /// The words that are known, where the field does not say them.
  package let known: String?
  /// The first of them.
  package private(set) var words: [Word] = []
  /// How many more there are.
  public private(set) var more = 0
  private let room: Int

  /// So many words of a field are told.
  public static let limit = 20

  package init(field: String, known: String? = nil, room: Int = limit) {
    (self.field, self.known, self.room) = (field, known, room)
  }

  /// Adds a word that is not among them yet.
  package mutating func add(_ word: @autoclosure () -> Word, text: String) {
    guard !words.contains(where: { $0.text == text }) else { return }
    if words.count < room { words.append(word()) } else { more += 1 }
  }

  /// Whether there are none.
  package var isEmpty: Bool { words.isEmpty && more == 0 }
}
