/// Numbers the values of a column in the order in which they are met; 0 is the null.
final class ValueCodes {
  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var code: UInt32 = 0
  }

  /// How many values are numbered: a column of more is none from which a class follows.
  static let limit = 1 << 16

  private(set) var count: UInt32 = 1
  private var slots: UnsafeMutablePointer<Slot>
  private var mask = 255
  private var longTexts: [[UInt8]: UInt32] = [:]

  init() {
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
  }

  deinit { slots.deallocate() }

  var isFull: Bool { count > Self.limit }

  /// The number of a value of 16 bytes.
  @inline(__always)
  func code(_ low: UInt64, _ high: UInt64) -> UInt32 {
    var place =
      Int(truncatingIfNeeded: KeyFingerprint.mix(low ^ 0xA076_1D64_78BD_642F, high ^ 0xE703_7ED1_A0B4_28DB)) & mask
    while true {
      let slot = slots[place]
      if slot.code != 0, slot.low == low, slot.high == high { return slot.code }
      if slot.code == 0 { return add(low, high) }
      place = (place &+ 1) & mask
    }
  }

  /// The number of a text.
  @inline(__always)
  func code(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard text.count <= 15, let address = text.baseAddress else {
      return text.isEmpty ? code(0, 0) : longCode(text)
    }
    var words = (UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &words) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: text.count))
    }
    // The length stands in the last byte, which no text of 15 bytes reaches.
    return code(words.0, words.1 | UInt64(text.count) << 56)
  }

  private func longCode(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let bytes = Array(text)
    if let known = longTexts[bytes] { return known }
    defer { count += 1 }
    longTexts[bytes] = count
    return count
  }

  private func add(_ low: UInt64, _ high: UInt64) -> UInt32 {
    let code = count
    count += 1
    if Int(count) * 2 > mask { grow() }
    put(Slot(low: low, high: high, code: code))
    return code
  }

  private func put(_ slot: Slot) {
    var place =
      Int(truncatingIfNeeded: KeyFingerprint.mix(slot.low ^ 0xA076_1D64_78BD_642F, slot.high ^ 0xE703_7ED1_A0B4_28DB))
      & mask
    while slots[place].code != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  private func grow() {
    let (old, size) = (slots, mask + 1)
    mask = 2 * size - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    for place in 0..<size where old[place].code != 0 { put(old[place]) }
    old.deallocate()
  }
}

/// Numbers pairs of numbers in the order in which they are met.
final class PairCodes {
  /// How many places a table of pairs has at most.
  private static let limit = 1 << 22

  private var next: [UInt32] = []
  private var (rows, stride) = (0, 1)
  /// How many pairs were met.
  private(set) var count: UInt32 = 0
  private(set) var isFull = false

  /// Makes room for numbers below some bounds.
  func reserve(first: UInt32, second: UInt32) {
    guard Int(first) > rows || Int(second) > stride else { return }
    var (newRows, newStride) = (max(rows, 1), stride)
    while newRows < Int(first) { newRows *= 2 }
    while newStride < Int(second) { newStride *= 2 }
    guard newRows * newStride <= Self.limit else {
      isFull = true
      return
    }
    var table = [UInt32](repeating: .max, count: newRows * newStride)
    for row in 0..<rows {
      for column in 0..<stride { table[row * newStride + column] = next[row * stride + column] }
    }
    (next, rows, stride) = (table, newRows, newStride)
  }

  /// Replaces first numbers by those of their pairs.
  func fold(_ first: UnsafeMutablePointer<UInt32>, _ second: UnsafePointer<UInt32>, count rowCount: Int) {
    var added = count
    let stride = stride
    next.withUnsafeMutableBufferPointer { table in
      guard let table = table.baseAddress else { return }
      for row in 0..<rowCount {
        let place = Int(first[row]) &* stride &+ Int(second[row])
        if table[place] == .max {
          table[place] = added
          added &+= 1
        }
        first[row] = table[place]
      }
    }
    count = added
  }
}
