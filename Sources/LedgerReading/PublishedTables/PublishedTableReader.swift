import Procurement
import TabularReading

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
    let top = try top(of: file, mapping)
    if let wide = wideTable(top, mapping) { return try read(file, wide, mapping, hashing: hashing) }
    var table = try open(file, mapping, hashing: hashing)
    let above = top.prefix(table.finding.skipped).flatMap(\.fields)
    let year =
      mapping?.contracts.constants[.fiscalYear].flatMap { DateText.fiscalYear($0) }
      ?? above.reduce(into: Set<FiscalYear>()) { $0.formUnion(TableWords.years(inTitle: $1)) }.only
    let columns = try PublishedTableColumns(
      table.header, file: file, notes: above.flatMap(TableWords.unitNotes), needsYear: year == nil)
    var builder = PublishedTableBuilder(columns: columns, header: table.header, file: file)
    builder.titleCategory = TableWords.category(inTitles: above)
    if let year, columns.year == nil {
      builder.setYear(year, above.lazy.compactMap(PeriodText.period(inTitle:)).first ?? .year)
    }
    var record = Record()
    var unread = UnreadColumns(columns.unread)
    while try next(&table, &record, &builder) {
      try builder.add(record)
      unread.look(at: record)
    }
    try unread.checkFigures(table.header, file, taken: columns.measures)
    var found = try result(builder, unread: unread.names(in: table.header), digest: table.digest)
    found.namesLabels = columns.year != nil && columns.namesRows
    return found
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
    var columns = try PublishedTableColumns(header, file: file)
    columns.namesUnit = wide.namesUnit
    var builder = PublishedTableBuilder(columns: columns, header: header, file: file)
    var record = Record()
    var spanning = WideTable.Spanning()
    var lines = 0
    let printed = Header(wide.names, line: table.header.line, file: file)
    var unread = UnreadColumns(wide.unread)
    var labels = UnreadColumns(wide.figureLabels)
    while try next(&table, &record, &builder) {
      let filled = (0..<record.count).filter { !record.field($0).isEmpty }
      if filled.count == 1 {
        builder.note(record.text(filled[0]))
        continue
      }
      unread.look(at: record)
      labels.look(at: record)
      let long = wide.long(record, spanning: &spanning)
      if let label = long.first?.text(2), PublishedTableBuilder.isAside(label) {
        builder.note(filled.map { record.text($0) }.joined(separator: " "))
        continue
      }
      lines += 1
      for (group, line) in long.enumerated() {
        do throws(DataError) { try builder.add(line) } catch {
          // The place is that of the file, and not of the long layout.
          var error = error
          if let column = error.column?.number { error.column = wide.column(column, of: group).map(printed.column) }
          throw error
        }
      }
    }
    try labels.checkFigures(printed, file)
    try unread.checkFigures(printed, file)
    return try result(builder, lines: lines, unread: unread.names(in: printed), digest: table.digest)
  }

  /// Reads the next line; a line of one cell, which a note is, may have any width.
  private static func next(
    _ table: inout RecordTable, _ record: inout Record, _ builder: inout PublishedTableBuilder
  ) throws(DataError) -> Bool {
    while true {
      do throws(DataError) {
        return try table.next(&record)
      } catch {
        table.noteRecords()
        if case .unitBelow(let note) = error.problem {
          builder.note(note)
          continue
        }
        guard case .columnCount(_, found: 1) = error.problem else { throw error }
        if !record.isBlank { builder.note(record.text(0)) }
      }
    }
  }

  private static func result(
    _ builder: PublishedTableBuilder, lines: Int? = nil, unread: [String], digest: String?
  ) throws(DataError) -> PublishedTableFile {
    guard !builder.table.figures.isEmpty else { throw DataError(.noFigures, file: builder.file.path) }
    var summary = ReadingSummary.File(name: builder.file.path)
    summary.used = lines ?? builder.lines
    summary.filtered = builder.notes.count
    summary.read = summary.used + summary.filtered
    summary.sha256 = digest
    return PublishedTableFile(table: builder.finished(), summary: summary, unreadColumns: unread, notes: builder.notes)
  }

  /// The first rows of a file; a pipe cannot be looked at first.
  private static func top(of file: InputFile, _ mapping: LedgerMapping?) throws(DataError) -> [Record] {
    guard file.isRegular else { return [] }
    let source = try OpenedSource(
      file, layout: mapping?.layout ?? FileLayout(), purpose: .figures, hashing: false)
    guard source.format != .ocds else { return [] }
    var rows: [Record] = []
    var record = Record()
    while rows.count < HeaderFinder.rowLimit, try source.records.next(&record) { rows.append(record) }
    return rows
  }

  /// The printed layout, if the first rows have it.
  private static func wideTable(_ rows: [Record], _ mapping: LedgerMapping?) -> WideTable? {
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
    if wideTable(try top(of: file, nil), nil) != nil { return true }
    return PublishedTableColumns.hasShares(try open(file, nil).header)
  }
}

/// A published table and the account of its file.
public struct PublishedTableFile: Sendable {
  /// The table.
  public var table: PublishedTable
  /// What was read.
  public var summary: ReadingSummary.File
  /// The names of columns of which nothing was read.
  public var unreadColumns: [String] = []
  /// Regions of its document with figures that are in no table.
  public var unreadRegions: [UnreadRegion] = []
  /// Whether the headings alone say what each label is.
  var namesLabels = false
  /// Lines of one cell, which are no lines of the table.
  public var notes: [String] = []
  /// Where each figure stands, in documents of pages and sheets.
  public var places: [FigurePlace: DocumentPlace] = [:]
  /// Columns and lines that follow from the figures, and whether they do.
  public var derived: [DerivedCheck] = []
  /// What of its labels rests on position alone, or stays open.
  public var doubts: [DraftDoubt] = []
}

extension Set {
  /// The one member of a set of one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
