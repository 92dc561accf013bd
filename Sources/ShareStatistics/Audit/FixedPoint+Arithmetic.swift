import Procurement

extension FixedPoint {
  /// The sum with the most decimals of any of the numbers, or nil beyond Int64.
  public static func sum(_ numbers: [FixedPoint]) -> FixedPoint? {
    let decimals = numbers.map(\.decimals).max() ?? 0
    var units: Int128 = 0
    for number in numbers {
      units += Int128(number.units) * Int128(powerOfTen(decimals - number.decimals))
    }
    return Int64(exactly: units).map { FixedPoint(units: $0, decimals: decimals) }
  }

  /// The difference with the decimals of the minuend, or nil where it needs more.
  func minus(_ other: FixedPoint) -> FixedPoint? {
    let negative = FixedPoint(units: other.units == .min ? .max : -other.units, decimals: other.decimals)
    return FixedPoint.sum([self, negative])
  }

  /// The same number with so many decimals, or nil where it has more digits.
  func exactly(decimals places: Int) -> FixedPoint? {
    if places >= decimals {
      let scaled = units.multipliedReportingOverflow(by: Self.powerOfTen(places - decimals))
      return scaled.overflow ? nil : FixedPoint(units: scaled.partialValue, decimals: places)
    }
    let (quotient, rest) = units.quotientAndRemainder(dividingBy: Self.powerOfTen(decimals - places))
    return rest == 0 ? FixedPoint(units: quotient, decimals: places) : nil
  }
}

extension RoundingRule {
  /// The share of a printed part in a printed total, in percent; nil where the total is not positive or the
  /// quotient too large to print.
  func share(of part: FixedPoint, in total: FixedPoint, decimals: Int) -> FixedPoint? {
    let places = max(part.decimals, total.decimals)
    let numerator = Int128(part.units) * Int128(FixedPoint.powerOfTen(places - part.decimals))
    let denominator = Int128(total.units) * Int128(FixedPoint.powerOfTen(places - total.decimals))
    guard denominator > 0, decimals <= 15 else { return nil }
    return fixedPoint(numerator, over: denominator, scale: 100, decimals: decimals)
  }

  /// `numerator` / `denominator` × `scale` printed with so many decimals, or nil where that is too large.
  func fixedPoint(
    _ numerator: Int128, over denominator: Int128, scale: Int64, decimals: Int
  ) -> FixedPoint? {
    let factor = scale.multipliedReportingOverflow(by: FixedPoint.powerOfTen(decimals))
    let room = Int128(Int64.max / 2) / Int128(max(1, factor.partialValue))
    guard denominator > 0, !factor.overflow, numerator.magnitude / denominator.magnitude < room.magnitude
    else { return nil }
    return FixedPoint(
      units: rounded(numerator, over: denominator, scale: factor.partialValue), decimals: decimals)
  }
}
