import Procurement

/// Whose wins exclude firms from the later draws of a group.
public enum DrawHistory: String, CaseIterable, Sendable, Hashable {
  /// Those that the record names; computed ones only where it names none.
  case recorded
  /// The computed ones, draw after draw, whatever the record names.
  case chained
}

/// A recorded tender whose lowest bids tie (同額入札), ready to be drawn.
public struct TiedTender: Sendable, Hashable {
  /// What the record says of the winner (落札者).
  public enum RecordedWinner: Sendable, Hashable {
    /// Nothing.
    case none
    /// One of the tied firms, a position in `bidders`.
    case tied(Int)
    /// A firm that is not among the tied, a position in the register.
    case outside(firm: Int)
  }

  /// The tender, a position in the register.
  public var tender: Int
  /// The tied bids in the order of the record, positions in the tender's bids.
  public var bids: [Int]
  /// The tied firms in the same order, the excluded marked.
  public var bidders: [LotteryBidder]
  /// The recorded winner.
  public var recorded: RecordedWinner

  /// The firms that may win.
  public var eligible: [LotteryBidder] {
    let eligible = bidders.filter { !$0.isExcluded }
    return eligible.isEmpty ? bidders : eligible
  }

  /// The tied tenders of a register, each among all tied firms.
  ///
  /// - Throws: `RegisterError` where a tender has two recorded winners.
  /// - Complexity: O(bids log bids).
  public static func all(in register: TenderRegister) throws(RegisterError) -> [TiedTender] {
    var tied: [TiedTender] = []
    for position in register.tenders.indices {
      let recorded = try recordedWinner(of: register.tenders[position])
      let ranking = BidRanking(register.tenders[position])
      guard ranking.isTied else { continue }
      tied.append(make(position, ranking.tiers[0], register, excluding: { _ in false }, recorded))
    }
    return tied
  }

  /// The tied tenders of a register in the order of opening, firms excluded as a policy says.
  ///
  /// A recorded winner outside the tie has not won by lottery.
  ///
  /// - Parameters:
  ///   - register: the tenders.
  ///   - policy: who is excluded after which wins.
  ///   - history: whose wins exclude.
  ///   - winner: the computed winner of a tied tender, a position in its bidders.
  /// - Throws: `PolicyError` where the policy needs more than the record, `RegisterError` where a tender has two
  ///   recorded winners, or what `winner` throws.
  /// - Complexity: O(bids log bids).
  public static func all(
    in register: TenderRegister, under policy: LotteryPolicy, following history: DrawHistory = .recorded,
    winner: (TiedTender) throws -> Int
  ) throws -> [TiedTender] {
    // The form of the draw is the scheme's too; the rule and what is in the layout of the problem are followed.
    let (cap, counted, _, _, _, _, order, _, _, _, weighting, drawsNearestFirst, _, _, _) = policy.components
    if weighting != .equal { throw PolicyError(.notRecomputable, policy: policy.name, component: "weighting") }
    if order == .random { throw PolicyError(.notRecomputable, policy: policy.name, component: "order") }
    if drawsNearestFirst {
      throw PolicyError(.notRecomputable, policy: policy.name, component: "nearest-first")
    }
    let problem = LotteryProblem(register, under: policy)
    var tied: [TiedTender] = []
    for block in problem.blocks {
      var wins: [Int: Int] = [:]
      for contest in problem.contests[block.contests] {
        let isExcluded = { (entry: Int) in
          cap.map { cap in
            contest.isCovered && problem.agents[problem.entries[entry].firm].contains { wins[$0] ?? 0 >= cap }
          } ?? false
        }
        let verdict = problem.rule.verdict(
          tiers: contest.tiers.count, isCovered: contest.isCovered, size: { contest.tiers[$0].count },
          eligible: { contest.tiers[$0].count { !isExcluded($0) } })
        guard let tier = verdict.tier else { continue }
        let entries = contest.tiers[tier]
        let recorded = try recordedWinner(of: register.tenders[contest.tender])
        let sole = problem.entries[entries.first { verdict.isWaived || !isExcluded($0) } ?? entries.lowerBound].firm
        var chosen = history == .recorded ? recorded ?? sole : sole
        var counts = problem.rule.counts(verdict, isCovered: contest.isCovered)
        if entries.count > 1 {
          let bids = register.tenders[contest.tender].bids
          let firms = Dictionary(uniqueKeysWithValues: entries.map { (problem.entries[$0].firm, $0) })
          let excluded = { (firm: Int) in !verdict.isWaived && (firms[firm].map(isExcluded) ?? false) }
          let positions = bids.indices.filter { firms[bids[$0].firm] != nil }
          let candidate = make(contest.tender, positions, register, excluding: excluded, recorded)
          tied.append(candidate)
          switch (history, candidate.recorded) {
          case (.recorded, .tied): break
          case (.chained, _), (.recorded, .none): chosen = bids[candidate.bids[try winner(candidate)]].firm
          case (.recorded, .outside): counts = counts && counted == .any
          }
        }
        if counts {
          for agent in problem.agents[chosen] { wins[agent, default: 0] += 1 }
        }
      }
    }
    return tied
  }

  private static func make(
    _ position: Int, _ bids: [Int], _ register: TenderRegister, excluding isExcluded: (Int) -> Bool, _ recorded: Int?
  ) -> TiedTender {
    let tender = register.tenders[position]
    let bidders = bids.map { bid in
      let firm = tender.bids[bid].firm
      return LotteryBidder(tender.bids[bid], firm: register.firms[firm], isExcluded: isExcluded(firm))
    }
    var winner = RecordedWinner.none
    if let recorded {
      winner = bids.firstIndex { tender.bids[$0].firm == recorded }.map { .tied($0) } ?? .outside(firm: recorded)
    }
    return TiedTender(tender: position, bids: bids, bidders: bidders, recorded: winner)
  }

  private static func recordedWinner(of tender: Tender) throws(RegisterError) -> Int? {
    let winners = tender.bids.filter { $0.isWinner == true }
    if winners.count > 1 {
      throw RegisterError(.severalWinners, tender: tender.notice.identifier, line: winners[1].sourceLine)
    }
    return winners.first?.firm
  }
}
