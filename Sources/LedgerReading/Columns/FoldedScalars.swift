import TabularReading

/// The scalars of a field's bytes in either encoding, without white space around them and with widths folded as
/// `TextFolding.halfWidth` folds them.
///
/// No byte outside the field is read.
struct FoldedScalars {
  private let bytes: UnsafePointer<UInt8>
  private var position = 0
  private var end: Int
  private let isCP932: Bool

  /// The scalars of bytes that are valid in their encoding.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int, isCP932: Bool) {
    (self.bytes, self.isCP932, end) = (bytes, isCP932, count)
    let isTrimmed = count > 0 && Self.isInk(bytes[0]) && Self.isInk(bytes[count - 1])
    if !isTrimmed { trim() }
  }

  /// How many bytes are left.
  var count: Int { end - position }

  /// The next scalar, nil at the end; every blank is U+0020. What has no width is handed on as it is.
  @inline(__always)
  mutating func next() -> UInt32? {
    guard position < end else { return nil }
    let byte = bytes[position]
    guard byte < 0x80 else { return nextWide(byte) }
    position += 1
    return byte == 0x09 ? 0x20 : UInt32(byte)
  }

  /// Takes up to so many digits of either width without a blank between them.
  ///
  /// - Parameter value: takes them as its last digits.
  /// - Returns: how many were taken.
  @inline(__always)
  mutating func takeDigits(_ value: inout UInt64, limit: Int) -> Int {
    var (place, number, taken) = (position, value, 0)
    while place < end, taken < limit {
      let byte = bytes[place]
      if byte &- 0x30 < 10 {
        number = number &* 10 &+ UInt64(byte &- 0x30)
        place += 1
      } else if byte == 0xEF, !isCP932, place + 3 <= end, bytes[place + 1] == 0xBC, bytes[place + 2] &- 0x90 < 10 {
        number = number &* 10 &+ UInt64(bytes[place + 2] &- 0x90)
        place += 3
      } else if byte == 0x82, isCP932, place + 2 <= end, bytes[place + 1] &- 0x4F < 10 {
        number = number &* 10 &+ UInt64(bytes[place + 1] &- 0x4F)
        place += 2
      } else {
        break
      }
      taken += 1
    }
    (position, value) = (place, number)
    return taken
  }

  @inline(never)
  private mutating func nextWide(_ lead: UInt8) -> UInt32 {
    let scalar: UInt32
    if isCP932 {
      let isDouble = Self.isLead(lead)
      guard !isDouble || position + 1 < end else { return takeBroken() }
      scalar = CP932.shared.scalar(isDouble ? Int(lead) << 8 | Int(bytes[position + 1]) : Int(lead))
      position += isDouble ? 2 : 1
    } else {
      let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      guard position + width <= end else { return takeBroken() }
      var value = UInt32(lead) & (0xFF >> UInt32(width + 1))
      for offset in 1..<width { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
      position += width
      scalar = value
    }
    switch scalar {
    case 0xFF01...0xFF5E: return scalar - 0xFEE0
    case 0x3000, 0xA0, 0x2000...0x200A, 0x202F, 0x205F: return 0x20
    default: return scalar
    }
  }

  /// Passes over bytes that are no whole character.
  private mutating func takeBroken() -> UInt32 {
    position = end
    return 0xFFFD
  }

  private mutating func trim() {
    while position < end, let blank = blank(at: position) { position += blank }
    if isCP932 {
      // Seen from the end, two bytes that make a blank may be halves of two characters.
      var (place, inkEnd) = (position, position)
      while place < end {
        if let blank = blank(at: place) {
          place += blank
        } else {
          place = min(end, place + (Self.isLead(bytes[place]) ? 2 : 1))
          inkEnd = place
        }
      }
      end = inkEnd
    } else {
      while end > position {
        if Self.isBlank(bytes[end - 1]) {
          end -= 1
        } else if end - position >= 3, blank(at: end - 3) == 3 {
          end -= 3
        } else {
          break
        }
      }
    }
  }

  /// How many bytes a blank at a place has, nil where none stands there.
  private func blank(at place: Int) -> Int? {
    if Self.isBlank(bytes[place]) { return 1 }
    if isCP932 { return place + 2 <= end && bytes[place] == 0x81 && bytes[place + 1] == 0x40 ? 2 : nil }
    let isIdeographic = place + 3 <= end && bytes[place] == 0xE3 && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x80
    return isIdeographic ? 3 : nil
  }

  /// Whether a byte is the first one of two in CP932.
  private static func isLead(_ byte: UInt8) -> Bool { (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte) }

  /// Whether a byte is neither a blank nor part of one.
  @inline(__always)
  private static func isInk(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 && byte != 0x40 }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
