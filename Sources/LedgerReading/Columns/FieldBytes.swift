import CByteScan

/// The bytes of a short field as words and a length: what the scanner compares and hashes instead of texts.
struct FieldBytes: Equatable {
  /// The longest field that fits.
  static let limit = 32

  let first: UInt64
  let second: UInt64
  let third: UInt64
  let fourth: UInt64
  let count: Int

  /// The bytes from an address on; 32 bytes are readable there, whatever the count.
  @inline(__always)
  init(_ address: UnsafeRawPointer, count: Int) {
    self.count = count
    (first, second, third, fourth) = bytescan_load_field(address, count).words
  }

  /// The bytes from an address on; no byte behind them is read.
  @inline(__always)
  init(copying address: UnsafePointer<UInt8>, count: Int) {
    self.count = count
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: count)) }
    (first, second, third, fourth) = words
  }

  /// Calls a function with the bytes of a text; 32 bytes are readable behind them.
  static func withBytes<Result>(of text: String, _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + limit) { buffer in
        _ = buffer.update(fromContentsOf: bytes)
        buffer[bytes.count...].update(repeating: 0)
        // A buffer of 32 bytes and more has an address.
        return buffer.baseAddress.map { body($0, bytes.count) } ?? withUnsafePointer(to: 0) { body($0, 0) }
      }
    }
  }

  /// Whether all bytes are ASCII.
  @inline(__always)
  var isASCII: Bool { (first | second | third | fourth) & 0x8080_8080_8080_8080 == 0 }

  /// 64 bits in which every byte has a part.
  @inline(__always)
  var hash: UInt64 {
    let low = KeyFingerprint.mix(first ^ 0xA076_1D64_78BD_642F, second ^ 0xE703_7ED1_A0B4_28DB)
    // Most fields are short, and that is easily foreseen.
    if count <= 16 { return KeyFingerprint.mix(low ^ UInt64(truncatingIfNeeded: count), 0x1D8E_4E27_C47D_124F) }
    let high = KeyFingerprint.mix(third ^ 0x8EBC_6AF0_9C88_C6E3, fourth ^ 0x5899_65CC_7537_4CC3)
    return KeyFingerprint.mix(low ^ UInt64(truncatingIfNeeded: count), high ^ 0x1D8E_4E27_C47D_124F)
  }
}

extension FieldBytes {
  /// Where to look for the word in a table: fewer operations than `hash`, and no branch on the length.
  @inline(__always)
  fileprivate var bucket: UInt64 {
    KeyFingerprint.mix(
      first ^ third &* 3 ^ 0xA076_1D64_78BD_642F,
      second ^ fourth &* 3 ^ UInt64(truncatingIfNeeded: count) ^ 0xE703_7ED1_A0B4_28DB)
  }
}

/// What the short words of a column mean, as the readable parser said when it met them first.
///
/// Open addressing in a table that is at most half full and grows up to a limit; what does not fit is asked again. Few
/// words in a wide table seldom meet each other, and only the slots that they take come into the processor's cache.
struct WordCache<Value>: ~Copyable {
  private struct Slot {
    var key: FieldBytes
    var value: Value
  }

  private var slots: UnsafeMutablePointer<Slot?>
  private var mask: Int
  private var count = 0
  private let limit: Int

  /// An empty cache with room for so many words in the end.
  init(capacity limit: Int) {
    self.limit = limit
    mask = 511
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: nil, count: mask + 1)
  }

  deinit {
    slots.deinitialize(count: mask + 1)
    slots.deallocate()
  }

  /// What a word means, or nil where it was not met yet.
  @inline(__always)
  func value(of key: FieldBytes) -> Value? {
    var position = Int(truncatingIfNeeded: key.bucket) & mask
    while let slot = slots[position] {
      if slot.key == key { return slot.value }
      position = (position &+ 1) & mask
    }
    return nil
  }

  /// Remembers what a word means; false where it is known already or there is no room.
  @discardableResult
  mutating func learn(_ key: FieldBytes, _ value: Value) -> Bool {
    guard count < limit, self.value(of: key) == nil else { return false }
    if count * 2 > mask { grow() }
    place(Slot(key: key, value: value))
    count += 1
    return true
  }

  private mutating func place(_ slot: Slot) {
    var position = Int(truncatingIfNeeded: slot.key.bucket) & mask
    while slots[position] != nil { position = (position &+ 1) & mask }
    slots[position] = slot
  }

  private mutating func grow() {
    let (old, oldCount) = (slots, mask + 1)
    mask = 2 * oldCount - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: nil, count: mask + 1)
    for position in 0..<oldCount { if let slot = old[position] { place(slot) } }
    old.deinitialize(count: oldCount)
    old.deallocate()
  }
}
