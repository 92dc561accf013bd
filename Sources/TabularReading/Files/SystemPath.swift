#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as the system has them: bytes, which need not be UTF-8, whereas texts are.
///
/// Each byte that is no part of UTF-8 becomes a character of a private plane, U+10FE80 to U+10FEFF, and so do the bytes of
/// such a character in a name: every name has one text and every text one name. People see `\xE9`.
public enum SystemPath {
  private static let base: UInt32 = 0x10FE00
  private static let range: ClosedRange<UInt32> = 0x10FE80...0x10FEFF

  /// The text of a name.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
    var scalars = String.UnicodeScalarView()
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = (1...min(4, rest.count)).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length, let text = String(validating: rest.prefix(length), as: UTF8.self), !hasEscapes(text) {
        scalars.append(contentsOf: text.unicodeScalars)
        rest = rest.dropFirst(length)
      } else {
        for byte in rest.prefix(length ?? 1) {
          Unicode.Scalar(base + UInt32(byte)).map { scalars.append($0) }
        }
        rest = rest.dropFirst(length ?? 1)
      }
    }
    return String(scalars)
  }

  /// The text of an argument of the program.
  public static func text(_ argument: UnsafePointer<CChar>) -> String {
    text(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
  }

  /// The bytes of a name, without an end.
  public static func bytes(_ text: String) -> [UInt8] {
    guard hasEscapes(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      range.contains(scalar.value) ? [UInt8(scalar.value - base)] : Array(String(Character(scalar)).utf8)
    }
  }

  /// Hands the name on as the system takes it.
  public static func with<Result>(_ text: String, _ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    guard hasEscapes(text) else { return try text.withCString(body) }
    return try (bytes(text).map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // An array with an end is never empty.
      try buffer.baseAddress.map(body) ?? text.withCString(body)
    }
  }

  /// A text for people, with what is no text spelled out.
  public static func visible(_ text: String) -> String {
    guard hasEscapes(text) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if range.contains(scalar.value) {
        result += "\\x" + String(scalar.value - base, radix: 16, uppercase: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func hasEscapes(_ text: String) -> Bool {
    // The first byte of such a character in UTF-8 tells most texts apart.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { range.contains($0.value) }
  }
}
