/// The rows of a workbook's sheet as records, or of several sheets that are laid out alike.
final class XLSXSource: SheetSource {
  private(set) var digest: String?
  var readsOn = false
  /// The name of the sheet, or the word for all.
  let name: String
  private let workbook: Workbook
  private let leavesOutHiddenRows: Bool
  private var account: SheetAccount
  private var reader: SheetReader
  /// The sheets that follow, in reverse order, with the rows of their headers.
  private var following: [(sheet: Int, headerEnd: Int)]

  /// Opens a workbook and chooses its sheet.
  ///
  /// - Parameters:
  ///   - wanted: the columns that are wanted, each as the names that would do.
  ///   - layout: what is known of the layout, the sheet above all.
  /// - Throws: `DataError` where the file is no workbook or has no such sheet.
  init(
    _ file: InputFile, wanted: [[String]] = [], layout: FileLayout = FileLayout(),
    precision: NumberFormat.Precision = .exact, hashing: Bool = false
  ) throws(DataError) {
    let workbook = try Workbook(file, precision: precision)
    let readsAll = layout.sheet == SheetChoice.all && !workbook.sheets.contains { $0.name == SheetChoice.all }
    let named = readsAll ? nil : try layout.sheet.map { sheet throws(DataError) in try workbook.place(of: sheet) }
    let heads = workbook.sheets.count == 1 ? [SheetChoice.Head(name: "", isHidden: false)] : Self.heads(workbook)
    let choice = SheetChoice(
      heads, named: named, finder: HeaderFinder(wanted: wanted, layout: layout), readsAll: readsAll)
    guard let first = choice.chosen.first else {
      throw DataError(.brokenWorkbook(reason: "xl/workbook.xml: no sheet"), file: file.path)
    }
    let names = choice.chosen.map { workbook.sheets[$0.sheet].name }
    account = SheetAccount(read: names, unread: choice.unread.map { workbook.sheets[$0].name })
    account.hidden = choice.chosen.map { workbook.sheets[$0.sheet] }.filter(\.isHidden).map(\.name)
    account.leavesOutHiddenRows = layout.visibleOnly
    name = readsAll ? SheetChoice.all : names[0]
    following = choice.chosen.dropFirst().reversed()
    leavesOutHiddenRows = layout.visibleOnly
    reader = try SheetReader(
      workbook.sheets[first.sheet], of: workbook, leavesOutHiddenRows: leavesOutHiddenRows)
    self.workbook = workbook
    if hashing { digest = try InputStream.digest(of: file) }
  }

  /// The first rows of all sheets.
  private static func heads(_ workbook: Workbook) -> [SheetChoice.Head] {
    workbook.sheets.map { sheet in
      var rows: [Record]? = []
      do throws(DataError) {
        let reader = try SheetReader(sheet, of: workbook, leavesOutHiddenRows: false, looksOnly: true)
        var record = Record()
        while rows?.count ?? 0 < HeaderFinder.rowLimit, try reader.next(&record) { rows?.append(record) }
      } catch {
        // What is broken is said when the sheet is read.
        if rows?.isEmpty ?? true { rows = nil }
      }
      return SheetChoice.Head(name: sheet.name, isHidden: sheet.isHidden, rows: rows)
    }
  }

  var hasRaggedRows: Bool { true }
  var countsFrom1904: Bool { workbook.countsFrom1904 }
  var sheet: String { reader.name }

  var sheetAccount: SheetAccount? {
    var result = account
    result.hiddenRows += reader.hiddenRows
    result.unseenValues += reader.unseenValues
    return result
  }

  func mergedAreas(crossing row: Int) -> [MergedCells.Area] { reader.mergedAreas(crossing: row) }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    while try !reader.next(&record) {
      guard readsOn, let next = following.popLast() else { return false }
      account.hiddenRows += reader.hiddenRows
      account.unseenValues += reader.unseenValues
      reader = try SheetReader(
        workbook.sheets[next.sheet], of: workbook, leavesOutHiddenRows: leavesOutHiddenRows)
      for _ in 0..<next.headerEnd { _ = try reader.next(&record) }
    }
    return true
  }
}
