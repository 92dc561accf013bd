/// The rows of a result in columns, as they are in its CSV.
struct ResultTable {
  /// The values of a column.
  enum Values {
    case integers([Int64?])
    case numbers([Double?])
    case texts([String?])
  }

  let names: [String]
  let columns: [Values]
  let count: Int

  /// Names and words, even where all of them are digits.
  private static let textNames: Set<String> = [
    "category", "row", "role", "group", "firm", "tender", "policy", "method", "section", "measure", "by", "verdict",
    "causes",
    "contract", "vendor", "vendor_id", "title", "file", "draw", "key", "note", "unit", "indicator", "code", "reason",
    "区分", "種別", "役割",
  ]
  /// Figures that are fractions, even where none of them has any decimals.
  private static let numberEnds = ["Share", "share", "Percent", "Points", "割合"]

  /// The table of a CSV text; nil where it has no header.
  init?(csv bytes: [UInt8]) {
    var fields: [[String]] = []
    var width = 0
    Self.split(bytes) { record in
      if width == 0 {
        width = record.count
        fields = record.map { _ in [] }
        fields = record.map { [$0] }
        return
      }
      for column in 0..<width { fields[column].append(column < record.count ? record[column] : "") }
    }
    guard width > 0 else { return nil }
    names = fields.map { $0[0] }
    count = fields[0].count - 1
    columns = fields.map { Self.values($0[0], $0.dropFirst()) }
  }

  private static func values(_ name: String, _ texts: ArraySlice<String>) -> Values {
    func words() -> Values { .texts(texts.map { $0.isEmpty ? nil : $0 }) }
    if textNames.contains(name) { return words() }
    let isFraction = numberEnds.contains { name.hasSuffix($0) }
    if !isFraction, texts.contains(where: { !$0.isEmpty }), texts.allSatisfy({ $0.isEmpty || isWhole($0) }) {
      return .integers(texts.map { $0.isEmpty ? nil : Int64($0) })
    }
    guard isFraction || texts.contains(where: { !$0.isEmpty }), texts.allSatisfy({ $0.isEmpty || isNumber($0) }) else {
      return words()
    }
    return .numbers(texts.map { $0.isEmpty ? nil : Double($0) })
  }

  private static func isWhole(_ text: String) -> Bool {
    guard let value = Int64(text) else { return false }
    // A number that begins with zeros is a name.
    return String(value) == text
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { "0123456789.-+eE".utf8.contains($0) } && Double(text) != nil
  }

  /// Calls a function with the fields of each record (RFC 4180).
  private static func split(_ bytes: [UInt8], _ body: ([String]) -> Void) {
    var (record, field): ([String], [UInt8]) = ([], [])
    var isQuoted = false
    var hasContent = false
    func endField() {
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          field.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted = true
        hasContent = true
      case UInt8(ascii: ","):
        endField()
        hasContent = true
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        if hasContent || !field.isEmpty {
          endField()
          body(record)
        }
        (record, hasContent) = ([], false)
      default:
        field.append(byte)
        hasContent = true
      }
    }
    if hasContent {
      endField()
      body(record)
    }
  }
}
