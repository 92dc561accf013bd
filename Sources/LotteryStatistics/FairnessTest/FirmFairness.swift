/// What the draws say about one firm.
public struct FirmFairness: Sendable, Hashable {
  /// How the tails of the wins were had.
  public enum TailMethod: String, Sendable, Hashable {
    /// From the exact distribution of wins under the policy.
    case exact
    /// As if the sets left after exclusion had been drawn independently.
    case approximate
    /// From the replicates, where the exact distribution is too costly.
    case simulated
  }

  /// The firm, a position in the record's register.
  public var firm: Int
  /// In how many ties it stood.
  public var ties: Int
  /// Its wins.
  public var wins: Int
  /// The wins to be expected under the policy, before anything is drawn.
  public var expected: Double
  /// Wins less what each draw led one to expect given who had won before.
  public var residual: Double
  /// The residual over its standard deviation.
  public var deviation: Double
  /// Twice the smaller tail of its wins, at most 1.
  public var pValue: Double
  /// How the tails were had.
  public var method: TailMethod
  /// Whether any number of its wins could have been a finding (Tarone).
  public var isTestable: Bool
  /// Holm's adjustment over the testable firms; nil for the others.
  public var holm: Double?
  /// Benjamini and Hochberg's adjustment over the testable firms, approximate; nil for the others.
  public var benjaminiHochberg: Double?
  /// Westfall and Young's step-down adjustment of the deviation over all firms; it decides.
  public var adjusted: Double

  /// All tested firms, the most suspicious first.
  static func all(
    _ runner: HistoryRunner, observed: HistoryRunner.Observed, tails: [WinDistribution?],
    counts: HistoryRunner.Counts, replicates: Int, alpha: Double
  ) -> [FirmFairness] {
    let adjusted = counts.stepDown.adjusted(histories: replicates)
    let exact: TailMethod = runner.record.isAfterExclusion ? .approximate : .exact
    var smallest: [Double] = []
    var firms = runner.layout.firms.indices.map { firm -> FirmFairness in
      let residual = observed.residuals[firm]
      var result = FirmFairness(
        firm: runner.layout.firms[firm], ties: runner.layout.ties[firm], wins: observed.wins[firm], expected: 0,
        residual: residual, deviation: runner.deviation(residual, firm) * (residual < 0 ? -1 : 1), pValue: 1,
        method: exact, isTestable: true, holm: nil, benjaminiHochberg: nil, adjusted: adjusted[firm])
      if let distribution = tails[firm] {
        result.expected = distribution.mean
        result.pValue = distribution.twoSided(observed.wins[firm])
        smallest.append(distribution.smallestTwoSided)
      } else {
        let tail = min(counts.atMost[firm], counts.atLeast[firm])
        result.method = .simulated
        result.expected = Double(counts.wins[firm]) / Double(max(1, replicates))
        result.pValue = min(1, 2 * Double(1 + tail) / Double(replicates + 1))
        smallest.append(2 / Double(replicates + 1))
      }
      return result
    }
    let testable = MultipleTesting.testable(smallest: smallest, alpha: alpha)
    let tested = firms.indices.filter { testable[$0] }
    let values = tested.map { firms[$0].pValue }
    let holm = MultipleTesting.holm(values)
    let rate = MultipleTesting.benjaminiHochberg(values)
    for firm in firms.indices { firms[firm].isTestable = testable[firm] }
    for (place, firm) in tested.enumerated() {
      firms[firm].holm = holm[place]
      firms[firm].benjaminiHochberg = rate[place]
    }
    return firms.sorted { a, b in
      let (x, y) = ((a.adjusted, -abs(a.deviation)), (b.adjusted, -abs(b.deviation)))
      return x != y ? x < y : a.firm < b.firm
    }
  }
}
