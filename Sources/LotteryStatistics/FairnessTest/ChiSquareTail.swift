#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The upper tail of the χ² distribution, by the incomplete gamma function Q(ν/2, x/2).
///
/// A series below the mean and Lentz's continued fraction above it (*Numerical Recipes*, 3rd edition, §6.2). The
/// relative error stays below 1e-10 up to 10,000 degrees of freedom: the logarithm of the leading factor is a
/// difference of numbers of their size.
public enum ChiSquareTail {
  /// P(X ≥ x) for X with χ² distribution.
  ///
  /// - Parameters:
  ///   - x: the statistic; below 0 counts as 0.
  ///   - degreesOfFreedom: ν, from 0; without a degree X is 0.
  /// - Complexity: O(√ν) terms near the mean.
  public static func probability(above x: Double, degreesOfFreedom: Int) -> Double {
    guard degreesOfFreedom > 0 else { return x > 0 ? 0 : 1 }
    guard x > 0 else { return 1 }
    let (a, half) = (Double(degreesOfFreedom) / 2, x / 2)
    let factor = exp(a * log(half) - half - lgamma(a))
    return half < a + 1 ? 1 - factor * series(a, half) : factor * fraction(a, half)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var place = a
    while term > sum * 1e-17 {
      place += 1
      term *= x / place
      sum += term
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var value = d
    for step in 1...100_000 {
      let coefficient = -Double(step) * (Double(step) - a)
      b += 2
      d = coefficient * d + b
      if abs(d) < tiny { d = tiny }
      c = b + coefficient / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      value *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return value
  }
}
