/// A file that was opened, and what was found out about it on the way.
package struct OpenedSource {
  /// The records of the file.
  package let records: any RecordSource
  /// The format of the file.
  package let format: FileFormat
  /// The copy that is read instead of the file, where it was compressed or in another encoding.
  package let unpacked: UnpackedFile?
  /// The layout: what was given, completed by what was detected.
  package var layout: FileLayout

  /// Opens a file in whatever format it has.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - wanted: the columns that are wanted, each as the names that would do: they choose among sheets.
  ///   - layout: what is known of the file's layout.
  ///   - precision: whether numbers of a sheet are taken as they are stored or as they are shown.
  ///   - hashing: whether the SHA-256 of the file is wanted.
  ///   - processes: makes the records of a file of contracting processes in JSON.
  /// - Throws: `DataError` where the file cannot be opened or its format cannot be read.
  package init(
    _ file: InputFile, wanted: [[String]], layout: FileLayout, precision: NumberFormat.Precision, hashing: Bool,
    processes: (consuming InputStream) -> any RecordSource
  ) throws(DataError) {
    if let frame = file.frame {
      format = .arrow
      unpacked = nil
      self.layout = layout
      records = FrameSource(frame, file: file)
      return
    }
    var opening = try FileOpening.open(file, encoding: layout.encoding, hashing: hashing)
    self.layout = layout
    switch opening.content {
    case .text:
      format = .csv
      if opening.unpacked?.encoding != nil { self.layout.encoding = .utf8 }
      var dialect = CSVDialect(
        of: try opening.head(), encoding: self.layout.encoding, delimiter: self.layout.delimiter)
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
      records = processes(opening.takeStream())
    }
  }
}
