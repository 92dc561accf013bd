/// A value of JSON that is held in memory: a release, reduced to what is needed of it.
package indirect enum JSONTree: Equatable {
  case null
  case bool(Bool)
  /// A number as it is written.
  case number(String)
  case string(String)
  case array([JSONTree])
  case object([Member])

  /// A member of an object.
  package struct Member: Equatable {
    package var key: String
    package var value: JSONTree

    package init(key: String, value: JSONTree) { (self.key, self.value) = (key, value) }
  }

  /// Reads what a cursor has copied: JSON that was checked, without white space.
  ///
  /// - Complexity: O(bytes).
  package init(copied bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { buffer in
      var parser = Parser(bytes: buffer)
      return parser.value()
    }
  }

  /// A member of an object; nil where there is none or the value is no object.
  package subscript(key: String) -> JSONTree? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      // The storage has to be unique for a change in place.
      self = .null
      if let place = members.firstIndex(where: { $0.key == key }) {
        if let newValue { members[place].value = newValue } else { members.remove(at: place) }
      } else if let newValue {
        members.append(Member(key: key, value: newValue))
      }
      self = .object(members)
    }
  }

  /// What it is.
  package var kind: DataError.JSONKind {
    switch self {
    case .null: .null
    case .bool: .truth
    case .number: .number
    case .string: .text
    case .array: .list
    case .object: .object
    }
  }

  package var isObject: Bool { if case .object = self { true } else { false } }

  /// The elements of a list; none where it is no list.
  package var elements: [JSONTree] { if case .array(let elements) = self { elements } else { [] } }

  /// A text or a number as a text, without white space around it; nil where it is neither or says nothing.
  package var text: String? {
    switch self {
    case .string(let text):
      let trimmed = TextFolding.trimmed(Array(text.utf8)[...])
      return trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self)
    case .number(let text): return text
    default: return nil
    }
  }

  /// A text or a number as an identifier: 1, 1.0 and "1" are one.
  package var identifier: String? {
    // Up to fifteen digits are exact.
    guard case .number(let written) = self, written.utf8.count < 16 else { return text }
    return DecimalDigits(written)?.text() ?? written
  }

  private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func value() -> JSONTree {
      switch bytes[position] {
      case UInt8(ascii: "{"):
        position += 1
        var members: [Member] = []
        while bytes[position] != UInt8(ascii: "}") {
          if bytes[position] == UInt8(ascii: ",") { position += 1 }
          let key = string()
          position += 1
          members.append(Member(key: key, value: value()))
        }
        position += 1
        return .object(members)
      case UInt8(ascii: "["):
        position += 1
        var elements: [JSONTree] = []
        while bytes[position] != UInt8(ascii: "]") {
          if bytes[position] == UInt8(ascii: ",") { position += 1 }
          elements.append(value())
        }
        position += 1
        return .array(elements)
      case UInt8(ascii: "\""): return .string(string())
      case UInt8(ascii: "t"):
        position += 4
        return .bool(true)
      case UInt8(ascii: "f"):
        position += 5
        return .bool(false)
      case UInt8(ascii: "n"):
        position += 4
        return .null
      default:
        let start = position
        while position < bytes.count, bytes[position] != 0x2C, bytes[position] != 0x5D, bytes[position] != 0x7D {
          position += 1
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
      }
    }

    /// A text behind its first quote.
    private mutating func string() -> String {
      position += 1
      let start = position
      var hasEscape = false
      while bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] == UInt8(ascii: "\\") {
          hasEscape = true
          position += 1
        }
        position += 1
      }
      defer { position += 1 }
      let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
      return hasEscape
        ? String(decoding: JSONTree.unescaped(Array(text)[...]), as: UTF8.self) : String(decoding: text, as: UTF8.self)
    }
  }

  /// The bytes of a text without its escapes; half a surrogate pair becomes U+FFFD.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    func unit(_ at: ArraySlice<UInt8>) -> UInt32 { at.prefix(4).reduce(0) { $0 << 4 | UInt32(hexadecimal($1) ?? 0) } }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        result.append(byte)
        continue
      }
      switch kind {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = unit(rest)
        rest = rest.dropFirst(4)
        if (0xD800..<0xDC00).contains(scalar), rest.starts(with: Array("\\u".utf8)) {
          let low = unit(rest.dropFirst(2))
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            rest = rest.dropFirst(6)
          }
        }
        result += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
      default: result.append(kind)
      }
    }
    return result
  }

  /// The value of a hexadecimal digit.
  static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x61 + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x41 + 10
    default: nil
    }
  }
}
