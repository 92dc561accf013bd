/// A CSV file with a header: its records, each with as many fields as the header.
struct CSVTable: ~Copyable {
  let header: CSVHeader
  let file: InputFile
  private var reader: CSVReader
  private var hasRecords = false

  /// Opens a file and reads its header.
  ///
  /// - Throws: `DataError` where the file cannot be opened, is empty or has a repeated header.
  init(_ file: InputFile, hashing: Bool = false) throws(DataError) {
    var opened = try CSVReader(file, hashing: hashing)
    var record = CSVRecord()
    guard try opened.next(&record) else { throw DataError(.emptyFile, file: file.path) }
    header = try CSVHeader(record, file: file)
    reader = opened
    self.file = file
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { reader.digest }

  /// Reads the next record.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` for structural faults, another number of fields than the header has, and a file
  ///   without any record.
  mutating func next(_ record: inout CSVRecord) throws(DataError) -> Bool {
    var more = false
    do throws(DataError) {
      more = try reader.next(&record)
    } catch {
      var named = error
      if let column = error.column { named.column = header.column(column.number - 1) }
      throw named
    }
    guard more else {
      guard hasRecords else { throw DataError(.headerOnly, file: file.path, line: 1) }
      return false
    }
    hasRecords = true
    guard record.count == header.names.count else {
      throw DataError(
        .columnCount(expected: header.names.count, found: record.count), file: file.path, line: record.line)
    }
    return true
  }
}
