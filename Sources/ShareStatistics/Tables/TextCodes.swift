import Procurement

/// Texts of all batches, numbered as rows name them.
struct TextCodes: Sendable {
  /// The texts in the order of their numbers.
  private(set) var values: [String] = []
  private var index: [String: UInt32] = [:]
  /// The numbers of texts by their codes in columns of a lineage, which keep them from batch to batch.
  private var lineages: [Int: [UInt32]] = [:]

  /// The number of a text.
  fileprivate mutating func code(of text: String) -> UInt32 {
    if let code = index[text] { return code }
    let code = UInt32(values.count)
    index[text] = code
    values.append(text)
    return code
  }

  /// What is known of a column, which is handed out until `keep` takes it back.
  fileprivate mutating func takeKnown(_ column: TextColumn) -> [UInt32] {
    var known = lineages.removeValue(forKey: column.lineage) ?? []
    known += repeatElement(TranslatedColumn.unknown, count: max(column.values.count - known.count, 0))
    return known
  }

  fileprivate mutating func keep(_ known: consuming [UInt32], lineage: Int) {
    guard lineage != 0 else { return }
    // Few lineages go on at a time: one for each thread that reads.
    if lineages.count >= 64 { lineages = [:] }
    lineages[lineage] = known
  }
}

/// A batch's text column in the numbers of all batches; each distinct text is translated once, when a row first names it,
/// for all columns of its lineage.
struct TranslatedColumn: ~Copyable {
  fileprivate static let unknown = UInt32.max
  private static let empty = UInt32.max - 1

  private let column: TextColumn
  private var known: [UInt32]

  /// A column that is looked at, with what was known of it before.
  ///
  /// - Parameter column: nil where the batch lacks it.
  init(_ column: TextColumn?, in texts: inout TextCodes) {
    self.column = column ?? TextColumn()
    known = texts.takeKnown(self.column)
  }

  /// Ends the look at a column.
  consuming func finish(in texts: inout TextCodes) { texts.keep(known, lineage: column.lineage) }

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
