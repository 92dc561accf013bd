#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How unequal some non-negative amounts are.
///
/// Zeros count: the firms are those with at least one valid bid. Theil's T is ln n less the entropy of the
/// shares. All but the largest are nil where the sum is 0.
public struct Inequality: Hashable, Sendable {
  /// The measures, in the order of the results.
  public enum Measure: Int, CaseIterable, Sendable {
    /// Gini coefficient, 0 for equality to 1 − 1/n.
    case gini
    /// Herfindahl–Hirschman index, the sum of squared shares.
    case hhi
    /// Theil's T, in nats.
    case theil
    /// Shannon entropy of the shares, in nats.
    case entropy
    /// The share of firms above 0.
    case atLeastOneShare
    /// The largest amount.
    case max
  }

  private let values: [Double]

  /// The measures of some amounts, zeros included.
  ///
  /// - Complexity: O(n log n).
  public init(_ amounts: [Double]) {
    self.init(positive: amounts.filter { $0 > 0 }, count: amounts.count)
  }

  /// The measures of some positive amounts among `count` of which the rest are 0.
  ///
  /// - Complexity: O(k log k) for k positive amounts.
  init(positive: [Double], count: Int) {
    let sorted = positive.sorted()
    let sum = sorted.reduce(0, +)
    let n = Double(count)
    guard sum > 0 else {
      values = [.nan, .nan, .nan, .nan, count > 0 ? 0 : .nan, 0]
      return
    }
    var ranked = 0.0
    var squares = 0.0
    var entropy = 0.0
    for (place, value) in sorted.enumerated() {
      let share = value / sum
      ranked += Double(count - sorted.count + place + 1) * share
      squares += share * share
      entropy += Self.entropyTerm(share)
    }
    values = [
      (2 * ranked - n - 1) / n, squares, Self.logarithm(n) - entropy, entropy, Double(sorted.count) / n,
      sorted.last ?? 0,
    ]
  }

  /// A measure, or nil where the amounts sum to 0.
  public subscript(measure: Measure) -> Double? {
    let value = values[measure.rawValue]
    return value.isNaN ? nil : value
  }

  /// −s ln s, one share's part of the entropy.
  static func entropyTerm(_ share: Double) -> Double { share > 0 ? -share * log(share) : 0 }

  static func logarithm(_ value: Double) -> Double { log(value) }
}
