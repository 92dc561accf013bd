import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The distinct fields of a column by their bytes, numbered from 0 in the order in which they came.
///
/// Open addressing in a table that is at most half full; a slot has the upper half of a field's hash beside its number,
/// so that hardly any other field is looked at. The bytes stay where they are.
struct FieldNumbers: ~Copyable {
  /// The bytes of a field; 32 bytes are readable behind them.
  struct Field {
    let address: UnsafePointer<UInt8>
    let count: Int
    let hash: UInt64

    @inline(__always)
    init(_ address: UnsafePointer<UInt8>, count: Int) {
      (self.address, self.count) = (address, count)
      hash = KeyFingerprint.ofASCII(address, count: count)
    }

    /// A copy of a field elsewhere.
    init(_ other: Field, at address: UnsafePointer<UInt8>) {
      (self.address, count, hash) = (address, other.count, other.hash)
    }

    @inline(__always)
    fileprivate func isEqual(to other: Field) -> Bool {
      count == other.count && memcmp(address, other.address, count) == 0
    }
  }

  private(set) var fields: [Field] = []
  /// The upper half of a hash, and the number of its field plus 1; 0 where nothing is.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int

  /// No fields; there is room for as many as come.
  init() {
    mask = 15
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit { slots.deallocate() }

  /// Forgets the fields and keeps the memory.
  mutating func removeAll() {
    guard !fields.isEmpty else { return }
    fields.removeAll(keepingCapacity: true)
    slots.update(repeating: 0, count: mask + 1)
  }

  /// The number of a field, nil where it has none.
  @inline(__always)
  func number(of field: Field) -> Int? {
    let slot = slots[place(of: field)]
    return slot == 0 ? nil : Self.number(slot)
  }

  /// The number of a field, which may be new.
  @inline(__always)
  mutating func add(_ field: Field) -> (number: Int, isNew: Bool) {
    let place = place(of: field)
    guard slots[place] == 0 else { return (Self.number(slots[place]), false) }
    append(field, at: place)
    return (fields.count - 1, true)
  }

  @inline(never)
  private mutating func append(_ field: Field, at place: Int) {
    fields.append(field)
    slots[place] = field.hash & ~0xFFFF_FFFF | UInt64(fields.count)
    if fields.count * 2 > mask { grow() }
  }

  /// Where a field stands, or where it would.
  @inline(__always)
  private func place(of field: Field) -> Int {
    var place = Int(truncatingIfNeeded: field.hash) & mask
    while slots[place] != 0,
      slots[place] >> 32 != field.hash >> 32 || !field.isEqual(to: fields[Self.number(slots[place])])
    {
      place = (place &+ 1) & mask
    }
    return place
  }

  @inline(__always)
  private static func number(_ slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) - 1 }

  private mutating func grow() {
    mask = 4 * mask + 3
    slots.deallocate()
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for (number, field) in fields.enumerated() {
      var place = Int(truncatingIfNeeded: field.hash) & mask
      while slots[place] != 0 { place = (place &+ 1) & mask }
      slots[place] = field.hash & ~0xFFFF_FFFF | UInt64(number + 1)
    }
  }
}
