/// What a column of a frame holds, told by the format string of Arrow's C data interface.
///
/// Source: https://arrow.apache.org/docs/format/CDataInterface.html, *Data type description – format strings*.
package enum ArrowType: Equatable {
  case null
  case boolean
  case integer(bytes: Int, isSigned: Bool)
  /// A binary fraction of 2, 4 or 8 bytes.
  case float(bytes: Int)
  /// A decimal fraction of 4, 8, 16 or 32 bytes.
  case decimal(bytes: Int, scale: Int)
  /// Text behind offsets of 4 or 8 bytes.
  case text(offsetBytes: Int)
  /// Text in views of 16 bytes.
  case textView
  /// Days since 1970, or milliseconds that are whole days.
  case date(bytes: Int)
  /// So many parts of a second since 1970, in a zone or none.
  case timestamp(perSecond: Int64, hasZone: Bool)
  /// So many parts of a second since midnight.
  case time(bytes: Int, perSecond: Int64)
  /// Whatever cannot be a field of a contract or a bid: bytes, lists, structures.
  case other

  init(format: String) {
    switch format {
    case "n": self = .null
    case "b": self = .boolean
    case "c", "s", "i", "l": self = .integer(bytes: Self.width(of: format), isSigned: true)
    case "C", "S", "I", "L": self = .integer(bytes: Self.width(of: format.lowercased()), isSigned: false)
    case "e": self = .float(bytes: 2)
    case "f": self = .float(bytes: 4)
    case "g": self = .float(bytes: 8)
    case "u": self = .text(offsetBytes: 4)
    case "U": self = .text(offsetBytes: 8)
    case "vu": self = .textView
    case "tdD": self = .date(bytes: 4)
    case "tdm": self = .date(bytes: 8)
    case "tts": self = .time(bytes: 4, perSecond: 1)
    case "ttm": self = .time(bytes: 4, perSecond: 1_000)
    case "ttu": self = .time(bytes: 8, perSecond: 1_000_000)
    case "ttn": self = .time(bytes: 8, perSecond: 1_000_000_000)
    default: self = Self.decimal(format) ?? Self.timestamp(format) ?? .other
    }
  }

  private static func width(of letter: String) -> Int {
    switch letter {
    case "c": 1
    case "s": 2
    case "i": 4
    default: 8
    }
  }

  /// `d:precision,scale[,bits]`
  private static func decimal(_ format: String) -> ArrowType? {
    guard format.hasPrefix("d:") else { return nil }
    let parts = format.dropFirst(2).split(separator: ",").map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let scale = parts[1] else { return nil }
    let bits = parts.count == 3 ? parts[2] ?? 0 : 128
    guard [32, 64, 128, 256].contains(bits), abs(scale) <= 76 else { return nil }
    return .decimal(bytes: bits / 8, scale: scale)
  }

  /// `tss:zone` and the like
  private static func timestamp(_ format: String) -> ArrowType? {
    guard format.hasPrefix("ts"), format.utf8.count >= 4, format.dropFirst(3).first == ":" else { return nil }
    let hasZone = format.utf8.count > 4
    switch format.dropFirst(2).first {
    case "s": return .timestamp(perSecond: 1, hasZone: hasZone)
    case "m": return .timestamp(perSecond: 1_000, hasZone: hasZone)
    case "u": return .timestamp(perSecond: 1_000_000, hasZone: hasZone)
    case "n": return .timestamp(perSecond: 1_000_000_000, hasZone: hasZone)
    default: return nil
    }
  }

  /// How many buffers an array of this type has at least, the one of its validity among them.
  var buffers: Int {
    switch self {
    case .null, .other: 0
    case .text: 3
    default: 2
    }
  }
}
