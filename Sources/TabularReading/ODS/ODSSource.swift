/// The rows of a sheet of an OpenDocument spreadsheet as records, or of several sheets that are laid out alike.
final class ODSSource: SheetSource {
  private(set) var digest: String?
  /// The name of the sheet, or the word for all.
  let name: String
  var readsOn = true
  private(set) var sheet: String
  let countsFrom1904: Bool

  private static let part = "content.xml"

  private let file: InputFile
  private let choice: SheetChoice
  private let leavesOutHiddenRows: Bool
  private let waiting: Waiting
  private let rows: ODSRows
  private let stream: XMLStream
  private let entry: ZipArchive.Entry
  private var account: SheetAccount
  private var tables: [ODSRows.Table]
  private var block: [UInt8] = []
  private var isAtEnd = false
  /// The table from which rows come, how many of its rows with something in them were passed, and its merged cells.
  private var table = -1
  private var passed = 0
  private var merged = MergedCells([])
  /// The row that is handed on as often as it stands in the file.
  private var current: (row: ODSRows.Row, given: Int)?

  /// Rows that were parsed and not taken yet.
  private final class Waiting {
    var rows: [(table: Int, row: ODSRows.Row)] = []
  }

  /// Opens a spreadsheet and chooses its sheet.
  ///
  /// - Throws: `DataError` where the file is no spreadsheet or has no such sheet.
  init(
    _ file: InputFile, wanted: [[String]] = [], layout: FileLayout = FileLayout(),
    precision: NumberFormat.Precision = .exact, hashing: Bool = false
  ) throws(DataError) {
    self.file = file
    let archive = try ZipArchive(file)
    let (tables, heads, from1904) = try Self.survey(archive, file)
    self.tables = tables
    countsFrom1904 = from1904
    let readsAll = layout.sheet == SheetChoice.all && !tables.contains { $0.name == SheetChoice.all }
    var named: Int?
    if !readsAll, let wanted = layout.sheet { named = try Self.place(of: wanted, in: tables, file) }
    choice = SheetChoice(
      heads, named: named, finder: HeaderFinder(wanted: wanted, layout: layout), readsAll: readsAll)
    guard let first = choice.chosen.first else { throw DataError(.emptyFile, file: file.path) }
    account = SheetAccount(
      read: choice.chosen.map { tables[$0.sheet].name }, unread: choice.unread.map { tables[$0].name })
    account.hidden = choice.chosen.map { tables[$0.sheet] }.filter(\.isHidden).map(\.name)
    account.leavesOutHiddenRows = layout.visibleOnly
    leavesOutHiddenRows = layout.visibleOnly
    sheet = tables[first.sheet].name
    name = readsAll ? SheetChoice.all : tables[first.sheet].name
    let waiting = Waiting()
    self.waiting = waiting
    let chosen = Set(choice.chosen.map(\.sheet))
    rows = ODSRows(precision: precision) { table, row in
      if chosen.contains(table) { waiting.rows.append((table, row)) }
    }
    guard let stream = XMLStream(rows) else { throw DataError(.brokenWorkbook(reason: Self.part), file: file.path) }
    self.stream = stream
    entry = try archive.entry(Self.part)
    readsOn = false
    if hashing { digest = try InputStream.digest(of: file) }
  }

  /// The tables of a file and the first rows of each.
  private static func survey(
    _ archive: ZipArchive, _ file: InputFile
  ) throws(DataError) -> (tables: [ODSRows.Table], heads: [SheetChoice.Head], countsFrom1904: Bool) {
    final class Heads { var rows: [Int: [Record]] = [:] }
    let heads = Heads()
    let rows = ODSRows(precision: .exact) { table, row in
      guard heads.rows[table, default: []].count < HeaderFinder.rowLimit, !row.cells.isEmpty else { return }
      var record = Record()
      record.line = row.number
      for cell in row.cells {
        record.bytes += cell
        record.ends.append(record.bytes.count)
      }
      heads.rows[table, default: []].append(record)
    }
    try archive.parse(part, in: file, rows)
    return (
      rows.tables,
      rows.tables.enumerated().map { place, table in
        SheetChoice.Head(name: table.name, isHidden: table.isHidden, rows: heads.rows[place] ?? [])
      }, rows.countsFrom1904
    )
  }

  private static func place(
    of wanted: String, in tables: [ODSRows.Table], _ file: InputFile
  ) throws(DataError) -> Int {
    if let place = tables.firstIndex(where: { $0.name == wanted }) { return place }
    if let number = Int(wanted), tables.indices.contains(number - 1) { return number - 1 }
    let names = tables.map(\.name)
    throw DataError(.unknownName(wanted, known: names, nearest: NearestWord.of(wanted, in: names)), file: file.path)
  }

  var hasRaggedRows: Bool { true }

  var sheetAccount: SheetAccount? {
    var result = account
    result.unseenValues = rows.unseenValues
    return result
  }

  func mergedAreas(crossing row: Int) -> [MergedCells.Area] { merged.crossing(row) }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    while let row = try nextRow() {
      var cells = row.cells
      guard merged.isFree(row.number) || merged.fill(&cells, row: row.number) else {
        throw DataError(.brokenWorkbook(reason: "\(sheet): merged cells overlap"), file: file.path, line: row.number)
      }
      record.removeAll()
      record.line = row.number
      for cell in cells {
        record.bytes += cell
        record.ends.append(record.bytes.count)
      }
      guard !record.isBlank else { continue }
      guard record.bytes.count <= CSVReader.recordLimit else {
        throw DataError(.recordTooLong(limit: CSVReader.recordLimit), file: file.path, line: row.number)
      }
      if row.isHidden || tables[table].isHidden {
        account.hiddenRows += 1
        if leavesOutHiddenRows { continue }
      }
      passed += 1
      // The headers of the sheets that follow.
      if passed <= choice.chosen.first(where: { $0.sheet == table })?.headerEnd ?? 0 { continue }
      return true
    }
    return false
  }

  /// The next row of the sheets that are read, each as often as it stands there.
  private func nextRow() throws(DataError) -> ODSRows.Row? {
    while true {
      if let (first, given) = current {
        if given < first.repeats {
          current = (first, given + 1)
          var row = first
          row.number += given
          return row
        }
        current = nil
      }
      if let (place, row) = waiting.rows.first {
        if place != table {
          guard table < 0 || readsOn else { return nil }
          (table, passed, merged, sheet) = (place, 0, MergedCells([]), tables[place].name)
        }
        waiting.rows.removeFirst()
        for area in row.areas { merged.add(area) }
        guard merged.count <= 1 << 20 else {
          throw DataError(.brokenWorkbook(reason: "too many merged cells"), file: file.path, line: row.number)
        }
        current = (row, 0)
        continue
      }
      guard !isAtEnd else { return nil }
      try entry.read(into: &block)
      if let reason = stream.parse(block) {
        throw DataError(.brokenWorkbook(reason: "\(Self.part): \(reason)"), file: file.path)
      }
      if let refusal = rows.refusal { throw DataError(refusal, file: file.path) }
      isAtEnd = block.isEmpty
    }
  }
}
