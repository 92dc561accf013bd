/// The formats in which ledgers come, told apart by their first bytes.
public enum FileFormat: String, CaseIterable, Sendable {
  /// Text in columns.
  case csv
  /// A workbook of Excel 2007 and later.
  case xlsx
  /// A spreadsheet of OpenDocument, as LibreOffice writes it.
  case ods
  /// JSON of the Open Contracting Data Standard.
  case ocds
  /// A table in memory, handed over as Arrow record batches.
  case arrow
}
