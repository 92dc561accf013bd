import Procurement
import Yams

extension LedgerMapping {
  /// Reads a mapping file.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file.
  ///   - file: its name, for errors.
  /// - Throws: `DataError` with the line of an unknown key or of a value of the wrong shape.
  public init(yaml: String, file: String) throws(DataError) {
    self.init()
    let root = try YAMLMap(yaml: yaml, file: file)
    try root.allow(["name", "columns", "values", "constants", "filter", "unit", "tax", "fractions"])
    if let name = try root.text("name") { self.name = name }
    if let map = try root.map("columns") { columns = try Self.columns(map) }
    if let map = try root.map("values") {
      for (field, node) in try Self.fields(map) { values[field] = try map.texts(of: node, key: field.rawValue) }
    }
    if let map = try root.map("constants") {
      for (field, node) in try Self.fields(map) { constants[field] = try map.text(of: node, key: field.rawValue) }
    }
    if let map = try root.map("filter") {
      filters = try map.entries.map { key, node throws(DataError) in
        Filter(column: key, values: Set(try map.list(of: node, key: key)))
      }
    }
    if let unit = try root.word("unit", ["yen": Int64(1), "thousand": 1_000, "million": 1_000_000]) {
      self.unit = unit
    }
    let bases = Dictionary(uniqueKeysWithValues: TaxBasis.allCases.map { ($0.rawValue, $0) })
    if let basis = try root.word("tax", bases) { taxBasis = basis }
    if let rounds = try root.word("fractions", ["error": false, "half-up": true]) { roundsFractions = rounds }
  }

  private static func fields(_ map: YAMLMap) throws(DataError) -> [(LedgerField, Node)] {
    try map.allow(LedgerField.allCases.map(\.rawValue))
    return map.entries.compactMap { key, node in LedgerField(rawValue: key).map { ($0, node) } }
  }

  private static func columns(_ map: YAMLMap) throws(DataError) -> [LedgerField: Source] {
    var sources: [LedgerField: Source] = [:]
    for (field, node) in try fields(map) {
      let key = field.rawValue
      if node.mapping != nil {
        let choice = try YAMLMap(node, file: map.file, key: key)
        try choice.allow(["last-number-of", "otherwise"])
        guard let names = try choice.list("last-number-of") else {
          throw map.wrongShape(node, key: key, expected: "last-number-of: [columns]")
        }
        sources[field] = .lastNumber(of: names, otherwise: try choice.text("otherwise"))
      } else {
        let names = try map.list(of: node, key: key)
        sources[field] = names.count == 1 ? .column(names[0]) : .joined(names)
      }
    }
    return sources
  }
}
