/// Collects the rows of a sheet until they are taken.
///
/// All that a block holds stands in one piece of bytes; no cell is an object of its own.
final class SheetRows: XMLHandler {
  /// A row of the block that was parsed last.
  struct Row {
    var number: Int
    var isHidden: Bool
    /// Its cells among all of the block.
    var cells: Range<Int>
  }

  /// A cell that holds something: its column from 1, and its text in `bytes`.
  struct Cell {
    var column: Int
    var start: Int
    var end: Int
  }

  /// What a value is, by the attribute `t` of its cell.
  private enum Kind { case number, shared, boolean, text }

  private(set) var refusal: DataError.Problem?
  /// The number of the row that is being read.
  private(set) var number = 0
  /// How many numbers were taken that the sheet shows to nobody.
  private(set) var unseenValues = 0
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []
  private var rows: [Row] = []
  private var taken = 0

  private let sheet: String
  private let strings: SharedStrings
  private let formats: CellFormats
  private let precision: NumberFormat.Precision
  private let countsFrom1904: Bool
  /// Whether formulas of value 0 were written by a program that computes nothing.
  private let doubtsZeros: Bool

  private var rowStart = 0
  private var isRowHidden = false
  private var isInOrder = true
  private var column = 0
  private var kind = Kind.number
  private var style = 0
  private var valueStart = 0
  private var values = 0
  private var hasFormula = false
  private var isInValue = false
  private var readings = 0

  init(_ workbook: Workbook, sheet: String, doubtsZeros: Bool) throws(DataError) {
    strings = try workbook.sharedStrings()
    formats = try workbook.cellFormats()
    precision = workbook.precision
    countsFrom1904 = workbook.countsFrom1904
    self.sheet = sheet
    self.doubtsZeros = doubtsZeros
  }

  /// The next complete row, or nil where more of the sheet must be read first.
  func take() -> Row? {
    guard taken < rows.count else {
      forget()
      return nil
    }
    taken += 1
    return rows[taken - 1]
  }

  /// Makes room for the next block; a row may have begun.
  private func forget() {
    rows.removeAll(keepingCapacity: true)
    taken = 0
    guard rowStart > 0 else { return }
    let kept = cells.count > rowStart ? cells[rowStart].start : valueStart
    bytes.removeSubrange(..<min(kept, valueStart))
    let shift = min(kept, valueStart)
    cells.removeSubrange(..<rowStart)
    for place in cells.indices {
      cells[place].start -= shift
      cells[place].end -= shift
    }
    valueStart -= shift
    rowStart = 0
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard refusal == nil else { return }
    switch name {
    case "c": beginCell(attributes)
    case "v":
      values += 1
      isInValue = true
    case "f": hasFormula = true
    case "is": values += 1
    case "t": isInValue = readings == 0
    case "rPh": readings += 1
    case "row": beginRow(attributes)
    default: break
    }
  }

  func text(_ text: UnsafeRawBufferPointer) {
    guard isInValue, refusal == nil else { return }
    if bytes.count - valueStart + text.count > CSVReader.recordLimit {
      return refusal = .recordTooLong(limit: CSVReader.recordLimit)
    }
    bytes.append(contentsOf: text)
  }

  func end(_ name: XMLName) {
    switch name {
    case "v", "t": isInValue = false
    case "rPh": readings -= 1
    case "c": if refusal == nil { endCell() }
    case "row": if refusal == nil { endRow() }
    default: break
    }
  }

  private func refuse(_ fault: CellFault, named name: String? = nil) {
    refusal = refusal ?? .cell(sheet: sheet, name: name ?? CellName.text(row: number, column: column), fault)
  }

  private func beginRow(_ attributes: XMLAttributes) {
    var next = number + 1
    if let written = attributes["r"] {
      guard let row = Int(written), (1...CellName.rowLimit).contains(row) else {
        return refuse(.wrongName(written), named: written)
      }
      guard row > number else { return refuse(.misplaced, named: written) }
      next = row
    }
    number = next
    isRowHidden = attributes.bytes(of: "hidden").map(Self.isTrue) ?? false
    (rowStart, column, isInOrder) = (cells.count, 0, true)
  }

  private static func isTrue(_ value: UnsafePointer<CChar>) -> Bool {
    value[0] == 0x31 || value[0] == 0x74
  }

  private func beginCell(_ attributes: XMLAttributes) {
    var (name, type, format): (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?)
    attributes.forEach { key, value in
      switch key {
      case "r": name = value
      case "t": type = value
      case "s": format = value
      default: break
      }
    }
    // Rows and cells need not say where they stand; then they follow the one before.
    if let name {
      guard let place = CellName.place(name) else {
        return refuse(.wrongName(String(cString: name)), named: String(cString: name))
      }
      column = place.column
      if place.row != number { refuse(.misplaced, named: String(cString: name)) }
    } else {
      column += 1
    }
    kind =
      switch type.map({ UInt8(bitPattern: $0[0]) }) {
      case nil, UInt8(ascii: "n"): .number
      case UInt8(ascii: "s") where type?[1] == 0: .shared
      case UInt8(ascii: "b"): .boolean
      default: .text
      }
    style = format.map(Self.number) ?? 0
    (values, hasFormula, valueStart) = (0, false, bytes.count)
  }

  private static func number(_ text: UnsafePointer<CChar>) -> Int {
    var value = 0
    var position = text
    while (0x30...0x39).contains(position.pointee), value < 1 << 24 {
      value = value * 10 + Int(position.pointee - 0x30)
      position += 1
    }
    return value
  }

  private func endCell() {
    if values > 1 { return refuse(.twoValues) }
    if bytes.count == valueStart {
      // A formula whose result is no text has none until it is computed.
      if hasFormula, kind != .text || values == 0 { refuse(.neverComputed) }
      return
    }
    guard column <= CSVReader.columnLimit, cells.count - rowStart <= CSVReader.columnLimit else {
      return refusal = .tooMany(.columns, limit: CSVReader.columnLimit)
    }
    switch kind {
    case .shared: takeSharedText()
    case .number: takeNumber()
    case .boolean: replaceValue(bytes[valueStart...] == [0x31] ? "TRUE" : "FALSE")
    case .text: takeText()
    }
    guard bytes.count > valueStart else { return }
    if let last = cells.last, cells.count > rowStart, last.column >= column { isInOrder = false }
    cells.append(Cell(column: column, start: valueStart, end: bytes.count))
  }

  private func takeSharedText() {
    var index = 0
    for byte in bytes[valueStart...] {
      guard (0x30...0x39).contains(byte), index < 1 << 32 else {
        index = -1
        break
      }
      index = index * 10 + Int(byte - 0x30)
    }
    guard let range = strings.range(index) else { return refuse(.missingText(value)) }
    bytes.removeLast(bytes.count - valueStart)
    strings.bytes.withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    if let format = formats[style], format.changesTexts { replaceValue(format.shown(text: value)) }
  }

  private func takeText() {
    CellText.decodeEscapes(&bytes, from: valueStart)
    if let format = formats[style], format.changesTexts { replaceValue(format.shown(text: value)) }
  }

  private func takeNumber() {
    let isWhole = bytes[valueStart...].allSatisfy { (0x30...0x39).contains($0) }
    // Some libraries write 0.0 where nothing was computed.
    let isZero = bytes[valueStart...].allSatisfy { $0 == 0x30 || $0 == 0x2E }
    if doubtsZeros, hasFormula, isZero { return refuse(.neverComputed) }
    if isWhole, formats.isPlain(style) { return }
    let text = value
    let trimmed = text.filter { !$0.isWhitespace }
    guard let number = DecimalDigits(trimmed) else { return refuse(.notANumber(text)) }
    guard let format = formats[style] else { return replaceValue(number.text()) }
    switch format.shown(number, precision) {
    case .text(let shown): replaceValue(shown)
    case .nothing(let hidden):
      unseenValues += 1
      replaceValue(hidden)
    case .serial(let kind): replaceValue(serial(trimmed, kind) ?? number.text())
    }
  }

  private func serial(_ text: String, _ kind: NumberFormat.Kind) -> String? {
    (kind == .time ? CellText.time(text) : nil) ?? CellText.date(text, countsFrom1904: countsFrom1904)
  }

  private var value: String { String(decoding: bytes[valueStart...], as: UTF8.self) }

  private func replaceValue(_ text: String) {
    bytes.removeLast(bytes.count - valueStart)
    bytes.append(contentsOf: text.utf8)
  }

  private func endRow() {
    if !isInOrder {
      cells[rowStart...].sort { $0.column < $1.column }
      for place in cells.indices.dropFirst(rowStart + 1) where cells[place].column == cells[place - 1].column {
        column = cells[place].column
        return refuse(.repeated)
      }
    }
    rows.append(Row(number: number, isHidden: isRowHidden, cells: rowStart..<cells.count))
    rowStart = cells.count
    valueStart = bytes.count
  }
}
