import Procurement

/// What would have happened to recorded tenders under a policy, the recorded draws standing where they may.
///
/// The recorded winner of a tie is the first pick of its draw: it wins as long as the policy admits it. Where it
/// is excluded the others draw, with equal chances, and every later tender is followed under each outcome. A
/// recorded winner that is not among the lowest valid bids (a disqualified lowest bid, a renegotiated price) is no
/// work of the policy: it stays the winner unless the policy voids its bid, and is counted as unexplained.
public struct Replay: Sendable {
  /// One tender.
  public struct TenderReplay: Sendable, Hashable {
    /// The tender, a position in the register.
    public var tender: Int
    /// The recorded winner, a position in the register; nil where the record names none.
    public var recorded: Int?
    /// The probability of each winner under the policy, by position in the register.
    public var winners: [Int: Double]
    /// The probability of no award.
    public var noAward: Double

    /// The probability that the award goes elsewhere than recorded; nil where no winner is recorded.
    public var changed: Double? { recorded.map { 1 - (winners[$0] ?? 0) } }
  }

  /// Why a replay is not possible.
  public enum ReplayError: Error, Hashable, Sendable {
    /// Chances depend on draws that the record does not hold.
    case weightsByPastLosses
    /// Random order has no recorded counterpart.
    case randomOrder
    /// A block branches into more histories than are followed.
    case tooManyHistories(block: String)
  }

  /// A firm that won more than one draw of a group.
  public struct RepeatedWin: Sendable, Hashable {
    /// The group's identifier.
    public var group: String
    /// The firm, a position in the register.
    public var firm: Int
    /// The recorded wins by lottery in the group.
    public var wins: Int
  }

  /// The tenders that were followed, block by block in order of opening.
  public let tenders: [TenderReplay]
  /// Awards, tied or not, whose recorded winner is not among the lowest valid bids; they stay as recorded.
  public let unexplained: Int

  /// The awards that the record names.
  public var recorded: Int { tenders.count { $0.recorded != nil } }
  /// The expected number of recorded awards that go elsewhere; the others stand.
  public var changed: Double { tenders.reduce(0) { $0 + ($1.changed ?? 0) } }

  /// Replays a problem's register.
  ///
  /// - Parameter followsUnrecorded: whether blocks are followed in which no winner is recorded, for the chances of their winners;
  ///   nothing of them can go elsewhere than recorded.
  /// - Throws: `ReplayError`, where the policy depends on what is not recorded or histories multiply.
  /// - Complexity: O(histories × bids), histories being one a block as long as no draw is repeated.
  public init(
    _ problem: LotteryProblem, historyLimit: Int = 20_000, followsUnrecorded: Bool = true
  ) throws(ReplayError) {
    // The rule, passing on and what is in the layout of the problem a replay follows.
    let (_, _, _, _, _, _, order, _, _, _, weighting, _, _, _, _) = problem.policy.components
    if weighting != .equal { throw .weightsByPastLosses }
    if order == .random { throw .randomOrder }
    var tenders: [TenderReplay] = []
    var unexplained = 0
    for block in problem.blocks {
      let isFollowed =
        followsUnrecorded
        || block.contests.contains {
          Self.recordedWinner(problem.register.tenders[problem.contests[$0].tender]) != nil
        }
      guard isFollowed else { continue }
      var histories: [[Int: UInt8]: Double] = [[:]: 1]
      for position in block.contests {
        let contest = problem.contests[position]
        let recorded = Self.recordedWinner(problem.register.tenders[contest.tender])
        var replay = TenderReplay(tender: contest.tender, recorded: recorded, winners: [:], noAward: 0)
        let isExplained =
          recorded.map { firm in contest.tiers.first?.contains { problem.entries[$0].firm == firm } ?? false } ?? true
        if !isExplained { unexplained += 1 }
        var next: [[Int: UInt8]: Double] = [:]
        for (wins, probability) in histories {
          let (chances, counts) = Self.chances(
            contest, problem, wins: wins, recorded: recorded, isExplained: isExplained)
          if chances.isEmpty {
            replay.noAward += probability
            next[wins, default: 0] += probability
          }
          for (firm, chance) in chances {
            replay.winners[firm, default: 0] += probability * chance
            var after = wins
            if counts {
              for agent in problem.agents[firm] { after[agent] = (after[agent] ?? 0) + 1 }
            }
            next[after, default: 0] += probability * chance
          }
        }
        if next.count > historyLimit { throw .tooManyHistories(block: block.identifier) }
        histories = next
        tenders.append(replay)
      }
    }
    self.tenders = tenders
    self.unexplained = unexplained
  }

  /// The firms that won more than one recorded draw of a group, whatever the policy.
  public static func repeatedWins(in register: TenderRegister) -> [RepeatedWin] {
    register.groups.flatMap { group -> [RepeatedWin] in
      var wins: [Int: Int] = [:]
      for position in group.tenders {
        let tender = register.tenders[position]
        let ranking = BidRanking(tender)
        guard ranking.isTied, let winner = recordedWinner(tender),
          ranking.tiers[0].contains(where: { tender.bids[$0].firm == winner })
        else { continue }
        wins[winner, default: 0] += 1
      }
      return wins.filter { $0.value > 1 }.sorted { $0.key < $1.key }.map {
        RepeatedWin(group: group.identifier, firm: $0.key, wins: $0.value)
      }
    }
  }

  private static func recordedWinner(_ tender: Tender) -> Int? {
    tender.bids.first { $0.isWinner == true }?.firm
  }

  /// The chances of each firm given earlier wins, and whether the win counts.
  private static func chances(
    _ contest: LotteryProblem.Contest, _ problem: LotteryProblem, wins: [Int: UInt8], recorded: Int?, isExplained: Bool
  ) -> ([Int: Double], Bool) {
    let rule = problem.rule
    func isExcluded(firm: Int) -> Bool {
      rule.cap > 0 && contest.isCovered && problem.agents[firm].contains { (wins[$0] ?? 0) >= rule.cap }
    }
    func isExcluded(_ entry: Int) -> Bool { isExcluded(firm: problem.entries[entry].firm) }
    // Why the lowest bids did not win is not known, and nothing that the policy would have changed. What won was no
    // lottery.
    if let recorded, !isExplained, rule.outrightWin == .stands || !isExcluded(firm: recorded) {
      return ([recorded: 1], rule.cap > 0 && contest.isCovered && rule.counted == .any)
    }
    let verdict = rule.verdict(
      tiers: contest.tiers.count, isCovered: contest.isCovered, size: { contest.tiers[$0].count },
      eligible: { tier in contest.tiers[tier].count { !isExcluded($0) } })
    guard let tier = verdict.tier else { return ([:], false) }
    let entries = Array(contest.tiers[tier])
    var drawn = entries.filter { verdict.isWaived || !isExcluded($0) }
    let nearest = drawn.map { problem.entries[$0].distance }.min()
    drawn = drawn.filter { problem.entries[$0].distance == nearest }
    let counts = rule.counts(verdict, isCovered: contest.isCovered)
    let firms = drawn.map { problem.entries[$0].firm }
    if let recorded, firms.contains(recorded) { return ([recorded: 1], counts) }
    // Where places pass on, the recorded winner's own place goes to the next that may win.
    if problem.policy.drawForm == .pass,
      let place = entries.firstIndex(where: { problem.entries[$0].firm == recorded })
    {
      let heir = (1..<entries.count).map { entries[(place + $0) % entries.count] }.first(
        where: drawn.contains)
      if let heir { return ([problem.entries[heir].firm: 1], counts) }
    }
    return (Dictionary(uniqueKeysWithValues: firms.map { ($0, 1 / Double(firms.count)) }), counts)
  }
}
