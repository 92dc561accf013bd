/// The parts of a workbook that must be known before a sheet is read: sheets, number formats and shared strings.
final class Workbook {
  /// A sheet as the workbook lists it.
  struct Sheet {
    var name: String
    var isHidden: Bool
    fileprivate var relation: String
  }

  private static let sheetLimit = 10_000

  let archive: ZipArchive
  let file: InputFile
  /// How numbers are taken that are shown with fewer digits.
  let precision: NumberFormat.Precision
  /// The sheets in order.
  let sheets: [Sheet]
  /// Whether dates count from 1904, as on old Macintoshes.
  let countsFrom1904: Bool
  /// Whether Excel is told to compute everything anew: what stands in formulas may be nobody's result.
  let computesOnOpening: Bool
  private let relations: Relations
  private var strings: SharedStrings?
  private var formats: CellFormats?

  /// Opens a workbook.
  ///
  /// - Throws: `DataError` where the file is no workbook.
  init(_ file: InputFile, precision: NumberFormat.Precision = .exact) throws(DataError) {
    // Its directory stands at the end: an archive is sought in, which a pipe does not allow.
    guard file.isRegular else { throw DataError(.needsFile, file: file.path) }
    archive = try ZipArchive(file)
    self.file = file
    self.precision = precision
    if let name = archive.repeatedName {
      throw DataError(.brokenWorkbook(reason: "\(name): two parts of one name"), file: file.path)
    }
    guard archive.has("xl/workbook.xml") else {
      throw DataError(.brokenWorkbook(reason: "xl/workbook.xml"), file: file.path)
    }
    let list = SheetList()
    try archive.parse("xl/workbook.xml", in: file, list)
    relations = Relations()
    try archive.parse("xl/_rels/workbook.xml.rels", in: file, relations)
    sheets = list.sheets
    countsFrom1904 = list.countsFrom1904
    computesOnOpening = list.computesOnOpening
  }

  /// The sheet of a name or number.
  ///
  /// - Throws: `DataError` with the names of the sheets where there is no such sheet.
  func place(of wanted: String) throws(DataError) -> Int {
    if let place = sheets.firstIndex(where: { $0.name == wanted }) { return place }
    if let number = Int(wanted), sheets.indices.contains(number - 1) { return number - 1 }
    let names = sheets.map(\.name)
    throw DataError(
      .unknownName(wanted, known: names, nearest: NearestWord.of(wanted, in: names)), file: file.path)
  }

  /// The name of the archive's entry that holds a sheet.
  func part(of sheet: Sheet) -> String { relations.targets[sheet.relation] ?? "" }

  /// The shared strings.
  func sharedStrings() throws(DataError) -> SharedStrings {
    if let strings { return strings }
    let builder = SharedStringsBuilder()
    let part = relations.parts["sharedStrings"] ?? "xl/sharedStrings.xml"
    if archive.has(part) { try archive.parse(part, in: file, builder) }
    strings = builder.strings
    return builder.strings
  }

  /// The number formats of the cells' styles.
  func cellFormats() throws(DataError) -> CellFormats {
    if let formats { return formats }
    let builder = CellFormatsBuilder(precision)
    let part = relations.parts["styles"] ?? "xl/styles.xml"
    if archive.has(part) { try archive.parse(part, in: file, builder) }
    formats = builder.formats
    return builder.formats
  }

  private final class SheetList: XMLHandler {
    var sheets: [Sheet] = []
    var countsFrom1904 = false
    var computesOnOpening = false
    var refusal: DataError.Problem? {
      sheets.count > Workbook.sheetLimit ? .brokenWorkbook(reason: "too many sheets") : nil
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
      func isTrue(_ flag: String?) -> Bool { flag == "1" || flag == "true" }
      if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
        sheets.append(Sheet(name: title, isHidden: attributes["state"]?.contains("idden") == true, relation: relation))
      } else if name == "workbookPr" {
        countsFrom1904 = isTrue(attributes["date1904"])
      } else if name == "calcPr" {
        computesOnOpening = isTrue(attributes["fullCalcOnLoad"])
      }
    }
  }

  private final class Relations: XMLHandler {
    var targets: [String: String] = [:]
    /// Parts by the last word of their type.
    var parts: [String: String] = [:]
    var refusal: DataError.Problem? {
      targets.count > 4 * Workbook.sheetLimit ? .brokenWorkbook(reason: "too many relationships") : nil
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
      guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
      let part = Self.path(target)
      targets[id] = part
      if let type = attributes["Type"]?.split(separator: "/").last { parts[String(type)] = part }
    }

    /// A target from the folder `xl`, or from the root where it begins with a slash.
    private static func path(_ target: String) -> String {
      var folders = target.hasPrefix("/") ? [] : ["xl"]
      for folder in target.split(separator: "/").map(String.init) where folder != "." {
        if folder == ".." { _ = folders.popLast() } else { folders.append(folder) }
      }
      return folders.joined(separator: "/")
    }
  }
}
