/// What the words of a column mean, short or long, as the reference reader said when it met them first.
struct WordMemory<Value>: ~Copyable {
  private var words: WordCache<Value>
  /// Words too long for the cache, by the fingerprint of their bytes.
  private var longWords: [UInt64: (bytes: [UInt8], value: Value)] = [:]
  private let limit: Int

  /// An empty memory with room for so many words in the end.
  init(capacity limit: Int) {
    words = WordCache(capacity: limit)
    self.limit = limit
  }

  /// What a word means, or nil where it was not met yet; 32 bytes are readable behind its last one.
  @inline(__always)
  func value(_ address: UnsafePointer<UInt8>, count: Int) -> Value? {
    count <= FieldBytes.limit ? words.value(of: FieldBytes(address, count: count)) : longValue(address, count: count)
  }

  private func longValue(_ address: UnsafePointer<UInt8>, count: Int) -> Value? {
    guard let known = longWords[KeyFingerprint.ofASCII(address, count: count)],
      UnsafeBufferPointer(start: address, count: count).elementsEqual(known.bytes)
    else { return nil }
    return known.value
  }

  /// Remembers what a word means, where there is room.
  mutating func learn(_ address: UnsafePointer<UInt8>, count: Int, _ value: Value) {
    guard count > FieldBytes.limit else {
      words.learn(FieldBytes(address, count: count), value)
      return
    }
    // A word of a megabyte is none that returns.
    guard longWords.count < limit, count <= 4_096 else { return }
    longWords[KeyFingerprint.ofASCII(address, count: count)] = (
      Array(UnsafeBufferPointer(start: address, count: count)), value
    )
  }
}
