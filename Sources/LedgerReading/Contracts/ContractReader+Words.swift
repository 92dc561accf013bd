import TabularReading

// What stands behind the row that stops the reading.
extension ContractReader {
  /// The error for the first row that cannot be used, with all words of its file that nothing knows: one message shall
  /// name them.
  ///
  /// - Complexity: O(bytes of the file).
  func readOn(_ error: DataError, _ record: borrowing Record) -> DataError {
    let index = summary.files.count
    if case .repeatedContract = error.problem { return error }
    guard inputs.indices.contains(index), inputs[index].isRegular || inputs[index].frame != nil,
      inputs[index].span == nil,
      var table = try? open(index), table.source.format != .ocds,
      let parser = try? makeParser(index, table.header, texts: [])
    else { return error }
    var filled = 0
    for column in 0..<record.count where !record.field(column).isEmpty { filled += 1 }
    let unknown = unknownWords(&table, parser)
    if let (line, names) = unknown.header, filled <= 2, (1...3).contains(line - record.line) {
      // What stopped the reading is the title of a second table.
      return DataError(.secondHeader(names: names), file: error.file, line: line)
    }
    var error = error
    error.words = unknown.words
    return error
  }

  /// The words of a table that nothing knows, up to a header that stands again.
  private func unknownWords(
    _ table: inout RecordTable, _ parser: ContractParser
  ) -> (words: [UnknownWords], header: (line: Int, names: Int)?) {
    let fields = UnknownWords.fields.compactMap { field in parser.columns.cell(field).map { (field, $0) } }
    var seen = [Set<String>](repeating: [], count: fields.count)
    var found = fields.map { UnknownWords($0.0) }
    table.expect(days: parser.columns.positions(of: [.date]), amounts: [])
    table.statesUnit = true
    var record = Record()
    while (try? table.next(&record)) == true {
      for (place, (field, cell)) in fields.enumerated() {
        guard let text = cell.text(in: record), seen[place].insert(text).inserted,
          !UnknownWords.isKnown(text, field), parser.columns.keeps(record)
        else { continue }
        if let names = parser.rows.repeatedNames(record) {
          return (found.filter { !$0.isEmpty }, (record.line, names))
        }
        if parser.rows.isTotal(record) || parser.rows.note(record) != nil { continue }
        found[place].add(text, field)
      }
    }
    return (found.filter { !$0.isEmpty }, nil)
  }
}
