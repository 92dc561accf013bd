import Procurement

/// Everything that two years of a table say about why shares changed.
public struct ShareCauses: Sendable {
  /// The causes of the change of one row's share in the total column.
  public struct RowCauses: Hashable, Sendable {
    /// The identifier of the row.
    public var row: String
    /// Of counts or of amounts.
    public var measure: Measure
    /// By category; nil for a table without categories.
    public var byCategory: CategoryDecomposition?
    /// The row's own figure and the others'; nil where no share exists.
    public var ownOthers: OwnOthersDecomposition?
    /// What would undo a fall; nil where the share did not fall, and for counts.
    public var breakEven: BreakEven?
    /// The row's figure before and after.
    public var figure: (from: Int64, to: Int64) { (figureFrom, figureTo) }
    fileprivate var figureFrom, figureTo: Int64

    /// Whether the share rose while the row's own figure fell, or the other way round: the trap of every share.
    public var isMisleading: Bool {
      guard let total = ownOthers?.total else { return false }
      return (total.sign > 0 && figureTo < figureFrom) || (total.sign < 0 && figureTo > figureFrom)
    }
  }

  /// A leaf cell's part in the change of the total.
  public struct Movement: Hashable, Sendable {
    /// The identifier of the category.
    public var category: String
    /// The identifier of the row.
    public var row: String
    /// The change of its amount, in the table's unit.
    public var delta: Int64
    /// The same as a part of the change of the total; nil where the total did not change.
    public var partOfTotal: ExactRatio?
  }

  /// The rows in the order of the table, amounts before counts.
  public let rows: [RowCauses]
  /// The cells of rows that are parts of no smaller rows, largest change first.
  public let movements: [Movement]
  /// The change of the total amount, in the table's unit.
  public let totalDelta: Int64?
  /// Shares of other wholes.
  public let derived: [DerivedShare]
  /// A category with at least four fifths of all contracts in both years: total count shares are its figures.
  public let dominantCategory: (identifier: String, share: ExactRatio)?

  /// Looks for the causes of changes between two years.
  public init(_ table: ShareTable, from: FiscalYear, to: FiscalYear) {
    let column = TableCategory.total.identifier
    let parts = table.rows.filter { $0.role != .total }.map(\.identifier)
    rows = [Measure.amount, .count].flatMap { measure in
      parts.compactMap { row in
        guard let before = table.cell(from, column, row)[measure], let after = table.cell(to, column, row)[measure],
          let wholeBefore = table.total(from, column)[measure], let wholeAfter = table.total(to, column)[measure]
        else { return nil }
        let (part, whole) = ((before, after), (wholeBefore, wholeAfter))
        return RowCauses(
          row: row, measure: measure,
          byCategory: CategoryDecomposition(table, row: row, measure: measure, from: from, to: to),
          ownOthers: OwnOthersDecomposition(part: part, whole: whole),
          breakEven: measure == .amount ? BreakEven(part: part, whole: whole, isRounded: table.amountUnit > 1) : nil,
          figureFrom: before, figureTo: after)
      }
    }
    let total = Self.delta(table.total(from, column).amount, table.total(to, column).amount)
    totalDelta = total
    movements = Self.movements(table, from, to, total)
    derived = DerivedShare.all(table, from: from, to: to)
    dominantCategory = Self.dominantCategory(table, from, to)
  }

  private static func delta(_ from: Int64?, _ to: Int64?) -> Int64? {
    guard let from, let to, case (let delta, false) = to.subtractingReportingOverflow(from) else { return nil }
    return delta
  }

  private static func movements(
    _ table: ShareTable, _ from: FiscalYear, _ to: FiscalYear, _ total: Int64?
  ) -> [Movement] {
    let parents = Set(table.rows.compactMap(\.parent))
    let leaves = table.rows.filter { $0.role == .part && !parents.contains($0.identifier) }
    let columns = table.categories.count > 1 ? table.categories.filter { !$0.isTotal } : table.categories
    let movements = columns.flatMap { category in
      leaves.compactMap { row -> Movement? in
        let (before, after) = (
          table.cell(from, category.identifier, row.identifier), table.cell(to, category.identifier, row.identifier)
        )
        guard let delta = delta(before.amount, after.amount), delta != 0 else { return nil }
        return Movement(
          category: category.identifier, row: row.identifier, delta: delta,
          partOfTotal: total.flatMap { ExactRatio(delta, over: $0) })
      }
    }
    return movements.sorted { $0.delta.magnitude > $1.delta.magnitude }
  }

  private static func dominantCategory(
    _ table: ShareTable, _ from: FiscalYear, _ to: FiscalYear
  ) -> (identifier: String, share: ExactRatio)? {
    let column = TableCategory.total.identifier
    guard let fourFifths = ExactRatio(4, over: 5) else { return nil }
    for category in table.categories where !category.isTotal {
      let shares = [from, to].compactMap { year -> ExactRatio? in
        guard let part = table.total(year, category.identifier).count, let whole = table.total(year, column).count
        else { return nil }
        return ExactRatio(part, over: whole)
      }
      if shares.count == 2, let smaller = shares.min(), smaller >= fourFifths { return (category.identifier, smaller) }
    }
    return nil
  }
}
