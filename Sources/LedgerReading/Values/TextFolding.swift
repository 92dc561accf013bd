/// Makes the ways in which one text is typed alike: widths and surrounding white space.
enum TextFolding {
  /// Full-width Latin letters, digits and signs as ASCII, and any white space as a plain space.
  ///
  /// This is the part of NFKC that numbers, dates and words of tables need; names are matched elsewhere.
  static func halfWidth(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\t") }) else { return text }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000, 0xA0, 0x09: folded.append(" ")
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// The bytes without ASCII spaces, tabs, line ends and ideographic spaces at either end.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = bytes
    while let first = slice.first {
      if isSpace(first) {
        slice = slice.dropFirst()
      } else if slice.starts(with: ideographicSpace) {
        slice = slice.dropFirst(3)
      } else {
        break
      }
    }
    while let last = slice.last {
      if isSpace(last) {
        slice = slice.dropLast()
      } else if slice.suffix(3).elementsEqual(ideographicSpace) {
        slice = slice.dropLast(3)
      } else {
        break
      }
    }
    return slice
  }

  private static let ideographicSpace: [UInt8] = [0xE3, 0x80, 0x80]

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
