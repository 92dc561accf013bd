import BigInt
import Procurement
import ShareStatistics

/// The sum of many quotients between two bounds, so that their mean can be rounded as if it were rational.
///
/// Each quotient is cut off at 2^-64; the sum is at least what was added up and less than that plus 2^-64 for each quotient that
/// was cut. Sums add up in any order to the same bits. Where the bounds round differently, 192 more bits are taken, and where
/// these do not decide either the sum is made of rationals: a tie.
public struct RateSum: Hashable, Sendable {
  /// Whole numbers.
  private var whole: Int128 = 0
  /// 2^-64ths, carried into `whole`.
  private var fraction: UInt64 = 0
  /// Quotients that were cut off.
  private var cut: UInt64 = 0
  /// How many quotients were added.
  public private(set) var count = 0

  /// The sum of no quotient.
  public init() {}

  /// Adds a quotient.
  ///
  /// - Complexity: two divisions of the machine.
  @inline(__always)
  public mutating func add(_ rate: AwardRate) {
    precondition(rate.award >= 0 && rate.ceiling > 0, "a price and a ceiling")
    let (divisor, award) = (UInt64(rate.ceiling), UInt64(rate.award))
    let (quotient, rest) = award.quotientAndRemainder(dividingBy: divisor)
    let (bits, remainder) = divisor.dividingFullWidth((rest, 0))
    let (sum, overflow) = fraction.addingReportingOverflow(bits)
    fraction = sum
    whole += Int128(quotient) + (overflow ? 1 : 0)
    if remainder > 0 { cut += 1 }
    count += 1
  }

  /// Adds the quotients of another sum.
  public mutating func merge(_ other: RateSum) {
    let (sum, overflow) = fraction.addingReportingOverflow(other.fraction)
    fraction = sum
    whole += other.whole + (overflow ? 1 : 0)
    (cut, count) = (cut + other.cut, count + other.count)
  }

  /// The mean of the quotients to some digits, for estimates.
  var approximateMean: Double {
    count > 0 ? (Double(whole) + Double(fraction) * 0x1p-64) / Double(count) : 0
  }

  /// The mean in percent, rounded half-up as the rational number that it is; nil without quotients.
  ///
  /// - Parameters:
  ///   - decimals: of the printed percentage.
  ///   - rates: the quotients themselves, for the case that the bounds do not decide.
  public func meanPercent(decimals: Int, of rates: () -> [AwardRate]) -> FixedPoint? {
    guard count > 0 else { return nil }
    let scale = 100 * FixedPoint.powerOfTen(decimals)
    if whole < Int128(1) << 40, count < 1 << 24 {
      let low = whole << 64 + Int128(fraction)
      let divisor = Int128(count) << 64
      let least = RoundingRule.halfUp.rounded(low, over: divisor, scale: scale)
      if least == RoundingRule.halfUp.rounded(low + Int128(cut), over: divisor, scale: scale) {
        return FixedPoint(units: least, decimals: decimals)
      }
    }
    return Self.refined(rates(), scale: scale).map { FixedPoint(units: $0, decimals: decimals) }
  }

  /// The mean of rates times a scale, rounded half-up, with 256 bits behind the point, and by rationals where these do not decide.
  static func refined(_ rates: [AwardRate], scale: Int64) -> Int64? {
    var (sum, cut) = (BigInt(0), 0)
    for rate in rates {
      let (quotient, rest) = (BigInt(rate.award) << 256).quotientAndRemainder(dividingBy: BigInt(rate.ceiling))
      sum += quotient
      if rest > 0 { cut += 1 }
    }
    let divisor = BigInt(rates.count) << 256
    func rounded(_ sum: BigInt) -> BigInt { (2 * sum * BigInt(scale) + divisor) / (2 * divisor) }
    let least = rounded(sum)
    if least == rounded(sum + BigInt(cut)) { return Int64(exactly: least) }
    return rational(rates, scale: scale)
  }

  /// The mean of rates to within 2^-255 of it; there must be one.
  static func mean(_ rates: [AwardRate]) -> ExactRatio {
    let sum = rates.reduce(BigInt(0)) { $0 + (BigInt($1.award) << 257) / BigInt($1.ceiling) + 1 }
    return ExactRatio(sum, BigInt(rates.count) << 257)
  }

  /// The same from a sum of rationals: right always, and slow where denominators have little in common.
  public static func rational(_ rates: [AwardRate], scale: Int64) -> Int64? {
    func sum(_ rates: ArraySlice<AwardRate>) -> (BigInt, BigInt) {
      if rates.count == 1, let rate = rates.first { return (BigInt(rate.award), BigInt(rate.ceiling)) }
      let half = rates.startIndex + rates.count / 2
      let ((a, b), (c, d)) = (sum(rates[..<half]), sum(rates[half...]))
      let (numerator, denominator) = (a * d + c * b, b * d)
      let common = numerator.greatestCommonDivisor(with: denominator)
      return common > 1 ? (numerator / common, denominator / common) : (numerator, denominator)
    }
    guard !rates.isEmpty else { return nil }
    let (numerator, denominator) = sum(rates[...])
    let divisor = denominator * BigInt(rates.count)
    return Int64(exactly: (2 * numerator * BigInt(scale) + divisor) / (2 * divisor))
  }
}
