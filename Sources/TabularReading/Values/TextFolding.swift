/// Makes the ways in which one text is typed alike: widths and surrounding white space.
package enum TextFolding {
  /// Full-width Latin letters, digits and signs as ASCII, any white space as a plain space, and nothing of what has no
  /// width.
  ///
  /// This is the part of NFKC that numbers and dates need; `WordFolding` folds words and names.
  package static func halfWidth(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\t") }) else { return text }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000, 0xA0, 0x09, 0x2000...0x200A, 0x202F, 0x205F: folded.append(" ")
      case _ where isInvisible(scalar.value): continue
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// Whether a scalar has no width: joiners, marks of direction, variation selectors, and the byte order mark that files
  /// leave in the middle of a text.
  @inline(__always)
  package static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: true
    default: false
    }
  }

  /// The bytes without ASCII spaces, tabs, line ends and ideographic spaces at either end.
  package static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return bytes }
      let (address, count) = trimmed(start, count: buffer.count)
      let first = bytes.startIndex + (address - start)
      return bytes[first..<first + count]
    }
  }

  /// The same of bytes at an address.
  @inline(__always)
  package static func trimmed(
    _ bytes: UnsafePointer<UInt8>, count: Int
  ) -> (address: UnsafePointer<UInt8>, count: Int) {
    // Mostly there is nothing to take off: an ideographic space begins with E3 and ends with 80.
    let isPlain =
      count == 0 || bytes[0] > 0x20 && bytes[0] != 0xE3 && bytes[count - 1] > 0x20 && bytes[count - 1] != 0x80
    return isPlain ? (bytes, count) : cut(bytes, count: count)
  }

  private static func cut(
    _ bytes: UnsafePointer<UInt8>, count: Int
  ) -> (address: UnsafePointer<UInt8>, count: Int) {
    var (start, end) = (0, count)
    func isIdeographicSpace(_ place: Int) -> Bool {
      bytes[place] == 0xE3 && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x80
    }
    while start < end {
      if isSpace(bytes[start]) {
        start += 1
      } else if end - start >= 3, isIdeographicSpace(start) {
        start += 3
      } else {
        break
      }
    }
    while end > start {
      if isSpace(bytes[end - 1]) {
        end -= 1
      } else if end - start >= 3, isIdeographicSpace(end - 3) {
        end -= 3
      } else {
        break
      }
    }
    return (bytes + start, end - start)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
