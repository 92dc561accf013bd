import Synchronization
import TabularReading

/// A word of a mapping that stands for many: `川崎市*` for those that begin so, `/支店$/` for those that a regular
/// expression fits. A `?` behind it says that it need not occur.
struct WordPattern: Sendable {
  /// The pattern as the mapping has it.
  let text: String
  /// What the words stand for that it fits.
  let meaning: String
  /// Whether it is right that no word fits it.
  let isOptional: Bool
  /// How long it is without its marks: of several patterns that fit, the longest counts.
  let length: Int
  /// Whether it fitted a word.
  let occurrence = Occurrence()
  private let form: Form

  private enum Form {
    case prefix(String)
    case expression(String)
  }

  /// Whether a pattern fitted a word, on whatever thread.
  final class Occurrence: Sendable {
    private let isSet = Atomic<Bool>(false)

    func note() {
      if !isNoted { isSet.store(true, ordering: .relaxed) }
    }

    var isNoted: Bool { isSet.load(ordering: .relaxed) }
  }

  /// The pattern that a key of a mapping is, nil where it is a word.
  init?(_ key: String, meaning: String) {
    var inner = Substring(key)
    let isOptional = key.count > 2 && key.hasSuffix("?") && (key.hasSuffix("*?") || key.hasSuffix("/?"))
    if isOptional { inner = inner.dropLast() }
    if inner.count > 2, inner.hasPrefix("/"), inner.hasSuffix("/") {
      form = .expression(String(inner.dropFirst().dropLast()))
    } else if inner.count > 1, inner.hasSuffix("*") {
      form = .prefix(WordFolding.word(String(inner.dropLast())))
    } else {
      return nil
    }
    (text, self.meaning, self.isOptional) = (key, meaning, isOptional)
    length = inner.count
  }

  /// Whether the pattern can be used: a regular expression may be none.
  var isValid: Bool {
    guard case .expression(let expression) = form else { return true }
    return (try? Regex(expression)) != nil
  }

  /// Whether a word fits, as it stands or in one writing.
  func matches(_ word: String, folded: String) -> Bool {
    switch form {
    case .prefix(let prefix): folded.hasPrefix(prefix)
    case .expression(let expression):
      // Words are remembered, so that each is looked at once.
      (try? Regex(expression)).map { word.contains($0) || folded.contains($0) } ?? false
    }
  }
}
