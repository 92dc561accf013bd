/// Exact outcomes of many policies on one register: what policies have in common is laid out and solved once.
///
/// A block of tenders is solved anew only where its entries, their order or the rule differ from all that was solved before. Where no
/// firm bids more often than the cap allows wins, nobody is ever excluded: all rules are one there.
public struct SharedSolver: Sendable {
  /// The outcome of each policy, or why there is none; empty for one that was not wanted.
  public let results: [Result<LotteryOutcome, ExactSolver.Refusal>]
  /// Policies with equal numbers have equal solutions in every block of this register.
  public let identities: [Int]
  /// How many blocks all policies have together.
  public let blockCount: Int
  /// How many of them differ, and are solved where all policies are wanted.
  public let solvedCount: Int
  private let layouts: [LotteryProblem]
  private let layoutOfPolicy: [Int]
  private let policies: [LotteryPolicy]

  /// The register as a policy lays it out.
  public func problem(_ policy: Int) -> LotteryProblem {
    layouts[layoutOfPolicy[policy]].governed(by: policies[policy])
  }

  /// Solves policies.
  ///
  /// - Parameters:
  ///   - budget: the largest number of transitions that a block may cost.
  ///   - orderLimit: the most orders of opening that are gone through where the order is random.
  ///   - wanted: the positions of those policies whose outcomes are wanted; nil for all. Which they are changes no outcome.
  /// - Complexity: one layout for each that differs, one exact solution for each block that differs.
  public init(
    _ register: TenderRegister, under policies: [LotteryPolicy], budget: Int = 100_000_000, orderLimit: Int = 5_040,
    wanted: Set<Int>? = nil, threads: Int = 1
  ) {
    let layouts = Interned(policies.map(LayoutKey.init))
    let problems = parallelMap(layouts.firsts.count, threads: threads) {
      LotteryProblem(register, under: policies[layouts.firsts[$0]])
    }
    var contents = ContentNumbers()
    let sketches = problems.map { BlockSketch.sketches(of: $0, &contents) }
    var collected: [BlockKey] = []
    for (policy, layout) in zip(policies, layouts.numbers) {
      let rule = AwardRule(policy)
      collected += sketches[layout].map { $0.key(of: policy, rule: rule) }
    }
    let keys = collected
    let blocks = Interned(keys)
    // Where each policy's keys begin.
    var begin = [0]
    for layout in layouts.numbers { begin.append(begin[begin.count - 1] + sketches[layout].count) }
    var place: [(policy: Int, block: Int)] = []
    place.reserveCapacity(blocks.firsts.count)
    var policy = 0
    for first in blocks.firsts {
      while begin[policy + 1] <= first { policy += 1 }
      place.append((policy, first - begin[policy]))
    }
    let tasks = place
    var solver = ExactSolver(budget: budget)
    solver.orderLimit = orderLimit
    let exact = solver
    let isWanted = policies.indices.map { wanted?.contains($0) ?? true }
    var isNeeded = [Bool](repeating: false, count: tasks.count)
    for policy in policies.indices where isWanted[policy] {
      for number in blocks.numbers[begin[policy]..<begin[policy + 1]] { isNeeded[number] = true }
    }
    let needed = isNeeded
    typealias Solved = Result<(outcome: BlockOutcome, transitions: Int), ExactSolver.Refusal>
    let solved = parallelMap(tasks.count, threads: threads) { index -> Solved? in
      guard needed[index] else { return Solved?.none }
      let (policy, block) = tasks[index]
      let isFree = keys[blocks.firsts[index]].rule == nil
      let problem = problems[layouts.numbers[policy]].governed(by: isFree ? .independent : policies[policy])
      return Result { () throws(ExactSolver.Refusal) in try exact.solve(block, of: problem) }
    }
    results = policies.indices.map { policy in
      guard isWanted[policy] else {
        return .success(LotteryOutcome(policy: policies[policy], method: .exact(transitions: 0), blocks: []))
      }
      let problem = problems[layouts.numbers[policy]]
      let numbers = blocks.numbers[begin[policy]..<begin[policy + 1]]
      return Result { () throws(ExactSolver.Refusal) in
        var outcomes: [BlockOutcome] = []
        var transitions = 0
        for (block, number) in zip(problem.blocks, numbers) {
          guard var found = try solved[number]?.get() else { continue }
          found.outcome.identifier = block.identifier
          outcomes.append(found.outcome)
          transitions += found.transitions
        }
        return LotteryOutcome(policy: policies[policy], method: .exact(transitions: transitions), blocks: outcomes)
      }
    }
    identities = Interned(policies.indices.map { Array(blocks.numbers[begin[$0]..<begin[$0 + 1]]) }).numbers
    (blockCount, solvedCount) = (keys.count, tasks.count)
    (self.layouts, layoutOfPolicy, self.policies) = (problems, layouts.numbers, policies)
  }
}

/// Numbers for equal values, in order of their first.
private struct Interned {
  var numbers: [Int] = []
  /// The place of the first value of each number.
  var firsts: [Int] = []

  init<Value: Hashable>(_ values: [Value]) {
    var known: [Value: Int] = [:]
    numbers.reserveCapacity(values.count)
    for (place, value) in values.enumerated() {
      if let number = known[value] {
        numbers.append(number)
      } else {
        known[value] = firsts.count
        numbers.append(firsts.count)
        firsts.append(place)
      }
    }
  }
}

/// What of a policy decides how a register is laid out.
private struct LayoutKey: Hashable {
  let order: OpeningOrder
  let scope: CountingScope
  let jointVentures: JointVentureRule
  let drawsNearestFirst: Bool
  let participation: Participation
  let coverage: Coverage
  let halves: CityHalves

  init(_ policy: LotteryPolicy) {
    // The rest is the rule's, or the player's.
    let (_, _, _, _, _, _, order, _, scope, jointVentures, _, drawsNearestFirst, participation, coverage, halves) =
      policy.components
    // A random order starts from the recorded one.
    self.order = order == .random ? .caseNumber : order
    self.scope = scope
    self.jointVentures = jointVentures
    self.drawsNearestFirst = drawsNearestFirst
    self.participation = participation
    self.coverage = coverage
    self.halves = halves
  }
}

/// Numbers of tenders as they are laid out: equal where entries, tiers, nearness and coverage are.
private struct ContentNumbers {
  private struct Content: Hashable {
    var tender: Int
    var isCovered: Bool
    var entries: [Int64]
  }

  private var known: [Content: Int32] = [:]

  mutating func number(of contest: LotteryProblem.Contest, in problem: LotteryProblem) -> Int32 {
    let entries = problem.entries[contest.entries].map { entry in
      Int64(entry.firm) << 32 | Int64(entry.tier) << 8 | Int64(entry.distance)
    }
    let content = Content(tender: contest.tender, isCovered: contest.isCovered, entries: entries)
    if let number = known[content] { return number }
    let number = Int32(known.count)
    known[content] = number
    return number
  }
}

/// A block without its rule.
private struct BlockSketch {
  let contents: [Int32]
  /// The same in no order.
  let unordered: [Int32]
  /// Where runs end: a random order shuffles within them.
  let runs: [Int32]
  /// In how many tenders one firm takes part, at most.
  let mostBids: Int
  let isJoint: Bool

  static func sketches(of problem: LotteryProblem, _ numbers: inout ContentNumbers) -> [BlockSketch] {
    let contents = problem.contests.map { numbers.number(of: $0, in: problem) }
    var bids = [Int](repeating: 0, count: problem.agentCount)
    return problem.blocks.map { block in
      let entries = block.contests.lazy.flatMap { problem.contests[$0].entries }
      var (most, isJoint) = (0, false)
      for entry in entries {
        let firm = problem.entries[entry].firm
        if problem.agents[firm] != [firm] { isJoint = true }
        for agent in problem.agents[firm] {
          bids[agent] += 1
          most = max(most, bids[agent])
        }
      }
      for entry in entries { for agent in problem.agents[problem.entries[entry].firm] { bids[agent] = 0 } }
      let own = Array(contents[block.contests])
      return BlockSketch(
        contents: own, unordered: own.sorted(),
        runs: block.groups.map { Int32($0.upperBound - block.contests.lowerBound) },
        mostBids: most, isJoint: isJoint)
    }
  }

  func key(of policy: LotteryPolicy, rule: AwardRule) -> BlockKey {
    // Laid out or in the rule is all but the order, the form of the draw and the chances.
    let (_, _, _, _, _, _, order, drawForm, _, _, weighting, _, _, _, _) = policy.components
    let isFree = rule.cap == 0 || mostBids <= Int(rule.cap)
    guard weighting == .equal, isFree else {
      let isRandom = order == .random && contents.count > 1
      return BlockKey(
        contents: contents, runs: isRandom ? runs : [], rule: rule, isRandom: isRandom, passesOn: drawForm == .pass,
        isWeighted: weighting != .equal, isJoint: isJoint)
    }
    return BlockKey(
      contents: unordered, runs: [], rule: nil, isRandom: false, passesOn: false, isWeighted: false, isJoint: isJoint)
  }
}

/// What decides the solution of a block.
private struct BlockKey: Hashable {
  let contents: [Int32]
  let runs: [Int32]
  /// Nil where nobody is ever excluded.
  let rule: AwardRule?
  let isRandom: Bool
  let passesOn: Bool
  let isWeighted: Bool
  let isJoint: Bool
}
