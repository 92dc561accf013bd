/// The header of a CSV file: which column has which name.
struct CSVHeader {
  /// The names in file order, trimmed.
  let names: [String]
  private let file: InputFile
  private let index: [String: Int]

  /// Takes the first record of a file.
  ///
  /// - Throws: `DataError` where a name stands twice.
  init(_ record: borrowing CSVRecord, file: InputFile) throws(DataError) {
    self.file = file
    var names: [String] = []
    var index: [String: Int] = [:]
    for column in 0..<record.count {
      let name = record.text(column)
      if !name.isEmpty, let first = index[Self.folded(name)] {
        throw DataError(
          .repeatedHeader(name: name, first: first + 1), file: file.path, line: record.line,
          column: DataError.Column(number: column + 1, name: name))
      }
      names.append(name)
      if !name.isEmpty { index[Self.folded(name)] = column }
    }
    self.names = names
    self.index = index
  }

  /// The position of the first of several names that the header has.
  func position(ofAny names: [String]) -> Int? {
    for name in names {
      if let column = index[Self.folded(name)] { return column }
    }
    return nil
  }

  /// The position of a column that must be there.
  ///
  /// - Throws: `DataError` with the names that would have done and the nearest one in the header.
  func require(_ wanted: [String]) throws(DataError) -> Int {
    if let column = position(ofAny: wanted) { return column }
    let nearest = wanted.lazy.compactMap { NearestWord.of($0, in: names) }.first
    throw DataError(
      .missingColumn(names: wanted, nearest: nearest, present: names), file: file.path, line: 1)
  }

  /// A column as an error names it.
  func column(_ position: Int) -> DataError.Column {
    DataError.Column(number: position + 1, name: names.indices.contains(position) ? names[position] : "")
  }

  /// Headers are compared whatever their width, case and spaces.
  private static func folded(_ name: String) -> String {
    TextFolding.halfWidth(name).lowercased().filter { $0 != " " && $0 != "\n" }
  }
}
