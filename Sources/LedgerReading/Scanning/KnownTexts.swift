import Synchronization

/// Texts that a scanner met, with codes that stay the same from block to block.
struct KnownTexts: ~Copyable {
  /// The texts by code.
  private(set) var values: [String] = []
  private var codes: [String: UInt32] = [:]
  private var words: WordCache<UInt32>
  private let limit: Int

  /// No text yet; with `limit` texts it is full.
  init(limit: Int) {
    self.limit = limit
    words = WordCache(capacity: limit)
  }

  /// Whether another block should begin with an empty one: every block shares all texts with its batch.
  var isFull: Bool { values.count >= limit }

  /// The code of a text as it stands in the file, nil where it was not met yet.
  @inline(__always)
  func code(of key: FieldBytes) -> UInt32? { words.value(of: key) }

  /// The code of a text, which is new or written in a new way.
  mutating func learn(_ text: String, _ key: FieldBytes?) -> UInt32 {
    // One name may be written in several ways.
    let code = codes[text] ?? UInt32(values.count)
    if code == values.count {
      values.append(text)
      codes[text] = code
    }
    if let key { words.learn(key, code) }
    return code
  }
}

/// Numbers for lists of texts of which each only continues the one before it.
enum TextLineage {
  private static let last = Atomic(0)

  /// A number that no other list has.
  static func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
