/// The exact outcome of a policy, block by block, by dynamic programming over counts per exchangeable type.
///
/// A first pass without a tagged firm counts the transitions and finds the probabilities of no award; it stops
/// as soon as the whole would exceed the budget. Then one pass a type follows a tagged firm of that type.
/// Errors are those of summing doubles, below 1e-12 in the tests against rational enumeration.
public struct ExactSolver: Sendable {
  /// Why a block is left to the simulation.
  public enum Refusal: Error, Hashable, Sendable {
    /// The work would exceed the budget: so many transitions at least.
    case tooCostly(atLeast: Int, budget: Int)
    /// So many types differ that a state takes more than 128 bits.
    case tooManyTypes(bits: Int)
    /// More tenders in random order than permutations can be gone through.
    case tooManyOrders(tenders: Int)
    /// Weights by past losses make every history a state.
    case weightsByPastLosses
    /// Joint ventures that count through their members tie the states of firms together.
    case jointVentureMembers
  }

  /// The largest number of transitions that a block may cost.
  public var budget: Int
  /// The number of threads; it does not change the result.
  public var threads: Int
  /// The most orders of opening that are gone through where the order is random: those of seven tenders.
  package var orderLimit = 5_040

  /// A solver with a budget in transitions between states; a release build does some ten million a second.
  public init(budget: Int = 100_000_000, threads: Int = 1) {
    self.budget = budget
    self.threads = threads
  }

  /// The outcome of every block, or why there is none.
  public func solve(_ problem: LotteryProblem) -> [Result<BlockOutcome, Refusal>] {
    problem.blocks.indices.map { block in
      Result { () throws(Refusal) in try solve(block, of: problem).outcome }
    }
  }

  /// The outcome of a whole problem.
  ///
  /// - Throws: the `Refusal` of the first block that is too costly or not possible.
  public func outcome(of problem: LotteryProblem) throws(Refusal) -> LotteryOutcome {
    var blocks: [BlockOutcome] = []
    var transitions = 0
    for block in problem.blocks.indices {
      let solved = try solve(block, of: problem)
      SolverMeter.blocks.add(1, ordering: .relaxed)
      blocks.append(solved.outcome)
      transitions += solved.transitions
    }
    return LotteryOutcome(policy: problem.policy, method: .exact(transitions: transitions), blocks: blocks)
  }

  /// The outcome of one block and the number of transitions it took.
  func solve(
    _ block: Int, of problem: LotteryProblem
  ) throws(Refusal) -> (outcome: BlockOutcome, transitions: Int) {
    let block = problem.blocks[block]
    try checkSupport(block, of: problem)
    let orders = try orders(of: block, in: problem)
    var accumulator = BlockAccumulator(block, of: problem)
    var transitions = 0
    for order in orders {
      let share = 1 / Double(orders.count)
      transitions += try solve(
        order, of: problem, weight: share, budget: budget / orders.count, into: &accumulator)
    }
    return (accumulator.outcome(identifier: block.identifier), transitions)
  }

  /// The outcome of one block when its tenders are opened in a given order of contests.
  func solve(
    _ block: Int, of problem: LotteryProblem, openedAs order: [Int]
  ) throws(Refusal) -> BlockOutcome {
    let block = problem.blocks[block]
    try checkSupport(block, of: problem)
    var accumulator = BlockAccumulator(block, of: problem)
    _ = try solve(order, of: problem, weight: 1, budget: budget, into: &accumulator)
    return accumulator.outcome(identifier: block.identifier)
  }

  private func checkSupport(_ block: LotteryProblem.Block, of problem: LotteryProblem) throws(Refusal) {
    // The rule, orders, passing on and what is in the layout of the problem the solver follows.
    let (_, _, _, _, _, _, _, _, _, _, weighting, _, _, _, _) = problem.policy.components
    if weighting != .equal { throw .weightsByPastLosses }
    let isJoint = block.contests.contains { contest in
      problem.entries[problem.contests[contest].entries].contains { entry in
        problem.agents[entry.firm] != [entry.firm]
      }
    }
    if isJoint { throw .jointVentureMembers }
  }

  /// The orders of opening, equally likely.
  private func orders(of block: LotteryProblem.Block, in problem: LotteryProblem) throws(Refusal) -> [[Int]] {
    if problem.policy.order != .random || problem.policy.cap == nil { return [Array(block.contests)] }
    // Groups stay in their order, each is shuffled within itself; a tender that neither depends on the state nor changes it may
    // stand anywhere, and stands first.
    let groups = block.groups.map { group in
      let isInert = { ExchangeableTypes.isInert(problem.contests[$0], rule: problem.rule) }
      return (inert: group.filter(isInert), shuffled: group.filter { !isInert($0) })
    }
    var count = 1
    for group in groups {
      for place in group.shuffled.indices {
        count *= place + 1
        if count > orderLimit { throw .tooManyOrders(tenders: block.contests.count) }
      }
    }
    return groups.reduce([[]]) { orders, group in
      let inner = permutations(group.shuffled)
      return orders.flatMap { order in inner.map { order + group.inert + $0 } }
    }
  }

  private func solve(
    _ order: [Int], of problem: LotteryProblem, weight: Double, budget: Int,
    into accumulator: inout BlockAccumulator
  ) throws(Refusal) -> Int {
    let types = ExchangeableTypes(problem, contests: order)
    // Firms with equal bids have equal chances: one tagged pass stands for all of them.
    let alike = Dictionary(grouping: types.firms.indices) { types.bids[$0] }
    let representatives = alike.values.compactMap(\.first).sorted()
    let limit = budget / max(1, representatives.count)
    let passesOn = problem.policy.drawForm == .pass
    let first = StatePass(types, rule: problem.rule, passesOn: passesOn, tagged: nil, budget: limit)
    if first.keyBits > 128 { throw .tooManyTypes(bits: first.keyBits) }
    guard let untagged = first.run(contestCount: order.count) else {
      throw .tooCostly(atLeast: budget, budget: budget)
    }
    accumulator.add(untagged: untagged, order: order, weight: weight)
    // Small passes are not worth a thread.
    let threads = untagged.transitions * representatives.count > 20_000 ? self.threads : 1
    let passes = parallelMap(representatives.count, threads: threads) { index in
      StatePass(
        types, rule: problem.rule, passesOn: passesOn, tagged: representatives[index], budget: .max
      ).run(contestCount: order.count)
    }
    var transitions = untagged.transitions
    for (representative, result) in zip(representatives, passes) {
      guard let result else { throw .tooCostly(atLeast: budget, budget: budget) }
      transitions += result.transitions
      for firm in alike[types.bids[representative]] ?? [] {
        accumulator.add(result, firm: types.firms[firm], order: order, weight: weight)
      }
    }
    return transitions
  }
}

/// All orders of some elements.
func permutations(_ elements: [Int]) -> [[Int]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { index -> [[Int]] in
    var rest = elements
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}
