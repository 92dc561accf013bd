import Procurement

/// How the columns and words of a foreign ledger become contracts.
///
/// A mapping says where each field comes from, what the ledger's own words mean, which rows count, and in which
/// unit and tax basis amounts are written. Without `columns` the known headers apply.
public struct LedgerMapping: Sendable, Equatable {
  /// Where the value of a field is found in a row.
  public enum Source: Sendable, Equatable {
    /// One column.
    case column(String)
    /// Several columns that together are the value, as for a key.
    case joined([String])
    /// The last of several columns that holds a number, else another column: bids of several rounds.
    case lastNumber(of: [String], otherwise: String?)
  }

  /// Rows are kept where the column holds one of the values.
  public struct Filter: Sendable, Equatable {
    /// The header of the column.
    public var column: String
    /// The values to keep, compared after trimming.
    public var values: Set<String>
  }

  /// What the mapping is called in results.
  public var name = "canonical"
  /// The source of each field, or nil where the known headers apply.
  public var columns: [LedgerField: Source]?
  /// For each field, what the ledger's words stand for in canonical words.
  public var values: [LedgerField: [String: String]] = [:]
  /// Canonical values of fields that are the same for every row.
  public var constants: [LedgerField: String] = [:]
  /// The conditions under which a row counts; all must hold.
  public var filters: [Filter] = []
  /// The value of one written unit in the currency's minor unit.
  public var unit: Int64 = 1
  /// The tax basis of the amounts.
  public var taxBasis = TaxBasis.unstated
  /// Whether fractions of the minor unit are rounded half-up; otherwise they are errors.
  public var roundsFractions = false

  /// The mapping of canonical files and of the known Japanese headers.
  public static let canonical = LedgerMapping()

  /// The columns that a mapping names.
  var namedColumns: [String] {
    (columns ?? [:]).values.flatMap { source in
      switch source {
      case .column(let name): [name]
      case .joined(let names): names
      case .lastNumber(let names, let otherwise): names + [otherwise].compactMap { $0 }
      }
    } + filters.map(\.column)
  }
}
