import Procurement

/// The quotients that a rounding rule prints as one number: a range with open or closed ends.
///
/// A printed number of S units of 10^−d stands for a quotient q = 10^d·n/m. Half-up prints S for
/// 2S − 1 ≤ 2q < 2S + 1; in general `low` ≤ `factor`·q ≤ `high`, where an open end excludes equality.
struct RoundingBracket {
  let factor: Int128
  let low: Int128
  let high: Int128
  let isLowOpen: Bool
  let isHighOpen: Bool

  /// The quotients printed as `units` under a rule; quotients are not negative.
  init(_ units: Int64, rule: RoundingRule) {
    let units = Int128(units)
    switch rule {
    case .halfUp: self.init(2, 2 * units - 1, 2 * units + 1, isLowOpen: false, isHighOpen: true)
    case .truncate: self.init(1, units, units + 1, isLowOpen: false, isHighOpen: true)
    case .up: self.init(1, units - 1, units, isLowOpen: true, isHighOpen: false)
    case .halfEven:
      let isOdd = units & 1 == 1
      self.init(2, 2 * units - 1, 2 * units + 1, isLowOpen: isOdd, isHighOpen: isOdd)
    case .controlled: self.init(1, units - 1, units + 1, isLowOpen: true, isHighOpen: true)
    }
  }

  /// The one quotient of an exact figure, such as a count.
  init(exactly units: Int64) {
    self.init(1, Int128(units), Int128(units), isLowOpen: false, isHighOpen: false)
  }

  private init(_ factor: Int128, _ low: Int128, _ high: Int128, isLowOpen: Bool, isHighOpen: Bool) {
    (self.factor, self.low, self.high) = (factor, low, high)
    (self.isLowOpen, self.isHighOpen) = (isLowOpen, isHighOpen)
  }

  /// Whether `numerator` / `denominator` lies inside; nil where the products exceed 128 bits.
  func contains(_ numerator: Int128, over denominator: Int128) -> Bool? {
    let value = factor.multipliedReportingOverflow(by: numerator)
    let from = low.multipliedReportingOverflow(by: denominator)
    let to = high.multipliedReportingOverflow(by: denominator)
    guard !value.overflow, !from.overflow, !to.overflow else { return nil }
    let isAbove = isLowOpen ? from.partialValue < value.partialValue : from.partialValue <= value.partialValue
    let isBelow = isHighOpen ? value.partialValue < to.partialValue : value.partialValue <= to.partialValue
    return isAbove && isBelow
  }
}
