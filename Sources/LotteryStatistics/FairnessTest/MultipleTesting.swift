/// Corrections for testing many firms at once; all take p-values in the order of the firms and give them back so.
enum MultipleTesting {
  /// Holm's adjusted p-values: whatever the dependence, the chance of one false finding is at most the level.
  ///
  /// Source: Holm, *A simple sequentially rejective multiple test procedure* (1979).
  /// - Complexity: O(n log n).
  static func holm(_ values: [Double]) -> [Double] {
    var adjusted = values
    var highest = 0.0
    for (rank, index) in ascending(values).enumerated() {
      highest = max(highest, min(1, Double(values.count - rank) * values[index]))
      adjusted[index] = highest
    }
    return adjusted
  }

  /// Benjamini and Hochberg's adjusted p-values; with dependent tests the false discovery rate is approximate.
  ///
  /// Source: Benjamini and Hochberg, *Controlling the false discovery rate* (1995).
  /// - Complexity: O(n log n).
  static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    var adjusted = values
    var lowest = 1.0
    for (rank, index) in ascending(values).enumerated().reversed() {
      lowest = min(lowest, values[index] * Double(values.count) / Double(rank + 1))
      adjusted[index] = lowest
    }
    return adjusted
  }

  /// Which tests can reach a level at all once it is divided by their own number.
  ///
  /// The smallest k is sought for which at most k tests have an attainable p-value of alpha / k or less; the others
  /// could never be findings and are left out, which costs no error. Source: Tarone, *A modified Bonferroni method
  /// for discrete data* (1990).
  /// - Parameter smallest: the smallest attainable p-value of each test.
  static func testable(smallest: [Double], alpha: Double) -> [Bool] {
    var divisor = 1
    while divisor < smallest.count, smallest.count(where: { $0 <= alpha / Double(divisor) }) > divisor { divisor += 1 }
    return smallest.map { $0 <= alpha / Double(divisor) }
  }

  private static func ascending(_ values: [Double]) -> [Int] {
    values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }
}

/// Westfall and Young's step-down maximum: counts how often the largest of the statistics that are still in
/// question reaches each observed one, over histories in which all is fair.
///
/// Source: Westfall and Young, *Resampling-Based Multiple Testing* (1993), algorithm 4.1. Counts add up over parts
/// of the histories.
struct StepDownMaximum: Sendable {
  /// The firms from the largest observed statistic to the smallest.
  let order: [Int]
  private let thresholds: [Double]
  /// Of each place in `order`, in how many histories the maximum from there on is at least the observed one.
  private(set) var counts: [Int]

  /// A count of no history yet.
  ///
  /// - Parameter observed: the statistic of each firm, large where suspicious.
  init(observed: [Double]) {
    let order = observed.indices.sorted { (observed[$1], $0) < (observed[$0], $1) }
    // Statistics that are equal in exact arithmetic must count as equal.
    thresholds = order.map { observed[$0] - 1e-9 * max(1, observed[$0]) }
    self.order = order
    counts = [Int](repeating: 0, count: order.count)
  }

  /// Counts a history.
  ///
  /// - Complexity: O(firms).
  mutating func add(_ statistic: (Int) -> Double) {
    var highest = 0.0
    for place in order.indices.reversed() {
      highest = max(highest, statistic(order[place]))
      if highest >= thresholds[place] { counts[place] += 1 }
    }
  }

  /// Adds the counts of other histories.
  mutating func merge(_ other: StepDownMaximum) {
    for place in counts.indices { counts[place] += other.counts[place] }
  }

  /// The adjusted p-value of each firm after so many histories.
  func adjusted(histories: Int) -> [Double] {
    var adjusted = [Double](repeating: 1, count: order.count)
    var highest = 0.0
    for (place, firm) in order.enumerated() {
      highest = max(highest, Double(1 + counts[place]) / Double(histories + 1))
      adjusted[firm] = highest
    }
    return adjusted
  }
}
