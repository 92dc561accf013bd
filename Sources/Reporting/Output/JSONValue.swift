/// A JSON value, for results whose absent figures must be written as null.
package enum JSONValue: Sendable {
  /// Members by name; they are written in the order of their names.
  case object([String: JSONValue])
  /// Elements in order.
  case array([JSONValue])
  /// So many elements in order, of which each is made when it is written: a long list is never in memory as a whole.
  case series(count: Int, element: @Sendable (Int) -> JSONValue)
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
  package static func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  /// An integer, or null.
  package static func integer(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
  /// An integer.
  package static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// A value of each element, which is made when it is written.
  package static func series<Element: Sendable>(
    _ elements: [Element], _ value: @escaping @Sendable (Element) -> JSONValue
  ) -> JSONValue {
    .series(count: elements.count) { value(elements[$0]) }
  }

  /// The value as indented text with a line end; the same value gives the same bytes.
  ///
  /// - Throws: `EncodingError` for a number that JSON has not.
  package func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// The same in UTF-8.
  package func bytes() throws -> [UInt8] {
    var writer = JSONWriter()
    try writer.write(self)
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }
}
