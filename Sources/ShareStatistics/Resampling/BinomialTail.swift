#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Tails of a binomial distribution as sums of their terms: all are positive, so no digits cancel.
///
/// The largest term is Loader's saddle-point form (*Fast and accurate computation of binomial probabilities*,
/// 2000), the others follow by their ratios.
package struct BinomialTail {
  /// The number of trials.
  var trials: Int
  /// The chance of success in each, strictly between 0 and 1.
  var chance: Double

  /// The tails of so many trials with the same chance.
  package init(trials: Int, chance: Double) { (self.trials, self.chance) = (trials, chance) }

  /// P(X ≤ k).
  ///
  /// - Complexity: O(√trials) terms matter.
  package func atMost(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return Double(k) < Double(trials) * chance ? down(from: k) : 1 - up(from: k + 1)
  }

  /// P(X ≥ k).
  ///
  /// - Complexity: O(√trials) terms matter.
  func atLeast(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return Double(k) > Double(trials) * chance ? up(from: k) : 1 - down(from: k - 1)
  }

  private func down(from k: Int) -> Double {
    sum(from: term(k), over: stride(from: k, to: 0, by: -1)) {
      Double($0) / Double(trials - $0 + 1) * (1 - chance) / chance
    }
  }

  private func up(from k: Int) -> Double {
    sum(from: term(k), over: stride(from: k, to: trials, by: 1)) {
      Double(trials - $0) / Double($0 + 1) * chance / (1 - chance)
    }
  }

  private func sum(from first: Double, over places: StrideTo<Int>, ratio: (Int) -> Double) -> Double {
    var (sum, term) = (first, first)
    for place in places {
      term *= ratio(place)
      sum += term
      if term < sum * 1e-18 { break }
    }
    return min(sum, 1)
  }

  /// P(X = k).
  private func term(_ k: Int) -> Double {
    if k == 0 { return exp(Double(trials) * log1p(-chance)) }
    if k == trials { return exp(Double(trials) * log(chance)) }
    let (n, x, y) = (Double(trials), Double(k), Double(trials - k))
    let exponent =
      Self.stirlingError(n) - Self.stirlingError(x) - Self.stirlingError(y)
      - Self.deviance(x, n * chance) - Self.deviance(y, n * (1 - chance))
    return exp(exponent) * (n / (2 * Double.pi * x * y)).squareRoot()
  }

  /// ln n! less Stirling's formula, for n ≥ 1.
  private static func stirlingError(_ n: Double) -> Double {
    if n < 16 { return lgamma(n + 1) - (n + 0.5) * log(n) + n - log(2 * Double.pi) / 2 }
    let square = n * n
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / n
  }

  /// x ln(x/m) + m − x, by a series where x is near m and the formula would cancel.
  private static func deviance(_ x: Double, _ mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v
    var power = 2 * x * v
    var odd = 3.0
    while true {
      power *= v * v
      let next = sum + power / odd
      if next == sum { return sum }
      sum = next
      odd += 2
    }
  }
}

/// The Clopper–Pearson interval of a chance: exact, so its coverage is never below its confidence.
///
/// Source: Clopper and Pearson, *The use of confidence or fiducial limits*, Biometrika 26 (1934).
enum ClopperPearson {
  /// The chances that neither tail rejects; all from 0 to 1 without a trial.
  ///
  /// At the ends it has a closed form; between them the tails are bisected.
  static func interval(successes: Int, trials: Int, confidence: Double) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let tail = (1 - confidence) / 2
    let low =
      successes == 0
      ? 0
      : successes == trials
        ? exp(log(tail) / Double(trials))
        : bisect { BinomialTail(trials: trials, chance: $0).atLeast(successes) < tail }
    let high =
      successes == trials
      ? 1
      : successes == 0
        ? -expm1(log(tail) / Double(trials))
        : bisect { BinomialTail(trials: trials, chance: $0).atMost(successes) > tail }
    return low...max(low, high)
  }

  /// The chance up to which a condition holds.
  private static func bisect(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
