/// Score intervals of chances: Wilson's, and Newcombe's for the difference of two.
///
/// Sources: Wilson, *Probable inference*, JASA 22 (1927); Newcombe, *Interval estimation for the difference between
/// independent proportions*, Statistics in Medicine 17 (1998), method 10.
package enum ScoreInterval {
  /// Wilson's interval: the chances that a score test does not reject; all from 0 to 1 without a trial.
  static func wilson(successes: Int, trials: Int, confidence: Double) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    let (n, x) = (Double(trials), Double(successes))
    let (middle, divisor) = (x + z * z / 2, n + z * z)
    let spread = z * (x * (n - x) / n + z * z / 4).squareRoot()
    // At the ends the formula is exact, and rounding would leave it by an ulp.
    let low = successes == 0 ? 0 : (middle - spread) / divisor
    let high = successes == trials ? 1 : (middle + spread) / divisor
    return max(0, low)...min(1, max(low, high))
  }

  /// Newcombe's interval for a later chance less an earlier one, from independent trials.
  package static func difference(
    after: (successes: Int, trials: Int), before: (successes: Int, trials: Int), confidence: Double
  ) -> ClosedRange<Double>? {
    guard after.trials > 0, before.trials > 0 else { return nil }
    let later = wilson(successes: after.successes, trials: after.trials, confidence: confidence)
    let earlier = wilson(successes: before.successes, trials: before.trials, confidence: confidence)
    let p = Double(after.successes) / Double(after.trials)
    let q = Double(before.successes) / Double(before.trials)
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let low = p - q - length(p - later.lowerBound, earlier.upperBound - q)
    let high = p - q + length(later.upperBound - p, q - earlier.lowerBound)
    return max(-1, low)...min(1, max(low, high))
  }
}
