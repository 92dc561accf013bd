import Procurement

/// A table rounded so that its printed parts add up to its printed totals, down and across (制御丸め).
///
/// Every figure, part or margin, goes to an integer next to its exact value, and one that is an integer stays.
/// Of all such tables this is one with the least sum of absolute changes over parts and margins. Of those it is
/// the one that keeps the first part, row by row, at its half-up value if any does, then the second, and so
/// on; that names exactly one table. One always exists, because margins may move too.
///
/// Source: Causey, Cox and Ernst, *Applications of transportation theory to statistical problems*, JASA 80
/// (1985); Cox, *A constructive procedure for unbiased controlled rounding*, JASA 82 (1987).
/// See `docs/methods/controlled-rounding.md`.
public struct ControlledRounding: Sendable {
  /// A line across the table.
  public enum Row: Hashable, Sendable {
    /// A row that is not a sum, by its index.
    case part(Int)
    /// A subtotal (小計, as 市内計), by the index of its group.
    case subtotal(Int)
    /// The total of each column (合計).
    case total
  }

  /// A line down the table.
  public enum Column: Hashable, Sendable {
    /// A column that is not a sum, by its index.
    case part(Int)
    /// The total of each row (合計); in a table of one column, that column.
    case total
  }

  /// Where a figure stands.
  public struct Place: Hashable, Sendable {
    /// The figure's row.
    public var row: Row
    /// The figure's column.
    public var column: Column

    /// The place in a row and a column.
    public init(row: Row, column: Column) {
      self.row = row
      self.column = column
    }

    /// Whether the figure is a sum of others.
    public var isMargin: Bool {
      switch (row, column) {
      case (.part, .part): false
      default: true
      }
    }
  }

  /// The places whose figure is not the half-up value, in the order of the table: rows of parts, subtotals,
  /// total, and within each the columns.
  public let placesOffHalfUp: [Place]
  /// The sum of the absolute changes over all parts and margins: in the unit of the cells (yen), or, for
  /// shares, in last printed digits times the column's total.
  public let totalChange: Int128

  private let layout: Layout
  private let figures: [Int64]

  /// Rounds a table of exact values to a unit.
  ///
  /// - Parameters:
  ///   - cells: the parts, as rows of equal length; of any sign.
  ///   - groups: the rows under each subtotal, by index; two groups are disjoint or one contains the other.
  ///   - unit: what one printed integer stands for, as 1,000,000 for 百万円; above 0.
  ///     Printed figures beyond Int64, margins included, are a programming error.
  /// - Complexity: O(k·v²) for k repairs and v ≈ rows + (subtotals + 1) × (columns + 1); 40 × 12 takes a few
  ///   milliseconds.
  public init(cells: [[Int64]], groups: [[Int]] = [], unit: Int64) {
    self.init(numerators: cells.map { $0.map { Int128($0) } }, denominator: Int128(unit), groups: groups)
  }

  /// The shares of the parts of one column in percent, printed so that they add up to 100 exactly; nil where
  /// the parts do not sum to something above 0.
  ///
  /// - Parameters:
  ///   - parts: counts, or amounts in yen.
  ///   - groups: the parts under each subtotal, as in `init(cells:groups:unit:)`.
  ///   - decimals: of the printed percentage, 0 to 15.
  /// - Returns: a table of the one column, in units of the last decimal; its total is 100 × 10^decimals.
  /// - Complexity: as of `init(cells:groups:unit:)`.
  public static func shares(of parts: [Int64], groups: [[Int]] = [], decimals: Int) -> ControlledRounding? {
    let total = parts.reduce(into: Int128(0)) { $0 += Int128($1) }
    guard total > 0 else { return nil }
    let scale = 100 * Int128(FixedPoint.powerOfTen(decimals))
    return ControlledRounding(
      numerators: parts.map { [Int128($0) * scale] }, denominator: total, groups: groups)
  }

  /// The printed integer at a place.
  public subscript(row: Row, column: Column) -> Int64 {
    figures[layout.index(of: Place(row: row, column: column))]
  }

  /// The margins whose figure is not the half-up value, in the order of the table.
  public var marginsOffHalfUp: [Place] { placesOffHalfUp.filter(\.isMargin) }

  private init(numerators: [[Int128]], denominator: Int128, groups: [[Int]]) {
    precondition(denominator > 0, "a positive unit")
    let layout = Layout(parts: numerators.count, columns: numerators.first?.count ?? 0, groups: groups)
    let exact = layout.withMargins(numerators)
    var figures = exact.map { RoundingRule.halfUp.rounded($0, over: denominator) }

    // Begin at half-up, where each figure is best off alone, and repair the sums at the least extra change.
    var excess = [Int128](repeating: 0, count: layout.nodeCount)
    var arcs: [ControlledRoundingFlow.Arc] = []
    var movable: [(index: Int, other: Int64)] = []
    for (index, value) in exact.enumerated() {
      let (from, to) = layout.ends(index)
      let home = figures[index]
      excess[to] += Int128(home)
      excess[from] -= Int128(home)
      let change = value - Int128(home) * denominator
      guard change != 0 else { continue }
      let cost = denominator - 2 * abs(change)
      arcs.append(change > 0 ? .init(from: from, to: to, cost: cost) : .init(from: to, to: from, cost: cost))
      movable.append((index, change > 0 ? home + 1 : home - 1))
    }
    var flow = ControlledRoundingFlow(arcs: arcs, excess: excess)
    let isSolved = flow.solve()
    precondition(isSolved, "the exact values are a flow, so a whole one exists")
    flow.prefer(unused: movable.indices.filter { !layout.place(movable[$0].index).isMargin })

    let moved = movable.indices.filter { flow.isUsed[$0] }.map { movable[$0] }
    for (index, other) in moved { figures[index] = other }
    self.layout = layout
    self.figures = figures
    placesOffHalfUp = moved.map { layout.place($0.index) }
    totalChange = zip(exact, figures).reduce(0) { $0 + abs($1.0 - Int128($1.1) * denominator) }
  }
}
