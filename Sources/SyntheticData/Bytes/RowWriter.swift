import Procurement

/// Writes rows into a piece of memory that its caller owns; numbers are formatted by hand, two digits a step.
///
/// Every append is checked against the capacity, so a wrong bound stops the program and spoils no memory.
struct RowWriter {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes were written.
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
    self.memory = memory
  }

  /// Bytes made by a closure that writes at most so many.
  static func bytes(atMost capacity: Int, _ write: (inout RowWriter) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: capacity) { memory, count in
      var writer = RowWriter(memory)
      write(&writer)
      count = writer.count
    }
  }

  /// Appends a character below U+0080.
  mutating func append(ascii character: Unicode.Scalar) {
    guard let base = room(for: 1) else { return }
    base[0] = UInt8(ascii: character)
    count += 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, let base = room(for: bytes.count) else { return }
    base.update(from: source, count: bytes.count)
    count += bytes.count
  }

  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Appends a text of a pool.
  mutating func append(_ pool: TextPool, _ index: Int) {
    let (start, end) = pool.bounds(index)
    guard let base = room(for: end - start) else { return }
    pool.bytes.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      base.update(from: source + start, count: end - start)
    }
    count += end - start
  }

  /// Appends a number in plain digits.
  mutating func append(_ value: UInt64) {
    append(value, width: Self.digits(value))
  }

  /// Appends the last `width` digits of a number, with leading zeros.
  mutating func append(_ value: UInt64, width: Int) {
    guard let base = room(for: width) else { return }
    var rest = value
    var position = width
    while position >= 2 {
      let quotient = rest / 100
      let pair = UInt32(truncatingIfNeeded: rest &- quotient &* 100)
      // 103 / 1024 is a tenth for all numbers below 100.
      let tens = (pair &* 103) >> 10
      position &-= 2
      base[position] = 0x30 &+ UInt8(truncatingIfNeeded: tens)
      base[position &+ 1] = 0x30 &+ UInt8(truncatingIfNeeded: pair &- tens &* 10)
      rest = quotient
    }
    if position > 0 { base[0] = 0x30 + UInt8(truncatingIfNeeded: rest % 10) }
    count += width
  }

  private func room(for length: Int) -> UnsafeMutablePointer<UInt8>? {
    precondition(length <= memory.count - count, "a row is longer than its bound")
    return memory.baseAddress.map { $0 + count }
  }

  private static func digits(_ value: UInt64) -> Int {
    var (digits, limit) = (1, UInt64(10))
    while value >= limit {
      digits += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    return digits
  }
}
