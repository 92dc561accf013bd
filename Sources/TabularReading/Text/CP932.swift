import CByteScan

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Decodes Windows code page 932 to UTF-8.
///
/// The system's iconv is asked once for every character of the code page; decoding is then a look-up, strict and
/// without a call per field. Splitting CSV before decoding is sound, because the second byte of a character is
/// 0x40 or more and so never a comma, a tab, a semicolon, a quote or a line end.
package struct CP932: Sendable {
  /// The scalar of each one-byte and two-byte code, 0 where the code page has none.
  let scalars: [UInt32]

  /// A bit for each one-byte and two-byte code that is a character.
  private let valid: [UInt64]
  /// Whether the table has all the characters that the fast ways of checking take for granted.
  private let hasFullRows: Bool

  /// The table of the system's iconv.
  package static let shared = CP932()

  private init() {
    var scalars = [UInt32](repeating: 0, count: 1 << 16)
    for byte in 0..<0x80 { scalars[byte] = UInt32(byte) }
    let converter = iconv_open("UTF-32LE", "CP932")
    // Without the converter only ASCII decodes, and everything else is reported as invalid.
    if Int(bitPattern: converter) != -1 {
      for byte in 0xA1...0xDF { scalars[byte] = Self.convert([UInt8(byte)], converter) }
      for lead in Array(0x81...0x9F) + Array(0xE0...0xFC) {
        for trail in Array(0x40...0x7E) + Array(0x80...0xFC) {
          scalars[lead << 8 | trail] = Self.convert([UInt8(lead), UInt8(trail)], converter)
        }
      }
      iconv_close(converter)
    }
    self.scalars = scalars
    var valid = [UInt64](repeating: 0, count: 1 << 10)
    // The byte 0 is a code, and refused elsewhere.
    for code in scalars.indices where scalars[code] != 0 || code == 0 { valid[code >> 6] |= 1 << UInt64(code & 63) }
    self.valid = valid
    hasFullRows = (Array(0x89...0x97) + Array(0x99...0x9F) + Array(0xE0...0xE9)).allSatisfy { lead in
      (Array(0x40...0x7E) + Array(0x80...0xFC)).allSatisfy { scalars[lead << 8 | $0] != 0 }
    }
  }

  /// The scalar of a one-byte or two-byte code, 0 where the code page has none.
  @inline(__always)
  package func scalar(_ code: Int) -> UInt32 { scalars[code] }

  /// Whether bytes are whole characters, as `decode` finds them.
  ///
  /// - Complexity: O(bytes).
  func isValid(_ bytes: UnsafeBufferPointer<UInt8>, path: bytescan_path) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    return valid.withUnsafeBufferPointer { valid in
      bytescan_valid_double_byte(hasFullRows ? path : BYTESCAN_PORTABLE, start, bytes.count, valid.baseAddress) != 0
    }
  }

  private static func convert(_ bytes: [UInt8], _ converter: iconv_t?) -> UInt32 {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [UInt32](repeating: 0, count: 2)
    var inputLeft = input.count
    var outputLeft = 8
    let converted = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBytes { target in
        var from = source.baseAddress
        var to = target.bindMemory(to: CChar.self).baseAddress
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    return converted == 0 && outputLeft == 4 ? UInt32(littleEndian: output[0]) : 0
  }

  /// Writes a scalar in UTF-8.
  @inline(__always)
  static func put(_ scalar: UInt32, _ target: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    func add(_ byte: UInt32) {
      target[count] = UInt8(truncatingIfNeeded: byte)
      count += 1
    }
    switch scalar {
    case 0..<0x80: add(scalar)
    case 0x80..<0x800:
      add(0xC0 | scalar >> 6)
      add(0x80 | scalar & 0x3F)
    case 0x800..<0x10000:
      add(0xE0 | scalar >> 12)
      add(0x80 | scalar >> 6 & 0x3F)
      add(0x80 | scalar & 0x3F)
    default:
      add(0xF0 | scalar >> 18)
      add(0x80 | scalar >> 12 & 0x3F)
      add(0x80 | scalar >> 6 & 0x3F)
      add(0x80 | scalar & 0x3F)
    }
  }
}
