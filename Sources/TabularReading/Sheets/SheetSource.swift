/// Records from the rows of a spreadsheet: what only sheets have.
package protocol SheetSource: RecordSource {
  /// The sheet that is being read.
  var sheet: String { get }
  /// Whether days without a date format count from 1904.
  var countsFrom1904: Bool { get }
  /// Whether the sheets that follow are read too; not as long as the header is sought.
  var readsOn: Bool { get set }
  /// What was read of the workbook.
  var sheetAccount: SheetAccount? { get }
  /// The areas of merged cells that cross a row of the sheet that is being read; rows must be asked for in order.
  func mergedAreas(crossing row: Int) -> [MergedCells.Area]
}

/// Settles in the rows of a sheet what depends on the meaning of columns.
struct SheetColumns {
  /// Columns of days.
  let days: [Int]
  /// Columns of amounts, from which nothing may be counted twice.
  let amounts: [Int]
  let file: InputFile

  /// Takes numbers in columns of days for days of the workbook's calendar, takes back what a merged note or title
  /// spread over a row, and refuses an amount that several rows share.
  ///
  /// - Throws: `DataError` for such an amount.
  func settle(_ record: inout Record, from source: any SheetSource) throws(DataError) {
    for column in days where column < record.count {
      let text = record.text(column)
      guard let serial = Self.serial(text, isBare: source.countsFrom1904),
        let day = CellText.date(serial, countsFrom1904: source.countsFrom1904)
      else { continue }
      record.replace(column, by: Array(day.utf8))
    }
    let areas = source.mergedAreas(crossing: record.line)
    guard !areas.isEmpty else { return }
    for area in areas {
      let first = area.columns.lowerBound
      if area.rows.lowerBound < record.line,
        let column = amounts.first(where: { area.columns.contains($0 + 1) && $0 < record.count }),
        !record.field(column).isEmpty
      {
        let name = CellName.text(row: record.line, column: column + 1)
        let other = CellName.text(row: area.rows.lowerBound, column: first)
        throw DataError(
          .cell(sheet: source.sheet, name: name, .sharedAmount(with: other)), file: file.path, line: record.line)
      }
      guard area.columns.count > 2 || record.holdsOnly(area.columns) else { continue }
      for column in area.columns.dropFirst() where column <= record.count { record.replace(column - 1, by: []) }
    }
  }

  /// The serial number of a day that is shown as a number with something beside it, as in 44287日; bare numbers are read as
  /// days elsewhere, but for those of another calendar.
  private static func serial(_ text: String, isBare: Bool) -> String? {
    if CellText.number(text) == text { return isBare ? text : nil }
    let isDigit = { (character: Character) in character.isASCII && character.isNumber }
    guard let first = text.firstIndex(where: isDigit) else { return nil }
    let digits = text[first...].prefix(while: isDigit)
    // Five digits are a day from 1927 to 2173, and no part of a date.
    let behind = text[digits.endIndex...]
    return digits.count == 5 && !behind.contains(where: { $0.isNumber || $0 == "." && behind.count > 1 })
      && DateText.date(text) == nil ? String(digits) : nil
  }
}

extension Record {
  /// Puts other bytes into a field.
  mutating func replace(_ index: Int, by field: [UInt8]) {
    let start = index == 0 ? 0 : ends[index - 1]
    let change = field.count - (ends[index] - start)
    bytes.replaceSubrange(start..<ends[index], with: field)
    guard change != 0 else { return }
    for place in index..<ends.count { ends[place] += change }
  }

  /// Whether all fields outside some columns, from 1, are empty.
  fileprivate func holdsOnly(_ columns: ClosedRange<Int>) -> Bool {
    (1...max(count, 1)).allSatisfy { columns.contains($0) || $0 > count || field($0 - 1).isEmpty }
  }
}
