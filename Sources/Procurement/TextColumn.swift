/// A column of texts in a batch, each distinct text stored once and named by a code.
///
/// Codes are of this column alone: whoever groups over batches translates `values` once a batch. An absent
/// text has the code `absent`.
public struct TextColumn: Sendable {
  /// The code of a row without a text.
  public static let absent = UInt32.max

  /// One code a row, an index into `values` or `absent`.
  public private(set) var codes: [UInt32] = []
  /// The distinct texts, in order of their first row.
  public private(set) var values = TextList()
  /// In columns of one lineage other than 0 a text has the same code, and each has the texts of those before it: whoever
  /// groups over batches need translate a text only once a lineage.
  public private(set) var lineage = 0
  private var index: [String: UInt32] = [:]

  /// An empty column.
  public init() {}

  /// A column of given codes for distinct texts.
  package init(codes: [UInt32], values: TextList, lineage: Int = 0) {
    (self.codes, self.values, self.lineage) = (codes, values, lineage)
  }

  /// Appends a row.
  ///
  /// - Complexity: amortised O(length of the text).
  public mutating func append(_ text: String?) {
    guard let text else { return codes.append(Self.absent) }
    if index.isEmpty, !values.isEmpty { for (code, value) in values.enumerated() { index[value] = UInt32(code) } }
    if let code = index[text] { return codes.append(code) }
    let code = UInt32(values.count)
    // From here on the texts are this column's own.
    lineage = 0
    values.append(text)
    index[text] = code
    codes.append(code)
  }

  /// The text of a row, or nil where it has none.
  public subscript(row: Int) -> String? {
    let code = codes[row]
    return code == Self.absent ? nil : values[Int(code)]
  }
}
