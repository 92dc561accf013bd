import Procurement

/// A share that moves one way in every category and the other way in all together: Simpson's reversal.
///
/// The weights of the categories changed so much that they outweigh what happened inside them. A category counts if
/// it has contracts in both years; there must be two of them, and where amounts are printed ones, each known to half a
/// unit only, every direction must be certain. See `docs/methods/decomposition.md`.
public struct ShareReversal: Hashable, Sendable {
  /// The identifier of the row.
  public let row: String
  /// Of counts or of amounts.
  public let measure: Measure
  /// The change of the total share.
  public let total: ExactRatio
  /// The change of the share in each category that has contracts in both years.
  public let inside: [Inside]

  /// The change of the share in a category.
  public struct Inside: Hashable, Sendable {
    /// The identifier of the category.
    public let category: String
    /// The change.
    public let change: ExactRatio
  }

  /// The reversals between two years, rows in the order of the table, counts before amounts.
  ///
  /// - Complexity: O(rows × categories) operations on rationals.
  public static func all(_ table: ShareTable, from: FiscalYear, to: FiscalYear) -> [ShareReversal] {
    table.rows.filter { $0.role != .total }.flatMap { row in
      [Measure.count, .amount].compactMap { ShareReversal(table, row: row.identifier, measure: $0, from: from, to: to) }
    }
  }

  /// The reversal of a row's share, or nil where there is none.
  init?(_ table: ShareTable, row: String, measure: Measure, from: FiscalYear, to: FiscalYear) {
    let isRounded = measure.base == .amount && table.amountUnit > 1
    func change(_ category: String) -> (change: ExactRatio, direction: Int)? {
      let cells = [from, to].map { (table.cell($0, category, row)[measure], table.total($0, category)[measure]) }
      guard let a0 = cells[0].0, let t0 = cells[0].1, let a1 = cells[1].0, let t1 = cells[1].1, t0 > 0, t1 > 0,
        let before = ExactRatio(a0, over: t0), let after = ExactRatio(a1, over: t1)
      else { return nil }
      let change = after - before
      guard isRounded, change.sign != 0 else { return (change, change.sign) }
      // The change that is least in its direction, given half a unit of each amount.
      guard let before = Self.share(a0, of: t0, high: change.sign > 0),
        let after = Self.share(a1, of: t1, high: change.sign < 0), (after - before).sign == change.sign
      else { return (change, 0) }
      return (change, change.sign)
    }
    guard let total = change(TableCategory.total.identifier), total.direction != 0 else { return nil }
    let inside = table.categories.filter(\.isPartOfTotal).compactMap { category in
      change(category.identifier).map { (category: category.identifier, change: $0.change, direction: $0.direction) }
    }
    guard inside.count > 1, inside.contains(where: { $0.direction == -total.direction }),
      inside.allSatisfy({ $0.direction == -total.direction || $0.change == .zero })
    else { return nil }
    self.row = row
    self.measure = measure
    self.total = total.change
    self.inside = inside.map { Inside(category: $0.category, change: $0.change) }
  }

  /// The highest or lowest share of amounts that are printed as these.
  private static func share(_ part: Int64, of whole: Int64, high: Bool) -> ExactRatio? {
    let half = ExactRatio(1).half
    let (own, all) = (ExactRatio(part), ExactRatio(whole))
    return high ? (own + half) / (all - half) : max(own - half, .zero) / (all + half)
  }
}
