/// Reads the rows of one sheet, block by block: memory holds the shared strings and one block.
final class SheetReader {
  /// The name of the sheet.
  let name: String
  /// How many rows with something in them the sheet hides, so far.
  private(set) var hiddenRows = 0
  private let file: InputFile
  private let entry: ZipArchive.Entry
  private let rows: SheetRows
  private let stream: XMLStream
  private let leavesOutHiddenRows: Bool
  /// Whether all rows are hidden, because the sheet is.
  private let isHidden: Bool
  private var merged: MergedCells
  private var block: [UInt8] = []
  private var isAtEnd = false

  /// Opens a sheet.
  ///
  /// - Parameter looksOnly: whether the first rows are wanted only, as they stand, without what follows behind them.
  /// - Throws: `DataError` where the workbook is broken.
  init(
    _ sheet: Workbook.Sheet, of workbook: Workbook, leavesOutHiddenRows: Bool, looksOnly: Bool = false
  ) throws(DataError) {
    let part = workbook.part(of: sheet)
    var doubtsZeros = false
    merged = MergedCells([])
    if !looksOnly {
      let survey = try SheetSurvey(part, of: workbook)
      merged = MergedCells(survey.areas)
      doubtsZeros = survey.hasOnlyZeros && (workbook.computesOnOpening || survey.hasPointZeros)
    }
    rows = try SheetRows(workbook, sheet: sheet.name, doubtsZeros: doubtsZeros)
    guard let stream = XMLStream(rows) else {
      throw DataError(.brokenWorkbook(reason: part), file: workbook.file.path)
    }
    self.stream = stream
    entry = try workbook.archive.entry(part)
    name = sheet.name
    isHidden = sheet.isHidden
    file = workbook.file
    self.leavesOutHiddenRows = leavesOutHiddenRows
  }

  /// How many numbers were read that the sheet shows to nobody.
  var unseenValues: Int { rows.unseenValues }

  /// The areas of merged cells that cross a row; rows must be asked for in order.
  func mergedAreas(crossing row: Int) -> [MergedCells.Area] { merged.crossing(row) }

  /// Reads the next row that is not blank.
  ///
  /// - Returns: false at the end of the sheet.
  /// - Throws: `DataError` where the workbook is broken or a cell cannot be known.
  func next(_ record: inout Record) throws(DataError) -> Bool {
    while true {
      while let row = rows.take() {
        let isFree = merged.isFree(row.number)
        // A merged area may begin in a row that holds nothing.
        guard !row.cells.isEmpty || !isFree else { continue }
        record.removeAll()
        record.line = row.number
        try isFree ? append(row, to: &record) : appendFilled(row, to: &record)
        guard !record.isBlank else { continue }
        guard record.bytes.count <= CSVReader.recordLimit else {
          throw DataError(.recordTooLong(limit: CSVReader.recordLimit), file: file.path, line: row.number)
        }
        if row.isHidden || isHidden {
          hiddenRows += 1
          if leavesOutHiddenRows { continue }
        }
        return true
      }
      guard !isAtEnd else { return false }
      try entry.read(into: &block)
      if let reason = stream.parse(block) {
        throw DataError(.brokenWorkbook(reason: "\(name): \(reason)"), file: file.path, line: rows.number)
      }
      if let refusal = rows.refusal { throw DataError(refusal, file: file.path, line: rows.number) }
      isAtEnd = block.isEmpty
    }
  }

  /// The cells of a row, with empty ones between them.
  private func append(_ row: SheetRows.Row, to record: inout Record) throws(DataError) {
    let first = rows.cells[row.cells.lowerBound].start
    let last = rows.cells[row.cells.upperBound - 1]
    // Cells in the order of their columns stand one behind the other.
    var column = 0
    var isDense = true
    for place in row.cells {
      let cell = rows.cells[place]
      if isDense, place > row.cells.lowerBound, rows.cells[place - 1].end != cell.start {
        isDense = false
        record.bytes.append(contentsOf: rows.bytes[first..<rows.cells[place - 1].end])
      }
      while column < cell.column - 1 {
        record.ends.append(isDense ? cell.start - first : record.bytes.count)
        column += 1
      }
      if !isDense { record.bytes.append(contentsOf: rows.bytes[cell.start..<cell.end]) }
      record.ends.append(isDense ? cell.end - first : record.bytes.count)
      column += 1
    }
    if isDense { record.bytes.append(contentsOf: rows.bytes[first..<last.end]) }
  }

  /// The same with the values of merged cells.
  private func appendFilled(_ row: SheetRows.Row, to record: inout Record) throws(DataError) {
    var cells = [[UInt8]](repeating: [], count: row.cells.last.map { rows.cells[$0].column } ?? 0)
    for cell in rows.cells[row.cells] { cells[cell.column - 1] = Array(rows.bytes[cell.start..<cell.end]) }
    guard merged.fill(&cells, row: row.number) else {
      throw DataError(.brokenWorkbook(reason: "\(name): merged cells overlap"), file: file.path, line: row.number)
    }
    for cell in cells {
      record.bytes += cell
      record.ends.append(record.bytes.count)
    }
  }
}
