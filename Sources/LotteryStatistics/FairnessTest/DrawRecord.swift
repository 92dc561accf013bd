import Procurement

/// Recorded draws under a policy, laid out for the test: what was drawn, by whom, and who won.
///
/// A tender takes part if the record names one winner whose bid could have won. Where tied firms are known only
/// after exclusion, they are taken as they stand and drawn independently: the result is then approximate.
public struct DrawRecord: Sendable {
  /// What became of the tenders.
  public struct Account: Hashable, Sendable {
    /// Tenders decided by lot: two or more tied, before exclusion.
    public var draws = 0
    /// Tenders with one bidder left at the lowest price: no draw, but a win that a policy may count.
    public var untied = 0
    /// Ties of which no winner is recorded, or several; left out.
    public var withoutWinner = 0
    /// Ties whose recorded winner is not among those that could have won; left out.
    public var unexplained = 0
    /// Groups with more than one draw in which some firm ties twice: where a rule would bite.
    public var groupsWithRepeats = 0
    /// Firms with a valid bid, tied or not.
    public var bidders = 0

    /// An account; of nothing unless given.
    public init(
      draws: Int = 0, untied: Int = 0, withoutWinner: Int = 0, unexplained: Int = 0, groupsWithRepeats: Int = 0,
      bidders: Int = 0
    ) {
      self.draws = draws
      self.untied = untied
      self.withoutWinner = withoutWinner
      self.unexplained = unexplained
      self.groupsWithRepeats = groupsWithRepeats
      self.bidders = bidders
    }
  }

  /// The register from which the draws come.
  let source: TenderRegister
  /// The tenders that take part, under the policy.
  public let problem: LotteryProblem
  /// The policy as it was named.
  public let policy: LotteryPolicy
  /// Whether the tied firms are those that were left after exclusion.
  public let isAfterExclusion: Bool
  /// What became of the tenders.
  public let account: Account
  /// The entry of the recorded winner, by contest.
  let winners: [Int?]

  /// The draws of a register.
  ///
  /// - Parameters:
  ///   - register: the tenders with recorded winners; a draws file gives one too (`DrawAssembly`).
  ///   - policy: the rule under which the draws are said to have been made.
  ///   - isAfterExclusion: the tied firms are those left after exclusion, so that the rule cannot be replayed.
  /// - Complexity: O(bids log bids).
  public init(_ register: TenderRegister, under policy: LotteryPolicy, isAfterExclusion: Bool = false) {
    self.policy = policy
    self.isAfterExclusion = isAfterExclusion
    // Whatever decided the order of opening, the record has one, and the draws are judged given it.
    let ordered = policy.order == .random ? policy.opened(in: .caseNumber) : policy
    let applied = isAfterExclusion ? LotteryPolicy.independent : ordered
    let whole = LotteryProblem(register, under: applied)
    var account = Account()
    account.bidders = Set(whole.entries.map(\.firm)).count
    source = register
    var usable = [Bool](repeating: false, count: register.tenders.count)
    for contest in whole.contests {
      guard let first = contest.tiers.first else { continue }
      let recorded = register.tenders[contest.tender].bids.filter { $0.isWinner == true }
      let isTied = first.count > 1
      let reachable = whole.rule.looksBehindFirstTier ? contest.entries : first
      if recorded.count != 1 {
        if isTied { account.withoutWinner += 1 }
      } else if !reachable.contains(where: { whole.entries[$0].firm == recorded[0].firm }) {
        if isTied { account.unexplained += 1 }
      } else {
        usable[contest.tender] = true
        if isTied { account.draws += 1 } else { account.untied += 1 }
      }
    }
    problem = LotteryProblem(Self.part(of: register, keeping: usable, scope: applied.scope), under: applied)
    account.groupsWithRepeats = Self.groupsWithRepeats(problem)
    self.account = account
    let problem = self.problem
    winners = problem.contests.map { contest in
      let winner = problem.register.tenders[contest.tender].bids.first { $0.isWinner == true }?.firm
      return contest.entries.first { problem.entries[$0].firm == winner }
    }
  }

  /// The usable tenders of groups that have a draw; where wins count over years, of all groups.
  private static func part(
    of register: TenderRegister, keeping usable: [Bool], scope: CountingScope
  ) -> TenderRegister {
    var tenders: [Tender] = []
    var groups: [TenderGroup] = []
    for group in register.groups {
      let kept = group.tenders.filter { usable[$0] }
      let hasDraw = kept.contains { BidRanking(register.tenders[$0]).isTied }
      guard !kept.isEmpty, hasDraw || scope == .fiscalYear else { continue }
      let first = tenders.count
      tenders += kept.map { register.tenders[$0] }
      groups.append(TenderGroup(identifier: group.identifier, tenders: Array(first..<tenders.count)))
    }
    return TenderRegister(checkedFirms: register.firms, tenders: tenders, groups: groups)
  }

  private static func groupsWithRepeats(_ problem: LotteryProblem) -> Int {
    problem.blocks.reduce(0) { sum, block in
      sum
        + block.groups.count { group in
          var seen: Set<Int> = []
          return group.contains { position in
            guard let first = problem.contests[position].tiers.first, first.count > 1 else { return false }
            let firms = first.map { problem.entries[$0].firm }
            defer { seen.formUnion(firms) }
            return firms.contains(where: seen.contains)
          }
        }
    }
  }
}
