import Procurement

/// What a printed figure says: a quotient of exact values, in units of its last printed digit.
///
/// A share is 100·10^d·part / total, an amount 10^d·yen / unit, a count 10^d·count / 1.
struct FigureReading {
  /// What the exact value is divided by.
  enum Denominator {
    /// The exact total of the share's column.
    case total(node: Int)
    /// The unit of the figure.
    case constant(Int128)
  }

  let place: FigurePlace
  let value: FixedPoint
  let base: Measure
  let node: Int
  let column: Int
  /// The factor of the exact value, as in 10,000 for percent with two decimals.
  let scale: Int128
  let denominator: Denominator

  /// Reads the figure printed at a place.
  init(_ value: FixedPoint, at place: FigurePlace, in structure: TableStructure) {
    self.place = place
    self.value = value
    base = place.measure.base
    node = structure.node(place)
    column = structure.column(place)
    let power = Int128(FixedPoint.powerOfTen(value.decimals))
    scale = place.measure.isShare ? 100 * power : power
    switch place.measure {
    case .countShare, .amountShare: denominator = .total(node: structure.root(node))
    case .amount: denominator = .constant(Int128(structure.table.unit))
    case .count: denominator = .constant(1)
    }
  }

  /// The quotients that the figure stands for; counts are never rounded.
  func bracket(_ rule: RoundingRule) -> RoundingBracket {
    bracket(units: value.units, rule)
  }

  /// The quotients that another number in the figure's place would stand for.
  func bracket(units: Int64, _ rule: RoundingRule) -> RoundingBracket {
    place.measure == .count
      ? RoundingBracket(exactly: units) : RoundingBracket(units, rule: rule)
  }

  /// Whether a number in the figure's place is acceptable where the total is 0: 0, and 100 for the total itself.
  func allowsEmptyTotal(units: Int64) -> Bool {
    guard case .total(let root) = denominator else { return false }
    return units == 0 || (root == node && Int128(units) == scale)
  }
}
