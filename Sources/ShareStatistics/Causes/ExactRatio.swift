import BigInt
import Procurement

/// A rational number without bounds: decompositions multiply shares, and a printed digit must be exact.
public struct ExactRatio: Hashable, Sendable {
  private let numerator: BigInt
  /// Above 0; the ratio is in lowest terms, so that equality is of numbers.
  private let denominator: BigInt

  /// Zero.
  public static let zero = ExactRatio(0)

  /// A whole number.
  public init(_ value: Int64) {
    numerator = BigInt(value)
    denominator = 1
  }

  /// A quotient; nil where the divisor is 0.
  public init?(_ numerator: Int64, over denominator: Int64) {
    guard denominator != 0 else { return nil }
    self.init(BigInt(numerator), BigInt(denominator))
  }

  /// A quotient of whole numbers of any size; the divisor must not be 0.
  package init(_ numerator: BigInt, _ denominator: BigInt) {
    let divisor = numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// The sum.
  public static func + (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    ExactRatio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }

  /// The difference.
  public static func - (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    ExactRatio(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)
  }

  /// The product.
  public static func * (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    ExactRatio(a.numerator * b.numerator, a.denominator * b.denominator)
  }

  /// The quotient; nil where the divisor is 0.
  public static func / (a: ExactRatio, b: ExactRatio) -> ExactRatio? {
    b.numerator == 0 ? nil : ExactRatio(a.numerator * b.denominator, a.denominator * b.numerator)
  }

  /// The sum of many ratios.
  ///
  /// Denominators grow with every ratio, and one sum after another would carry the largest through all of them: halves are
  /// summed instead, so that only the last few sums are of long numbers.
  static func sum(_ ratios: some RandomAccessCollection<ExactRatio>) -> ExactRatio {
    guard ratios.count > 2 else { return ratios.reduce(.zero, +) }
    let half = ratios.count / 2
    return sum(ratios.prefix(half)) + sum(ratios.dropFirst(half))
  }

  /// Half of the number.
  var half: ExactRatio { ExactRatio(numerator, denominator * 2) }

  /// Whether the number is above 0, 0 or below.
  var sign: Int { numerator == 0 ? 0 : (numerator < 0 ? -1 : 1) }

  /// The number in printed digits; nil where it is beyond Int64.
  ///
  /// - Parameters:
  ///   - decimals: digits behind the point, 0 to 15.
  ///   - rule: how; halves go away from zero under half-up.
  public func rounded(decimals: Int, rule: RoundingRule = .halfUp) -> FixedPoint? {
    scaledAndRounded(by: FixedPoint.powerOfTen(decimals), rule: rule).map {
      FixedPoint(units: $0, decimals: decimals)
    }
  }

  /// The number in percent, in printed digits; nil where it is beyond Int64.
  public func percent(decimals: Int, rule: RoundingRule = .halfUp) -> FixedPoint? {
    (self * ExactRatio(100)).rounded(decimals: decimals, rule: rule)
  }

  private func scaledAndRounded(by scale: Int64, rule: RoundingRule) -> Int64? {
    let (quotient, remainder) = (numerator.magnitude * BigUInt(scale)).quotientAndRemainder(
      dividingBy: denominator.magnitude)
    let twice = remainder * 2
    let goesUp =
      switch rule {
      case .truncate: false
      case .up: remainder > 0
      case .halfUp, .controlled: twice >= denominator.magnitude
      case .halfEven: twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
      }
    guard let magnitude = Int64(exactly: quotient + (goesUp ? 1 : 0)) else { return nil }
    return numerator < 0 ? -magnitude : magnitude
  }
}

extension ExactRatio: Comparable {
  /// Orders by number.
  public static func < (a: ExactRatio, b: ExactRatio) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}
