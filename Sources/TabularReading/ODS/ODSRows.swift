/// Collects the rows of the tables of an OpenDocument spreadsheet.
final class ODSRows: XMLHandler {
  /// A row, as often as it stands one behind the other.
  struct Row {
    var number: Int
    var repeats: Int
    var isHidden: Bool
    var cells: [[UInt8]]
    var areas: [MergedCells.Area]
  }

  /// A table as the file lists it.
  struct Table {
    var name: String
    var isHidden: Bool
  }

  private static let tableLimit = 10_000

  private(set) var refusal: DataError.Problem?
  private(set) var tables: [Table] = []
  private(set) var countsFrom1904 = false
  /// How many numbers were taken that the sheet shows to nobody.
  private(set) var unseenValues = 0
  /// Takes a row with something in it, with the place of its table.
  private let handOn: (Int, Row) -> Void
  private let precision: NumberFormat.Precision

  private var hiddenStyles: Set<String> = []
  private var style = ""
  /// How deep tables stand in each other, and comments and drawings in a cell.
  private var depth = 0
  private var asides = 0
  private var row = Row(number: 0, repeats: 1, isHidden: false, cells: [], areas: [])
  private var nextRow = 1
  private var cell = ODSCell()
  private var isInCell = false
  private var isInText = false

  init(precision: NumberFormat.Precision, handOn: @escaping (Int, Row) -> Void) {
    (self.precision, self.handOn) = (precision, handOn)
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "style": style = attributes["name"] ?? ""
    case "table-properties": if attributes["display"] == "false" { hiddenStyles.insert(style) }
    case "null-date": countsFrom1904 = attributes["date-value"] == "1904-01-01"
    case "table":
      depth += 1
      guard depth == 1 else { return }
      guard tables.count < Self.tableLimit else { return refusal = .brokenWorkbook(reason: "too many sheets") }
      let isHidden = attributes["style-name"].map(hiddenStyles.contains) ?? false
      tables.append(Table(name: attributes["name"] ?? "", isHidden: isHidden))
      nextRow = 1
    case "table-row" where depth == 1: beginRow(attributes)
    case "table-cell" where depth == 1, "covered-table-cell" where depth == 1:
      cell = ODSCell(attributes, isCovered: name == "covered-table-cell")
      isInCell = true
    case "annotation", "frame", "custom-shape": asides += 1
    case "p", "h":
      isInText = isInCell && asides == 0 && depth == 1
      if isInText { cell.beginLine() }
    case "ruby-text": asides += 1
    case "s" where isInText:
      cell.text += [UInt8](repeating: 0x20, count: min(attributes["c"].flatMap { Int($0) } ?? 1, 1_024))
    case "tab" where isInText: cell.text.append(0x09)
    case "line-break" where isInText: cell.text.append(0x0A)
    default: break
    }
  }

  func text(_ bytes: UnsafeRawBufferPointer) {
    guard isInText, asides == 0, refusal == nil else { return }
    cell.text += bytes
    if cell.text.count > CSVReader.recordLimit { refusal = .recordTooLong(limit: CSVReader.recordLimit) }
  }

  func end(_ name: XMLName) {
    switch name {
    case "table": depth -= 1
    case "annotation", "frame", "custom-shape", "ruby-text": asides -= 1
    case "p", "h": isInText = false
    case "table-cell" where depth == 1, "covered-table-cell" where depth == 1:
      isInCell = false
      if refusal == nil { endCell() }
    case "table-row" where depth == 1: if refusal == nil { endRow() }
    default: break
    }
  }

  private func beginRow(_ attributes: XMLAttributes) {
    let repeats = attributes["number-rows-repeated"].flatMap { Int($0) } ?? 1
    let visibility = attributes["visibility"]
    row = Row(
      number: nextRow, repeats: max(1, repeats), isHidden: visibility == "collapse" || visibility == "filter",
      cells: [],
      areas: [])
    let (next, overflow) = nextRow.addingReportingOverflow(row.repeats)
    nextRow = overflow ? Int.max : next
  }

  private func endCell() {
    let column = row.cells.count + 1
    // Empty cells to the right of all others are not kept.
    guard let text = content(column: column) else { return }
    let count = min(cell.repeats, CellName.columnLimit)
    guard text.isEmpty || column + count - 1 <= CellName.columnLimit else {
      return refusal = .tooMany(.columns, limit: CSVReader.columnLimit)
    }
    guard column <= CellName.columnLimit else { return }
    if cell.rows > 1 || cell.columns > 1 {
      let lastRow = min(row.number + cell.rows - 1, CellName.rowLimit)
      let lastColumn = min(column + cell.columns - 1, CellName.columnLimit)
      if lastRow >= row.number {
        row.areas.append(MergedCells.Area(rows: row.number...lastRow, columns: column...lastColumn))
      }
    }
    row.cells.append(contentsOf: repeatElement(text, count: min(count, CellName.columnLimit - column + 1)))
  }

  /// What a cell shows; nil where that cannot be known.
  private func content(column: Int) -> [UInt8]? {
    guard !cell.isCovered else { return [] }
    guard cell.hasResult else {
      refusal = .cell(
        sheet: tables.last?.name ?? "", name: CellName.text(row: row.number, column: column), .neverComputed)
      return nil
    }
    let (text, isUnseen) = cell.shown(precision)
    if isUnseen { unseenValues += 1 }
    return text
  }

  private func endRow() {
    while row.cells.last?.isEmpty == true { row.cells.removeLast() }
    guard !row.cells.isEmpty || !row.areas.isEmpty else { return }
    guard row.number + row.repeats - 1 <= CellName.rowLimit else {
      return refusal = .cell(sheet: tables.last?.name ?? "", name: "\(row.number)", .misplaced)
    }
    handOn(tables.count - 1, row)
  }
}

/// A cell of an OpenDocument spreadsheet: its value, and the text that is shown.
private struct ODSCell {
  var text: [UInt8] = []
  private(set) var repeats = 1
  private(set) var rows = 1
  private(set) var columns = 1
  private(set) var isCovered = false
  private var hasLine = false
  private var hasFormula = false
  private var type = ""
  private var value: String?

  init() {}

  init(_ attributes: XMLAttributes, isCovered: Bool) {
    self.isCovered = isCovered
    func count(_ name: StaticString) -> Int { max(1, min(attributes[name].flatMap { Int($0) } ?? 1, 1 << 21)) }
    repeats = count("number-columns-repeated")
    rows = count("number-rows-spanned")
    columns = count("number-columns-spanned")
    hasFormula = attributes.bytes(of: "formula") != nil
    // LibreOffice repeats the type in a namespace of its own.
    type = attributes["value-type"] ?? ""
    value =
      switch type {
      case "date": attributes["date-value"]
      case "time": attributes["time-value"]
      case "boolean": attributes["boolean-value"]
      case "string": attributes["string-value"]
      default: attributes["value"]
      }
  }

  /// Whether there is a result: a formula without one was never computed.
  var hasResult: Bool { !hasFormula || !type.isEmpty || value != nil || !text.isEmpty }

  mutating func beginLine() {
    if hasLine { text.append(0x0A) }
    hasLine = true
  }

  /// What the cell shows, and whether that is nothing although it has a number.
  func shown(_ precision: NumberFormat.Precision) -> (text: [UInt8], isUnseen: Bool) {
    switch type {
    case "float", "currency", "percentage":
      guard let value, let number = DecimalDigits(value) else { return (text, false) }
      let seen = String(decoding: text, as: UTF8.self)
      if seen.allSatisfy(\.isWhitespace) { return (Array(number.text().utf8), true) }
      return (Array(Self.number(number, shownAs: seen, precision).utf8), false)
    case "date":
      guard let value else { return (text, false) }
      let day = value.hasSuffix("T00:00:00") ? Substring(value.dropLast(9)) : Substring(value)
      return (day.utf8.map { $0 == UInt8(ascii: "T") ? 0x20 : $0 }, false)
    case "boolean": return (Array((value == "true" ? "TRUE" : "FALSE").utf8), false)
    case "string": return (text.isEmpty ? Array((value ?? "").utf8) : text, false)
    default: return (text, false)
    }
  }

  /// A number with all its digits where those that are shown are its first ones; else as it is shown: in thousands, in
  /// per cent.
  private static func number(
    _ number: DecimalDigits, shownAs seen: String, _ precision: NumberFormat.Precision
  ) -> String {
    let text = String(seen.filter { $0 != "," && !$0.isWhitespace })
    guard !text.allSatisfy({ $0 == "#" }), let first = text.firstIndex(where: { $0.isASCII && $0.isNumber }) else {
      // Cells too narrow for their number, and words in its place: a dash for 0.
      return text.allSatisfy { $0 == "#" } || number.sign == 0 ? number.text() : text
    }
    let digits = text[first...].prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard let core = DecimalDigits(digits) else { return text }
    let (prefix, suffix) = (text[..<first], text[digits.endIndex...])
    var rounded = number.magnitude
    let decimals = digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
    rounded.round(to: decimals)
    let signs = "()（）-−－△▲+¥￥"
    func affix(_ part: Substring) -> String { String(part.filter { !signs.contains($0) }) }
    let isWhole = rounded.text() == core.text() && precision == .exact
    return (number.sign < 0 ? "-" : "") + affix(prefix) + (isWhole ? number.magnitude.text() : String(digits))
      + affix(suffix)
  }
}
