import Procurement

/// What several policies do to one register: exact where possible, simulated where not, each beside chance.
///
/// Every policy is solved exactly if all its blocks permit it. The others, and the ex-post measures that need
/// joint laws, come from one simulation with common random picks. Chance is the policy `independent`.
public struct PolicyEvaluation: Sendable {
  /// How an evaluation goes about it.
  public struct Options: Sendable {
    /// The seed of the simulation.
    public var seed: UInt64
    /// Trials, rounded up to whole batches as `TrialSchedule` has them; 0 never simulates.
    public var trials: Int
    /// Whether policies are solved exactly where they can be.
    public var prefersExact: Bool
    /// The largest number of transitions a block of an exact solution may cost.
    public var budget: Int
    /// Whether Gini and maximum ex post are simulated.
    public var measures: Bool
    /// The number of threads.
    public var threads: Int

    /// Options; by default exact where possible, with 2^18 trials for the rest.
    public init(
      seed: UInt64 = 1, trials: Int = 1 << 18, prefersExact: Bool = true, budget: Int = 100_000_000,
      measures: Bool = true, threads: Int = 1
    ) {
      self.seed = seed
      self.trials = trials
      self.prefersExact = prefersExact
      self.budget = budget
      self.measures = measures
      self.threads = threads
    }
  }

  /// The result of one policy.
  public struct PolicyResult: Sendable {
    /// Probabilities and expectations.
    public var outcome: LotteryOutcome
    /// The totals of the firms with a valid bid, ascending.
    public var firms: [FirmTotal]
    /// Why it was not solved exactly; nil where it was, or where that was not asked for.
    public var refusal: ExactSolver.Refusal?
    /// How evenly wins are spread.
    public var count: Fairness
    /// How evenly amounts are spread.
    public var amount: Fairness
  }

  /// Why there is no result.
  public enum EvaluationError: Error, Hashable, Sendable {
    /// A policy is beyond exact solution and no trials were asked for.
    case refused(policy: String, ExactSolver.Refusal)
    /// Nothing is to be solved exactly and no trials were asked for: there is no way to a result.
    case noTrials
    /// Two policies have one name, so that their results could not be told apart.
    case repeatedName(String)
    /// A state from elsewhere is of another simulation.
    case state(SimulationState.StateError)
  }

  /// The tenders and bidders.
  public let register: TenderRegister
  /// The results in the order of the policies.
  public let results: [PolicyResult]
  /// The result of `independent`.
  public let chance: PolicyResult

  /// Evaluates policies.
  ///
  /// - Parameter progress: called with the number of trials of each batch that is done, from any thread.
  /// - Throws: `EvaluationError` where two policies have one name, or where a policy is refused, or none is to be
  ///   solved, and nothing may be simulated.
  public init(
    _ register: TenderRegister, policies: [LotteryPolicy], options: Options = Options(),
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(EvaluationError) {
    try Self.check(policies, options)
    let problems = ([.independent] + policies).map { LotteryProblem(register, under: $0) }
    let exact = Self.solve(problems, options)
    let unsolved = exact.contains { (try? $0?.get()) == nil }
    // What is solved exactly needs no simulation laid out.
    let simulation = options.trials > 0 && options.measures || unsolved ? Self.simulation(problems, options) : nil
    let schedule = TrialSchedule(trials: options.trials)
    let simulated = simulation.map { simulation in
      let state =
        options.trials > 0
        ? simulation.run(units: 0..<schedule.units, of: schedule, threads: options.threads, progress: progress)
        : simulation.emptyState
      return (simulation, state)
    }
    try self.init(problems, exact: exact, simulated: simulated)
  }

  /// The simulation that an evaluation uses: `independent` first, then the policies. Shards of it merge.
  public static func simulation(
    _ register: TenderRegister, policies: [LotteryPolicy], options: Options = Options()
  ) -> LotterySimulation {
    simulation(([.independent] + policies).map { LotteryProblem(register, under: $0) }, options)
  }

  private static func simulation(_ problems: [LotteryProblem], _ options: Options) -> LotterySimulation {
    LotterySimulation(problems, seed: options.seed, options: .init(measures: options.measures))
  }

  /// Evaluates policies with trials that were run elsewhere.
  ///
  /// - Parameters:
  ///   - simulation: as `simulation(_:policies:options:)` gives it.
  ///   - state: the merged state of that simulation's shards.
  ///   - options: with the number of trials of all shards together.
  public init(
    _ simulation: LotterySimulation, state: SimulationState, options: Options = Options()
  ) throws(EvaluationError) {
    try Self.check(simulation.problems.dropFirst().map(\.policy), options)
    var checked = simulation.emptyState(of: TrialSchedule(trials: options.trials))
    do { try checked.merge(state) } catch { throw .state(error) }
    try self.init(
      simulation.problems, exact: Self.solve(simulation.problems, options), simulated: (simulation, checked))
  }

  private static func check(_ policies: [LotteryPolicy], _ options: Options) throws(EvaluationError) {
    if !options.prefersExact && options.trials <= 0 { throw .noTrials }
    if let name = LotteryPolicy.repeatedName(in: policies) { throw .repeatedName(name) }
  }

  private static func solve(
    _ problems: [LotteryProblem], _ options: Options
  ) -> [Result<LotteryOutcome, ExactSolver.Refusal>?] {
    guard options.prefersExact else { return problems.map { _ in nil } }
    let solver = ExactSolver(budget: options.budget, threads: options.threads)
    func solved(_ problem: LotteryProblem) -> Result<LotteryOutcome, ExactSolver.Refusal> {
      Result { () throws(ExactSolver.Refusal) in try solver.outcome(of: problem) }
    }
    // Chance stands first, and once more where it was asked for.
    let chance = solved(problems[0])
    return problems.indices.map { $0 == 0 || problems[$0].policy == problems[0].policy ? chance : solved(problems[$0]) }
  }

  /// Puts together what was solved and what was simulated.
  ///
  /// - Parameter simulated: nil where everything was solved and nothing else is wanted.
  private init(
    _ problems: [LotteryProblem], exact: [Result<LotteryOutcome, ExactSolver.Refusal>?],
    simulated: (simulation: LotterySimulation, state: SimulationState)?
  ) throws(EvaluationError) {
    register = problems[0].register
    var outcomes: [LotteryOutcome] = []
    var refusals: [ExactSolver.Refusal?] = []
    for (policy, solved) in exact.enumerated() {
      var refusal: ExactSolver.Refusal?
      if case .failure(let reason) = solved { refusal = reason }
      refusals.append(refusal)
      if case .success(let outcome) = solved {
        outcomes.append(outcome)
        continue
      }
      guard let (simulation, state) = simulated, state.trials > 0 else {
        guard let refusal else { throw .noTrials }
        throw .refused(policy: problems[policy].policy.name, refusal)
      }
      outcomes.append(simulation.outcome(policy, state: state))
    }
    let totals = outcomes.map(FirmTotal.totals)
    let terms = outcomes.indices.map { policy in
      FairnessUnit.allCases.map { unit in
        let measures = simulated.flatMap { simulation, state in
          simulation.options.measures ? simulation.measures(policy, state: state, ofAmounts: unit == .amount) : nil
        }
        return FairnessTerms(
          outcomes[policy], totals[policy], unit,
          simulated: (measures ?? [:]).mapValues { ($0.mean, $0.standardError) })
      }
    }
    let all = outcomes.indices.map { policy -> PolicyResult in
      let fairness = zip(terms[policy], terms[0]).map { Self.fairness($0, beside: $1, outcomes[policy].method) }
      return PolicyResult(
        outcome: outcomes[policy], firms: totals[policy], refusal: refusals[policy], count: fairness[0],
        amount: fairness[1])
    }
    self.chance = all[0]
    results = Array(all.dropFirst())
  }

  private static func fairness(
    _ terms: FairnessTerms, beside chance: FairnessTerms, _ method: LotteryOutcome.Method
  ) -> Fairness {
    var isPlugIn = false
    if case .simulation = method { isPlugIn = true }
    var exAnte: [Inequality.Measure: Fairness.Value] = [:]
    for (measure, value) in terms.exAnte {
      exAnte[measure] = Fairness.Value(value: value, standardError: nil, chance: chance.exAnte[measure])
    }
    var exPost: [Inequality.Measure: Fairness.Value] = [:]
    for (measure, found) in terms.exPost {
      exPost[measure] = Fairness.Value(
        value: found.value, standardError: found.standardError, chance: chance.exPost[measure]?.value)
    }
    return Fairness(exAnte: exAnte, exPost: exPost, isPlugIn: isPlugIn)
  }
}
