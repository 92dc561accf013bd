import CounterRandom

/// Plays the tenders of a block once: the readable simulator, for every policy and any number of firms.
///
/// The draw of a (trial, tender) is one sequence of uniform picks from all tied firms, and the first eligible
/// pick wins, which is the same as one random priority per firm. Policies that share a seed share the picks,
/// so an outcome changes only where a rule bites. The fast kernels give the same winners bit for bit.
struct TrialEngine {
  /// One conditional win probability is counted in units of 2^−40; rounding down loses less than one unit.
  static let chanceUnit = Int64(1) << 40

  private let problem: LotteryProblem
  private let streams: TrialStreams
  /// Separate streams, so that weighting does not shift the picks.
  private let weightStreams: TrialStreams
  private var wins: Scratch
  private var losses: Scratch
  /// The winner of every contest of the last block played, in order of opening; nil for no award.
  private(set) var awards: [(contest: Int, entry: Int?)] = []
  /// The conditional win probabilities of the last block played, where they are wanted.
  private(set) var chances: [(entry: Int, units: Int64)] = []
  private let wantsChances: Bool
  /// The entry that won each contest by the record; empty where the engine draws, nil where a contest has none.
  var recorded: [Int?] = []
  /// A firm that is drawn as if it stood several times, to plant a bias; chances stay those of a fair draw.
  var bias: PlantedBias?
  private var isEligible: [Bool] = []
  private var shares: [Int64] = []

  /// Numbers of agents, all 0 between blocks.
  private struct Scratch {
    var values: [Int32]
    var touched: [Int] = []

    init(count: Int) { values = [Int32](repeating: 0, count: count) }

    mutating func set(_ value: Int32, at index: Int) {
      if values[index] == 0 { touched.append(index) }
      values[index] = value
    }

    mutating func clear() {
      for index in touched { values[index] = 0 }
      touched.removeAll(keepingCapacity: true)
    }
  }

  private let order: OpeningOrder
  private let drawForm: DrawForm
  private let weighting: Weighting
  private let drawsNearestFirst: Bool

  /// An engine for a problem; `wantsChances` costs a product for every firm in a draw.
  init(_ problem: LotteryProblem, streams: TrialStreams, wantsChances: Bool) {
    self.problem = problem
    self.streams = streams
    self.wantsChances = wantsChances
    // The first six are the rule's; scope, joint ventures, participation, coverage and halves are in the layout.
    let (_, _, _, _, _, _, order, drawForm, _, _, weighting, drawsNearestFirst, _, _, _) = problem.policy.components
    (self.order, self.drawForm) = (order, drawForm)
    (self.weighting, self.drawsNearestFirst) = (weighting, drawsNearestFirst)
    weightStreams = streams.withExperiment(streams.experiment | 0x8000)
    wins = Scratch(count: problem.agentCount)
    losses = Scratch(count: problem.agentCount)
  }

  /// Plays a block and leaves the result in `awards` and `chances`.
  mutating func play(_ block: Int, trial: UInt64) {
    awards.removeAll(keepingCapacity: true)
    chances.removeAll(keepingCapacity: true)
    for group in problem.blocks[block].groups {
      if order == .random {
        for contest in order(of: group, trial: trial) { awards.append((contest, decide(contest, trial: trial))) }
      } else {
        for contest in group { awards.append((contest, decide(contest, trial: trial))) }
      }
    }
    wins.clear()
    losses.clear()
  }

  /// The tenders of a group in a random order.
  private func order(of group: Range<Int>, trial: UInt64) -> [Int] {
    var order = Array(group)
    for place in order.indices.dropFirst().reversed() {
      // Numbers from 2^31 are orders of opening; draws of tenders stay below.
      let stream = streams.stream(trial: trial, draw: 0x8000_0000 + UInt32(group.lowerBound + place))
      var picks = PickSequence(stream: stream, below: UInt32(place + 1))
      order.swapAt(place, Int(picks.next()))
    }
    return order
  }

  private mutating func decide(_ position: Int, trial: UInt64) -> Int? {
    let contest = problem.contests[position]
    let rule = problem.rule
    if recorded.isEmpty, let sole = contest.soleLowest, !contest.isCovered || !isExcluded(sole) {
      return award(contest, toSole: sole)
    }
    let verdict = rule.verdict(
      tiers: contest.tiers.count, isCovered: contest.isCovered, size: { contest.tiers[$0].count },
      eligible: { tier in contest.tiers[tier].reduce(0) { $0 + (isExcluded($1) ? 0 : 1) } })
    guard let tier = verdict.tier else { return nil }
    var entries = contest.tiers[tier]
    isEligible.removeAll(keepingCapacity: true)
    for entry in entries { isEligible.append(verdict.isWaived || !isExcluded(entry)) }
    if drawsNearestFirst { keepNearest(entries) }
    setShares(entries, passesOn: drawForm == .pass && !verdict.isWaived)

    if wantsChances {
      let total = shares.reduce(0, +)
      for place in 0..<entries.count where shares[place] > 0 {
        chances.append((entries.lowerBound + place, shares[place] * Self.chanceUnit / total))
      }
    }
    let winner: Int
    if !recorded.isEmpty {
      guard let entry = recorded[position] else { return nil }
      winner = entry
      // A recorded winner may stand in another tier than the policy would have drawn.
      if let tier = contest.tiers.first(where: { $0.contains(entry) }), tier != entries {
        entries = tier
        isEligible = Array(repeating: true, count: tier.count)
      }
    } else {
      if let bias { plant(bias, entries) }
      winner = entries.lowerBound + pick(contest, tier: tier, trial: trial)
    }
    remember(winner, of: entries, counts: rule.counts(verdict, isCovered: contest.isCovered))
    return winner
  }

  /// The winner of a tender with one lowest bid, which nothing excludes: no draw is needed.
  private mutating func award(_ contest: LotteryProblem.Contest, toSole winner: Int) -> Int {
    if wantsChances { chances.append((winner, Self.chanceUnit)) }
    let verdict = AwardRule.Verdict(tier: 0, isWaived: problem.rule.cap == 0 || !contest.isCovered, isLottery: false)
    remember(winner, of: winner..<winner + 1, counts: problem.rule.counts(verdict, isCovered: contest.isCovered))
    return winner
  }

  private func isExcluded(_ entry: Int) -> Bool {
    let cap = Int32(problem.rule.cap)
    if cap == 0 || wins.touched.isEmpty { return false }
    if let firm = problem.soleAgent(of: entry) { return wins.values[firm] >= cap }
    return problem.agents[problem.entries[entry].firm].contains { wins.values[$0] >= cap }
  }

  private mutating func keepNearest(_ entries: Range<Int>) {
    var nearest = UInt8.max
    for (place, entry) in entries.enumerated() where isEligible[place] {
      nearest = min(nearest, problem.entries[entry].distance)
    }
    for (place, entry) in entries.enumerated() where problem.entries[entry].distance != nearest {
      isEligible[place] = false
    }
  }

  /// The chances of the entries as integers.
  private mutating func setShares(_ entries: Range<Int>, passesOn: Bool) {
    shares.removeAll(keepingCapacity: true)
    let isEqual = weighting == .equal
    for place in 0..<entries.count {
      shares.append(!isEligible[place] ? 0 : isEqual ? 1 : weight(of: entries.lowerBound + place))
    }
    guard passesOn else { return }
    for place in isEligible.indices where !isEligible[place] { shares[heir(of: place)] += 1 }
  }

  private func weight(of entry: Int) -> Int64 {
    guard case .pastLosses(let limit) = weighting else { return 1 }
    let lost = problem.agents[problem.entries[entry].firm].map { losses.values[$0] }.max() ?? 0
    return min(Int64(limit), 1 + Int64(lost))
  }

  /// Multiplies the shares by the weights of a planted bias.
  private mutating func plant(_ bias: PlantedBias, _ entries: Range<Int>) {
    guard entries.contains(where: { problem.entries[$0].firm == bias.firm }) else { return }
    for (place, entry) in entries.enumerated() {
      shares[place] *= Int64(problem.entries[entry].firm == bias.firm ? bias.numerator : bias.denominator)
    }
  }

  /// The next eligible place, cyclically.
  private func heir(of place: Int) -> Int {
    var place = place
    while !isEligible[place] { place = (place + 1) % isEligible.count }
    return place
  }

  private func pick(_ contest: LotteryProblem.Contest, tier: Int, trial: UInt64) -> Int {
    let eligible = isEligible.reduce(0) { $0 + ($1 ? 1 : 0) }
    if eligible == 1 { return isEligible.firstIndex(of: true) ?? 0 }
    // Each tier has picks of its own, numbered behind the first tiers of all tenders.
    let draw = contest.draw + UInt32(tier * problem.contests.count)
    var picks = PickSequence(
      stream: streams.stream(trial: trial, draw: draw), below: UInt32(isEligible.count))
    if drawForm == .pass { return heir(of: Int(picks.next())) }
    let highest = weighting == .equal && bias == nil ? 1 : shares.max() ?? 1
    var thinning = PickSequence(
      stream: weightStreams.stream(trial: trial, draw: draw), below: UInt32(highest))
    while true {
      let place = Int(picks.next())
      if isEligible[place], highest == 1 || thinning.next() < UInt32(shares[place]) { return place }
    }
  }

  private mutating func remember(_ winner: Int, of entries: Range<Int>, counts: Bool) {
    if counts {
      for agent in problem.agents[problem.entries[winner].firm] where wins.values[agent] < .max {
        wins.set(wins.values[agent] + 1, at: agent)
      }
    }
    guard case .pastLosses = weighting else { return }
    // An outright win is a win: the losses before it no longer count. Nobody lost a draw to it.
    if entries.count == 1 {
      for agent in problem.agents[problem.entries[winner].firm] { losses.set(0, at: agent) }
      return
    }
    for (place, entry) in entries.enumerated() where isEligible[place] {
      for agent in problem.agents[problem.entries[entry].firm] {
        losses.set(entry == winner ? 0 : losses.values[agent] + 1, at: agent)
      }
    }
  }
}
