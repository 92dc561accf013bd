/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Validity {
  /// The position and value of the first byte that cannot be part of valid UTF-8, or nil.
  static func firstFault(in bytes: [UInt8]) -> (offset: Int, byte: UInt8)? {
    // The common case first: the standard library validates many bytes at a time.
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
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
}
