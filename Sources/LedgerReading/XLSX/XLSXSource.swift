/// The rows of one sheet of a workbook as records, block by block: memory holds the shared strings and one block.
final class XLSXSource: RecordSource {
  /// The name of the sheet.
  let name: String
  private(set) var digest: String?
  private let file: InputFile
  private let entry: ZipArchive.Entry
  private let rows: SheetRows
  private let stream: XMLStream
  private var merged: MergedCells
  private var block: [UInt8] = []
  private var isAtEnd = false

  /// Opens a sheet.
  ///
  /// - Throws: `DataError` where the file is no workbook or has no such sheet.
  init(_ file: InputFile, sheet wanted: String?, hashing: Bool) throws(DataError) {
    let workbook = try Workbook(file)
    let sheet = try workbook.sheet(wanted)
    let part = workbook.part(of: sheet)
    let areas = MergedCellsCollector()
    try workbook.archive.parse(part, in: file, areas)
    merged = MergedCells(areas.areas)
    rows = SheetRows(
      strings: try workbook.sharedStrings(), dates: try workbook.dateStyles(), countsFrom1904: workbook.countsFrom1904)
    guard let stream = XMLStream(rows) else { throw DataError(.brokenWorkbook(reason: part), file: file.path) }
    self.stream = stream
    entry = try workbook.archive.entry(part)
    name = sheet.name
    self.file = file
    if hashing { digest = try InputStream.digest(of: file) }
  }

  var hasRaggedRows: Bool { true }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    while true {
      while let row = rows.take() {
        var cells = row.spread
        guard merged.fill(&cells, row: row.number) else {
          throw DataError(.brokenWorkbook(reason: "\(name): merged cells overlap"), file: file.path, line: row.number)
        }
        guard cells.contains(where: { !$0.isEmpty }) else { continue }
        record.removeAll()
        record.line = row.number
        guard cells.reduce(0, { $0 + $1.count }) <= CSVReader.recordLimit else {
          throw DataError(.recordTooLong(limit: CSVReader.recordLimit), file: file.path, line: row.number)
        }
        for cell in cells {
          record.bytes += cell
          record.ends.append(record.bytes.count)
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
}

/// Collects the rows of a sheet until they are taken.
private final class SheetRows: XMLHandler {
  /// A row with the cells that hold something: one cell at the right edge shall not cost a whole row.
  struct Row {
    var number: Int
    var cells: [(column: Int, value: [UInt8])] = []

    /// The cells from the first column on, with the empty ones between them.
    var spread: [[UInt8]] {
      var all = [[UInt8]](repeating: [], count: cells.map(\.column).max() ?? 0)
      for (column, value) in cells { all[column - 1] = value }
      return all
    }
  }

  /// The last row that a sheet can have.
  private static let rowLimit = 1_048_576

  /// The number of the row that is being read.
  private(set) var number = 0
  private(set) var refusal: DataError.Problem?
  private let strings: SharedStrings
  private let dates: DateStyles
  private let countsFrom1904: Bool
  private var waiting: [Row] = []
  private var taken = 0
  private var row = Row(number: 0)
  private var column = 0
  private var kind = ""
  private var style = 0
  private var isInValue = false
  private var readings = 0
  private var value: [UInt8] = []

  init(strings: SharedStrings, dates: DateStyles, countsFrom1904: Bool) {
    self.strings = strings
    self.dates = dates
    self.countsFrom1904 = countsFrom1904
  }

  /// The next complete row, or nil where more of the sheet must be read first.
  func take() -> Row? {
    guard taken < waiting.count else {
      waiting.removeAll(keepingCapacity: true)
      taken = 0
      return nil
    }
    taken += 1
    return waiting[taken - 1]
  }

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "c":
      // Rows and cells need not say where they stand; then they follow the one before.
      column = attributes["r"].flatMap(MergedCells.cell)?.column ?? column + 1
      kind = attributes["t"] ?? "n"
      style = attributes["s"].flatMap(Int.init) ?? 0
      value.removeAll(keepingCapacity: true)
    case "v": isInValue = true
    case "t": isInValue = readings == 0
    case "rPh": readings += 1
    case "row":
      let written = attributes["r"].flatMap(Int.init).flatMap { (1...Self.rowLimit).contains($0) ? $0 : nil }
      number = written ?? number + 1
      row = Row(number: number)
      column = 0
    default: break
    }
  }

  func text(_ bytes: UnsafeRawBufferPointer) {
    guard isInValue else { return }
    if value.count + bytes.count > CSVReader.recordLimit { refusal = .recordTooLong(limit: CSVReader.recordLimit) }
    if refusal == nil { value.append(contentsOf: bytes) }
  }

  func end(_ name: String) {
    switch name {
    case "v", "t": isInValue = false
    case "rPh": readings -= 1
    case "c":
      guard !value.isEmpty, column > 0 else { return }
      guard column <= CSVReader.columnLimit, row.cells.count <= CSVReader.columnLimit else {
        return refusal = .tooMany(.columns, limit: CSVReader.columnLimit)
      }
      row.cells.append((column, content))
    case "row": waiting.append(row)
    default: break
    }
  }

  private var content: [UInt8] {
    switch kind {
    case "s":
      let index = Int(String(decoding: value, as: UTF8.self)) ?? -1
      return strings[index].map(Array.init) ?? []
    case "n", "":
      let text = String(decoding: value, as: UTF8.self)
      if dates.showsDate(style), let date = CellText.date(text, countsFrom1904: countsFrom1904) {
        return Array(date.utf8)
      }
      return Array(CellText.number(text).utf8)
    case "b": return Array((value == [0x31] ? "TRUE" : "FALSE").utf8)
    default: return value
    }
  }
}
