import LotteryStatistics
import Procurement

/// What rules do in games of entry that are made after groups of a record: as entered, where a part of the firms reacts, and where
/// nobody would enter otherwise.
public struct BehaviourStudy: Sendable {
  /// What the record does not show and the games assume.
  public struct Assumptions: Sendable, Hashable {
    /// What is left of a price after the work is paid.
    public var margin = 0.05
    /// What a bid costs over the margin, in yen: the ratio that entries can show.
    public var costOverMargin = 2_000_000.0
    /// The share of firms that reply in the partial behaviour.
    public var share = 1.0 / 3
    /// How many groups games are made after.
    public var groups = 3
    /// The most tenders of a group in a game, its dearest, and the most firms.
    public var tenders = 3, firms = 10
    /// What a win beyond a firm's engineers costs, as a multiple of the group's mean value.
    public var excess = 1.0

    /// The defaults.
    public init() {}
  }

  /// What a behaviour leads to, over the games of all groups.
  public struct Result: Sendable, Hashable {
    /// The expected share of tenders that are awarded.
    public var awards: Double
    /// The expected price over the tied price: a sole bidder asks the ceiling price, and what is not awarded has none.
    public var price: Double
    /// Bidders a tender.
    public var bidders: Double
    /// The largest regret of a firm over the smallest cost of a bid.
    public var regret: Double
    /// How many different ends were found, from several starts, where nobody gains.
    public var equilibria: Int
  }

  /// The behaviours of one rule.
  public struct RuleBehaviour: Sendable, Hashable {
    /// As entered in the record.
    public var none: Result
    /// A part of the firms replies.
    public var partial: Result
    /// Nobody would enter otherwise; nil where it was not looked for.
    public var equilibrium: Result?
    /// By how much the worst behaviour falls short of the best rule under that behaviour, in share of awards.
    public var shortfall = 0.0
    /// Whether no rule falls short by less.
    public var isRobust = false
  }

  /// The assumptions.
  public let assumptions: Assumptions
  /// The groups that games were made after.
  public let groups: [String]
  /// The behaviours of each rule, by its position.
  public private(set) var rules: [Int: RuleBehaviour] = [:]

  /// Studies rules.
  ///
  /// - Parameters:
  ///   - policies: the rules.
  ///   - finalists: the positions of those whose equilibria are looked for.
  /// - Complexity: O(firms × 2^tenders) evaluations a game for each rule that differs in a game, some hundred times that for a finalist.
  public init(
    _ register: TenderRegister, policies: [LotteryPolicy], finalists: Set<Int>, assumptions: Assumptions = .init(),
    seed: UInt64 = 1, threads: Int = 1
  ) {
    self.assumptions = assumptions
    let templates = GameTemplate.templates(of: register, assumptions)
    groups = templates.map(\.group)
    guard !templates.isEmpty else { return }
    // Rules that are one game: all that differ in scope, participation or nearness alone.
    var numbers: [GameRule: Int] = [:]
    var firsts: [Int] = []
    let numberOf = policies.indices.map { index -> Int in
      let key = GameRule(policies[index])
      if let known = numbers[key] { return known }
      numbers[key] = firsts.count
      firsts.append(index)
      return firsts.count - 1
    }
    let wanted = Set(finalists.map { numberOf[$0] })
    let representatives = firsts
    let found = parallelMap(firsts.count, threads: threads) { number in
      Self.behaviour(
        policies[representatives[number]], templates, assumptions, seed: seed, findsEquilibrium: wanted.contains(number)
      )
    }
    for index in policies.indices { rules[index] = found[numberOf[index]] }
    addShortfalls()
  }

  private static func behaviour(
    _ policy: LotteryPolicy, _ templates: [GameTemplate], _ assumptions: Assumptions, seed: UInt64,
    findsEquilibrium: Bool
  ) -> RuleBehaviour {
    var none: [Result] = []
    var partial: [Result] = []
    var ends: [Result] = []
    for template in templates {
      let game = template.game(under: policy)
      var board = EntryBoard(game)
      none.append(result(of: template.recorded, template, &board))
      partial.append(result(of: reacted(template.recorded, assumptions.share, &board), template, &board))
      guard findsEquilibrium else { continue }
      let play = EntryPlay(game, starts: [template.recorded], randomStarts: 2, rounds: 40, seed: seed)
      guard let least = play.equilibria.first else { continue }
      let stable = play.equilibria.filter { $0.regret <= max(least.regret, 1e-9) }
      // Of several equilibria the one with fewest awards, which is what a rule may lead to.
      let worst = stable.min { $0.awards.reduce(0, +) < $1.awards.reduce(0, +) } ?? least
      var end = result(of: worst.profile, template, &board)
      end.equilibria = stable.count
      ends.append(end)
    }
    return RuleBehaviour(none: mean(none), partial: mean(partial), equilibrium: ends.isEmpty ? nil : mean(ends))
  }

  /// The profile after a share of the firms of each entry has replied to what all did.
  private static func reacted(_ profile: EntryProfile, _ share: Double, _ board: inout EntryBoard) -> EntryProfile {
    var moved = profile
    for entry in profile.entries {
      let reply = board.bestReply(type: entry.type, mask: entry.mask, in: profile)
      guard reply.gain > 1e-9 else { continue }
      for _ in 0..<Int((share * Double(entry.count)).rounded(.up)) {
        moved = moved.moving(type: entry.type, from: entry.mask, to: reply.mask)
      }
    }
    return moved
  }

  private static func result(of profile: EntryProfile, _ template: GameTemplate, _ board: inout EntryBoard) -> Result {
    let outcome = board.outcome(of: profile)
    let count = Double(template.prices.count)
    var (paid, tied) = (0.0, 0.0)
    for (tender, award) in outcome.awards.enumerated() {
      let price = template.prices[tender]
      paid += award * (outcome.bidders[tender] == 1 ? price.ceiling : price.tied)
      tied += award * price.tied
    }
    let cost = board.game.smallestCost
    return Result(
      awards: outcome.awards.reduce(0, +) / count, price: tied > 0 ? paid / tied : 1,
      bidders: Double(outcome.bidders.reduce(0, +)) / count, regret: cost > 0 ? board.regret(of: profile) / cost : 0,
      equilibria: 1)
  }

  private static func mean(_ results: [Result]) -> Result {
    let count = Double(max(1, results.count))
    return Result(
      awards: results.reduce(0) { $0 + $1.awards } / count, price: results.reduce(0) { $0 + $1.price } / count,
      bidders: results.reduce(0) { $0 + $1.bidders } / count, regret: results.map(\.regret).max() ?? 0,
      equilibria: results.map(\.equilibria).max() ?? 0)
  }

  private mutating func addShortfalls() {
    func best(_ value: (RuleBehaviour) -> Double?) -> Double { rules.values.compactMap(value).max() ?? 1 }
    let (none, partial) = (best { $0.none.awards }, best { $0.partial.awards })
    let equilibrium = best { $0.equilibrium?.awards }
    for (index, rule) in rules {
      let shortfalls =
        [none - rule.none.awards, partial - rule.partial.awards]
        + (rule.equilibrium.map { [equilibrium - $0.awards] } ?? [])
      rules[index]?.shortfall = max(0, shortfalls.max() ?? 0)
    }
    let looked = rules.filter { $0.value.equilibrium != nil }
    guard let least = looked.map(\.value.shortfall).min() else { return }
    for index in looked.keys where rules[index]?.shortfall ?? 1 <= least + 1e-9 { rules[index]?.isRobust = true }
  }
}

/// What of a rule a game of one group sees.
private struct GameRule: Hashable {
  let rule: AwardRule
  let order: OpeningOrder

  init(_ policy: LotteryPolicy) {
    rule = AwardRule(policy)
    // Scope, participation, nearness and chances do not reach into a game of equal firms.
    let (cap, _, _, _, _, _, order, _, _, _, _, _, _, _, _) = policy.components
    self.order = cap == nil || order == .random ? .caseNumber : order
  }
}

/// A game after a recorded group, without its rule.
private struct GameTemplate: Sendable {
  let group: String
  let tenders: [EntryGame.Tender]
  let types: [EntryGame.FirmType]
  let recorded: EntryProfile
  /// The tied and the ceiling price of each tender.
  let prices: [(tied: Double, ceiling: Double)]

  func game(under policy: LotteryPolicy) -> EntryGame { EntryGame(tenders: tenders, types: types, policy: policy) }

  /// Games after groups with two ties or more, from those with fewest tenders to those with most, evenly.
  static func templates(of register: TenderRegister, _ assumptions: BehaviourStudy.Assumptions) -> [GameTemplate] {
    let fit = register.groups.compactMap { template(of: $0, in: register, assumptions) }
      .sorted { ($0.tenders.count, $0.group) < ($1.tenders.count, $1.group) }
    guard fit.count > assumptions.groups, assumptions.groups > 1 else { return Array(fit.prefix(assumptions.groups)) }
    return (0..<assumptions.groups).map { fit[$0 * (fit.count - 1) / (assumptions.groups - 1)] }
  }

  private static func template(
    of group: TenderGroup, in register: TenderRegister, _ assumptions: BehaviourStudy.Assumptions
  ) -> GameTemplate? {
    let ranked = group.tenders.map { (tender: $0, ranking: BidRanking(register.tenders[$0])) }
    let tied = ranked.filter { $0.ranking.isTied && !register.tenders[$0.tender].notice.isScored }
    guard tied.count > 1 else { return nil }
    func price(_ item: (tender: Int, ranking: BidRanking)) -> Double {
      item.ranking.tiers.first?.first.flatMap { register.tenders[item.tender].bids[$0].amount }.map { Double($0.value) }
        ?? 0
    }
    // The dearest, in the recorded order.
    let dearest = Set(
      tied.sorted { (-price($0), $0.tender) < (-price($1), $1.tender) }.prefix(assumptions.tenders).map(\.tender))
    let chosen = tied.filter { dearest.contains($0.tender) }
    let prices = chosen.map { item -> (tied: Double, ceiling: Double) in
      let low = price(item)
      return (low, max(low, register.tenders[item.tender].notice.ceiling.map { Double($0.value) } ?? low))
    }
    let margin = assumptions.margin
    let tenders = prices.map { price in
      EntryGame.Tender(
        value: margin * price.tied, soleValue: margin * price.tied + price.ceiling - price.tied, ceiling: price.ceiling)
    }
    var masks: [Int: Int] = [:]
    for (place, item) in chosen.enumerated() {
      for bid in item.ranking.tiers.first ?? [] {
        masks[register.tenders[item.tender].bids[bid].firm, default: 0] |= 1 << place
      }
    }
    let firms = masks.keys.sorted().prefix(assumptions.firms)
    let mean = tenders.reduce(0) { $0 + $1.value } / Double(tenders.count)
    // Firms that can do as many works at once are alike.
    let byCapacity = Dictionary(grouping: firms) { firm in
      register.firms[firm].engineers.flatMap { $0 < tenders.count ? $0 : nil }
    }
    var types: [EntryGame.FirmType] = []
    var counts: [[Int: Int]] = []
    for (capacity, members) in byCapacity.sorted(by: { ($0.key ?? .max) < ($1.key ?? .max) }) {
      types.append(
        .init(
          count: members.count, cost: assumptions.costOverMargin * margin, capacity: capacity,
          excessCost: assumptions.excess * mean))
      counts.append(members.reduce(into: [:]) { $0[masks[$1] ?? 0, default: 0] += 1 })
    }
    return GameTemplate(
      group: group.identifier, tenders: tenders, types: types, recorded: EntryProfile(counts), prices: prices)
  }
}
