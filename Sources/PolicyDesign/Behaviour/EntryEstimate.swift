#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What one bid costs over the margin of a contract (入札費用÷利益率), from how many firms entered tenders of different prices.
///
/// Of N potential entrants each enters with the probability p at which entering earns nothing: with v the tied price and m the margin,
/// m·v·E[1 / (1 + Binomial(N − 1, p))] = c, that is c / m = v·(1 − (1 − p)^N) / (N·p). Entries follow Binomial(N, p(c / m)); the estimate
/// is the most likely c / m, the interval holds what a likelihood-ratio test of 5 % does not refuse. Only the ratio is identified: bids
/// that cost twice as much for twice the margin are the same game.
public struct EntryEstimate: Sendable, Hashable {
  /// One tender in which a win costs no later chance: it stands alone, or no rule limits wins.
  public struct Observation: Sendable, Hashable {
    /// The price at which entrants tie, in yen.
    public var price: Double
    /// How many firms could have entered: a roster of the trade and grade, or the firms seen in it.
    public var potential: Int
    /// How many entered, at least 1 where empty tenders are not recorded.
    public var entrants: Int

    /// A tender.
    public init(price: Double, potential: Int, entrants: Int) {
      (self.price, self.potential, self.entrants) = (price, potential, entrants)
    }
  }

  /// Why nothing is said.
  public enum Unidentified: Error, Hashable, Sendable {
    /// No tender with at least two potential entrants.
    case noTenders
    /// Everybody entered everywhere: the ratio is at most some value.
    case everybodyEnters(atMost: Double)
    /// Neither prices nor numbers of potential entrants vary, so that nothing checks the model.
    case noVariation
  }

  /// The most likely cost over margin in yen.
  public let ratio: Double
  /// The 95 % interval.
  public let interval: ClosedRange<Double>
  /// The tenders used.
  public let count: Int
  /// The variance of entries over that of the model; well above 1 the model is wrong and the interval too narrow.
  public let dispersion: Double
  /// The interval widened by the square root of the dispersion, where that is above 1.
  public let robustInterval: ClosedRange<Double>

  /// The estimate of some tenders.
  ///
  /// - Parameter isTruncated: whether tenders that nobody entered are missing from the record.
  /// - Throws: `Unidentified`.
  /// - Complexity: O(tenders × 100 evaluations).
  public init(_ observations: [Observation], isTruncated: Bool = false) throws(Unidentified) {
    let used = observations.filter { $0.potential > 1 && $0.price > 0 && $0.entrants <= $0.potential }
    guard !used.isEmpty else { throw .noTenders }
    if used.allSatisfy({ $0.entrants == $0.potential }) {
      throw .everybodyEnters(atMost: used.map { $0.price / Double($0.potential) }.min() ?? 0)
    }
    guard Set(used.map { [$0.price, Double($0.potential)] }).count > 1 else { throw .noVariation }
    func likelihood(_ logRatio: Double) -> Double {
      used.reduce(0) { $0 + Self.logLikelihood($1, ratio: exp(logRatio), isTruncated: isTruncated) }
    }
    // Entry falls as the ratio grows; from the largest price on nobody enters.
    let low = log((used.map { $0.price / Double($0.potential) }.min() ?? 1) / 4)
    let high = log(used.map(\.price).max() ?? 1)
    let best = Self.maximum(of: likelihood, low, high)
    let top = likelihood(best)
    func end(_ outside: Double, drop: Double) -> Double {
      var (inside, outside) = (best, outside)
      if likelihood(outside) > top - drop { return outside }
      for _ in 0..<30 {
        let middle = (inside + outside) / 2
        if likelihood(middle) > top - drop { inside = middle } else { outside = middle }
      }
      return inside
    }
    // Half the 95 % point of χ² with one degree of freedom.
    let drop = 1.920_729_410_347_062
    let estimate = exp(best)
    let squares = used.reduce(0.0) { sum, tender in
      let p = Self.entryChance(tender, ratio: estimate)
      let (mean, variance) = Self.moments(tender.potential, p, isTruncated: isTruncated)
      let gap = Double(tender.entrants) - mean
      return sum + gap * gap / max(variance, 1e-9)
    }
    ratio = estimate
    interval = exp(end(low, drop: drop))...exp(end(high, drop: drop))
    count = used.count
    dispersion = squares / Double(max(1, used.count - 1))
    let wide = drop * max(1, dispersion)
    robustInterval = exp(end(low, drop: wide))...exp(end(high, drop: wide))
  }

  /// The probability with which each potential entrant enters, where entering earns nothing on average.
  static func entryChance(_ tender: Observation, ratio: Double) -> Double {
    func cost(_ p: Double) -> Double {
      let n = Double(tender.potential)
      return p < 1e-12 ? tender.price : tender.price * (1 - pow(1 - p, n)) / (n * p)
    }
    if ratio <= tender.price / Double(tender.potential) { return 1 }
    if ratio >= tender.price { return 0 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<32 {
      let middle = (low + high) / 2
      if cost(middle) > ratio { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func logLikelihood(_ tender: Observation, ratio: Double, isTruncated: Bool) -> Double {
    // A chance of exactly 0 or 1 would forbid what a slip of a bidder allows.
    let p = min(max(entryChance(tender, ratio: ratio), 1e-6), 1 - 1e-6)
    let (n, k) = (Double(tender.potential), Double(tender.entrants))
    let value = k * log(p) + (n - k) * log(1 - p)
    return isTruncated ? value - log(1 - pow(1 - p, n)) : value
  }

  private static func moments(_ potential: Int, _ p: Double, isTruncated: Bool) -> (mean: Double, variance: Double) {
    let n = Double(potential)
    let (mean, variance) = (n * p, n * p * (1 - p))
    guard isTruncated else { return (mean, variance) }
    let seen = max(1 - pow(1 - p, n), 1e-12)
    let first = mean / seen
    return (first, (variance + mean * mean) / seen - first * first)
  }

  /// The maximum of a function with one peak, by golden sections around the best of 25 points.
  private static func maximum(of function: (Double) -> Double, _ low: Double, _ high: Double) -> Double {
    let steps = 24
    let grid = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
    let values = grid.map(function)
    let top = values.indices.max { values[$0] < values[$1] } ?? 0
    var (a, b) = (grid[max(0, top - 1)], grid[min(steps, top + 1)])
    let golden = 0.618_033_988_749_894_8
    for _ in 0..<36 {
      let (x, y) = (b - golden * (b - a), a + golden * (b - a))
      if function(x) > function(y) { b = y } else { a = x }
    }
    return (a + b) / 2
  }
}
