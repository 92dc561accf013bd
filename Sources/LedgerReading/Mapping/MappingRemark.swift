import Procurement

/// What a suggested mapping remarks beside its lines: facts, whose words `Reporting` has in both languages.
public enum MappingRemark: Equatable, Sendable {
  /// Of which file the mapping is, and that it is a guess.
  case head(file: String)
  /// What is to be filled in is marked.
  case marked
  /// The headers are known to a command, and need no mapping.
  case knownHeaders(command: String)
  /// These columns tell the contracts apart.
  case key
  /// No columns do.
  case noKey
  /// A field needs a column, or the same value for all rows, given as YAML.
  case columnOr(constant: String)
  /// A field needs a column.
  case column
  /// Of several rounds the last number counts.
  case rounds
  /// Only the rows that follow are contracts.
  case contractRows
  /// The words for units of money, and those for taxes.
  case units, taxes
  /// No column says a field, which a roster or a constant can.
  case noColumn(LedgerField)
  /// What a word of a field can mean.
  case meanings(LedgerField)
  /// So many more words are not told.
  case more(Int)
}
