/// The encodings in which Japanese offices write text files; those but the first two are turned into UTF-8 before they
/// are read.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// Windows code page 932, the Shift_JIS of Excel with its ①, ㈱ and 髙.
  case cp932
  /// UTF-16, the "Unicode text" of Excel: the lower byte first, or the higher one.
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  /// The encoding of older Unix machines.
  case eucjp = "euc-jp"
  /// The encoding of Japanese mail.
  case iso2022jp = "iso-2022-jp"

  /// Tells the encoding of a text from its first bytes.
  ///
  /// CP932 text hardly ever forms UTF-8 sequences, and UTF-8 text hardly ever breaks them. So the majority decides, and a
  /// single broken character in a UTF-8 file is still an error at its place rather than a file of mojibake.
  ///
  /// - Parameter head: the first bytes, of which the last character may be cut.
  /// - Returns: the encoding, or nil where all bytes are ASCII.
  package static func detect(_ head: [UInt8]) -> TextEncoding? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    // Most text is whole UTF-8 up to its cut end, which the standard library tells at once.
    let end = head.indices.suffix(4).last { sequenceLength(head[$0]) > head.count - $0 } ?? head.count
    if let text = String(validating: head[..<end], as: UTF8.self) { return text.utf16.count < end ? .utf8 : nil }
    var (whole, broken) = (0, 0)
    var position = 0
    while position < head.count {
      let byte = head[position]
      guard byte >= 0x80 else {
        position += 1
        continue
      }
      let length = sequenceLength(byte)
      guard position + length <= head.count else { break }
      if length > 1, (1..<length).allSatisfy({ head[position + $0] & 0xC0 == 0x80 }) {
        whole += 1
        position += length
      } else {
        broken += 1
        position += 1
      }
    }
    guard whole + broken > 0 else { return nil }
    return whole > broken ? .utf8 : .cp932
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
