import Procurement
import ShareStatistics

/// Where a change would lie if the tenders of each year were a random sample: an estimate with its error, and no exact figure.
///
/// A year's record is all of its tenders, so that a change is what it is; an interval has a meaning only where the years stand for
/// something larger. Means of rates and rates of sums have the normal interval of two independent samples, the rate of sums with the
/// residuals a − R·c of a ratio (Cochran, *Sampling Techniques*, 1977, chapter 6); shares have the hybrid score interval (Newcombe,
/// *Statistics in Medicine* 17, 1998, method 10).
public struct ChangeInterval: Sendable {
  /// In percentage points.
  public var low, high: Double

  private static let confidence = 0.95

  /// The interval of 95 % of a change; nil for other indicators and for years with fewer than two tenders.
  ///
  /// - Complexity: O(awards).
  public init?(_ indicator: BidIndicator, of table: IndicatorTable, from: TenderYear, to: TenderYear) {
    guard let before = table[.year(from)]?.sums, let after = table[.year(to)]?.sums else { return nil }
    switch indicator {
    case .rateMean, .rateOfSums:
      guard let a = Self.estimate(indicator, before), let b = Self.estimate(indicator, after) else { return nil }
      let half = NormalDistribution.quantile((1 + Self.confidence) / 2) * (a.variance + b.variance).squareRoot()
      (low, high) = (100 * (b.value - a.value - half), 100 * (b.value - a.value + half))
    case .singleBid:
      guard before.withBidder > 1, after.withBidder > 1 else { return nil }
      guard
        let range = ScoreInterval.difference(
          after: (after.withOneBidder, after.withBidder), before: (before.withOneBidder, before.withBidder),
          confidence: Self.confidence)
      else { return nil }
      (low, high) = (100 * range.lowerBound, 100 * range.upperBound)
    default: return nil
    }
  }

  /// A rate and the variance of its estimate.
  private static func estimate(_ indicator: BidIndicator, _ sums: TenderSums) -> (value: Double, variance: Double)? {
    let count = Double(sums.rates.count)
    guard count > 1 else { return nil }
    let mean = sums.rateSum.approximateMean
    let ratio = Double(sums.ratedAwards) / Double(sums.ratedCeilings)
    var squares = 0.0
    for rate in sums.rates {
      let (award, ceiling) = (Double(rate.award), Double(rate.ceiling))
      let residual = indicator == .rateMean ? award / ceiling - mean : award - ratio * ceiling
      squares += residual * residual
    }
    if indicator == .rateMean { return (mean, squares / (count - 1) / count) }
    let total = Double(sums.ratedCeilings)
    return (ratio, count / (count - 1) * squares / (total * total))
  }
}
