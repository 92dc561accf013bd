/// What a file is read for: a contracting process of OCDS has both.
enum ReadingPurpose {
  case contracts, bids
}

/// One file among the contracting processes of a run.
struct OCDSProcesses {
  var all: OCDSCollection
  var input: Int
}

/// A file that was opened, and what was found out about it on the way.
struct OpenedSource {
  /// The records of the file.
  let records: any RecordSource
  /// The format of the file.
  let format: FileFormat
  /// The layout: what was given, completed by what was detected.
  var layout: FileLayout

  /// Opens a file in whatever format it has.
  ///
  /// - Parameter processes: the contracting processes of all files of the run, where the file is one of several.
  /// - Throws: `DataError` where the file cannot be opened or its format cannot be read.
  init(
    _ file: InputFile, layout: FileLayout, purpose: ReadingPurpose = .contracts, hashing: Bool,
    processes: OCDSProcesses? = nil
  ) throws(DataError) {
    var stream = try InputStream(file, hashing: hashing)
    let head = try stream.peek()
    format = try FileFormat(of: head, file: file)
    self.layout = layout
    switch format {
    case .csv:
      let dialect = CSVDialect(of: head, layout: layout)
      self.layout.encoding = dialect.encoding
      self.layout.delimiter = dialect.delimiter
      records = CSVSource(CSVReader(file, stream: stream, dialect: dialect))
    case .xlsx:
      let sheet = try XLSXSource(file, sheet: layout.sheet, hashing: hashing)
      self.layout.sheet = sheet.name
      records = sheet
    case .ocds:
      let processes =
        processes
        ?? OCDSProcesses(
          all: OCDSCollection([file], options: [layout.ocds], purpose: purpose, hashing: hashing), input: 0)
      records = processes.all.source(of: processes.input, stream: stream)
    }
  }
}

/// The records of a CSV file behind the common interface.
final class CSVSource: RecordSource {
  var reader: CSVReader

  init(_ reader: consuming CSVReader) {
    self.reader = reader
  }

  var hasRaggedRows: Bool { false }
  var digest: String? { reader.digest }

  func next(_ record: inout Record) throws(DataError) -> Bool { try reader.next(&record) }
}
