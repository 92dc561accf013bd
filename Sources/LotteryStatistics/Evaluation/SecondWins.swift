/// How many wins beyond the cap a rule prevents in the lotteries of its groups.
///
/// With L the lottery wins of a firm in a group and c the cap (1 where the policy has none), the wins beyond it are
/// Σ E(L − c)⁺ over firms and groups: under `independent` by the Poisson-binomial law of the draws, under the rule by its
/// own law, on the same tied sets. What is prevented is the difference.
public struct SecondWins: Sendable, Hashable {
  /// The expected wins beyond the cap under independent draws of the rule's tied sets.
  public var independent: Double
  /// Those under the rule; nil where its law of lottery wins is not known exactly.
  public var underRule: Double?

  /// What the rule prevents; nil where it is not known exactly.
  public var prevented: Double? { underRule.map { independent - $0 } }

  /// The wins beyond the cap of an outcome.
  ///
  /// - Parameters:
  ///   - outcome: the outcome of the problem's policy.
  ///   - problem: the register under the policy.
  /// - Complexity: O(bids × tied tenders of a firm in a group).
  public init(_ outcome: LotteryOutcome, of problem: LotteryProblem) {
    // What else a policy consists of is in the laws of its outcome.
    let (limit, _, _, _, _, _, _, _, _, _, weighting, _, _, _, _) = problem.policy.components
    let cap = limit ?? 1
    var independent = 0.0
    var underRule: Double? = 0
    for (block, found) in zip(problem.blocks, outcome.blocks) {
      let lotteries = Lotteries(problem.contests[block.contests], problem)
      // In a stated order: the last digit of a sum depends on it.
      let free = lotteries.chances.sorted { $0.key < $1.key }.reduce(0) { sum, firm in
        sum + Self.beyond(cap, Self.law(of: firm.value))
      }
      independent += free
      if limit == nil, weighting == .equal {
        underRule = underRule.map { $0 + free }
        continue
      }
      guard let known = underRule else { continue }
      let tied = found.firms.filter { lotteries.chances[$0.firm] != nil }
      let ofLaws = tied.reduce(Optional(0.0)) { sum, firm in
        sum.flatMap { sum in lotteries.beyond(cap, firm).map { sum + $0 } }
      }
      // Where the laws of all wins do not tell lotteries apart, all courses of the block do.
      let own = ofLaws ?? LotteryEnumeration(problem.contests[block.contests], problem)?.beyond(cap)
      underRule = own.map { known + $0 }
    }
    self.independent = independent
    self.underRule = underRule
  }

  /// Σ (k − cap)⁺ p_k.
  private static func beyond(_ cap: Int, _ law: [Double]) -> Double {
    law.enumerated().reduce(0) { $0 + Double(max(0, $1.offset - cap)) * $1.element }
  }

  /// The law of a sum of independent wins.
  private static func law(of chances: [Double]) -> [Double] {
    var law = [1.0]
    for chance in chances {
      law.append(0)
      for count in law.indices.reversed() {
        law[count] = law[count] * (1 - chance) + (count > 0 ? law[count - 1] * chance : 0)
      }
    }
    return law
  }

  /// The lotteries of one block, and what its other tenders mean for the laws of all wins.
  private struct Lotteries {
    /// Of each firm that ties the chances 1/n of its draws.
    var chances: [Int: [Double]] = [:]
    /// Untied wins that are certain, by firm.
    var certain: [Int: Int] = [:]
    /// Firms with bids in untied tenders whose winner the rule may change.
    var open: Set<Int> = []

    init(_ contests: ArraySlice<LotteryProblem.Contest>, _ problem: LotteryProblem) {
      let rule = problem.rule
      for contest in contests {
        guard let first = contest.tiers.first else { continue }
        if first.count > 1 {
          for entry in first { chances[problem.entries[entry].firm, default: []].append(1 / Double(first.count)) }
          // A dearer bid that wins in its place is no lottery win.
          if rule.nobodyRemaining == .nextLowest { open.formUnion(contest.entries.map { problem.entries[$0].firm }) }
        } else if rule.cap == 0 || !contest.isCovered || rule.outrightWin == .stands {
          certain[problem.entries[first.lowerBound].firm, default: 0] += 1
        } else {
          open.formUnion(contest.entries.map { problem.entries[$0].firm })
        }
      }
    }

    /// E(L − cap)⁺ of a firm, nil where its law of lottery wins is not known.
    func beyond(_ cap: Int, _ firm: FirmOutcome) -> Double? {
      guard let law = firm.distribution else { return nil }
      let isOpen = open.contains(firm.firm)
      let shift = isOpen ? 0 : certain[firm.firm] ?? 0
      let beyond = law.enumerated().reduce(0.0) { $0 + Double(max(0, $1.offset - shift - cap)) * $1.element }
      // Where wins of other kinds are among them the sum is a bound, which says something only where it is 0.
      return isOpen && beyond > 1e-12 ? nil : beyond
    }
  }
}
