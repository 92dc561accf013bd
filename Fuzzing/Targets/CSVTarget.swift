import Procurement

@testable import LedgerReading
@testable import TabularReading

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
    try readTexts(path, mapping)
  }

  /// The same with texts, a key and a text in two columns, words of the mapping, a filter, and dates.
  private static func readTexts(_ path: String, _ mapping: LedgerMapping) throws {
    var mapping = mapping
    mapping.contracts.columns?[.contract] = .joined(["4", "2"])
    mapping.contracts.columns?[.title] = .joined(["4", "5"])
    mapping.contracts.columns?[.vendor] = .column("5")
    mapping.contracts.columns?[.vendorID] = .column("4")
    mapping.contracts.columns?[.office] = .column("3")
    mapping.contracts.values[.office] = ["goods": "物品", "*": "other"]
    mapping.contracts.values[.category] = ["*": "works"]
    mapping.contracts.constants[.locality] = "市内"
    mapping.contracts.filters = [RowFilter(column: "5", values: ["-", "不調"], keeps: false)]
    for policy in [RepeatedContractPolicy.first, .keep] {
      try ReadingOutcome.contracts(path, setsAside: true) {
        ($0.mapping, $0.repeatedContracts) = (mapping, policy)
        $0.texts = [.title, .vendor, .vendorID, .office]
      }
    }
    try fetchTexts(path, mapping)
  }

  /// Texts that are left in the file are those that are read at once.
  private static func fetchTexts(_ path: String, _ mapping: LedgerMapping) throws {
    let file = InputFile(path)
    func contracts(fetches: Bool) throws -> [Contract] {
      var options = ContractReader.Options()
      (options.mapping, options.repeatedContracts) = (mapping, .keep)
      options.scan = ScanWays.all[fetches ? 1 : 0]
      if fetches { options.fetchedTexts = [.title, .vendor] } else { options.texts = [.title, .vendor] }
      var reader = ContractReader([file], options: options) { _ in }
      var contracts: [Contract] = []
      do { _ = try reader.read { batch, _ in contracts += (0..<batch.count).map { batch[$0] } } } catch is DataError {
        return []
      }
      try ContractTexts(of: reader).complete(&contracts, from: path)
      return contracts
    }
    try require(
      try contracts(fetches: true) == contracts(fetches: false), "texts that were fetched are not those of the file")
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
      let guess = try MappingGuess(try FileInspector.profile(InputFile(path)), say: { "\($0)" })
      do throws(DataError) { _ = try LedgerMapping(yaml: guess.yaml, file: path) } catch {
        // What nobody can guess stands there as MISSING, to be filled in.
        if case .unfilled = error.problem { return }
        throw DataError(.meaninglessTable(reason: "suggested: \(error)\n\(guess.yaml)"), file: path)
      }
    } catch {
      if case .meaninglessTable(let reason) = error.problem { throw Disagreement(reason) }
    }
  }
}
