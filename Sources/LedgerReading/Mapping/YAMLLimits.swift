import TabularReading

/// What a YAML file may not be before anyone parses it: the parser goes down with every level, and compares keys whole.
///
/// The bounds are far above any file that a person writes. They are found without knowing YAML, so that quotes and
/// comments cannot hide anything from them.
enum YAMLLimits {
  /// The bytes of a file.
  static let bytes = 1 << 20
  /// The brackets that open something, and so how deep they can stand within each other.
  static let brackets = 1_000
  /// The columns by which a line is set in, with its `-`, and so how deep blocks can stand within each other.
  static let indentation = 500
  /// The aliases: each can repeat what holds all the others.
  static let aliases = 8

  /// What there is too much of in a text, or nil.
  static func excess(in yaml: String) -> DataError.Problem? {
    if yaml.utf8.count > bytes { return .tooMany(.bytes, limit: bytes) }
    var (opened, named, indent) = (0, 0, 0)
    var isInPrefix = true
    var previous = UInt8(ascii: "\n")
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (indent, isInPrefix) = (0, true)
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "\t"):
        if isInPrefix { indent += 1 }
      default: isInPrefix = false
      }
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { opened += 1 }
      if previous == UInt8(ascii: "*"), byte > 0x20 { named += 1 }
      if indent > indentation { return .tooMany(.levels, limit: indentation) }
      if opened > brackets { return .tooMany(.levels, limit: brackets) }
      previous = byte
    }
    // Of stars that are no aliases, as in '*', there may be many; anchors are what aliases repeat.
    let anchors = yaml.utf8.count { $0 == UInt8(ascii: "&") }
    return named > aliases && anchors > 0 ? .tooMany(.aliases, limit: aliases) : nil
  }
}
