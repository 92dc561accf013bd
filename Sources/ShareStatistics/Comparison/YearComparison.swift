import Procurement

/// The changes of a share table from one year to another, cell by cell.
///
/// Differences of shares are in percentage points (ポイント) and come from the exact ratios; the difference of
/// the printed shares stands beside them, because the two may differ in the last digit. Changes of counts and
/// amounts are in percent; from 0 there is none.
public struct YearComparison: Hashable, Sendable {
  /// The changes of one row in one category.
  public struct Cell: Hashable, Sendable {
    /// The identifier of the category column.
    public var category: String
    /// The identifier of the row.
    public var row: String
    /// The change of the number of contracts.
    public var count: Change
    /// The change of the amount, in the table's unit.
    public var amount: Change
    /// Yen per contract before and after, rounded half-up; nil where there is no contract.
    public var yenPerContract: (from: Int64?, to: Int64?) { (averageFrom, averageTo) }
    fileprivate var averageFrom: Int64?
    fileprivate var averageTo: Int64?

    /// The change of a base measure.
    public subscript(measure: Measure) -> Change { measure.base == .count ? count : amount }
  }

  /// The change of one figure and of its share.
  public struct Change: Hashable, Sendable {
    /// The figure before.
    public var from: Int64?
    /// The figure after.
    public var to: Int64?
    /// The difference.
    public var delta: Int64?
    /// The change in percent of the figure before; nil where that is 0 or unknown.
    public var percent: FixedPoint?
    /// The difference of the exact shares in percentage points.
    public var points: FixedPoint?
    /// The difference of the shares as they are printed.
    public var printedPoints: FixedPoint?

    /// Whether the printed shares suggest another difference than the exact one.
    public var printedDiffers: Bool { points != printedPoints }
  }

  /// The year before.
  public let from: FiscalYear
  /// The year after.
  public let to: FiscalYear
  /// The changes in the order of the table: categories, and rows within them.
  public let cells: [Cell]

  /// Compares two years of a table.
  ///
  /// - Parameters:
  ///   - table: holds both years.
  ///   - rule: how exact ratios become digits.
  /// - Complexity: O(cells).
  public init(_ table: ShareTable, from: FiscalYear, to: FiscalYear, rule: RoundingRule = .halfUp) {
    self.from = from
    self.to = to
    cells = table.categories.flatMap { category in
      table.rows.map { row in
        let before = table.cell(from, category.identifier, row.identifier)
        let after = table.cell(to, category.identifier, row.identifier)
        let totals = (table.total(from, category.identifier), table.total(to, category.identifier))
        func change(_ measure: Measure) -> Change {
          Change(
            before[measure], after[measure], totals: (totals.0[measure], totals.1[measure]),
            decimals: table.shareDecimals, rule: rule)
        }
        return Cell(
          category: category.identifier, row: row.identifier, count: change(.count), amount: change(.amount),
          averageFrom: before.average(unit: table.amountUnit),
          averageTo: after.average(unit: table.amountUnit))
      }
    }
  }

  /// All adjacent pairs of a table's years.
  public static func adjacent(_ table: ShareTable, rule: RoundingRule = .halfUp) -> [YearComparison] {
    zip(table.years, table.years.dropFirst()).map { YearComparison(table, from: $0, to: $1, rule: rule) }
  }
}

extension YearComparison.Change {
  fileprivate init(
    _ from: Int64?, _ to: Int64?, totals: (Int64?, Int64?), decimals: Int, rule: RoundingRule
  ) {
    self.from = from
    self.to = to
    guard let from, let to else { return }
    let (difference, overflow) = to.subtractingReportingOverflow(from)
    delta = overflow ? nil : difference
    if from > 0 {
      let change = Int128(to) - Int128(from)
      percent = Self.percent(change, of: Int128(from), decimals: 2, rule: rule)
    }
    guard case (let base?, let end?) = totals, base > 0, end > 0 else { return }
    // to/end − from/base over one denominator; both products stay below 2^126.
    let numerator = Int128(to) * Int128(base) - Int128(from) * Int128(end)
    points = Self.percent(numerator, of: Int128(base) * Int128(end), decimals: decimals, rule: rule)
    if let before = rule.share(of: from, in: base, decimals: decimals),
      let after = rule.share(of: to, in: end, decimals: decimals)
    {
      printedPoints = FixedPoint(units: after.units - before.units, decimals: decimals)
    }
  }

  /// A ratio in percent; nil where it is beyond all printing.
  private static func percent(
    _ numerator: Int128, of denominator: Int128, decimals: Int, rule: RoundingRule
  ) -> FixedPoint? {
    let scale = 100 * FixedPoint.powerOfTen(decimals)
    guard (numerator / denominator).magnitude < UInt128(Int64.max / scale) else { return nil }
    return FixedPoint(units: rule.rounded(numerator, over: denominator, scale: scale), decimals: decimals)
  }
}

extension ShareTable.Cell {
  /// The mean amount of a contract in yen, rounded half-up; nil where there is no contract, or it is beyond Int64.
  fileprivate func average(unit: Int64) -> Int64? {
    guard let count, let amount, count > 0 else { return nil }
    return RoundingRule.halfUp.roundedIfPrintable(Int128(amount) * Int128(unit), over: Int128(count))
  }
}
