import Procurement

/// Texts of all batches, numbered as rows name them.
struct TextCodes: Hashable, Sendable {
  /// The texts in the order of their numbers.
  private(set) var values: [String] = []
  private var index: [String: UInt32] = [:]

  /// The number of a text.
  fileprivate mutating func code(of text: String) -> UInt32 {
    if let code = index[text] { return code }
    let code = UInt32(values.count)
    index[text] = code
    values.append(text)
    return code
  }
}

/// A batch's text column in the numbers of all batches; each distinct text is translated once, when a row first names it.
struct TranslatedColumn {
  private static let unknown = UInt32.max
  private static let empty = UInt32.max - 1

  private let column: TextColumn
  private var known: [UInt32]

  /// - Parameter column: nil where the batch lacks it.
  init(_ column: TextColumn?) {
    self.column = column ?? TextColumn()
    known = Array(repeating: Self.unknown, count: self.column.values.count)
  }

  /// The number of a row's text; nil where it has none or an empty one.
  @inline(__always)
  mutating func code(_ row: Int, in texts: inout TextCodes) -> UInt32? {
    guard row < column.codes.count else { return nil }
    let own = column.codes[row]
    if own == TextColumn.absent { return nil }
    let code = known[Int(own)]
    if code < Self.empty { return code }
    return code == Self.empty ? nil : translate(Int(own), in: &texts)
  }

  @inline(never)
  private mutating func translate(_ own: Int, in texts: inout TextCodes) -> UInt32? {
    let text = column.values[own]
    let code = text.isEmpty ? Self.empty : texts.code(of: text)
    known[own] = code
    return code == Self.empty ? nil : code
  }
}
