/// Where records come from: one implementation for each file format.
///
/// A class, because a table holds one source or another; it is asked once a record and not once a byte.
protocol RecordSource: AnyObject {
  /// Whether short rows are whole rows whose last cells are empty, as in a sheet.
  var hasRaggedRows: Bool { get }
  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { get }
  /// What was read of a workbook; nil for other files.
  var sheetAccount: SheetAccount? { get }
  /// Reads the next record that is not blank.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` for structural faults.
  func next(_ record: inout Record) throws(DataError) -> Bool
  /// What the source counts itself, where it leaves rows out.
  var account: SourceAccount? { get }
  /// Whether a source without a record is no fault.
  var mayBeEmpty: Bool { get }
  /// What keeps a record from being read, where the source knows it.
  func fault(of record: borrowing Record, header: Header) -> FieldFault?
}

extension RecordSource {
  var account: SourceAccount? { nil }
  var mayBeEmpty: Bool { false }
  func fault(of record: borrowing Record, header: Header) -> FieldFault? { nil }
}

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
