import Procurement

/// A register under a policy, laid out for the engines: every valid bid of an admitted firm is an entry.
///
/// Blocks are independent of each other: groups, or fiscal years where the policy counts over years.
public struct LotteryProblem: Sendable {
  /// One valid bid of an admitted firm, in 24 bytes: a register has one of every bid for each policy.
  public struct Entry: Hashable, Sendable {
    private let tenderPosition, firmPosition, tierNumber: Int32
    /// 0 same ward as the site, 1 same half, 2 elsewhere or unknown; always 0 where nearness has no effect.
    let distance: UInt8
    /// The bid in yen.
    public let price: Int64

    init(tender: Int, firm: Int, price: Int64, tier: Int, distance: UInt8) {
      (tenderPosition, firmPosition, tierNumber) = (Int32(tender), Int32(firm), Int32(tier))
      (self.price, self.distance) = (price, distance)
    }

    /// The tender, a position in the register.
    public var tender: Int { Int(tenderPosition) }
    /// The bidder, a position in the register.
    public var firm: Int { Int(firmPosition) }
    /// The tier of the bid in its tender; 0 holds the lowest, or the best value.
    public var tier: Int { Int(tierNumber) }
  }

  /// One tender as the engines see it.
  public struct Contest: Sendable {
    var tender: Int
    /// The tender's number for random draws, the same under every policy.
    var draw: UInt32
    /// Its entries, tier by tier.
    var entries: Range<Int>
    /// The tiers as ranges of entries.
    var tiers: [Range<Int>]
    var isCovered: Bool
    /// Whether no bid stands behind the best ones.
    public var isAlone: Bool { tiers.count < 2 }
    /// The lowest bid, where it is the only one as low.
    var soleLowest: Int? { tiers.first.flatMap { $0.count == 1 ? $0.lowerBound : nil } }
  }

  /// Tenders whose wins are counted together.
  struct Block: Sendable {
    var identifier: String
    /// The groups, each a range of contests in order of opening.
    var groups: [Range<Int>]
    var contests: Range<Int> { (groups.first?.lowerBound ?? 0)..<(groups.last?.upperBound ?? 0) }
  }

  /// The tenders and bidders.
  public let register: TenderRegister
  /// The policy.
  public private(set) var policy: LotteryPolicy
  /// Every valid bid of an admitted firm, tender by tier by order of the record.
  public let entries: [Entry]
  /// The tenders in order of opening, block by block.
  public let contests: [Contest]
  let blocks: [Block]
  private(set) var rule: AwardRule
  /// Who carries the wins of each firm: itself, or the members of a joint venture.
  let agents: [[Int]]
  let agentCount: Int
  /// Of each firm the agent, where there is but one.
  private let soleAgents: [Int?]

  /// Lays a register out under a policy.
  ///
  /// - Complexity: O(bids log bids).
  public init(_ register: TenderRegister, under policy: LotteryPolicy) {
    self.register = register
    self.policy = policy
    precondition((try? policy.checked()) != nil, "components that make a policy")
    rule = AwardRule(policy)
    // What the rule and the players ask for is not laid out: the first six, the form of the draw and the chances.
    let (_, _, _, _, _, _, order, _, scope, jointVentures, _, drawsNearestFirst, participation, coverage, halves) =
      policy.components
    let layout = ContestLayout(
      drawsNearestFirst: drawsNearestFirst, participation: participation, coverage: coverage, halves: halves)
    (agents, agentCount) = Self.agents(of: register.firms, rule: jointVentures)
    var draws = [UInt32](repeating: 0, count: register.tenders.count)
    for (draw, tender) in register.groups.flatMap(\.tenders).enumerated() { draws[tender] = UInt32(draw) }

    var entries: [Entry] = []
    var contests: [Contest] = []
    var blocks: [Block] = []
    for (identifier, groups) in CountingBlocks.blocks(of: register, scope: scope) {
      var ranges: [Range<Int>] = []
      for group in groups {
        let first = contests.count
        for tender in Self.ordered(group, of: register, by: order) {
          contests.append(
            Self.contest(tender, draw: draws[tender], register: register, layout, into: &entries))
        }
        ranges.append(first..<contests.count)
      }
      blocks.append(Block(identifier: identifier, groups: ranges))
    }
    soleAgents = agents.map { $0.count == 1 ? $0[0] : nil }
    self.entries = entries
    self.contests = contests
    self.blocks = blocks
  }

  /// The same layout under a policy that differs in nothing that is laid out: in the components of the rule, the form of the
  /// draw and the chances alone.
  package func governed(by policy: LotteryPolicy) -> LotteryProblem {
    LotteryProblem(layout: self, policy)
  }

  private init(layout: LotteryProblem, _ policy: LotteryPolicy) {
    self = layout
    self.policy = policy
    rule = AwardRule(policy)
  }

  /// The agent of an entry, where there is but one.
  func soleAgent(of entry: Int) -> Int? { soleAgents[entries[entry].firm] }

  /// The components by which bids of a tender are laid out.
  private struct ContestLayout {
    let drawsNearestFirst: Bool
    let participation: Participation
    let coverage: Coverage
    let halves: CityHalves
  }

  private static func contest(
    _ position: Int, draw: UInt32, register: TenderRegister, _ layout: ContestLayout,
    into entries: inout [Entry]
  ) -> Contest {
    let tender = register.tenders[position]
    let ranking = BidRanking(tender) {
      layout.participation.admits(register.firms[$0], to: tender.notice, halves: layout.halves)
    }
    let first = entries.count
    var tiers: [Range<Int>] = []
    for (tier, bids) in ranking.tiers.enumerated() {
      let start = entries.count
      for bid in bids.map({ tender.bids[$0] }) {
        let distance =
          layout.drawsNearestFirst
          ? distance(register.firms[bid.firm].ward, tender.notice.siteWard, layout.halves) : 0
        entries.append(
          Entry(
            tender: position, firm: bid.firm, price: bid.amount?.value ?? 0, tier: tier, distance: distance))
      }
      tiers.append(start..<entries.count)
    }
    return Contest(
      tender: position, draw: draw, entries: first..<entries.count, tiers: tiers,
      isCovered: layout.coverage.covers(tender.notice))
  }

  private static func distance(_ firm: String?, _ site: String?, _ halves: CityHalves) -> UInt8 {
    guard let firm, let site else { return 2 }
    return firm == site ? 0 : halves.areInSameHalf(firm, site) ? 1 : 2
  }

  private static func ordered(
    _ tenders: [Int], of register: TenderRegister, by order: OpeningOrder
  ) -> [Int] {
    let sign: Int64
    switch order {
    case .caseNumber, .random: return tenders
    case .ceilingAscending: sign = 1
    case .ceilingDescending: sign = -1
    }
    func key(_ place: Int) -> Int64 {
      register.tenders[tenders[place]].notice.ceiling.map { sign * $0.value } ?? .max
    }
    return tenders.indices.sorted { (key($0), $0) < (key($1), $1) }.map { tenders[$0] }
  }

  private static func agents(of firms: [Firm], rule: JointVentureRule) -> ([[Int]], Int) {
    guard rule == .members else { return (firms.indices.map { [$0] }, firms.count) }
    var index = Dictionary(
      firms.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var count = firms.count
    let agents = firms.enumerated().map { position, firm -> [Int] in
      if firm.members.isEmpty { return [position] }
      return Set(firm.members).sorted().map { member in
        if let known = index[member] { return known }
        index[member] = count
        count += 1
        return count - 1
      }
    }
    return (agents, count)
  }
}
