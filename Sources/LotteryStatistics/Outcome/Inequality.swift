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
    self = positive.sorted().withUnsafeBufferPointer { Self(ascending: $0, count: count) }
  }

  /// The measures of some positive amounts in ascending order among `count` of which the rest are 0.
  init(ascending: UnsafeBufferPointer<Double>, count: Int) {
    let sum = ascending.reduce(0, +)
    var sums = Sums(positive: ascending.count, count: count)
    for value in ascending { sums.add(value / sum) }
    self.init(sums, largest: ascending.last ?? 0)
  }

  /// The measures of small whole numbers among `count` of which the rest are 0, digit by digit those of the same numbers in
  /// ascending order.
  ///
  /// - Parameter frequencies: how many there are of each number from 0.
  /// - Complexity: O(numbers) additions, one logarithm for each different number.
  init(frequencies: ArraySlice<Int>, count: Int) {
    let positive = frequencies.dropFirst()
    var (total, sum) = (0, 0)
    for (value, times) in zip(1..., positive) { (total, sum) = (total + times, sum + value * times) }
    var sums = Sums(positive: total, count: count)
    for (value, times) in zip(1..., positive) where times > 0 { sums.add(Double(value) / Double(sum), times: times) }
    self.init(sums, largest: Double((positive.lastIndex { $0 > 0 } ?? frequencies.startIndex) - frequencies.startIndex))
  }

  private init(_ sums: Sums, largest: Double) {
    let n = Double(sums.count)
    guard largest > 0 else {
      values = [.nan, .nan, .nan, .nan, sums.count > 0 ? 0 : .nan, 0]
      return
    }
    values = [
      (2 * sums.ranked - n - 1) / n, sums.squares, Self.logarithm(n) - sums.entropy, sums.entropy,
      Double(sums.positive) / n, largest,
    ]
  }

  /// What the measures are made of, share by share in ascending order.
  private struct Sums {
    let positive: Int
    let count: Int
    private(set) var ranked = 0.0
    private(set) var squares = 0.0
    private(set) var entropy = 0.0
    private var place: Int

    init(positive: Int, count: Int) {
      (self.positive, self.count) = (positive, count)
      place = count - positive
    }

    /// Adds equal shares, each by itself: a product would round otherwise than the sum.
    @inline(__always)
    mutating func add(_ share: Double, times: Int = 1) {
      let (square, term) = (share * share, Inequality.entropyTerm(share))
      for _ in 0..<times {
        place += 1
        ranked += Double(place) * share
        squares += square
        entropy += term
      }
    }
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
