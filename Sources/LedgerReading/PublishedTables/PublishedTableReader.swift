import Procurement

/// Reads published share tables from CSV in the long layout: one line a row, category and year.
///
/// Any subset of count, share and amount columns will do. The unit of amounts stands in the header, as in
/// 契約金額（百万円）. Lines are told apart by year, category and row; roles of rows follow from their labels
/// (合計 and 全体 are totals, うち… is a part without a sum, 市内計 is the subtotal of 市内) unless a column 役割
/// or `role` gives them.
public enum PublishedTableReader {
  /// Reads a table.
  ///
  /// - Throws: `DataError` where the file, a figure or a label cannot be used, or a figure stands twice.
  public static func read(_ file: InputFile, hashing: Bool = false) throws(DataError) -> PublishedTableFile {
    var table = try RecordTable(file, wanted: PublishedTableColumns.wanted, hashing: hashing)
    let columns = try PublishedTableColumns(table.header, file: file)
    var builder = PublishedTableBuilder(columns: columns, header: table.header, file: file)
    var record = Record()
    while try table.next(&record) { try builder.add(record) }
    guard !builder.table.figures.isEmpty else { throw DataError(.noFigures, file: file.path) }
    var summary = ReadingSummary.File(name: file.path)
    summary.read = builder.lines
    summary.used = builder.lines
    summary.sha256 = table.digest
    return PublishedTableFile(table: builder.finished(), summary: summary)
  }

  /// Whether a file is a published table, seen from its header: it has a column of shares.
  ///
  /// - Throws: `DataError` where the file cannot be opened or has no usable header.
  public static func recognizes(_ file: InputFile) throws(DataError) -> Bool {
    let table = try RecordTable(file, wanted: PublishedTableColumns.wanted)
    return PublishedTableColumns.hasShares(table.header)
  }
}

/// A published table and the account of its file.
public struct PublishedTableFile: Sendable {
  /// The table.
  public var table: PublishedTable
  /// What was read.
  public var summary: ReadingSummary.File
}
