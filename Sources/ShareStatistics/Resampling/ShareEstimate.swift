import Procurement

/// A share, or a difference of shares, with what resampling says about it.
///
/// All numbers are fractions: 0.4860 is 48.60 %, a change of 0.1373 is 13.73 points. They describe contracts
/// as a sample from what might have been contracted; where the year itself is the population, the value is
/// exact and no interval is due.
public struct ShareEstimate: Hashable, Sendable {
  /// What a reader of the interval must know.
  public enum Warning: Hashable, Sendable {
    /// One contract is more than a tenth of the amount of its cell: intervals of amounts are too short.
    case largeContract(year: FiscalYear, share: Double)
    /// The cell has fewer than 30 vendors.
    case fewVendors(year: FiscalYear, vendors: Int)
    /// The share is 0 or 100 %: every resample says the same, however small the year.
    case atBound(year: FiscalYear)
    /// In so many resamples the share was a part of nothing; they are left out.
    case undefinedReplicates(Int)
  }

  /// The share or difference of the contracts as they are.
  public let value: Double
  /// The standard deviation over the resamples, nil where all are alike for lack of variation or undefined.
  public let standardError: Double?
  /// The confidence level of the intervals, as in 0.95.
  public let confidence: Double
  /// Between quantiles of the resamples, interpolated linearly.
  public let percentile: ClosedRange<Double>?
  /// Bias-corrected and accelerated (Efron 1987); nil at bounds and where a unit is a whole column.
  public let bca: ClosedRange<Double>?
  /// Clopper–Pearson for a count share where contracts of one sample are drawn; else nil.
  public let exact: ClosedRange<Double>?
  /// Newcombe's hybrid score interval for the change of such a share; else nil.
  public let newcombe: ClosedRange<Double>?
  /// What a reader must know, in the order of the cases.
  public let warnings: [Warning]
}

/// The replicates of an estimate, sorted, and the intervals that they give.
struct ReplicateDistribution {
  private let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.sorted()
  }

  var standardError: Double? {
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    let n = Double(sorted.count)
    let mean = sorted.reduce(0, +) / n
    return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }

  /// The percentile interval; nil where the replicates do not vary.
  func percentile(confidence: Double) -> ClosedRange<Double>? {
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    return quantile((1 - confidence) / 2)...quantile((1 + confidence) / 2)
  }

  /// The BCa interval for an estimate and its acceleration; nil where no quantile is meant.
  ///
  /// Replicates equal to the estimate count half. Source: Efron, *Better bootstrap confidence intervals*, JASA
  /// 82 (1987).
  func bca(estimate: Double, acceleration: Double, confidence: Double) -> ClosedRange<Double>? {
    guard sorted.count > 1 else { return nil }
    let below = Double(partition { $0 < estimate } + partition { $0 <= estimate }) / 2
    let bias = NormalDistribution.quantile(below / Double(sorted.count))
    guard bias.isFinite else { return nil }
    let tail = NormalDistribution.quantile((1 - confidence) / 2)
    func level(_ z: Double) -> Double? {
      let shifted = bias + z
      let divisor = 1 - acceleration * shifted
      // Beyond this pole the correction would exchange the ends.
      return divisor > 0 ? NormalDistribution.cumulative(bias + shifted / divisor) : nil
    }
    guard let low = level(tail), let high = level(-tail) else { return nil }
    let ends = (quantile(low), quantile(high))
    return ends.0 <= ends.1 ? ends.0...ends.1 : nil
  }

  /// The number of replicates at the front that fulfil a condition.
  private func partition(_ isFront: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isFront(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The quantile between order statistics, linearly (type 7 of Hyndman and Fan).
  private func quantile(_ level: Double) -> Double {
    let position = level * Double(sorted.count - 1)
    let index = min(max(Int(position), 0), sorted.count - 2)
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
  }
}
