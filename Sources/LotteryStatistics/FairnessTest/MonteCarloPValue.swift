/// How often statistics of simulated histories reach an observed one.
///
/// Observed and simulated histories are exchangeable if the draws are fair, so P(value ≤ a) ≤ a whatever the number
/// of replicates. Source: Davison and Hinkley, *Bootstrap Methods and their Application* (1997), §4.2.
public struct MonteCarloPValue: Hashable, Sendable {
  /// Replicates with a larger statistic.
  public private(set) var larger = 0
  /// Replicates with an equal one, up to rounding.
  public private(set) var equal = 0
  /// All replicates.
  public private(set) var replicates = 0
  private let observed: Double

  /// A comparison with no replicate yet.
  public init(observed: Double) {
    self.observed = observed
  }

  /// A comparison with some replicates.
  public init(observed: Double, among statistics: some Sequence<Double>) {
    self.init(observed: observed)
    for statistic in statistics { add(statistic) }
  }

  /// Adds a replicate.
  public mutating func add(_ statistic: Double) {
    replicates += 1
    // Histories that differ by names only have equal statistics; rounding must not make them unequal.
    let tolerance = 1e-9 * max(1, abs(observed))
    if abs(statistic - observed) <= tolerance { equal += 1 } else if statistic > observed { larger += 1 }
  }

  /// p = (1 + #{T* ≥ T}) / (B + 1).
  public var value: Double { Double(1 + larger + equal) / Double(replicates + 1) }

  /// The standard error of the value as an estimate of what endless replicates would give.
  public var standardError: Double { (value * (1 - value) / Double(replicates + 1)).squareRoot() }

  /// A p-value that is exactly uniform under fair draws: equal statistics are ordered at random.
  ///
  /// - Parameter uniform: a uniform number from 0 to 1, independent of everything else.
  public func randomized(_ uniform: Double) -> Double {
    (Double(larger) + uniform * Double(equal + 1)) / Double(replicates + 1)
  }
}
