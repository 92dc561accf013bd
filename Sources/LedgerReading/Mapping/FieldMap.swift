/// A field that a mapping can fill, under its canonical name.
public protocol MappedField: RawRepresentable<String>, CaseIterable, Hashable, Sendable where AllCases == [Self] {
  /// The headers that are known to mean this field without a mapping, the canonical one first.
  var knownHeaders: [String] { get }
  /// Headers that mean this field only where none of the known ones stands.
  var otherHeaders: [String] { get }
  /// Whether figures follow from the field, so that two columns that may be meant are an error.
  var decides: Bool { get }
  /// The section of a mapping in which these fields stand, nil where they stand at its top.
  static var section: String? { get }
}

extension MappedField {
  /// Fields have no other headers that do not say so.
  public var otherHeaders: [String] { [] }

  /// All fields decide that do not say otherwise.
  public var decides: Bool { true }

  /// Fields of contracts stand at the top.
  public static var section: String? { nil }
}

/// How the columns and words of a foreign table become the fields of contracts, of bids or of firms.
public struct FieldMap<Field: MappedField>: Sendable, Equatable {
  /// The source of each field, or nil where the known headers apply.
  public var columns: [Field: FieldSource]?
  /// For each field, what the file's words stand for; `*` stands for all others, an empty word for an empty field.
  public var values: [Field: [String: String]] = [:]
  /// Values of fields that are the same for every row.
  public var constants: [Field: String] = [:]
  /// The conditions under which a row counts; all must hold.
  public var filters: [RowFilter] = []

  /// The map of the known headers.
  public init() {}

  /// The columns that are wanted, each as the names that would do.
  var wanted: [[String]] {
    guard let columns else { return Field.allCases.map { $0.knownHeaders + $0.otherHeaders } }
    return columns.values.flatMap(\.wanted) + filters.map { [$0.column] }
  }

  /// This map with whatever another one says put in its place.
  func overridden(by other: FieldMap) -> FieldMap {
    var result = self
    if let columns = other.columns { result.columns = (result.columns ?? [:]).merging(columns) { $1 } }
    result.values.merge(other.values) { $0.merging($1) { $1 } }
    result.constants.merge(other.constants) { $1 }
    result.filters += other.filters
    return result
  }
}

/// Where the value of a field is found in a row.
public enum FieldSource: Sendable, Equatable {
  /// One column.
  case column(String)
  /// Whichever of several columns there is, the first named first; where none is, an optional field is not given.
  case anyOf([String], isOptional: Bool)
  /// Several columns that together are the value, as for a key.
  case joined([String])
  /// The last of several columns that holds a number, else another column: bids of several rounds.
  case lastNumber(of: [String], otherwise: String?)

  /// The columns that it needs, each as the names that would do.
  var wanted: [[String]] {
    if case .anyOf(let names, _) = self { [names] } else { columns.map { [$0] } }
  }

  /// The columns that it needs.
  var columns: [String] {
    switch self {
    case .column(let name): [name]
    case .joined(let names), .anyOf(let names, _): names
    case .lastNumber(let names, let otherwise): names + [otherwise].compactMap(\.self)
    }
  }
}

/// A condition on one column under which a row counts.
public struct RowFilter: Sendable, Equatable {
  /// The header of the column.
  public var column: String
  /// The values, compared after trimming.
  public var values: Set<String>
  /// Whether rows with these values are kept; otherwise they are left out.
  public var keeps = true

  /// A condition on a column.
  public init(column: String, values: Set<String>, keeps: Bool = true) {
    (self.column, self.values, self.keeps) = (column, values, keeps)
  }
}
