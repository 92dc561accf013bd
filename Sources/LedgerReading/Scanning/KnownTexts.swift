import Synchronization

/// Texts that a scanner met, with codes that stay the same from block to block.
struct KnownTexts: ~Copyable {
  /// The texts by code.
  private(set) var values: [String] = []
  private var codes: [String: UInt32] = [:]
  private var words: WordCache<UInt32>
  /// Words too long for the cache, with their codes, by the fingerprint of their bytes.
  private var longWords: [UInt64: (bytes: [UInt8], code: UInt32)] = [:]
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

  /// The code of a text as it stands in the file, however long it is.
  func code(of field: ScannedField) -> UInt32? {
    if let key = field.bytes { return code(of: key) }
    guard let known = longWords[field.fingerprint], field.hasBytes(known.bytes) else { return nil }
    return known.code
  }

  /// The code of a text, which is new or written in a new way.
  mutating func learn(_ text: String, _ field: ScannedField) -> UInt32 {
    let code = learn(text, field.bytes)
    if field.bytes == nil { longWords[field.fingerprint] = (field.copy, code) }
    return code
  }

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
