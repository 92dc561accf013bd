import Procurement

/// Values of Arrow as texts that the readers of fields understand.
enum ArrowText {
  /// A floating-point number: one that is whole without a point, as long as it is exact.
  static func append(_ value: Double, to result: inout [UInt8]) {
    if let whole = Int64(exactly: value), abs(value) < 0x1p53 {
      result.append(contentsOf: String(whole).utf8)
    } else if abs(value) < 1e15 {
      result.append(contentsOf: "\(value)".utf8)
    } else if let whole = Int128(exactly: value) {
      result.append(contentsOf: String(whole).utf8)
    } else {
      result.append(contentsOf: "\(value)".utf8)
    }
  }

  /// A decimal fraction in two's complement, little-endian; zeros behind its point are left out.
  static func append(decimal address: UnsafeRawPointer, bytes: Int, scale: Int, to result: inout [UInt8]) {
    var words = (0..<max(1, bytes / 4)).map { address.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self) }
    let isNegative = words[words.count - 1] >> 31 == 1
    if isNegative {
      var carry: UInt64 = 1
      for place in words.indices {
        let sum = UInt64(~words[place]) + carry
        (words[place], carry) = (UInt32(truncatingIfNeeded: sum), sum >> 32)
      }
    }
    // The digits from the last on.
    var digits: [UInt8] = []
    while words.contains(where: { $0 != 0 }) {
      var rest: UInt64 = 0
      for place in words.indices.reversed() {
        let value = rest << 32 | UInt64(words[place])
        (words[place], rest) = (UInt32(value / 10), value % 10)
      }
      digits.append(UInt8(ascii: "0") + UInt8(rest))
    }
    if scale < 0, !digits.isEmpty {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: -scale), at: 0)
    }
    let decimals = max(0, scale)
    while digits.count <= decimals { digits.append(UInt8(ascii: "0")) }
    let skipped = digits.prefix(decimals).prefix { $0 == UInt8(ascii: "0") }.count
    if isNegative { result.append(UInt8(ascii: "-")) }
    result.append(contentsOf: digits[decimals...].reversed())
    guard skipped < decimals else { return }
    result.append(UInt8(ascii: "."))
    result.append(contentsOf: digits[skipped..<decimals].reversed())
  }

  /// A day; beyond the years 1 to 9999 its number.
  static func append(day: Int64, to result: inout [UInt8]) {
    guard let day = Int(exactly: day), day.magnitude < 10_000_000, let date = CivilDate(daysSince1970: day) else {
      result.append(contentsOf: "day \(day)".utf8)
      return
    }
    append(date.year, digits: 4, to: &result)
    result.append(UInt8(ascii: "-"))
    append(date.month, digits: 2, to: &result)
    result.append(UInt8(ascii: "-"))
    append(date.day, digits: 2, to: &result)
  }

  /// A day with a time, in UTC where there is a zone.
  static func append(instant: Int64, perSecond: Int64, hasZone: Bool, to result: inout [UInt8]) {
    let (day, clock) = instant.divided(by: 86_400 * perSecond)
    append(day: day, to: &result)
    result.append(UInt8(ascii: "T"))
    append(clock: clock, perSecond: perSecond, to: &result)
    if hasZone { result.append(UInt8(ascii: "Z")) }
  }

  /// A time of day; a fraction of a second in milliseconds, or finer where it is.
  static func append(clock: Int64, perSecond: Int64, to result: inout [UInt8]) {
    let (whole, rest) = clock.divided(by: perSecond)
    let seconds = Int(whole)
    append(seconds / 3_600, digits: 2, to: &result)
    result.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, digits: 2, to: &result)
    result.append(UInt8(ascii: ":"))
    append(seconds % 60, digits: 2, to: &result)
    var fraction = Int(rest)
    guard fraction != 0 else { return }
    var digits = perSecond == 1_000 ? 3 : perSecond == 1_000_000 ? 6 : 9
    while digits > 3, fraction % 1_000 == 0 { (fraction, digits) = (fraction / 1_000, digits - 3) }
    result.append(UInt8(ascii: "."))
    append(fraction, digits: digits, to: &result)
  }

  private static func append(_ value: Int, digits: Int, to result: inout [UInt8]) {
    let text = String(value)
    for _ in 0..<max(0, digits - text.utf8.count) { result.append(UInt8(ascii: "0")) }
    result.append(contentsOf: text.utf8)
  }
}
