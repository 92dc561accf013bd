/// States of the exact solver with their payload of doubles, found by key: a flat open-addressing table.
struct StateTable {
  /// The keys in order of insertion.
  private(set) var keys: [UInt128] = []
  /// `stride` doubles a state, in the order of `keys`.
  var payload: [Double] = []
  let stride: Int
  private var slots: [Int32] = [Int32](repeating: -1, count: 64)

  init(stride: Int) {
    self.stride = stride
  }

  var count: Int { keys.count }

  /// The position of a state, inserted with a payload of zeros where it is new.
  ///
  /// - Complexity: amortised O(stride).
  mutating func position(of key: UInt128) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(key) & mask
    while true {
      let found = slots[slot]
      if found < 0 { break }
      if keys[Int(found)] == key { return Int(found) }
      slot = (slot + 1) & mask
    }
    let position = keys.count
    slots[slot] = Int32(position)
    keys.append(key)
    payload.append(contentsOf: repeatElement(0, count: stride))
    if keys.count * 2 > slots.count { grow() }
    return position
  }

  /// Adds a multiple of the payload of a state of another table with the same stride.
  mutating func add(_ source: Int, of other: StateTable, times factor: Double, at position: Int) {
    other.payload.withUnsafeBufferPointer { from in
      payload.withUnsafeMutableBufferPointer { to in
        for slot in 0..<stride { to[position * stride + slot] += factor * from[source * stride + slot] }
      }
    }
  }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    payload.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = -1 }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for (position, key) in keys.enumerated() {
      var slot = Self.hash(key) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(position)
    }
  }

  private static func hash(_ key: UInt128) -> Int {
    let low = UInt64(truncatingIfNeeded: key)
    let high = UInt64(truncatingIfNeeded: key >> 64)
    let mixed = (low ^ (high &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 3)
  }
}
