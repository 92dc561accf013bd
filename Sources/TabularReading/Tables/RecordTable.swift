#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file as a table: a header, and records with as many fields as the header, whatever the format.
package struct RecordTable: ~Copyable {
  package let header: Header
  package let file: InputFile
  /// Where the header was found.
  package let finding: HeaderFinder.Finding
  package let source: OpenedSource
  /// Records read while the header was sought, in reverse order.
  private var readAhead: [Record] = []
  private var hasRecords = false
  /// The lines of rows above the header that are more than a title.
  package let linesAbove: [Int]
  /// The lines of notes between and behind the records.
  package private(set) var notes: [Int] = []
  /// The spreadsheet behind the table, and what is known of its columns.
  private let sheet: (any SheetSource)?
  private var columns: SheetColumns?
  /// Whether it is known in which unit amounts are, so that a note below the table tells nothing new.
  package var statesUnit = false

  /// Finds the header of an opened file.
  ///
  /// - Parameters:
  ///   - opened: what was opened.
  ///   - file: the file.
  ///   - wanted: the columns that are wanted, each as the names that would do.
  ///   - layout: what is known of the file's layout.
  /// - Throws: `DataError` where the file is empty.
  package init(_ opened: OpenedSource, of file: InputFile, wanted: [[String]], layout: FileLayout) throws(DataError) {
    let csv = opened.records as? CSVSource
    var layout = layout
    // The header of such a file is made here: a first row that repeats its words is none of it.
    if [.ocds, .arrow].contains(opened.format) { (layout.skippedRows, layout.headerRows) = (0, 1) }
    var rows: [Record] = []
    var record = Record()
    var places = [csv?.reader.place]
    // The names of a frame's columns are its header; its rows are not looked at for another one.
    let limit = opened.format == .arrow ? 1 : HeaderFinder.rowLimit
    while rows.count < limit, try opened.records.next(&record) {
      rows.append(record)
      places.append(csv?.reader.place)
    }
    guard !rows.isEmpty else { throw DataError(.emptyFile, file: file.path) }
    let finding = HeaderFinder(wanted: wanted, layout: layout).find(in: rows)
    let line = rows.indices.contains(finding.skipped) ? rows[finding.skipped].line : 1
    let above = rows.prefix(finding.skipped).flatMap { row in (0..<row.count).map { row.text($0) } }
    let tabular = opened.format == .ocds ? [] : Self.tabular(rows.prefix(finding.skipped))
    let below = Array(rows.dropFirst(finding.skipped + finding.depth))
    if let span = file.span, let csv, let behind = places[min(finding.skipped + finding.depth, rows.count)] {
      try csv.reader.restrict(to: span, notBefore: behind.withoutLineFeed(of: csv.reader.input.descriptor))
      rows.removeAll()
    } else {
      rows.removeFirst(min(finding.skipped + finding.depth, rows.count))
    }
    linesAbove = tabular
    header = Header(finding.names, line: line, file: file, above: above, firstRows: below)
    readAhead = rows.reversed()
    source = opened
    self.finding = finding
    self.file = file
    sheet = opened.records as? any SheetSource
    sheet?.readsOn = true
  }

  /// The lines of rows with several texts that are no notes about units; what is merged over columns is one text.
  private static func tabular(_ rows: ArraySlice<Record>) -> [Int] {
    rows.filter { row in
      let texts = Set((0..<row.count).lazy.map { row.text($0) }.filter { !$0.isEmpty && UnitNote.above($0) == nil })
      return texts.count > 1
    }.map(\.line)
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  package var digest: String? { source.records.digest }

  /// The CSV file behind the table, where the next record comes straight from it.
  package var unreadCSV: CSVSource? { readAhead.isEmpty ? source.records as? CSVSource : nil }

  /// The frame behind the table, where the next record comes straight from it.
  package var unreadFrame: FrameSource? { readAhead.isEmpty ? source.records as? FrameSource : nil }

  /// Sees that columns are of types that can be read.
  ///
  /// - Throws: `DataError` for the first that is not: of a frame may be read what has a type that is a word, a number or a day.
  package func requireReadable(_ columns: Set<Int>) throws(DataError) {
    guard let frame = file.frame else { return }
    for column in columns.sorted() {
      guard let format = frame.unreadableFormat(of: column) else { continue }
      throw DataError(.arrowType(format), file: file.path, column: header.column(column))
    }
  }

  /// Says which columns of a spreadsheet hold days and which amounts, so that their cells are taken for what they are.
  package mutating func expect(days: [Int], amounts: [Int]) {
    if sheet != nil { columns = SheetColumns(days: days, amounts: amounts, file: file) }
  }

  /// Notes that records were read past the table.
  package mutating func noteRecords() { hasRecords = true }

  /// Reads the next record.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` for structural faults, another number of fields than the header has, and a file
  ///   without any record.
  package mutating func next(_ record: inout Record) throws(DataError) -> Bool {
    guard try fetch(&record) else {
      // Other pieces of the file may have records.
      guard hasRecords || file.span != nil || source.records.mayBeEmpty else {
        throw DataError(.headerOnly, file: file.path, line: header.line)
      }
      return false
    }
    hasRecords = true
    if record.count == 1, header.names.count > 1, record.text(0) == "\u{1A}" || NoteText.isNote(record.text(0)) {
      guard statesUnit || !UnitNote.scales(record.text(0)) else {
        throw DataError(.unitBelow(record.text(0)), file: file.path, line: record.line)
      }
      notes.append(record.line)
      return try next(&record)
    }
    if let sheet, let columns { try columns.settle(&record, from: sheet) }
    if record.count != header.names.count, source.records.hasRaggedRows { record.fit(header.names.count) }
    guard record.count == header.names.count else {
      throw DataError(
        .columnCount(expected: header.names.count, found: record.count), file: file.path, line: record.line)
    }
    return true
  }

  private mutating func fetch(_ record: inout Record) throws(DataError) -> Bool {
    if let next = readAhead.popLast() {
      record = next
      return true
    }
    do throws(DataError) {
      return try source.records.next(&record)
    } catch {
      var named = error
      if let column = error.column { named.column = header.column(column.number - 1) }
      throw named
    }
  }
}

extension RecordPlace {
  /// The place behind the LF of a CRLF of which only the CR was read.
  fileprivate func withoutLineFeed(of descriptor: Int32) -> RecordPlace {
    var ends: (UInt8, UInt8) = (0, 0)
    guard offset > 0, pread(descriptor, &ends, 2, off_t(offset - 1)) == 2 else { return self }
    return ends == (UInt8(ascii: "\r"), UInt8(ascii: "\n")) ? RecordPlace(offset: offset + 1, line: line) : self
  }
}
