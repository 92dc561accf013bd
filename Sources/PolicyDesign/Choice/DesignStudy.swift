import LotteryStatistics
import Procurement

/// What every rule of a lattice does to one register, and which of them no other dominates.
public struct DesignStudy: Sendable {
  /// How a study goes about it.
  public struct Options: Sendable {
    /// The aims of the choice, two to four.
    public var aims: [WeightedAim]
    /// What a rule must meet.
    public var requirements: [Requirement] = []
    /// The seed of what is simulated.
    public var seed: UInt64 = 1
    /// Trials of a rule that is beyond exact solution.
    public var trials = 8_192
    /// The largest number of transitions that a block may cost.
    public var budget = 2_000_000
    /// The most orders of opening that are gone through where the order is random.
    public var orderLimit = 120
    /// Samples of groups that say how stable the set is; 0 for none.
    public var samples = 40
    /// Threads; no result depends on it.
    public var threads = 1

    /// Options with some aims.
    public init(aims: [WeightedAim]) { self.aims = aims }
  }

  /// What one rule does.
  public struct RuleResult: Sendable {
    /// The rule, with what of it the record does not show.
    public var rule: CandidateRule
    /// Why it was simulated; nil where it was solved exactly.
    public var refusal: ExactSolver.Refusal?
    /// The outcomes that are known.
    public var values: [Aim: Double]
    /// Standard errors of simulated outcomes; empty where exact.
    public var errors: [Aim: Double]
    /// An earlier rule with the same solution in every group of this register.
    public internal(set) var sameAs: Int?
    /// The requirements that it misses.
    public var misses: [Requirement]
    /// The rule that dominates it.
    public var dominatedBy: Int?
    /// Whether no rule dominates it.
    public var isPareto: Bool
    /// The share of the samples of groups in which no rule dominates it; nil where it was not sampled.
    public var stability: Double?
    /// The years in which no rule dominates it; nil where there is but one year.
    public var years: [FiscalYear]?
    /// The values in each batch of trials, by aim of the choice.
    var batches: [[Double]]
  }

  /// The tenders and bidders.
  public let register: TenderRegister
  /// The options.
  public let options: Options
  /// How many combinations the lattice has, how many of them contradict themselves and how many equal another.
  public let combinations: Int, invalid: Int, equal: Int
  /// How many blocks the rules have together, and how many of them were solved.
  public let blockCount: Int, solvedCount: Int
  /// The rules that recorded bids show.
  public internal(set) var rules: [RuleResult]
  /// The rules of which they show a part only; never in the set.
  public internal(set) var relaxed: [RuleResult]
  /// The rule of the set that weighs most.
  public let choice: Int?
  /// The outcome of independent draws on the record.
  public let chance: [Aim: Double]
  /// Firms that the chosen rule makes worse off against independent draws, the greatest loss first.
  public let losers: [PolicyDifference]
  /// The years of the register.
  public let years: [FiscalYear]

  /// Studies a lattice.
  ///
  /// - Throws: `LatticeRules.Failure` where there is no rule.
  /// - Complexity: one exact solution for each block that differs, O(bids) for each rule, O(rules²) for the set.
  public init(_ register: TenderRegister, lattice: RuleLattice, options: Options) throws(LatticeRules.Failure) {
    let work = try DesignWork(register, lattice: lattice, options: options)
    self.init(work, [work.part(0..<work.familyCount)])
  }

  /// The study of which all families were measured, in one part or in several.
  ///
  /// - Complexity: O(rules²) for the set, and the solution of two rules where the parts were measured elsewhere.
  public init(_ work: DesignWork, _ parts: [DesignPart]) {
    let (register, options) = (work.register, work.options)
    self.register = register
    self.options = options
    (combinations, invalid, equal) = (work.found.combinations, work.found.invalid, work.found.equal)
    var measured = [DesignPart.Measured](repeating: DesignPart.Measured(), count: work.rules.count)
    for part in parts { for (index, own) in part.rules { measured[index] = own } }
    var results = zip(work.rules, measured).map { rule, own in
      RuleResult(
        rule: rule, refusal: own.refusal, values: own.values, errors: own.errors,
        misses: work.misses(own.values), isPareto: false, batches: own.batches)
    }
    let shown = work.found.rules.count
    let comparison = RuleComparison(Array(results.prefix(shown)), aims: options.aims)
    choice = comparison.choice
    // What is known of a run on this machine need not be solved again.
    let runner = parts.count == 1 && parts[0].runner != nil ? parts[0].runner : nil
    let own = runner ?? work.runner(Set([0] + (comparison.choice.map { [$0 + 1] } ?? [])))
    (blockCount, solvedCount) = (own.solver.blockCount, own.solver.solvedCount)
    chance = own.chanceValues
    var firsts: [Int: Int] = [:]
    for index in results.indices {
      let identity = own.solver.identities[index + 1]
      results[index].sameAs = results[index].refusal == nil ? firsts[identity] : nil
      if firsts[identity] == nil { firsts[identity] = index }
    }
    var rules = Array(results.prefix(shown))
    relaxed = Array(results.dropFirst(shown))
    comparison.mark(&rules)
    years = work.years
    work.stability.add(to: &rules, samples: measured.map(\.samples))
    losers =
      comparison.choice.map { choice in
        PolicyDifference.differences(of: own.outcome(choice + 1), from: own.outcome(0))
          .filter { $0.wins < -1e-9 }.sorted { ($0.wins, $0.firm) < ($1.wins, $1.firm) }
      } ?? []
    self.rules = rules
  }
}

/// Outcomes of rules, exact or simulated.
struct RuleRunner {
  let register: TenderRegister
  let meter: OutcomeMeter
  let chanceValues: [Aim: Double]
  /// The expected wins of each policy, by firm; that of independent draws first.
  let wins: [[Double]]
  private let policies: [LotteryPolicy]
  private let options: DesignStudy.Options
  private let outcomes: [LotteryOutcome]
  private let refusals: [ExactSolver.Refusal?]
  private let batches: [[LotteryOutcome]]
  let solver: SharedSolver

  /// Solves what can be solved, and simulates the rest on the same random numbers.
  init(_ register: TenderRegister, solver: SharedSolver, policies: [LotteryPolicy], options: DesignStudy.Options) {
    (self.register, self.policies, self.options, self.solver) = (register, policies, options, solver)
    let solved = parallelMap(policies.count, threads: options.threads) { index in
      switch solver.results[index] {
      case .success(let outcome): (outcome: outcome, batches: [LotteryOutcome](), refusal: ExactSolver.Refusal?.none)
      case .failure(let refusal):
        Self.simulated(register, policies[index], refusal, options)
      }
    }
    outcomes = solved.map(\.outcome)
    batches = solved.map(\.batches)
    refusals = solved.map(\.refusal)
    let halves = policies.first { !$0.halves.halfOfWard.isEmpty }?.halves ?? CityHalves()
    meter = OutcomeMeter(register, chance: solved[0].outcome, halves: halves)
    chanceValues = meter.values(of: solved[0].outcome)
    let own = meter
    wins = parallelMap(policies.count, threads: options.threads) { own.wins(of: solved[$0].outcome) }
  }

  /// The outcome of a policy.
  func outcome(_ policy: Int) -> LotteryOutcome { outcomes[policy] }

  private static func simulated(
    _ register: TenderRegister, _ policy: LotteryPolicy, _ refusal: ExactSolver.Refusal, _ options: DesignStudy.Options
  ) -> (outcome: LotteryOutcome, batches: [LotteryOutcome], refusal: ExactSolver.Refusal?) {
    let simulation = LotterySimulation(
      register, under: [policy], seed: options.seed, options: .init(conditional: false))
    let states = (0..<LotterySimulation.units(for: options.trials)).map { simulation.run(batches: $0..<$0 + 1) }
    var whole = simulation.emptyState
    // Batches of one simulation neither overlap nor differ in what they are of.
    for state in states { try? whole.merge(state) }
    let batches = states.count > 1 ? states.map { simulation.outcome(0, state: $0) } : []
    return (simulation.outcome(0, state: whole), batches, refusal)
  }

  /// What is measured of some rules, of which the policies stand behind that of independent draws.
  func measured(_ rules: [Int]) -> [DesignPart.Measured] {
    parallelMap(rules.count, threads: options.threads) { place in
      let policy = rules[place] + 1
      var values = meter.values(of: outcomes[policy])
      values[.clauses] = Double(RuleClauses.count(of: policies[policy]))
      if refusals[policy] == nil, policies[policy].cap != nil {
        values[.secondWins] = secondWins(policy)
      } else if policies[policy].cap == nil {
        values[.secondWins] = 0
      }
      let parts = batches[policy].map { meter.values(of: $0) }
      return DesignPart.Measured(
        refusal: refusals[policy], values: values, errors: Self.errors(parts),
        batches: parts.map { part in options.aims.map { part[$0.aim] ?? values[$0.aim] ?? .nan } })
    }
  }

  private func secondWins(_ policy: Int) -> Double? {
    SecondWins(outcomes[policy], of: solver.problem(policy)).prevented
  }

  /// The standard errors of means of batches.
  private static func errors(_ batches: [[Aim: Double]]) -> [Aim: Double] {
    guard batches.count > 1 else { return [:] }
    var errors: [Aim: Double] = [:]
    for aim in Aim.allCases {
      let values = batches.compactMap { $0[aim] }
      guard values.count == batches.count else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      errors[aim] = (squares / Double(values.count * (values.count - 1))).squareRoot()
    }
    return errors
  }
}

/// How many statements a rule needs beyond "every tie is drawn".
enum RuleClauses {
  static func count(of policy: LotteryPolicy) -> Int {
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, jointVentures,
      weighting, drawsNearestFirst, participation, coverage, _
    ) = policy.components
    let conditions = [
      participation.appliesTenderConditions, participation.minimumPoints != nil, participation.area != .none,
      participation.grades != nil, coverage.trades != nil, coverage.grades != nil, drawsNearestFirst,
      weighting != .equal,
    ].count { $0 }
    guard cap != nil else { return conditions }
    // The limit itself, what counts, and over what, need one each.
    return conditions + 3
      + [
        outrightWin != .stands, soleRemaining != .lotteryWin, nobodyRemaining != .waived, noBidRemaining != .waived,
        order != .caseNumber, drawForm != .renumber, scope != .group, jointVentures != .ownName, counted != .lottery,
      ].count { $0 }
  }
}

/// The set among the rules that meet what is required.
struct RuleComparison {
  private let set: ParetoSet
  /// The rules that are compared.
  private let places: [Int]
  /// The rule of the set that weighs most.
  let choice: Int?

  init(_ rules: [DesignStudy.RuleResult], aims: [WeightedAim]) {
    places = rules.indices.filter { index in
      rules[index].misses.isEmpty && aims.allSatisfy { rules[index].values[$0.aim] != nil }
    }
    let candidates = places.map { place in
      ParetoSet.Candidate(values: aims.map { rules[place].values[$0.aim] ?? .nan }, batches: rules[place].batches)
    }
    set = ParetoSet(candidates, aims: aims)
    choice = set.choice(of: candidates, among: set.members).map { [places] in places[$0] }
  }

  func mark(_ rules: inout [DesignStudy.RuleResult]) {
    for member in set.members { rules[places[member]].isPareto = true }
    for (rule, other) in set.dominatedBy { rules[places[rule]].dominatedBy = places[other] }
  }
}
