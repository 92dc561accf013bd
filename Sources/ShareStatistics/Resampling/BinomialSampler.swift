import CounterRandom

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Binomial and multinomial numbers from a random stream.
///
/// Exact in distribution up to the rounding of doubles. Means below 10 are drawn by inversion, others by
/// BTRS, transformed rejection with a squeeze. Source: Hörmann, *The generation of binomial random variates*,
/// Journal of Statistical Computation and Simulation 46 (1993).
struct BinomialSampler {
  /// The stream from which it draws.
  var stream: DrawStream

  /// How many of `trials` succeed, each with a chance of `successes` / `outOf`.
  ///
  /// - Complexity: O(1) on average.
  mutating func next(trials: Int, successes: Int, outOf: Int) -> Int {
    if trials == 0 || successes == 0 { return 0 }
    if successes == outOf { return trials }
    if successes > outOf - successes {
      return trials - next(trials: trials, successes: outOf - successes, outOf: outOf)
    }
    let chance = Double(successes) / Double(outOf)
    return Double(trials) * chance < 10
      ? inverted(trials, chance) : rejected(trials, chance)
  }

  /// How many of `draws` fall to each part, in proportion to its size.
  ///
  /// - Complexity: O(parts).
  mutating func multinomial(draws: Int, sizes: some Sequence<Int>, total: Int, _ body: (Int) -> Void) {
    var (drawsLeft, sizeLeft) = (draws, total)
    for size in sizes {
      let drawn = next(trials: drawsLeft, successes: size, outOf: sizeLeft)
      body(drawn)
      drawsLeft -= drawn
      sizeLeft -= size
    }
  }

  /// Uniform on the middles of 2^53 equal parts of (0, 1): never 0 or 1.
  private mutating func uniform() -> Double {
    let word: UInt64 = stream.next()
    return (Double(word >> 11) + 0.5) * 0x1p-53
  }

  private mutating func inverted(_ trials: Int, _ chance: Double) -> Int {
    let odds = chance / (1 - chance)
    let none = exp(Double(trials) * log1p(-chance))
    while true {
      var left = uniform()
      var probability = none
      for successes in 0...trials {
        if left < probability { return successes }
        left -= probability
        probability *= odds * Double(trials - successes) / Double(successes + 1)
        // What rounding left over is no number: draw again.
        if probability < 1e-300 { break }
      }
    }
  }

  private mutating func rejected(_ trials: Int, _ chance: Double) -> Int {
    let n = Double(trials)
    let deviation = (n * chance * (1 - chance)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * chance
    let centre = n * chance + 0.5
    let squeeze = 0.92 - 4.2 / b
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + centre).rounded(.down)
      if distance >= 0.07, v <= squeeze { return Int(k) }
      guard k >= 0, k <= n else { continue }
      let odds = chance / (1 - chance)
      let alpha = (2.83 + 5.1 / b) * deviation
      let mode = ((n + 1) * chance).rounded(.down)
      let height = log(v * alpha / (a / (distance * distance) + b))
      let bound =
        (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
        + Self.stirling(mode) + Self.stirling(n - mode) - Self.stirling(k) - Self.stirling(n - k)
      if height <= bound { return Int(k) }
    }
  }

  /// ln k! less Stirling's formula at k + 1: the correction of the paper.
  private static func stirling(_ k: Double) -> Double {
    if k < Double(smallStirling.count) { return smallStirling[Int(k)] }
    let x = 1 / (k + 1)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * x * x) * x * x) * x
  }

  private static let smallStirling = [
    0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
    0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
  ]
}
