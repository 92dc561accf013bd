/// How evenly a policy spreads wins or amounts over the firms with at least one valid bid, zeros included.
///
/// *Ex ante* are the measures of the expected values: whether firms have equal chances. *Ex post* are the
/// expected measures of what is actually won: whether wins end up spread. Entropy, Theil's T, HHI and the
/// share of firms with a win follow exactly from per-firm distributions where the number of awards is certain
/// (of amounts HHI alone, and only where the awarded sum is certain); Gini and maximum need joint laws and come
/// from simulation. A plug-in Gini of simulated means is biased upwards, as noise alone makes means differ;
/// ex-ante measures of a simulation say so by `isPlugIn`.
public struct Fairness: Sendable {
  /// One measure beside its value under chance alone.
  public struct Value: Hashable, Sendable {
    /// The measure.
    public var value: Double
    /// The standard error where simulated, nil where exact or not known.
    public var standardError: Double?
    /// The value under `independent` on the same tied sets; nil where that is not known.
    public var chance: Double?
  }

  /// The measures of expected values.
  public var exAnte: [Inequality.Measure: Value]
  /// The expected measures of realised values; a measure that is not known is absent.
  public var exPost: [Inequality.Measure: Value]
  /// Whether ex-ante measures are of simulated means, and so biased upwards.
  public var isPlugIn: Bool
}

/// What is spread over firms.
public enum FairnessUnit: CaseIterable, Sendable {
  /// The number of wins.
  case count
  /// The amount won in yen.
  case amount
}

/// The fairness of an outcome, without the comparison to chance.
struct FairnessTerms {
  var exAnte: [Inequality.Measure: Double]
  var exPost: [Inequality.Measure: (value: Double, standardError: Double?)]

  /// The terms of an outcome, with simulated ex-post measures where there are any.
  ///
  /// - Parameter firms: the totals of the outcome.
  init(
    _ outcome: LotteryOutcome, _ firms: [FirmTotal], _ unit: FairnessUnit,
    simulated: [Inequality.Measure: (value: Double, standardError: Double?)]
  ) {
    let expected = firms.map { unit == .count ? $0.wins : $0.amount }
    let inequality = Inequality(expected)
    exAnte = [:]
    for measure in Inequality.Measure.allCases { exAnte[measure] = inequality[measure] }
    // The share of firms with any chance is not what is asked: how likely a firm wins at least once is.
    exAnte[.atLeastOneShare] = Self.mean(firms.map(\.atLeastOne))
    exPost = simulated
    guard case .exact = outcome.method else { return }
    for (measure, value) in Self.exact(outcome, firms, unit) { exPost[measure] = (value, nil) }
  }

  /// What follows exactly from per-firm laws.
  private static func exact(
    _ outcome: LotteryOutcome, _ firms: [FirmTotal], _ unit: FairnessUnit
  ) -> [Inequality.Measure: Double] {
    var found: [Inequality.Measure: Double] = [:]
    found[.atLeastOneShare] = mean(firms.map(\.atLeastOne))
    let tenders = outcome.blocks.flatMap(\.tenders)
    // A sum of shares is an expectation only over a certain total.
    let isCertain = tenders.allSatisfy { tender in
      let prices = Set(tender.chances.map(\.price))
      return (tender.noAward == 0 || tender.chances.isEmpty) && (unit == .count || prices.count <= 1)
    }
    guard isCertain, !firms.isEmpty else { return found }
    switch unit {
    case .count:
      let total = Double(tenders.count { !$0.chances.isEmpty })
      guard total > 0 else { return found }
      var entropy = 0.0
      found[.hhi] = 0
      for firm in firms {
        for (wins, probability) in firm.distribution.enumerated() where wins > 0 {
          let share = Double(wins) / total
          found[.hhi, default: 0] += probability * share * share
          entropy += probability * Inequality.entropyTerm(share)
        }
      }
      found[.entropy] = entropy
      found[.theil] = Inequality.logarithm(Double(firms.count)) - entropy
    case .amount:
      let total = tenders.reduce(0) { $0 + Double($1.chances.first?.price ?? 0) }
      guard total > 0 else { return found }
      found[.hhi] = firms.reduce(0) { $0 + $1.squaredAmount } / (total * total)
    }
    return found
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
