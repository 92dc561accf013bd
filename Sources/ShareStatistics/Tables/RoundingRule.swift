import Procurement

/// How exact quotients become printed digits.
public enum RoundingRule: String, CaseIterable, Sendable {
  /// 四捨五入: to the nearest, halves away from zero.
  case halfUp = "half-up"
  /// 切捨て: towards zero.
  case truncate
  /// 切上げ: away from zero.
  case up
  /// To the nearest, halves to the even digit.
  case halfEven = "half-even"
  /// Up or down so that printed parts add up to printed totals; a single number is rounded half-up.
  case controlled
}

extension RoundingRule {
  /// The integer that stands for `numerator` / `denominator` × `scale`, exact for all arguments.
  ///
  /// - Parameters:
  ///   - numerator: any integer.
  ///   - denominator: above 0.
  ///   - scale: a factor such as 10,000 for percent with two decimals, above 0.
  /// - Returns: the rounded quotient; a quotient beyond Int64 is a programming error.
  /// - Complexity: one 256-bit division.
  public func rounded(_ numerator: Int128, over denominator: Int128, scale: Int64 = 1) -> Int64 {
    guard let rounded = roundedIfPrintable(numerator, over: denominator, scale: scale) else {
      preconditionFailure("the quotient fits")
    }
    return rounded
  }

  /// As `rounded(_:over:scale:)`, nil where the quotient is beyond Int64: printed figures of others may be anything.
  func roundedIfPrintable(_ numerator: Int128, over denominator: Int128, scale: Int64 = 1) -> Int64? {
    precondition(denominator > 0 && scale > 0, "a positive denominator and scale")
    let divisor = denominator.magnitude
    let wide = numerator.magnitude.multipliedFullWidth(by: UInt128(scale))
    guard wide.high < divisor else { return nil }
    let (quotient, remainder) = divisor.dividingFullWidth((wide.high, wide.low))
    // remainder against divisor − remainder: doubling the remainder could overflow.
    let rest = divisor - remainder
    let goesUp =
      switch self {
      case .truncate: false
      case .up: remainder > 0
      case .halfUp, .controlled: remainder >= rest
      case .halfEven: remainder > rest || (remainder == rest && quotient & 1 == 1)
      }
    guard quotient <= UInt128(Int64.max) else { return nil }
    let magnitude = Int128(quotient) + (goesUp ? 1 : 0)
    return Int64(exactly: numerator < 0 ? -magnitude : magnitude)
  }

  /// The share of a part in a total, in percent with so many decimals; nil where the total is 0, or the part so much
  /// larger that the share is beyond Int64.
  ///
  /// - Parameters:
  ///   - part: a count, or an amount in yen.
  ///   - total: of the same measure as the part.
  ///   - decimals: of the printed percentage, 0 to 15.
  public func share(of part: Int64, in total: Int64, decimals: Int) -> FixedPoint? {
    guard total > 0 else { return nil }
    let scale = 100 * FixedPoint.powerOfTen(decimals)
    return roundedIfPrintable(Int128(part), over: Int128(total), scale: scale).map {
      FixedPoint(units: $0, decimals: decimals)
    }
  }
}
