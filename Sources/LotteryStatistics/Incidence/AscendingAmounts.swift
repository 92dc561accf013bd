/// Positive amounts that are put in ascending order digit by digit: the bits of positive doubles sort as the numbers do.
struct AscendingAmounts {
  private static let digitBits: UInt64 = 11
  /// Fewer amounts are sorted by comparison.
  private static let few = 128

  /// The number of amounts.
  private(set) var count = 0
  /// Their bits, and room for more.
  private var keys: [UInt64] = []
  private var scratch: [UInt64] = []
  private var sorted: [Double] = []
  private var starts = [Int](repeating: 0, count: 1 << Int(digitBits))
  /// The bits that any key and that all keys have.
  private var any: UInt64 = 0
  private var all = UInt64.max

  /// Forgets all amounts.
  mutating func removeAll() { (count, any, all) = (0, 0, .max) }

  /// Adds a positive amount.
  mutating func append(_ amount: Double) {
    let key = amount.bitPattern
    if count < keys.count { keys[count] = key } else { keys.append(key) }
    count += 1
    any |= key
    all &= key
  }

  /// Calls `body` with the amounts in ascending order.
  ///
  /// - Complexity: O(n × digits in which amounts differ), O(n log n) for few amounts.
  mutating func withSorted(_ body: (UnsafeBufferPointer<Double>) -> Void) {
    let count = count
    if count < Self.few {
      keys.withUnsafeMutableBufferPointer {
        var own = UnsafeMutableBufferPointer(rebasing: $0[..<count])
        own.sort()
      }
    } else {
      sortByDigits()
    }
    sorted.removeAll(keepingCapacity: true)
    for place in 0..<count { sorted.append(Double(bitPattern: keys[place])) }
    sorted.withUnsafeBufferPointer(body)
  }

  private mutating func sortByDigits() {
    let mask = UInt64(1 << Self.digitBits - 1)
    if scratch.count < keys.count { scratch = Array(repeating: 0, count: keys.count) }
    // Digits in which no two keys differ, such as the last bits of whole numbers, are passed over.
    let differing = any ^ all
    var shift = differing == 0 ? 64 : UInt64(differing.trailingZeroBitCount)
    while shift < 64, differing >> shift != 0 {
      sort(shift, mask)
      swap(&keys, &scratch)
      shift += Self.digitBits
    }
  }

  /// Puts the keys into scratch by one digit; keys with the same digit keep their order.
  private mutating func sort(_ shift: UInt64, _ mask: UInt64) {
    let count = count
    keys.withUnsafeBufferPointer { keys in
      scratch.withUnsafeMutableBufferPointer { scratch in
        starts.withUnsafeMutableBufferPointer { starts in
          starts.update(repeating: 0)
          for place in 0..<count { starts[Int(keys[place] >> shift & mask)] += 1 }
          var start = 0
          for digit in starts.indices { (starts[digit], start) = (start, start + starts[digit]) }
          for place in 0..<count {
            let digit = Int(keys[place] >> shift & mask)
            scratch[starts[digit]] = keys[place]
            starts[digit] += 1
          }
        }
      }
    }
  }
}
