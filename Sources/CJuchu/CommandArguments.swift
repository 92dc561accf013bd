/// Options that are no JSON object of options.
struct OptionsFault: Error {
  var reason: String
}

/// Options in JSON as the arguments of a command line.
enum CommandArguments {
  /// The arguments for a command.
  ///
  /// - Throws: `OptionsFault` where the options are no object of texts, numbers, truth values and lists of them.
  static func list(_ command: String, options: String) throws(OptionsFault) -> [String] {
    var reader = OptionsReader(Array(options.utf8))
    let members = try reader.object()
    var arguments = command.split(separator: " ").map(String.init)
    guard !arguments.isEmpty else { throw OptionsFault(reason: "the command has no name") }
    var inputs: [String] = []
    for (name, value) in members {
      if name == "inputs" {
        for value in value.elements {
          guard case .text(let text) = value, !text.utf8.contains(0) else {
            throw OptionsFault(reason: "inputs are texts without a zero byte")
          }
          inputs.append(text)
        }
        continue
      }
      let option = "--" + name.map { $0 == "_" ? "-" : String($0) }.joined()
      for value in value.elements {
        switch value {
        case .nothing, .truth(false): break
        case .truth(true): arguments.append(option)
        case .text(let text):
          guard !text.utf8.contains(0) else { throw OptionsFault(reason: "\(name): a text with a zero byte") }
          arguments.append(option + "=" + text)
        case .list: throw OptionsFault(reason: "\(name): a list within a list")
        }
      }
    }
    return inputs.isEmpty ? arguments : arguments + ["--"] + inputs
  }
}

/// Reads an object of JSON whose members are simple values or lists of them (RFC 8259).
struct OptionsReader {
  indirect enum Value: Equatable {
    case nothing
    case truth(Bool)
    /// A text, or a number as it is written.
    case text(String)
    case list([Value])

    /// The elements of a list, or the value itself.
    var elements: [Value] { if case .list(let elements) = self { elements } else { [self] } }
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The members of the whole text in their order.
  mutating func object() throws(OptionsFault) -> [(String, Value)] {
    var members: [(String, Value)] = []
    try take("{")
    if peek != UInt8(ascii: "}") {
      while true {
        let name = try string()
        guard !name.isEmpty, !members.contains(where: { $0.0 == name }) else {
          throw OptionsFault(reason: "the option '\(name)' has no name or stands twice")
        }
        try take(":")
        members.append((name, try value(depth: 0)))
        guard peek == UInt8(ascii: ",") else { break }
        position += 1
      }
    }
    try take("}")
    guard peek == nil else { throw fault("something stands behind the options") }
    return members
  }

  private func fault(_ reason: String) -> OptionsFault {
    OptionsFault(reason: "the options are no JSON object: \(reason) (byte \(position))")
  }

  /// The next byte that is no white space.
  private var peek: UInt8? {
    mutating get {
      while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
      return position < bytes.count ? bytes[position] : nil
    }
  }

  private mutating func take(_ character: Unicode.Scalar) throws(OptionsFault) {
    guard let next = peek, next == UInt8(truncatingIfNeeded: character.value) else {
      throw fault("'\(character)' is missing")
    }
    position += 1
  }

  private mutating func value(depth: Int) throws(OptionsFault) -> Value {
    guard let next = peek else { throw fault("a value is missing") }
    switch next {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "[") where depth == 0: return .list(try list())
    case UInt8(ascii: "["), UInt8(ascii: "{"): throw fault("values within values")
    default: break
    }
    let start = position
    while position < bytes.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .nothing
    case "true": return .truth(true)
    case "false": return .truth(false)
    default:
      guard Double(word) != nil, word.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else {
        throw fault("'\(word)' is no value")
      }
      return .text(word)
    }
  }

  private mutating func list() throws(OptionsFault) -> [Value] {
    var elements: [Value] = []
    try take("[")
    if peek != UInt8(ascii: "]") {
      while true {
        elements.append(try value(depth: 1))
        guard peek == UInt8(ascii: ",") else { break }
        position += 1
      }
    }
    try take("]")
    return elements
  }

  private mutating func string() throws(OptionsFault) -> String {
    try take("\"")
    var units: [UInt16] = []
    var text = ""
    func flush() {
      text += String(decoding: units, as: UTF16.self)
      units = []
    }
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] == UInt8(ascii: "\\") else {
        flush()
        let start = position
        while position < bytes.count, ![0x22, 0x5C].contains(bytes[position]) { position += 1 }
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        continue
      }
      guard position + 1 < bytes.count else { break }
      position += 2
      switch bytes[position - 1] {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"):
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
          throw fault("\\u without four digits")
        }
        units.append(unit)
        position += 4
      case let byte where [0x22, 0x5C, 0x2F].contains(byte): units.append(UInt16(byte))
      default: throw fault("an escape that JSON has not")
      }
    }
    flush()
    guard position < bytes.count else { throw fault("a text does not end") }
    position += 1
    return text
  }
}
