/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Validity {
  /// The position and value of the first byte that cannot be part of valid UTF-8, or nil.
  package static func firstFault(in bytes: [UInt8]) -> (offset: Int, byte: UInt8)? {
    // The common case first.
    if bytes.withUnsafeBufferPointer(isValid) { return nil }
    var decoder = UTF8()
    var offset = 0
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error:
        return offset < bytes.count ? (offset, bytes[offset]) : nil
      }
    }
  }

  /// Whether bytes are valid.
  ///
  /// - Complexity: O(bytes); characters of one byte and of three, as Japanese text has, in the shortest way.
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    var place = 0
    func isContinuation(_ place: Int) -> Bool { bytes[place] & 0xC0 == 0x80 }
    while place < count {
      let lead = bytes[place]
      switch lead {
      case 0..<0x80: place += 1
      case 0xE0...0xEF:
        guard place + 2 < count, isContinuation(place + 1), isContinuation(place + 2) else { return false }
        let second = bytes[place + 1]
        // E0 80 to E0 9F would be overlong, ED A0 to ED BF surrogates.
        if lead == 0xE0 && second < 0xA0 || lead == 0xED && second >= 0xA0 { return false }
        place += 3
      case 0xC2...0xDF:
        guard place + 1 < count, isContinuation(place + 1) else { return false }
        place += 2
      case 0xF0...0xF4:
        guard place + 3 < count, isContinuation(place + 1), isContinuation(place + 2), isContinuation(place + 3)
        else { return false }
        let second = bytes[place + 1]
        if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second >= 0x90 { return false }
        place += 4
      default: return false
      }
    }
    return true
  }
}
