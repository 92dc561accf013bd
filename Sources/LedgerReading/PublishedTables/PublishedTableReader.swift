import Procurement

/// Reads published share tables in the long layout, one line a row, category and year, or as they are printed, with
/// columns by year, category and measure.
///
/// Any subset of count, share and amount columns will do. The unit of amounts stands in the header, as in
/// 契約金額（百万円）. Lines are told apart by year, category and row; roles of rows follow from their labels
/// (合計 and 全体 are totals, うち… is a part without a sum, 市内計 is the subtotal of 市内) unless a column 役割
/// or `role` gives them.
public enum PublishedTableReader {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - file: the table, in any format that ledgers may have.
  ///   - mapping: its layout, unit and, as a constant, its fiscal year, where the file does not tell.
  ///   - hashing: whether the SHA-256 of the file is wanted.
  /// - Throws: `DataError` where the file, a figure or a label cannot be used, or a figure stands twice.
  public static func read(
    _ file: InputFile, mapping: LedgerMapping? = nil, hashing: Bool = false
  ) throws(DataError) -> PublishedTableFile {
    if let wide = try wideTable(file, mapping) { return try read(file, wide, mapping, hashing: hashing) }
    var table = try open(file, mapping, hashing: hashing)
    let columns = try PublishedTableColumns(table.header, file: file)
    var builder = PublishedTableBuilder(columns: columns, header: table.header, file: file)
    var record = Record()
    while try table.next(&record) { try builder.add(record) }
    return try result(builder, lines: builder.lines, digest: table.digest)
  }

  /// Reads a table in its printed layout.
  private static func read(
    _ file: InputFile, _ wide: WideTable, _ mapping: LedgerMapping?, hashing: Bool
  ) throws(DataError) -> PublishedTableFile {
    var layout = mapping?.layout ?? FileLayout()
    layout.skippedRows = wide.skippedRows
    layout.headerRows = wide.headerRows
    var table = try RecordTable(file, wanted: [], layout: layout, purpose: .figures, hashing: hashing)
    let header = Header(wide.longHeader, line: table.header.line, file: file)
    var builder = PublishedTableBuilder(
      columns: try PublishedTableColumns(header, file: file), header: header, file: file)
    var record = Record()
    var spanning = ""
    var lines = 0
    while try table.next(&record) {
      lines += 1
      for line in wide.long(record, spanning: &spanning) { try builder.add(line) }
    }
    return try result(builder, lines: lines, digest: table.digest)
  }

  private static func result(
    _ builder: PublishedTableBuilder, lines: Int, digest: String?
  ) throws(DataError) -> PublishedTableFile {
    guard !builder.table.figures.isEmpty else { throw DataError(.noFigures, file: builder.file.path) }
    var summary = ReadingSummary.File(name: builder.file.path)
    summary.read = lines
    summary.used = lines
    summary.sha256 = digest
    return PublishedTableFile(table: builder.finished(), summary: summary)
  }

  /// The printed layout, if the file has it; a pipe cannot be looked at first and is in the long one.
  private static func wideTable(_ file: InputFile, _ mapping: LedgerMapping?) throws(DataError) -> WideTable? {
    guard file.isRegular else { return nil }
    let source = try OpenedSource(
      file, layout: mapping?.layout ?? FileLayout(), purpose: .figures, hashing: false)
    guard source.format != .ocds else { return nil }
    var rows: [Record] = []
    var record = Record()
    while rows.count < HeaderFinder.rowLimit, try source.records.next(&record) { rows.append(record) }
    let unit = mapping.flatMap { $0.unit == 1 ? nil : $0.unit }
    return WideTable(rows, unit: unit, year: mapping?.contracts.constants[.fiscalYear])
  }

  private static func open(
    _ file: InputFile, _ mapping: LedgerMapping?, hashing: Bool = false
  ) throws(DataError) -> RecordTable {
    try RecordTable(
      file, wanted: PublishedTableColumns.wanted, layout: mapping?.layout ?? FileLayout(), purpose: .figures,
      hashing: hashing)
  }

  /// Whether a file is a published table, seen from its header: it has a column of shares.
  ///
  /// - Throws: `DataError` where the file cannot be opened or has no usable header.
  public static func recognizes(_ file: InputFile) throws(DataError) -> Bool {
    if try wideTable(file, nil) != nil { return true }
    return PublishedTableColumns.hasShares(try open(file, nil).header)
  }
}

/// A published table and the account of its file.
public struct PublishedTableFile: Sendable {
  /// The table.
  public var table: PublishedTable
  /// What was read.
  public var summary: ReadingSummary.File
}
