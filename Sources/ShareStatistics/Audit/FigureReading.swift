import Procurement

/// What a printed figure says: a quotient of exact values, in units of its last printed digit.
///
/// A share is 100·10^d·part / total, an amount or count 10^d·value / unit.
struct FigureReading {
  /// What the exact value is divided by.
  enum Denominator {
    /// The exact value of the cell of which a share is taken.
    case total(node: Int, column: Int)
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
  /// Whether the printed number is the exact one, as for counts without a unit.
  let isExact: Bool

  /// Reads the figure printed at a place.
  init(_ value: FixedPoint, at place: FigurePlace, in structure: TableStructure) {
    self.place = place
    self.value = value
    base = place.measure.base
    node = structure.node(place)
    column = structure.column(place)
    let power = Int128(FixedPoint.powerOfTen(value.decimals))
    scale = place.measure.isShare ? 100 * power : power
    isExact = place.measure == .count && structure.table.countUnit == 1
    if place.measure.isShare {
      let whole = structure.whole(node, column)
      denominator = .total(node: whole.node, column: whole.column)
    } else {
      denominator = .constant(Int128(structure.unit(place.measure)))
    }
  }

  /// The quotients that the figure stands for.
  func bracket(_ pair: RoundingPair) -> RoundingBracket { bracket(units: value.units, pair) }

  /// The quotients that another number in the figure's place would stand for.
  func bracket(units: Int64, _ pair: RoundingPair) -> RoundingBracket {
    isExact ? RoundingBracket(exactly: units) : RoundingBracket(units, rule: pair.rule(place.measure))
  }

  /// Whether a number in the figure's place is acceptable where the total is 0: 0, and 100 for the total itself.
  func allowsEmptyTotal(units: Int64) -> Bool {
    guard case .total = denominator else { return false }
    return units == 0 || (isOfItself && Int128(units) == scale)
  }

  /// Whether it is the share of a total in itself.
  var isOfItself: Bool {
    guard case .total(let node, let column) = denominator else { return false }
    return node == self.node && column == self.column
  }
}
