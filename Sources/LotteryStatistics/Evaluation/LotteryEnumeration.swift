/// All courses that the tenders of a block can take under a policy of equal chances, with their probabilities.
///
/// What the solver's laws of all wins do not tell, as how many of a firm's wins are by lot where a dearer bid may win instead,
/// is counted here state by state: who has how many counted wins, and who how many by lot.
struct LotteryEnumeration {
  /// More states than this are not followed.
  static let stateLimit = 50_000

  private let problem: LotteryProblem
  private let contests: ArraySlice<LotteryProblem.Contest>
  private let cap: Int

  /// The courses of some contests, or nil where chances are not equal or the order is drawn.
  init?(_ contests: ArraySlice<LotteryProblem.Contest>, _ problem: LotteryProblem) {
    let (_, _, _, _, _, _, order, drawForm, _, _, weighting, drawsNearestFirst, _, _, _) = problem.policy.components
    guard weighting == .equal, drawForm == .renumber, order != .random, !drawsNearestFirst else { return nil }
    (self.contests, self.problem) = (contests, problem)
    cap = Int(problem.rule.cap)
  }

  /// The wins of a course: counted ones by agent, and by firm those in the lotteries of the lowest bids.
  private struct State: Hashable {
    var counted: [Int: Int] = [:]
    var byLot: [Int: Int] = [:]
  }

  /// Σ E(L − cap)⁺ over firms, L the wins in lotteries of the lowest bids; nil beyond the limit of states.
  ///
  /// - Complexity: O(states × tied bids).
  func beyond(_ limit: Int) -> Double? {
    var states: [(state: State, chance: Double)] = [(State(), 1)]
    for contest in contests {
      var index: [State: Int] = [:]
      var next: [(state: State, chance: Double)] = []
      for (state, chance) in states {
        for (following, share) in follow(state, contest) {
          if let known = index[following] {
            next[known].chance += chance * share
          } else {
            guard next.count < Self.stateLimit else { return nil }
            index[following] = next.count
            next.append((following, chance * share))
          }
        }
      }
      states = next
    }
    // In the order in which states arose, so that the last digit is the same on every machine.
    return states.reduce(0) { sum, course in
      sum + course.chance * Double(course.state.byLot.values.reduce(0) { $0 + max(0, $1 - limit) })
    }
  }

  private func isExcluded(_ entry: Int, _ state: State) -> Bool {
    problem.agents[problem.entries[entry].firm].contains { state.counted[$0, default: 0] >= cap }
  }

  private func follow(_ state: State, _ contest: LotteryProblem.Contest) -> [(State, Double)] {
    let rule = problem.rule
    let excludes = cap > 0 && contest.isCovered
    let verdict = rule.verdict(
      tiers: contest.tiers.count, isCovered: contest.isCovered, size: { contest.tiers[$0].count },
      eligible: { tier in contest.tiers[tier].count { !excludes || !isExcluded($0, state) } })
    guard let tier = verdict.tier else { return [(state, 1)] }
    let drawn = contest.tiers[tier].filter { verdict.isWaived || !excludes || !isExcluded($0, state) }
    let isLottery = tier == 0 && contest.tiers[0].count > 1
    return drawn.map { entry in
      var following = state
      let firm = problem.entries[entry].firm
      if isLottery { following.byLot[firm, default: 0] += 1 }
      if rule.counts(verdict, isCovered: contest.isCovered) {
        for agent in problem.agents[firm] { following.counted[agent] = min(cap, state.counted[agent, default: 0] + 1) }
      }
      return (following, 1 / Double(drawn.count))
    }
  }
}
