/// The fields of a form or of a query, `application/x-www-form-urlencoded`.
struct FormFields: Sendable {
  /// Why fields are refused.
  struct Refused: Error {}

  private(set) var pairs: [(name: String, value: String)] = []

  static let mostFields = 2000

  init() {}

  /// - Throws: `Refused` where there are more than 2,000 fields, or what is no UTF-8.
  init(_ bytes: some Sequence<UInt8>) throws(Refused) {
    for piece in Array(bytes).split(separator: UInt8(ascii: "&")) {
      guard pairs.count < Self.mostFields else { throw Refused() }
      let sides = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count > 1 ? try Self.decoded(sides[1]) : ""
      pairs.append((try Self.decoded(sides[0]), value))
    }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Refused) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
          throw Refused()
        }
        result.append(high << 4 | low)
      default: result.append(byte)
      }
    }
    guard let text = String(validating: result, as: UTF8.self) else { throw Refused() }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// The one value of a field; nil where it is missing or stands twice.
  subscript(name: String) -> String? {
    let found = pairs.filter { $0.name == name }
    return found.count == 1 ? found[0].value : nil
  }

  mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }
}
