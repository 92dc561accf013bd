/// A set of 64-bit fingerprints at 8 bytes an entry and a little air: ten million keys in about 100 MB.
///
/// It is cut into many small tables, so that growing one never holds two copies of the whole.
struct FingerprintSet {
  private static let tableBits = 8
  private var tables = [Table](repeating: Table(), count: 1 << tableBits)

  /// Adds a fingerprint; false where it was there already.
  ///
  /// - Complexity: amortised O(1).
  mutating func insert(_ fingerprint: UInt64) -> Bool {
    // 0 marks a free slot; giving 0 and 1 the same fingerprint only adds a false alarm.
    let value = max(fingerprint, 1)
    return tables[Int(value >> (64 - UInt64(Self.tableBits)))].insert(value)
  }

  private struct Table {
    private var slots: [UInt64] = []
    private var count = 0

    mutating func insert(_ value: UInt64) -> Bool {
      if count * 8 >= slots.count * 7 { grow() }
      guard place(value) else { return false }
      count += 1
      return true
    }

    /// Linear probing from a position that keeps the order of the low bits.
    private mutating func place(_ value: UInt64) -> Bool {
      let mixed = value &* 0x9E37_79B9_7F4A_7C15
      var slot = Int(mixed.multipliedFullWidth(by: UInt64(slots.count)).high)
      while slots[slot] != 0 {
        if slots[slot] == value { return false }
        slot = slot + 1 == slots.count ? 0 : slot + 1
      }
      slots[slot] = value
      return true
    }

    private mutating func grow() {
      let old = slots
      slots = [UInt64](repeating: 0, count: max(16, old.count + old.count / 4))
      for value in old where value != 0 { _ = place(value) }
    }
  }
}
