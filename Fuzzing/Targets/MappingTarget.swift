import Procurement

@testable import LedgerReading
@testable import TabularReading

/// A mapping above a line of `=====`, and a file below that is read with it.
enum MappingTarget {
  static func check(_ bytes: [UInt8]) throws {
    let (yaml, rest) = split(bytes)
    guard let mapping = try? mapping(yaml) else { return }
    try ScratchFile.with(rest) { path in
      for setsAside in [true, false] {
        try ReadingOutcome.contracts(path, setsAside: setsAside) { $0.mapping = mapping }
        try ReadingOutcome.bids(path, setsAside: setsAside) { $0.mapping = mapping }
      }
      try SumOutcome.check(path, mapping)
      // Texts are only kept by the readable reader.
      try ReadingOutcome.contracts(path, setsAside: true, ways: [ScanWays.all[0]]) {
        ($0.mapping, $0.texts) = (mapping, Set(ContractText.allCases))
      }
      try ignoringDataErrors {
        _ = try DrawReader([InputFile(path)], mapping: mapping).read { _, _ in }
      }
      try ignoringDataErrors { _ = try PublishedTableReader.read(InputFile(path), mapping: mapping) }
      try ignoringDataErrors {
        var roster = RosterMapping()
        roster.layout = mapping.layout
        _ = try FirmRosterReader.read(InputFile(path), mapping: roster)
      }
    }
  }

  /// The mapping without the files that it names: no target reads what is not its input.
  private static func mapping(_ yaml: [UInt8]) throws -> LedgerMapping? {
    let text = String(decoding: yaml, as: UTF8.self)
    let root = try YAMLMap(yaml: text, file: "mapping")
    if let base = try root.text("extends"), !LedgerMapping.shippedNames.contains(base) { return nil }
    var mapping = try LedgerMapping(yaml: text, file: "mapping")
    mapping.roster.file = nil
    return mapping
  }

  /// The bytes before and behind the first line of `=====`.
  static func split(_ bytes: [UInt8]) -> ([UInt8], [UInt8]) {
    let mark = Array("\n=====\n".utf8)
    guard bytes.count >= mark.count,
      let place = (0...bytes.count - mark.count).first(where: { bytes[$0...].starts(with: mark) })
    else { return (bytes, []) }
    return (Array(bytes[...place]), Array(bytes[(place + mark.count)...]))
  }
}

/// Runs a reader whose errors are no matter here.
func ignoringDataErrors(_ body: () throws -> Void) throws {
  do { try body() } catch is DataError {}
}
