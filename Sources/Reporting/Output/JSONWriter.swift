/// Writes JSON values as indented UTF-8, byte by byte as Foundation's `JSONEncoder` does with pretty printing, sorted keys and
/// slashes as they are.
struct JSONWriter {
  /// What is written so far.
  var bytes: [UInt8] = []
  private var depth = 0

  /// Writes a value behind what is written.
  ///
  /// - Throws: `EncodingError` for a number that JSON has not.
  mutating func write(_ value: JSONValue) throws {
    switch value {
    case .object(let members):
      // Bytes of UTF-8 sort as characters do.
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      try write(count: sorted.count, between: "{", "}") { writer, place throws in
        writer.write(text: sorted[place].key)
        writer.write(" : ")
        try writer.write(sorted[place].value)
      }
    case .array(let elements):
      try write(count: elements.count, between: "[", "]") { try $0.write(elements[$1]) }
    case .series(let count, let element):
      try write(count: count, between: "[", "]") { try $0.write(element($1)) }
    case .string(let text): write(text: text)
    case .integer(let value): bytes.append(contentsOf: value.description.utf8)
    case .number(let value): try write(number: value)
    case .boolean(let value): write(value ? "true" : "false")
    case .null: write("null")
    }
  }

  private mutating func write(
    count: Int, between first: StaticString, _ last: StaticString, _ element: (inout JSONWriter, Int) throws -> Void
  ) throws {
    write(first)
    depth += 1
    for place in 0..<count {
      write(place == 0 ? "\n" : ",\n")
      indent()
      try element(&self, place)
    }
    depth -= 1
    write(count == 0 ? "\n\n" : "\n")
    indent()
    write(last)
  }

  private mutating func indent() { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth)) }

  private mutating func write(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func write(number: Double) throws {
    guard number.isFinite else {
      throw EncodingError.invalidValue(
        number, .init(codingPath: [], debugDescription: "\(number) is no number of JSON"))
    }
    let text = number.description.utf8
    bytes.append(contentsOf: text.hasWholeEnding ? text.dropLast(2) : text[...])
  }

  private mutating func write(text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    guard !isPlain else { return bytes.append(contentsOf: text.utf8) }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): write("\\\"")
      case UInt8(ascii: "\\"): write("\\\\")
      case 0x08: write("\\b")
      case 0x09: write("\\t")
      case 0x0A: write("\\n")
      case 0x0C: write("\\f")
      case 0x0D: write("\\r")
      case 0x00..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        write("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 0x0F)])
      default: bytes.append(byte)
      }
    }
  }
}

extension String.UTF8View {
  /// Whether a number ends as `description` ends whole ones, which JSON writes without a fraction.
  fileprivate var hasWholeEnding: Bool { suffix(2).elementsEqual([UInt8(ascii: "."), UInt8(ascii: "0")]) }
}
