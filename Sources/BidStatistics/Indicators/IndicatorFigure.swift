import Procurement
import ShareStatistics

/// The value of an indicator for some tenders, with what it is a ratio of.
public struct IndicatorFigure: Sendable, Hashable {
  /// The numerator of one ratio, or a count; nil for means of rates and quantiles.
  public var numerator: Int128?
  /// The denominator of one ratio; nil for counts, means of rates and quantiles.
  public var denominator: Int128?
  /// The value, rounded once from the exact one; nil where the denominator is 0 or the input cannot show it.
  public var value: FixedPoint?
  /// On how many tenders, bids or firms it rests; the denominator where that is a number of them.
  public var base: Int?

  /// A count.
  init(count: Int) {
    numerator = Int128(count)
    value = FixedPoint(units: Int64(count), decimals: 0)
  }

  /// An amount of money; nil as a value beyond Int64.
  init(amount: Int128, of base: Int) {
    numerator = amount
    value = Int64(exactly: amount).map { FixedPoint(units: $0, decimals: 0) }
    self.base = base
  }

  /// A share in percent.
  ///
  /// - Parameter base: on how much it rests, where the denominator is an amount.
  init(_ numerator: Int128, of denominator: Int128, base: Int? = nil, decimals: Int = 2) {
    (self.numerator, self.denominator) = (numerator, denominator)
    value =
      denominator > 0
      ? FixedPoint(
        units: RoundingRule.halfUp.rounded(
          numerator, over: denominator, scale: 100 * FixedPoint.powerOfTen(decimals)), decimals: decimals) : nil
    self.base = base ?? Int(exactly: denominator)
  }

  /// A share of counts in percent.
  init(share part: Int, of whole: Int) { self.init(Int128(part), of: Int128(whole)) }

  /// A mean of whole numbers.
  init(sum: Int, over count: Int, decimals: Int = 2) {
    (numerator, denominator, base) = (Int128(sum), Int128(count), count)
    value =
      count > 0
      ? FixedPoint(
        units: RoundingRule.halfUp.rounded(
          Int128(sum), over: Int128(count), scale: FixedPoint.powerOfTen(decimals)), decimals: decimals) : nil
  }

  /// A value that is no single ratio.
  init(value: FixedPoint?, base: Int) { (self.value, self.base) = (value, base) }

  /// A share in percent with two decimals; nil where the whole is 0.
  public static func share(_ part: Int128, of whole: Int128) -> FixedPoint? { IndicatorFigure(part, of: whole).value }

  /// Nothing: the input cannot show it.
  static let unknown = IndicatorFigure()
  private init() {}
}
