import Procurement

/// The text of a cell as a person would have typed it.
enum CellText {
  /// A number without the noise of binary fractions and without an exponent, as far as it is exact in digits; nil where
  /// the text is no number.
  static func number(_ text: String) -> String? { DecimalDigits(text)?.text() }

  /// A serial day number as ISO 8601, with the time of day where it has one; nil where it is no day.
  static func date(_ text: String, countsFrom1904: Bool) -> String? {
    guard let serial = Double(text), let day = ExcelSerial.date(serial, countsFrom1904: countsFrom1904) else {
      return nil
    }
    let seconds = Int(((serial - serial.rounded(.down)) * 86_400).rounded())
    guard (1..<86_400).contains(seconds) else { return day.description }
    return "\(day) \(clock(seconds))"
  }

  /// The time of day of a serial number below 1; nil where it is a day or more.
  static func time(_ text: String) -> String? {
    guard let serial = Double(text), (0..<1).contains(serial) else { return nil }
    return clock(min(Int((serial * 86_400).rounded()), 86_399))
  }

  private static func clock(_ seconds: Int) -> String {
    [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  /// Replaces the escapes of control characters, such as `_x000D_` for a carriage return, by the characters themselves
  /// (ECMA-376 part 1, 22.9.2.19); `_x005F_` is an underscore that begins no escape.
  ///
  /// - Complexity: O(bytes from `start` on).
  static func decodeEscapes(_ bytes: inout [UInt8], from start: Int) {
    guard let first = (start..<max(start, bytes.count - 6)).first(where: { escape(bytes, at: $0) != nil }) else {
      return
    }
    var (write, read) = (first, first)
    while read < bytes.count {
      if let scalar = escape(bytes, at: read) {
        for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
          bytes[write] = byte
          write += 1
        }
        read += 7
      } else {
        bytes[write] = bytes[read]
        (write, read) = (write + 1, read + 1)
      }
    }
    bytes.removeLast(bytes.count - write)
  }

  private static func escape(_ bytes: [UInt8], at start: Int) -> Unicode.Scalar? {
    guard start + 7 <= bytes.count, bytes[start] == UInt8(ascii: "_"), bytes[start + 1] == UInt8(ascii: "x"),
      bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start + 2..<start + 6] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return Unicode.Scalar(value)
  }
}
