#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The encodings in which synthetic files can be written.
public enum SyntheticEncoding: String, CaseIterable, Sendable {
  /// UTF-8 without a byte order mark.
  case utf8 = "utf-8"
  /// CP932, the Shift_JIS of Windows, as Excel writes it in Japan.
  case cp932

  /// Whether this system can write the encoding.
  public var isAvailable: Bool {
    guard self == .cp932 else { return true }
    guard let converter = TextEncoder.open() else { return false }
    iconv_close(converter)
    return true
  }
}

/// Turns texts into bytes of an encoding.
///
/// CP932 comes from the system's iconv. Only the vocabulary of this room passes through it, and a test holds
/// every word of it against the way back.
final class TextEncoder {
  private let converter: iconv_t?

  init(_ encoding: SyntheticEncoding) {
    converter = encoding == .utf8 ? nil : Self.open()
  }

  deinit {
    if let converter { iconv_close(converter) }
  }

  /// A converter to CP932, or nil where the system has none.
  static func open() -> iconv_t? {
    let opened: iconv_t? = iconv_open("CP932", "UTF-8")
    return Int(bitPattern: opened) == -1 ? nil : opened
  }

  /// The bytes of a text; a character that the encoding lacks becomes a question mark.
  func encode(_ text: String) -> [UInt8] {
    let utf8 = Array(text.utf8)
    guard let converter, utf8.contains(where: { $0 >= 0x80 }) else { return utf8 }
    return converted(utf8, by: converter) ?? text.flatMap { converted(Array(String($0).utf8), by: converter) ?? [0x3F] }
  }

  private func converted(_ source: [UInt8], by converter: iconv_t) -> [UInt8]? {
    var input = source.map(CChar.init(bitPattern:))
    var isComplete = false
    // No character takes more bytes in CP932 than in UTF-8.
    let result = [UInt8](unsafeUninitializedCapacity: source.count) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        output.withMemoryRebound(to: CChar.self) { output in
          var (from, to) = (input.baseAddress, output.baseAddress)
          var (left, room) = (input.count, output.count)
          isComplete = iconv(converter, &from, &left, &to, &room) != -1 && left == 0
          count = output.count - room
        }
      }
    }
    if !isComplete { _ = iconv(converter, nil, nil, nil, nil) }
    return isComplete ? result : nil
  }
}
