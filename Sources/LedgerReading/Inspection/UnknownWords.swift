import Procurement

/// The words of a column that nothing knows, as the YAML that would settle them.
public struct UnknownWords: Equatable, Sendable {
  /// A word, and what it may mean.
  struct Word: Equatable, Sendable {
    var text: String
    /// A canonical word, nil where nothing suggests one.
    var guess: String?
  }

  /// The canonical name of the field.
  public let field: String
  /// The first of them.
  private(set) var words: [Word] = []
  /// How many more there are.
  public private(set) var more = 0
  private let known: String
  private let room: Int

  /// So many words of a field are told.
  public static let limit = 20

  /// The words of a column of bids.
  init(_ field: BidField, known: [String]) {
    room = Self.limit
    self.field = field.rawValue
    self.known = known.filter { $0.allSatisfy(\.isASCII) }.sorted().joined(separator: ", ")
  }

  init(_ field: LedgerField, room: Int = limit) {
    self.room = room
    self.field = field.rawValue
    known = Self.choice(field)
  }

  mutating func add(_ text: String, _ field: LedgerField) {
    let told = Self.told(text, field)
    guard !words.contains(where: { $0.text == told }) else { return }
    if words.count < room { words.append(Word(text: told, guess: Self.guess(text, field))) } else { more += 1 }
  }

  /// Takes a word of a column of bids.
  mutating func add(_ text: String) {
    guard !words.contains(where: { $0.text == text }) else { return }
    if words.count < room { words.append(Word(text: text, guess: nil)) } else { more += 1 }
  }

  /// Whether there are none.
  var isEmpty: Bool { words.isEmpty && more == 0 }

  /// The words as lines of a mapping's `values`, what nothing suggests to be filled in.
  public var yaml: [String] {
    ["  \(field):"]
      + words.map { word in
        let key = MappingGuess.quoted(word.text)
        return "    \(key): " + (word.guess ?? "\(MappingGuess.mark)  # \(known)")
      } + (more > 0 ? ["    # and \(more) more"] : [])
  }

  /// What is told of a word: itself, and of an address that suggests nothing the pattern of its municipality.
  private static func told(_ text: String, _ field: LedgerField) -> String {
    guard field == .locality, guess(text, field) == nil else { return text }
    return municipality(of: text).map { $0 + "*" } ?? text
  }

  /// The canonical word that a word suggests.
  private static func guess(_ text: String, _ field: LedgerField) -> String? {
    switch field {
    case .category: CategoryGuess.category(of: text)?.identifier
    case .size: CategoryGuess.size(of: text)?.identifier
    case .locality: CategoryGuess.locality(of: text)?.identifier
    default: nil
    }
  }

  /// The municipality with which an address begins, nil where a text is none.
  static func municipality(of text: String) -> String? {
    let name = WordFolding.name(text)
    var rest = name[...]
    if let end = rest.firstIndex(where: { "都道府県".contains($0) }), rest.distance(from: rest.startIndex, to: end) <= 3 {
      rest = rest[rest.index(after: end)...]
    }
    guard let end = rest.firstIndex(where: { "市区町村".contains($0) }), rest.startIndex < end,
      rest.distance(from: rest.startIndex, to: end) <= 7, rest.index(after: end) < rest.endIndex
    else { return nil }
    return String(name[...end])
  }

  /// What a word of a field can mean.
  static func choice(_ field: LedgerField) -> String {
    switch field {
    case .category: "goods, works or services"
    case .size: "large, sme or other"
    case .locality: "local, semi-local or non-local"
    case .population: "city or subsidy-recipient"
    case .account: "general, special or enterprise"
    default: "a word"
    }
  }

  /// The fields whose words are known.
  static let fields: [LedgerField] = [.category, .size, .locality, .population, .account]

  /// Whether the word of a field is known.
  static func isKnown(_ text: String, _ field: LedgerField) -> Bool {
    switch field {
    case .category: (try? KnownWords.meaning(of: text, in: KnownWords.categories)) != nil
    case .size: (try? KnownWords.meaning(of: text, in: KnownWords.sizes)) != nil
    case .locality: (try? KnownWords.meaning(of: text, in: KnownWords.localities)) != nil
    case .population: (try? KnownWords.meaning(of: text, in: KnownWords.populations)) != nil
    case .account: (try? KnownWords.meaning(of: text, in: KnownWords.accounts)) != nil
    default: true
    }
  }
}
