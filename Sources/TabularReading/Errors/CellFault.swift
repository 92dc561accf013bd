/// Why the content of a cell cannot be known.
public enum CellFault: Equatable, Sendable {
  /// It points to a shared text that does not exist.
  case missingText(String)
  /// It stands twice.
  case repeated
  /// Its name is of another row, or the row comes too late.
  case misplaced
  /// It has two values.
  case twoValues
  /// Its name is none.
  case wrongName(String)
  /// It says that it is a number, and is none.
  case notANumber(String)
  /// Its formula was never computed.
  case neverComputed
  /// Its amount belongs to several rows.
  case sharedAmount(with: String)
}
