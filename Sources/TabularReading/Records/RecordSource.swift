/// Where records come from: one implementation for each file format.
///
/// A class, because a table holds one source or another; it is asked once a record and not once a byte.
package protocol RecordSource: AnyObject {
  /// Whether short rows are whole rows whose last cells are empty, as in a sheet.
  var hasRaggedRows: Bool { get }
  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { get }
  /// Reads the next record that is not blank.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` for structural faults.
  func next(_ record: inout Record) throws(DataError) -> Bool
  /// Whether a source without a record is no fault.
  var mayBeEmpty: Bool { get }
  /// What keeps a record from being read, where the source knows it.
  func fault(of record: borrowing Record, header: Header) -> FieldFault?
}

extension RecordSource {
  package var mayBeEmpty: Bool { false }
  package func fault(of record: borrowing Record, header: Header) -> FieldFault? { nil }
}
