import FoundationEssentials

/// A JSON value, for results whose absent figures must be written as null.
public enum JSONValue: Sendable, Encodable {
  /// Members by name; they are written in the order of their names.
  case object([String: JSONValue])
  /// Elements in order.
  case array([JSONValue])
  /// A text.
  case string(String)
  /// An exact integer.
  case integer(Int64)
  /// An estimate.
  case number(Double)
  /// A truth value.
  case boolean(Bool)
  /// Nothing.
  case null

  /// A text, or null.
  public static func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  /// An integer, or null.
  public static func integer(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
  /// An integer.
  public static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// Encodes the value as itself.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let elements): try container.encode(elements)
    case .string(let text): try container.encode(text)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .boolean(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }

  /// The value as indented text with a line end; the same value gives the same bytes.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
