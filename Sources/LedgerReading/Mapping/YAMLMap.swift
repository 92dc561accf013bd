import TabularReading
import Yams

/// A YAML mapping whose keys are checked, with errors that name the line.
///
/// Only plain data is read: tags that would make objects mean nothing here.
public struct YAMLMap {
  /// The name of the file, for errors.
  public let file: String
  /// The keys in order of the file.
  public var keys: [String] { entries.map(\.key) }
  let entries: [(key: String, node: Node)]
  private let node: Node

  /// Reads a file whose root is a mapping.
  ///
  /// - Throws: `DataError` where it cannot be read or is something else.
  public init(file: String) throws(DataError) {
    try self.init(yaml: try InputFile(file).text(), file: file)
  }

  /// Parses a document whose root is a mapping.
  ///
  /// - Throws: `DataError` where it is something else, with the line of a fault of syntax.
  public init(yaml: String, file: String) throws(DataError) {
    if let excess = YAMLLimits.excess(in: yaml) { throw DataError(excess, file: file) }
    do {
      // Editors of Windows begin files with a byte order mark.
      let text = String(String.UnicodeScalarView(yaml.unicodeScalars.drop { $0 == "\u{FEFF}" }))
      guard let root = try Yams.compose(yaml: text) else {
        throw DataError(.wrongShape(key: "", expected: "key: value"), file: file)
      }
      try self.init(root, file: file, key: "")
    } catch let error as DataError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      throw DataError(.repeatedKeys(keys.sorted()), file: file, line: context.mark.line)
    } catch {
      throw DataError(
        .invalidYAML(reason: Self.reason(error)), file: file, line: (error as? YamlError)?.line)
    }
  }

  /// Takes a node that must be a mapping with distinct keys.
  init(_ node: Node, file: String, key: String) throws(DataError) {
    guard let mapping = node.mapping else {
      throw DataError(.wrongShape(key: key, expected: "key: value"), file: file, line: node.mark?.line)
    }
    self.file = file
    self.node = node
    entries = mapping.map { (key: $0.key.string ?? "", node: $0.value) }
  }

  /// Refuses any key that is not one of these.
  ///
  /// - Throws: `DataError` with the line of the key and the nearest known one.
  public func allow(_ known: [String]) throws(DataError) {
    guard let mapping = node.mapping else { return }
    for (key, _) in mapping where !known.contains(key.string ?? "") {
      let word = key.string ?? ""
      throw DataError(
        .unknownKey(word, nearest: NearestWord.of(word, in: known), known: known), file: file,
        line: key.mark?.line)
    }
  }

  /// The mapping under a key, nil where there is none or nothing behind the key, as where all its lines are comments.
  public func map(_ key: String) throws(DataError) -> YAMLMap? {
    guard let node = value(key), !Self.isNothing(node) else { return nil }
    return try YAMLMap(node, file: file, key: key)
  }

  /// The text under a key, nil where there is none.
  public func text(_ key: String) throws(DataError) -> String? {
    guard let node = value(key) else { return nil }
    return try text(of: node, key: key)
  }

  /// The texts under a key, nil where there is none; a single text is a list of one.
  public func list(_ key: String) throws(DataError) -> [String]? {
    guard let node = value(key) else { return nil }
    return try list(of: node, key: key)
  }

  /// The whole number from 0 under a key, nil where there is none.
  public func number(_ key: String) throws(DataError) -> Int? {
    guard let node = value(key) else { return nil }
    let text = try text(of: node, key: key)
    guard let number = Int(text), (0...1_000_000_000_000).contains(number) else {
      throw wrongShape(node, key: key, expected: "0, 1, 2 ...")
    }
    return number
  }

  /// The meaning of one of a few words under a key, nil where there is none.
  public func word<Value>(_ key: String, _ words: [String: Value]) throws(DataError) -> Value? {
    guard let node = value(key) else { return nil }
    let text = try text(of: node, key: key)
    guard let value = words[text] else {
      let known = words.keys.sorted()
      throw DataError(
        .unknownName(text, known: known, nearest: NearestWord.of(text, in: known)), file: file,
        line: node.mark?.line)
    }
    return value
  }

  func text(of node: Node, key: String) throws(DataError) -> String {
    guard let text = node.scalar?.string else { throw wrongShape(node, key: key, expected: "text") }
    return text
  }

  /// A list of texts; a single text is a list of one.
  func list(of node: Node, key: String) throws(DataError) -> [String] {
    guard let sequence = node.sequence else { return [try text(of: node, key: key)] }
    var texts: [String] = []
    for item in sequence { texts.append(try text(of: item, key: key)) }
    guard !texts.isEmpty else { throw wrongShape(node, key: key, expected: "[a, b]") }
    return texts
  }

  /// A mapping from text to text; empty where nothing stands behind the key.
  func texts(of node: Node, key: String) throws(DataError) -> [String: String] {
    if Self.isNothing(node) { return [:] }
    let map = try YAMLMap(node, file: file, key: key)
    var texts: [String: String] = [:]
    for (word, node) in map.entries { texts[word] = try text(of: node, key: word) }
    return texts
  }

  /// A mapping from text to one of a few words.
  func words<Value>(of node: Node, key: String, _ words: [String: Value]) throws(DataError) -> [String: Value] {
    let map = try YAMLMap(node, file: file, key: key)
    var meanings: [String: Value] = [:]
    for (column, _) in map.entries { meanings[column] = try map.word(column, words) }
    return meanings
  }

  /// Refuses a place that was left for a person to fill in.
  ///
  /// - Throws: `DataError` with the line of the first one.
  func refuseUnfilled() throws(DataError) {
    if let (key, line) = Self.unfilled(in: node, key: "") {
      throw DataError(.unfilled(key: key), file: file, line: line)
    }
  }

  private static func unfilled(in node: Node, key: String) -> (key: String, line: Int?)? {
    if let scalar = node.scalar { return scalar.string == YAMLText.mark ? (key, node.mark?.line) : nil }
    if let items = node.sequence { return items.lazy.compactMap { unfilled(in: $0, key: key) }.first }
    return node.mapping?.lazy.compactMap { name, value in unfilled(in: value, key: name.string ?? key) }.first
  }

  func wrongShape(_ node: Node, key: String, expected: String) -> DataError {
    DataError(.wrongShape(key: key, expected: expected), file: file, line: node.mark?.line)
  }

  /// An error about the map as a whole.
  public func wrongShape(key: String, expected: String) -> DataError { wrongShape(node, key: key, expected: expected) }

  func node(_ key: String) -> Node? { value(key) }

  /// Whether nothing stands behind a key, or nothing but comments.
  private static func isNothing(_ node: Node) -> Bool {
    node.scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false
  }

  private func value(_ key: String) -> Node? { entries.first { $0.key == key }?.node }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case YamlError.scanner(_, let problem, _, _), YamlError.parser(_, let problem, _, _),
      YamlError.composer(_, let problem, _, _), YamlError.reader(let problem, _, _, _):
      problem
    default: "\(error)"
    }
  }
}

extension YamlError {
  /// The line of a syntax error, from 1.
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    default: nil
    }
  }
}
