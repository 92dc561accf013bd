/// Where each field of a contract stands in one file: a mapping applied to a header.
struct ContractColumns {
  /// The columns that give a field.
  enum Source {
    case column(Int)
    case joined([Int])
    case lastNumber(of: [Int], otherwise: Int?)
    case constant(String)
  }

  private(set) var sources: [LedgerField: Source] = [:]
  private(set) var filters: [(column: Int, values: Set<String>)] = []

  /// Finds the columns of a mapping, or the known ones, in a header.
  ///
  /// - Throws: `DataError` where a column is missing.
  init(_ mapping: LedgerMapping, in header: CSVHeader) throws(DataError) {
    for filter in mapping.filters {
      filters.append((try header.require([filter.column]), filter.values))
    }
    if let columns = mapping.columns {
      for (field, source) in columns { sources[field] = try Self.resolve(source, in: header) }
    } else {
      for field in LedgerField.allCases where mapping.constants[field] == nil {
        if let column = header.position(ofAny: field.knownHeaders) { sources[field] = .column(column) }
      }
    }
    for (field, value) in mapping.constants { sources[field] = .constant(value) }
    try requireFields(of: mapping, in: header)
  }

  /// A year, a category and an amount are always needed; the canonical file has all its columns.
  private func requireFields(of mapping: LedgerMapping, in header: CSVHeader) throws(DataError) {
    var required: [LedgerField] = [.category, .amount]
    if mapping.columns == nil { required = [.contract, .category, .size, .locality, .amount] }
    for field in required where sources[field] == nil { _ = try header.require(field.knownHeaders) }
    if sources[.fiscalYear] == nil, sources[.date] == nil {
      _ = try header.require(LedgerField.fiscalYear.knownHeaders + LedgerField.date.knownHeaders)
    }
  }

  private static func resolve(
    _ source: LedgerMapping.Source, in header: CSVHeader
  ) throws(DataError) -> Source {
    switch source {
    case .column(let name): return .column(try header.require([name]))
    case .joined(let names): return .joined(try all(names, in: header))
    case .lastNumber(let names, let otherwise):
      var fallback: Int?
      if let otherwise { fallback = try header.require([otherwise]) }
      return .lastNumber(of: try all(names, in: header), otherwise: fallback)
    }
  }

  private static func all(_ names: [String], in header: CSVHeader) throws(DataError) -> [Int] {
    var columns: [Int] = []
    for name in names { columns.append(try header.require([name])) }
    return columns
  }
}
