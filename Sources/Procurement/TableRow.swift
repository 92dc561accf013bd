/// One row of a share table, and how it relates to the others.
public struct TableRow: Hashable, Sendable {
  /// How a row takes part in sums.
  public enum Role: Hashable, Sendable {
    /// A part (内訳): the parts with one parent add up to it.
    case part
    /// うち: at most its parent, without a claim that it and others add up to it.
    case ofWhich
    /// The total of a column (合計, 全体), the denominator of its shares.
    case total
  }

  /// The word used in JSON, as in `local-sme`, or the printed label where the row is not a known one.
  public var identifier: String
  /// The label as printed; the identifier where nothing was printed.
  public var label: String
  /// The row's role. A subtotal is a part that is itself the parent of parts.
  public var role: Role
  /// The identifier of the row of which this one is a part; nil for the total, and for parts of a total
  /// that is not printed.
  public var parent: String?

  /// A row with an identifier, a label, a role and a parent.
  public init(identifier: String, label: String, role: Role, parent: String?) {
    self.identifier = identifier
    self.label = label
    self.role = role
    self.parent = parent
  }
}

/// A category column of a share table: a category's identifier, or `total`.
public struct TableCategory: Hashable, Sendable {
  /// The column of totals (合計).
  public static let total = TableCategory(identifier: "total", label: "合計")

  /// The word used in JSON, as in `works`.
  public var identifier: String
  /// The label as printed; the identifier where nothing was printed.
  public var label: String
  /// The identifiers of the columns of which this one is a part, one for each way in which columns add up: its subtotal or the
  /// total, and in a table of departments by category (工事 総務部) the department and the category. Nil where it is in no such sum.
  public var parents: [String?]

  /// A category with an identifier, a printed label and what it is a part of.
  public init(identifier: String, label: String, parents: [String?] = ["total"]) {
    self.identifier = identifier
    self.label = label
    self.parents = parents
  }

  /// Whether this column holds the totals over the others.
  public var isTotal: Bool { identifier == TableCategory.total.identifier }

  /// Whether this column is one of those that add up to another one in some way.
  public func isPart(of whole: String, _ way: Int) -> Bool {
    !isTotal && way < parents.count && parents[way] == whole
  }

  /// Whether this column is one of those that add up to the total.
  public var isPartOfTotal: Bool { !isTotal && parents.first == TableCategory.total.identifier }
}
