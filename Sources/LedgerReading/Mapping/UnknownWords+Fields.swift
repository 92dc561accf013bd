import Procurement
import TabularReading

/// The unknown words of a ledger's fields, as the YAML that would settle them.
extension UnknownWords {
  /// The words of a column of bids.
  init(_ field: BidField, known: [String]) {
    self.init(
      field: field.rawValue, known: known.filter { $0.allSatisfy(\.isASCII) }.sorted().joined(separator: ", "))
  }

  init(_ field: LedgerField, room: Int = limit) {
    self.init(field: field.rawValue, room: room)
  }

  mutating func add(_ text: String, _ field: LedgerField) {
    let told = Self.told(text, field)
    add(Word(text: told, guess: Self.guess(text, field)), text: told)
  }

  /// Takes a word of a column of bids.
  mutating func add(_ text: String) { add(Word(text: text, guess: nil), text: text) }

  /// The words as lines of a mapping's `values`, what nothing suggests to be filled in.
  ///
  /// - Parameter say: the words of a remark.
  public func yaml(_ say: (MappingRemark) -> String) -> [String] {
    let meanings = known ?? LedgerField(rawValue: field).map { say(.meanings($0)) } ?? ""
    return ["  \(field):"]
      + words.map { word in
        let key = YAMLText.quoted(word.text)
        return "    \(key): " + (word.guess ?? "\(YAMLText.mark)  # \(meanings)")
      } + (more > 0 ? ["    # \(say(.more(more)))"] : [])
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

  /// The fields whose words are known.
  static let fields: [LedgerField] = [.category, .size, .locality, .population, .account]

  /// Whether the word of a field is known.
  static func isKnown(_ text: String, _ field: LedgerField) -> Bool { problem(text, field) == nil }

  /// Why the word of a field is not known, nil where it is.
  static func problem(_ text: String, _ field: LedgerField) -> WordProblem? {
    switch field {
    case .category: problem(text, KnownWords.categories)
    case .size: problem(text, KnownWords.sizes)
    case .locality: problem(text, KnownWords.localities)
    case .population: problem(text, KnownWords.populations)
    case .account: problem(text, KnownWords.accounts)
    default: nil
    }
  }

  private static func problem<Value>(_ text: String, _ words: [String: Value]) -> WordProblem? {
    do throws(WordProblem) { _ = try KnownWords.meaning(of: text, in: words) } catch { return error }
    return nil
  }
}
