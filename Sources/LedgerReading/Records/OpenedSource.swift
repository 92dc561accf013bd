/// What a file is read for: a contracting process of OCDS has both contracts and bids, and the figures of a published
/// table are those that are shown.
enum ReadingPurpose {
  case contracts, bids, figures
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
  /// The copy that is read instead of the file, where it was compressed or in another encoding.
  let unpacked: UnpackedFile?
  /// The layout: what was given, completed by what was detected.
  var layout: FileLayout

  /// Opens a file in whatever format it has.
  ///
  /// - Parameter processes: the contracting processes of all files of the run, where the file is one of several.
  /// - Throws: `DataError` where the file cannot be opened or its format cannot be read.
  init(
    _ file: InputFile, wanted: [[String]] = [], layout: FileLayout, purpose: ReadingPurpose = .contracts, hashing: Bool,
    processes: OCDSProcesses? = nil
  ) throws(DataError) {
    if let frame = file.frame {
      format = .arrow
      unpacked = nil
      self.layout = layout
      records = FrameSource(frame, file: file)
      return
    }
    var opening = try FileOpening.open(file, layout: layout, hashing: hashing)
    self.layout = layout
    let precision = purpose == .figures ? NumberFormat.Precision.shown : .exact
    switch opening.content {
    case .text:
      format = .csv
      if opening.unpacked?.encoding != nil { self.layout.encoding = .utf8 }
      var dialect = CSVDialect(of: try opening.head(), layout: self.layout)
      if dialect.encoding == .cp932, dialect.delimiter == .pipe {
        // In CP932 the byte of | may be half of a character: the text must be converted first.
        try opening.convert(file, from: .cp932, hashing: hashing)
        dialect.encoding = .utf8
      }
      unpacked = opening.unpacked
      self.layout.encoding = unpacked?.encoding ?? dialect.encoding
      self.layout.delimiter = dialect.delimiter
      records = CSVSource(CSVReader(file, stream: opening.takeStream(), dialect: dialect))
    case .workbook:
      format = .xlsx
      let sheet = try XLSXSource(file, wanted: wanted, layout: layout, precision: precision, hashing: hashing)
      self.layout.sheet = sheet.name
      records = sheet
      unpacked = opening.unpacked
    case .openDocument:
      format = .ods
      let sheet = try ODSSource(file, wanted: wanted, layout: layout, precision: precision, hashing: hashing)
      self.layout.sheet = sheet.name
      records = sheet
      unpacked = opening.unpacked
    case .json:
      format = .ocds
      unpacked = opening.unpacked
      let processes =
        processes
        ?? OCDSProcesses(
          all: OCDSCollection([file], options: [layout.ocds], purpose: purpose, hashing: hashing), input: 0)
      records = processes.all.source(of: processes.input, stream: opening.takeStream())
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
