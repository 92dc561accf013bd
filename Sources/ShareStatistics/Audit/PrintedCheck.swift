import Procurement

/// A relation between printed figures that would hold without rounding: a sum, or a share beside its quotient.
///
/// A check that fails proves nothing by itself; rounding may explain it.
public struct PrintedCheck: Hashable, Sendable {
  /// Which relation is checked.
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// A share is the rounded quotient of the printed part and total.
    case quotient
    /// A count or amount is the sum of the rows that are its parts.
    case sumOfRows = "sum-of-rows"
    /// A count or amount of the column of totals is the sum over the other columns.
    case sumOfCategories = "sum-of-categories"
    /// A count or amount of a year, or of a longer period, is the sum of those of its periods.
    case sumOfPeriods = "sum-of-periods"
    /// The shares of the parts of a column add up to the share of their whole.
    case sumOfShares = "sum-of-shares"
  }

  /// Which relation.
  public let kind: Kind
  /// Where the share, or the total of a sum, is printed; a total that is not printed has row `implied-total`.
  public let place: FigurePlace
  /// The number printed there, or 100 for the shares of a total that is not printed.
  public let printed: FixedPoint
  /// What the other printed figures make it: the rounded quotient or the sum.
  public let computed: FixedPoint
  /// All printed figures that take part.
  public let members: [FigurePlace]

  /// Whether the relation holds on the printed digits.
  public var closes: Bool { printed.isSameNumber(as: computed) }
}

extension PrintedCheck {
  /// All relations of a year whose figures are printed, quotients under the rule of shares.
  static func all(of structure: TableStructure, year: FiscalYear, pair: RoundingPair) -> [PrintedCheck] {
    structure.places(in: year).compactMap { quotient($0, of: structure, rule: pair.share.rule) }
      + sums(of: structure, year: year)
  }

  /// The sums of a year whose figures are printed.
  static func sums(of structure: TableStructure, year: FiscalYear) -> [PrintedCheck] {
    let columns = structure.columns.indices
    return columns.flatMap { column in
      structure.nodes.indices.flatMap { node in
        Measure.allCases.compactMap { sumOfRows(structure, year, node, column, $0) }
      }
    }
      + structure.nodes.indices.flatMap { node in
        [Measure.count, .amount].flatMap { sumsOfColumns(structure, year, node, $0) }
      }
  }

  /// The sums that must close under a pair of rules: those of figures whose parts were adjusted to totals.
  static func sums(of structure: TableStructure, year: FiscalYear, pair: RoundingPair) -> [PrintedCheck] {
    sums(of: structure, year: year).filter {
      // Parts are adjusted within a table; its year may be another one.
      pair.rule($0.place.measure) == .controlled && $0.kind != .sumOfPeriods
    }
  }

  private static func quotient(
    _ place: FigurePlace, of structure: TableStructure, rule: RoundingRule
  ) -> PrintedCheck? {
    guard place.measure.isShare, let printed = structure.table.figures[place]?.value else { return nil }
    var part = place
    part.measure = place.measure.base
    let total = structure.whole(structure.node(place), structure.column(place))
    let whole = structure.place(place.year, total.node, total.column, place.measure.base)
    guard let numerator = structure.table.figures[part]?.value,
      let denominator = structure.table.figures[whole]?.value,
      let share = rule.share(of: numerator, in: denominator, decimals: printed.decimals)
    else { return nil }
    let members = part == whole ? [place, part] : [place, part, whole]
    return PrintedCheck(kind: .quotient, place: place, printed: printed, computed: share, members: members)
  }

  private static func sumOfRows(
    _ structure: TableStructure, _ year: FiscalYear, _ node: Int, _ column: Int, _ measure: Measure
  ) -> PrintedCheck? {
    let place = structure.place(year, node, column, measure)
    let isUnprintedTotal =
      measure.isShare && structure.nodes[node].parent == nil && structure.whole(node, column) == (node, column)
    let parts = structure.nodes[node].parts
    let whole = structure.table.figures[place]?.value
    guard let printed = whole ?? (isUnprintedTotal ? FixedPoint(units: 100, decimals: 0) : nil) else {
      return nil
    }
    return sum(
      measure.isShare ? .sumOfShares : .sumOfRows, place, printed, isPrinted: whole != nil,
      parts: parts.map { structure.place(year, $0, column, measure) }, structure)
  }

  private static func sumsOfColumns(
    _ structure: TableStructure, _ year: FiscalYear, _ node: Int, _ measure: Measure
  ) -> [PrintedCheck] {
    structure.columns.indices.flatMap { column in
      structure.columnSums[column].compactMap { parts in
        let place = structure.place(year, node, column, measure)
        guard let printed = structure.table.figures[place]?.value, let first = parts.first else { return nil }
        let isOfPeriods = structure.columns[first].category == structure.columns[column].category
        return sum(
          isOfPeriods ? .sumOfPeriods : .sumOfCategories, place, printed, isPrinted: true,
          parts: parts.map { structure.place(year, node, $0, measure) }, structure)
      }
    }
  }

  private static func sum(
    _ kind: Kind, _ place: FigurePlace, _ printed: FixedPoint, isPrinted: Bool, parts: [FigurePlace],
    _ structure: TableStructure
  ) -> PrintedCheck? {
    let values = parts.compactMap { structure.table.figures[$0]?.value }
    guard !parts.isEmpty, values.count == parts.count, let sum = FixedPoint.sum(values) else { return nil }
    // Shares of an empty column are 0 and add up to 0, whatever the total row says.
    if kind == .sumOfShares && sum.units == 0 { return nil }
    return PrintedCheck(
      kind: kind, place: place, printed: printed, computed: sum, members: (isPrinted ? [place] : []) + parts)
  }
}
