/// A kind of deviation that the test looks for; each is one statistic of a history.
public enum FairnessFamily: String, CaseIterable, Sendable, Hashable {
  /// T large: wins spread less evenly than draws spread them.
  case high = "overall-high"
  /// T small, or winners that take turns: wins spread more evenly than draws spread them.
  case low = "overall-low"
  /// The largest deviation of a firm.
  case firms
  /// The places of the winners in the order of arrival.
  case arrival
  /// All pairs of an officer and a firm.
  case officers
  /// The pair of an officer and a firm that deviates most.
  case officerPairs = "officer-pairs"
  /// The largest run of wins or losses of a firm, for the number of its draws.
  case firmStreaks = "firm-streaks"
  /// Anybody's largest run of wins.
  case streak
  /// The set of affiliated firms that deviates most.
  case affiliates
}

/// One p-value for all families together.
///
/// Record and replicates are ranked together in each family, ties against the record; the p-value is the rank of the
/// record's smallest family p among those of all histories. Record and replicates go through the same function, so that
/// P(p ≤ a) ≤ a whatever the families and their dependence.
///
/// Source: Westfall and Young, *Resampling-Based Multiple Testing* (1993), §2.2 (min P).
public struct FairnessHeadline: Sendable, Hashable {
  /// One family.
  public struct Test: Sendable, Hashable {
    /// The family.
    public var family: FairnessFamily
    /// The record's statistic.
    public var statistic: Double
    /// Its Monte-Carlo p-value, not adjusted for the other families.
    public var pValue: Double
  }

  /// The families in their order.
  public let tests: [Test]
  /// The joint p-value.
  public let pValue: Double
  /// The joint p-value if nobody asked whether the record is too even.
  public let pValueWithoutLow: Double
  /// The smallest joint p-value among record and replicates: what these tied sets let one reach.
  public let reachable: Double
  /// The replicates.
  public let replicates: Int
  /// The smallest rank of record and replicates, ascending.
  private let ascending: [Int32]

  /// The family with the smallest p-value.
  public var leading: Test? { tests.min { $0.pValue < $1.pValue } }

  /// Ranks a record among replicates.
  ///
  /// - Parameter values: the families with the record's statistic and those of the replicates; large is suspicious.
  /// - Complexity: O(families × replicates × log replicates).
  init(_ values: [(family: FairnessFamily, observed: Double, replicates: [Double])]) {
    let count = values.first?.replicates.count ?? 0
    let total = Double(count + 1)
    let ranks = values.map { Self.ranks([$0.observed] + $0.replicates) }
    tests = zip(values, ranks).map { value, ranks in
      Test(family: value.family, statistic: value.observed, pValue: Double(ranks[0]) / total)
    }
    replicates = count
    let smallest = Self.smallest(ranks, count: count + 1)
    pValue = Double(smallest.count { $0 <= smallest[0] }) / total
    ascending = smallest.sorted()
    let least = ascending.first ?? 0
    reachable = Double(smallest.count { $0 == least }) / total
    let others = zip(values, ranks).filter { $0.0.family != .low }.map(\.1)
    let withoutLow = Self.smallest(others, count: count + 1)
    pValueWithoutLow = Double(withoutLow.count { $0 <= withoutLow[0] }) / total
  }

  /// The largest joint p-value among record and replicates that is at most a level, 0 where none is: what a level is worth
  /// where few values are possible.
  ///
  /// - Complexity: O(replicates).
  public func attainable(atMost level: Double) -> Double {
    let most = Int(level * Double(replicates + 1) + 1e-9)
    // Histories of equal rank have one p-value: that of the last of them.
    var reached = most
    while reached > 0, reached < ascending.count, ascending[reached - 1] == ascending[reached] { reached -= 1 }
    return Double(min(reached, ascending.count)) / Double(replicates + 1)
  }

  /// The fewest replicates with which a record that is the most extreme of all in one family is below a level.
  public static func leastReplicates(families: Int, alpha: Double) -> Int {
    var least = Int((Double(families) / alpha).rounded(.down))
    while Double(families) / Double(least + 1) >= alpha { least += 1 }
    return least
  }

  /// Of each history in how many its value is reached, itself among them.
  private static func ranks(_ values: [Double]) -> [Int32] {
    let sorted = values.sorted()
    return values.map { value in
      // Histories that differ by names only have equal statistics; rounding must not make them unequal.
      let threshold = value - 1e-9 * max(1, abs(value))
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < threshold { low = middle + 1 } else { high = middle }
      }
      return Int32(sorted.count - low)
    }
  }

  private static func smallest(_ ranks: [[Int32]], count: Int) -> [Int32] {
    (0..<count).map { history in ranks.reduce(Int32.max) { min($0, $1[history]) } }
  }
}
