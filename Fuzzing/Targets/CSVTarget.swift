import Procurement

@testable import LedgerReading

/// Any bytes as a file without a header, whose first columns are an amount, a year and a category.
enum CSVTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      for encoding in [nil, TextEncoding.utf8] { try read(path, mapping(encoding)) }
      try PieceOutcome.check(path, mapping(.utf8))
      try inspect(path)
    }
  }

  /// Almost every row is set aside, with all its fields: so the readers must cut records and fields alike.
  static func read(_ path: String, _ mapping: LedgerMapping) throws {
    try ReadingOutcome.contracts(path, setsAside: true) { $0.mapping = mapping }
    try ReadingOutcome.contracts(path, setsAside: false) {
      ($0.mapping, $0.repeatedContracts) = (mapping, .first)
    }
    try SumOutcome.check(path, mapping)
  }

  static func mapping(_ encoding: TextEncoding?) -> LedgerMapping {
    var mapping = LedgerMapping.canonical
    mapping.layout.headerRows = 0
    mapping.layout.skippedRows = 0
    mapping.layout.encoding = encoding
    mapping.contracts.columns = [
      .amount: .column("1"), .fiscalYear: .column("2"), .category: .column("3"), .contract: .column("4"),
    ]
    return mapping
  }

  /// A mapping that the inspection suggests must be one.
  private static func inspect(_ path: String) throws {
    do throws(DataError) {
      let guess = try MappingGuess(try FileInspector.profile(InputFile(path)))
      do throws(DataError) { _ = try LedgerMapping(yaml: guess.yaml, file: path) } catch {
        throw DataError(.meaninglessTable(reason: "suggested: \(error)\n\(guess.yaml)"), file: path)
      }
    } catch {
      if case .meaninglessTable(let reason) = error.problem { throw Disagreement(reason) }
    }
  }
}
