import Procurement
import TabularReading
import Yams

extension LedgerMapping {
  private static let keys = [
    "name", "extends", "encoding", "delimiter", "skip", "header", "sheet", "currency", "columns", "values", "constants",
    "filter", "exclude", "unit", "tax", "fractions", "roster", "joint-ventures", "amendments", "unit-price", "wards",
    "bids", "draws", "rows", "award-status", "bid-status",
  ]

  /// Reads a mapping file.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file.
  ///   - file: its name, for errors.
  /// - Throws: `DataError` with the line of an unknown key or of a value of the wrong shape.
  public init(yaml: String, file: String) throws(DataError) {
    try self.init(yaml: yaml, file: file, extended: 0)
  }

  /// Reads a mapping that so many others extend; what an editor of Japanese text writes into it is named.
  init(yaml: String, file: String, extended: Int) throws(DataError) {
    do throws(DataError) {
      try self.init(parsing: yaml, file: file, extended: extended)
    } catch {
      guard error.file == file, let (line, writing) = DataError.YAMLWriting.found(in: yaml) else { throw error }
      throw DataError(.yamlWriting(writing), file: file, line: line)
    }
  }

  /// Mappings that extend each other end somewhere.
  private static let extensionLimit = 8

  private init(parsing yaml: String, file: String, extended: Int) throws(DataError) {
    self.init()
    let root = try YAMLMap(yaml: yaml, file: file)
    try root.refuseUnfilled()
    try root.allow(Self.keys)
    if let base = try root.text("extends") {
      guard extended < Self.extensionLimit else {
        throw root.wrongShape(key: "extends", expected: "a mapping that does not extend itself")
      }
      self = try LedgerMapping.named(base, extended: extended + 1)
    }
    if let name = try root.text("name") { self.name = name }
    layout = layout.overridden(by: try FileLayout(root))
    contracts = contracts.overridden(by: try FieldMap(root))
    if let node = root.node("award-status") {
      ocds.awardStatuses = try OCDSOptions.statuses(
        try root.texts(of: node, key: "award-status"), OCDSOptions.awardWords, in: root)
    }
    if let node = root.node("bid-status") {
      ocds.bidStatuses = try OCDSOptions.statuses(
        try root.texts(of: node, key: "bid-status"), OCDSOptions.bidWords, in: root)
    }
    if let map = try root.map("bids") {
      try map.allow(FieldMap<BidField>.keys + ["row"])
      if let rows = try map.word("row", Self.words(BidRows.allCases)) { bidRows = rows }
      bids = bids.overridden(by: try FieldMap(map))
    }
    if let map = try root.map("draws") {
      try map.allow(FieldMap<DrawField>.keys + ["caveats"])
      draws = draws.overridden(by: try FieldMap(map))
      let known = DrawCaveat.allCases.map(\.rawValue)
      for word in try map.list("caveats") ?? [] {
        guard let caveat = DrawCaveat(rawValue: word) else {
          throw DataError.unknownName(word, known: known, file: file)
        }
        drawCaveats.append(caveat)
      }
    }
    if let node = root.node("unit"), node.mapping != nil {
      columnUnits = try root.words(of: node, key: "unit", Self.units)
    } else if let unit = try root.word("unit", Self.units) {
      state(unit: unit)
    }
    if let node = root.node("tax"), node.mapping != nil {
      columnTaxBases = try root.words(of: node, key: "tax", Self.taxWords)
    } else if let basis = try root.word("tax", Self.taxWords) {
      taxBasis = basis
    }
    if let rounds = try root.word("fractions", ["error": false, "half-up": true]) { roundsFractions = rounds }
    if let map = try root.map("roster") { roster = try RosterMapping(map) }
    if let rule = try root.word("joint-ventures", Self.words(JointVentureRule.allCases)) { jointVentures = rule }
    if let policy = try root.word("amendments", Self.words(AmendmentPolicy.allCases)) { amendments = policy }
    if let map = try root.map("unit-price") { unitPrices = try UnitPriceRule(map) }
    if let map = try root.map("rows") { rows = try RowDefinition.rows(map) }
    if let node = root.node("wards") { halfOfWard = try root.texts(of: node, key: "wards") }
  }

  static let units: [String: Int64] = [
    "yen": 1, "thousand": 1_000, "million": 1_000_000, "円": 1, "千円": 1_000, "百万円": 1_000_000, "万円": 10_000,
    "億円": 100_000_000,
  ]

  static let taxWords: [String: TaxBasis] = words(TaxBasis.allCases).merging(["税込": .included, "税抜": .excluded]) { $1 }

  fileprivate static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> [String: Word] {
    Dictionary(uniqueKeysWithValues: words.map { ($0.rawValue, $0) })
  }
}

extension FileLayout {
  static let keys = ["encoding", "delimiter", "skip", "header", "sheet", "currency"]

  /// Reads the keys of a layout among the others of a map.
  init(_ map: YAMLMap) throws(DataError) {
    self.init()
    encoding = try map.word("encoding", LedgerMapping.words(TextEncoding.allCases))
    delimiter = try map.word("delimiter", LedgerMapping.words(Delimiter.allCases))
    skippedRows = try map.number("skip")
    headerRows = try map.text("header") == "none" ? 0 : try map.number("header")
    sheet = try map.text("sheet")
    currency = try map.text("currency")
  }
}

extension FieldMap {
  static var keys: [String] { ["columns", "values", "constants", "filter", "exclude"] }

  /// Reads the keys of a field map among the others of a map.
  init(_ root: YAMLMap) throws(DataError) {
    self.init()
    if let map = try root.map("columns") {
      var sources: [Field: FieldSource] = [:]
      for (field, node) in try Self.fields(map) { sources[field] = try Self.source(node, field.rawValue, in: map) }
      columns = sources
    }
    if let map = try root.map("values") {
      for (field, node) in try Self.fields(map) {
        values[field] = try map.texts(of: node, key: field.rawValue)
        for (word, meaning) in values[field] ?? [:] {
          guard WordPattern(word, meaning: meaning)?.isValid ?? true else {
            throw map.wrongShape(node, key: word, expected: "/regular expression/")
          }
          if let field = field as? LedgerField, !meaning.isEmpty, let problem = UnknownWords.problem(meaning, field) {
            let known = problem.known.filter { $0.allSatisfy(\.isASCII) }
            throw DataError(
              .unknownName(meaning, known: known, nearest: NearestWord.of(meaning, in: known)), file: map.file,
              line: node.mapping?.first { $0.key.string == word }?.value.mark?.line)
          }
        }
      }
    }
    if let map = try root.map("constants") {
      for (field, node) in try Self.fields(map) { constants[field] = try map.text(of: node, key: field.rawValue) }
    }
    for (key, keeps) in [("filter", true), ("exclude", false)] {
      guard let map = try root.map(key) else { continue }
      for (column, node) in map.entries {
        filters.append(RowFilter(column: column, values: Set(try map.list(of: node, key: column)), keeps: keeps))
      }
    }
  }

  private static func fields(_ map: YAMLMap) throws(DataError) -> [(Field, Node)] {
    try map.allow(Field.allCases.map(\.rawValue))
    return map.entries.compactMap { key, node in Field(rawValue: key).map { ($0, node) } }
  }

  private static func source(_ node: Node, _ key: String, in map: YAMLMap) throws(DataError) -> FieldSource {
    guard node.mapping != nil else {
      let names = try map.list(of: node, key: key)
      guard names.allSatisfy({ !$0.isEmpty }) else { throw map.wrongShape(node, key: key, expected: "\(key): COLUMN") }
      return names.count == 1 ? .column(names[0]) : .joined(names)
    }
    let choice = try YAMLMap(node, file: map.file, key: key)
    try choice.allow(["last-number-of", "otherwise", "any-of", "optional"])
    if let names = try choice.list("any-of") {
      let isOptional = try choice.word("optional", ["true": true, "false": false]) ?? false
      return .anyOf(names, isOptional: isOptional)
    }
    guard let names = try choice.list("last-number-of") else {
      throw map.wrongShape(node, key: key, expected: "last-number-of: [columns] or any-of: [columns]")
    }
    return .lastNumber(of: names, otherwise: try choice.text("otherwise"))
  }
}

extension RosterMapping {
  fileprivate init(_ map: YAMLMap) throws(DataError) {
    self.init()
    try map.allow(["file", "names"] + FileLayout.keys + FieldMap<RosterField>.keys)
    file = try map.text("file")
    layout = try FileLayout(map)
    fields = try FieldMap(map)
    if let normalizes = try map.word("names", ["exact": false, "normalized": true]) { normalizesNames = normalizes }
  }
}

extension UnitPriceRule {
  fileprivate init(_ map: YAMLMap) throws(DataError) {
    try map.allow(["when", "amount", "multiply"])
    guard let when = try map.map("when"), let (column, node) = when.entries.first, when.entries.count == 1 else {
      throw map.wrongShape(key: "when", expected: "when: {column: [values]}")
    }
    condition = RowFilter(column: column, values: Set(try when.list(of: node, key: column)))
    if let name = try map.text("amount") {
      amount = name == "skip" ? .none : .column(name)
    } else if let names = try map.list("multiply") {
      amount = .product(names)
    } else {
      throw map.wrongShape(key: "unit-price", expected: "amount: COLUMN | amount: skip | multiply: [columns]")
    }
  }
}
