/// The parts of a workbook that must be known before a sheet is read: sheets, date styles and shared strings.
struct Workbook {
  /// A sheet as the workbook lists it.
  struct Sheet {
    var name: String
    var isHidden: Bool
    fileprivate var relation: String
  }

  private static let sheetLimit = 10_000

  let archive: ZipArchive
  let file: InputFile
  /// The sheets in order.
  let sheets: [Sheet]
  /// Whether dates count from 1904, as on old Macintoshes.
  let countsFrom1904: Bool
  private let targets: [String: String]

  /// Opens a workbook.
  ///
  /// - Throws: `DataError` where the file is no workbook.
  init(_ file: InputFile) throws(DataError) {
    // Its directory stands at the end: an archive is sought in, which a pipe does not allow.
    guard file.isRegular else { throw DataError(.needsFile, file: file.path) }
    archive = try ZipArchive(file)
    self.file = file
    guard archive.has("xl/workbook.xml") else {
      throw DataError(.brokenWorkbook(reason: "xl/workbook.xml"), file: file.path)
    }
    let list = SheetList()
    try archive.parse("xl/workbook.xml", in: file, list)
    let relations = Relations()
    try archive.parse("xl/_rels/workbook.xml.rels", in: file, relations)
    sheets = list.sheets
    countsFrom1904 = list.countsFrom1904
    targets = relations.targets
  }

  /// The sheet of a name or number; the first visible one where none is named.
  ///
  /// - Throws: `DataError` with the names of the sheets where there is no such sheet.
  func sheet(_ wanted: String?) throws(DataError) -> Sheet {
    let found: Sheet?
    if let wanted {
      let number = Int(wanted).flatMap { (1...sheets.count + 1).contains($0) ? sheets.dropFirst($0 - 1).first : nil }
      found = sheets.first { $0.name == wanted } ?? number
    } else {
      found = sheets.first { !$0.isHidden } ?? sheets.first
    }
    guard let found else {
      let names = sheets.map(\.name)
      let nearest = wanted.flatMap { NearestWord.of($0, in: names) }
      throw DataError(.unknownWord(wanted ?? "", known: names, nearest: nearest), file: file.path)
    }
    return found
  }

  /// The name of the archive's entry that holds a sheet.
  func part(of sheet: Sheet) -> String { targets[sheet.relation] ?? "" }

  /// The shared strings.
  func sharedStrings() throws(DataError) -> SharedStrings {
    let builder = SharedStringsBuilder()
    if archive.has("xl/sharedStrings.xml") { try archive.parse("xl/sharedStrings.xml", in: file, builder) }
    return builder.strings
  }

  /// Which cell styles show dates.
  func dateStyles() throws(DataError) -> DateStyles {
    let styles = DateStylesBuilder()
    if archive.has("xl/styles.xml") { try archive.parse("xl/styles.xml", in: file, styles) }
    return styles.styles
  }

  private final class SheetList: XMLHandler {
    var sheets: [Sheet] = []
    var countsFrom1904 = false
    var refusal: DataError.Problem? {
      sheets.count > Workbook.sheetLimit ? .brokenWorkbook(reason: "too many sheets") : nil
    }

    func start(_ name: String, _ attributes: XMLAttributes) {
      if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
        sheets.append(Sheet(name: title, isHidden: attributes["state"]?.contains("idden") == true, relation: relation))
      } else if name == "workbookPr", let flag = attributes["date1904"] {
        countsFrom1904 = flag == "1" || flag == "true"
      }
    }
    func text(_ bytes: UnsafeRawBufferPointer) {}
    func end(_ name: String) {}
  }

  private final class Relations: XMLHandler {
    var targets: [String: String] = [:]
    var refusal: DataError.Problem? {
      targets.count > 4 * Workbook.sheetLimit ? .brokenWorkbook(reason: "too many relationships") : nil
    }

    func start(_ name: String, _ attributes: XMLAttributes) {
      guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    func text(_ bytes: UnsafeRawBufferPointer) {}
    func end(_ name: String) {}
  }
}
