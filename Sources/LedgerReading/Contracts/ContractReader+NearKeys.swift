import TabularReading

// Contract numbers that a person may have meant to be one.
extension ContractReader {
  /// How many rows are read once more for this: a bound that no large file feels.
  private static let rowLimit = 1_000
  /// How large a workbook may be to be opened once more.
  private static let sizeLimit = 1 << 20

  /// Notes contract numbers among the first thousand that differ in hyphens, blanks or the case of letters alone.
  ///
  /// - Parameter header: where the header was found.
  /// - Complexity: O(1): a thousand rows.
  func noteNearKeys(_ index: Int, below header: HeaderFinder.Finding, in account: inout ReadingSummary.File) {
    let input = inputs[index]
    let mapping = mappings[index]
    var layout = mapping.layout
    (layout.skippedRows, layout.headerRows) = (header.skipped, header.depth)
    // Of pieces of a file the first one looks at all of it.
    guard input.isRegular || input.frame != nil, account.format == .csv || input.size <= Self.sizeLimit,
      mapping.amendments == nil,
      account.hasKeys,
      var table = try? RecordTable(InputFile(input.path), wanted: mapping.contracts.wanted, layout: layout),
      table.source.format != .ocds,
      input.span.map({ $0.line <= table.header.line + max(1, table.finding.depth) }) ?? true,
      let parser = try? makeParser(index, table.header, texts: []), let cell = parser.columns.cell(.contract)
    else { return }
    var first: [String: String] = [:]
    table.statesUnit = true
    var record = Record()
    var rows = 0
    while rows < Self.rowLimit, (try? table.next(&record)) == true {
      rows += 1
      guard let text = cell.text(in: record), parser.columns.keeps(record) else { continue }
      let key = WordFolding.name(text)
      let loose = Self.loose(key)
      guard let other = first[loose] else {
        first[loose] = key
        continue
      }
      if other != key, !parser.rows.isTotal(record) { account.note(.nearlyAlikeKey, line: record.line) }
    }
  }

  /// A key without what people write in several ways.
  static func loose(_ key: String) -> String {
    String(
      String.UnicodeScalarView(
        WordFolding.word(key).unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x2010...0x2015, 0x2212, 0x30FC, 0xFF70, 0x4E00: "-"
          default: scalar
          }
        }))
  }
}
