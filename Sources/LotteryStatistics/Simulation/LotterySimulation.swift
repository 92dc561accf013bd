import CounterRandom
import Procurement
import Synchronization

/// A simulation of one register under one or more policies that share every random pick.
///
/// Results are a function of the register, the policies, the seed and the number of trials alone: they have the
/// same bits for any number of threads and any split into shards.
public struct LotterySimulation: Sendable {
  /// What is counted beside wins.
  public struct Options: Hashable, Sendable {
    /// Conditional win probabilities, which the conditional and the combined estimator need.
    public var conditional: Bool
    /// Ex-post measures of inequality.
    public var measures: Bool
    /// How often an award differs from the first policy's.
    public var changes: Bool

    /// Options; conditional probabilities are on, the dearer two off.
    public init(conditional: Bool = true, measures: Bool = false, changes: Bool = false) {
      self.conditional = conditional
      self.measures = measures
      self.changes = changes
    }
  }

  /// The experiments under one seed: independent of each other.
  enum Experiment {
    static let main: UInt16 = 0
    static let pilot: UInt16 = 1
  }

  /// The problems, one for each policy.
  public let problems: [LotteryProblem]
  /// The seed.
  public let seed: UInt64
  /// What is counted.
  public let options: Options
  let layouts: [SimulationLayout]
  private let usesKernels: Bool

  /// A simulation of a register under policies; changes are counted against the first.
  ///
  /// A block of more than `firmLimit` firms is a programming error; `oversizedBlock(in:under:)` tells.
  ///
  /// - Parameter usesKernels: whether the fast kernels are used where they can be; the bits are the same.
  public init(
    _ register: TenderRegister, under policies: [LotteryPolicy], seed: UInt64 = 1,
    options: Options = Options(), usesKernels: Bool = true
  ) {
    self.init(
      policies.map { LotteryProblem(register, under: $0) }, seed: seed, options: options, usesKernels: usesKernels)
  }

  /// A simulation of problems of one register.
  init(_ problems: [LotteryProblem], seed: UInt64, options: Options, usesKernels: Bool = true) {
    self.problems = problems
    layouts = problems.map(SimulationLayout.init)
    self.seed = seed
    self.options = options
    self.usesKernels = usesKernels
  }

  /// The most firms that a block of a simulation can hold.
  public static let firmLimit = SimulationLayout.firmLimit

  /// The identifier of a block that holds more than `firmLimit` firms under one of some policies, nil where none does.
  ///
  /// - Complexity: O(1) unless the register has so many firms, then O(bids) a policy.
  public static func oversizedBlock(in register: TenderRegister, under policies: [LotteryPolicy]) -> String? {
    guard register.firms.count > firmLimit else { return nil }
    for policy in policies {
      let problem = LotteryProblem(register, under: policy)
      for block in problem.blocks {
        let entries = block.contests.lazy.flatMap { problem.contests[$0].entries }
        if Set(entries.map { problem.entries[$0].firm }).count > firmLimit { return block.identifier }
      }
    }
    return nil
  }

  /// The number of units that hold at least so many trials; a simulation runs whole units.
  public static func units(for trials: Int) -> Int {
    (max(1, trials) + SimulationState.unitSize - 1) / SimulationState.unitSize
  }

  /// The state of a run of units, each a batch of its own.
  ///
  /// - Parameters:
  ///   - batches: a shard is any range of batches.
  ///   - progress: called with the number of trials of each batch that is done, from any thread.
  /// - Complexity: O(trials × tenders) draws.
  public func run(
    batches: Range<Int>, threads: Int = 1, progress: (@Sendable (Int) -> Void)? = nil
  ) -> SimulationState {
    run(units: batches, unitsPerBatch: 1, threads: threads, progress: progress)
  }

  /// The state of at least so many trials, in whole batches of their schedule.
  public func run(trials: Int, threads: Int = 1) -> SimulationState {
    let schedule = TrialSchedule(trials: trials)
    return run(units: 0..<schedule.units, of: schedule, threads: threads)
  }

  /// The state of a run of units of a schedule.
  ///
  /// - Parameters:
  ///   - units: a shard is any range of units.
  ///   - progress: called with the number of trials of each unit that is done, from any thread.
  /// - Complexity: O(trials × tenders) draws; memory for the batches.
  public func run(
    units: Range<Int>, of schedule: TrialSchedule, threads: Int = 1, progress: (@Sendable (Int) -> Void)? = nil
  ) -> SimulationState {
    run(units: units, unitsPerBatch: schedule.unitsPerBatch, threads: threads, progress: progress)
  }

  private func run(
    units: Range<Int>, unitsPerBatch: Int, threads: Int, progress: (@Sendable (Int) -> Void)?
  ) -> SimulationState {
    var state = SimulationState(fingerprint: fingerprint(unitsPerBatch), unitsPerBatch: unitsPerBatch)
    guard !units.isEmpty else { return state }
    let runner = runner(Experiment.main)
    let size = SimulationState.unitSize
    let firstBatch = units.lowerBound / unitsPerBatch
    let parts = (firstBatch...(units.upperBound - 1) / unitsPerBatch).map {
      ($0 * unitsPerBatch..<($0 + 1) * unitsPerBatch).clamped(to: units)
    }
    let stop = WorkStop.current
    let rest = Mutex<[BatchState]?>(nil)
    let states = parallelMap(parts.count, threads: threads, workspace: runner.workspace) { part, work -> [BatchState] in
      // Of what was stopped one trial is played for all parts, so that there are figures of its shape.
      if stop?.isAsked == true {
        return rest.withLock { rest in
          let first = UInt64(parts[part].lowerBound * size)
          let states = rest ?? runner.run(first..<first + 1, in: &work)
          rest = states
          return states
        }
      }
      var sums: [BatchState] = []
      // What a runner counts has 16 bits a firm: it takes the units of 2^14 trials at a time.
      for first in stride(
        from: parts[part].lowerBound, to: parts[part].upperBound, by: TrialSchedule.usualUnitsPerBatch)
      {
        let end = min(first + TrialSchedule.usualUnitsPerBatch, parts[part].upperBound)
        let found = runner.run(UInt64(first * size)..<UInt64(end * size), in: &work)
        if sums.isEmpty { sums = found } else { for policy in sums.indices { _ = sums[policy].add(found[policy]) } }
        progress?((end - first) * size)
        if stop?.isAsked == true { break }
      }
      return sums
    }
    // Parts of one call neither overlap nor, with batches of at most 2^22 trials, leave Int64.
    for (part, found) in zip(parts, states) { try? state.insert(found, units: part) }
    return state
  }

  /// Runs on until no standard error of expected wins exceeds a precision, or so many trials are done.
  ///
  /// The precision is looked at after every sixteen batches, whatever the threads, so that where it stops is
  /// part of the result's bits and nothing else.
  ///
  /// - Parameters:
  ///   - precision: the largest standard error of an expected number of wins.
  ///   - limit: the largest number of trials, rounded up to whole batches.
  public func run(
    precision: Double, limit: Int, estimator: Estimator = .combined, threads: Int = 1,
    progress: (@Sendable (Int) -> Void)? = nil
  ) -> SimulationState {
    let perBatch = TrialSchedule.usualUnitsPerBatch
    let last = (Self.units(for: limit) + perBatch - 1) / perBatch * perBatch
    let pilot = estimator == .combined ? pilotCoefficients() : nil
    var state = SimulationState(fingerprint: fingerprint(perBatch), unitsPerBatch: perBatch)
    var done = 0
    while done < last {
      let end = min(last, done + 16 * perBatch)
      let found = run(units: done..<end, unitsPerBatch: perBatch, threads: threads, progress: progress)
      // The next units never overlap those before.
      try? state.merge(found)
      done = end
      let errors = problems.indices.flatMap { policy in
        seatEstimates(policy, state: state, estimator: estimator, coefficients: pilot?[policy]).map {
          $0.standardError ?? .infinity
        }
      }
      if (errors.max() ?? 0) <= precision || WorkStop.current?.isAsked == true { break }
    }
    return state
  }

  /// A state of this simulation without trials: the identity of merging.
  public var emptyState: SimulationState { SimulationState(fingerprint: fingerprint(1)) }

  /// A state of a schedule without trials.
  public func emptyState(of schedule: TrialSchedule) -> SimulationState {
    SimulationState(fingerprint: fingerprint(schedule.unitsPerBatch), unitsPerBatch: schedule.unitsPerBatch)
  }

  /// The state that was written down as integers.
  ///
  /// - Throws: `SimulationState.StateError` where the numbers are not of this simulation.
  public func state(
    integers: [Int64], unitsPerBatch: Int = 1
  ) throws(SimulationState.StateError) -> SimulationState {
    let state = try SimulationState(
      integers: integers, shape: zip(problems, layouts).map { BatchState($0, $1) },
      fingerprint: fingerprint(unitsPerBatch), unitsPerBatch: unitsPerBatch)
    for policy in problems.indices {
      guard state.states(of: policy).allSatisfy({ isPossible($0, policy) }) else { throw .malformed }
    }
    return state
  }

  func runner(_ experiment: UInt16) -> BatchRunner {
    BatchRunner(
      problems, layouts, streams: TrialStreams(seed: seed, experiment: experiment),
      wants: BatchRunner.Wants(
        chances: options.conditional, measures: options.measures && experiment == Experiment.main,
        changes: options.changes && experiment == Experiment.main),
      path: usesKernels ? BlockKernel.chosenPath : nil)
  }

  /// FNV-1a over everything that the trials and their batches depend on.
  private func fingerprint(_ unitsPerBatch: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: some FixedWidthInteger) {
      hash = (hash ^ UInt64(truncatingIfNeeded: value)) &* 0x100_0000_01b3
      hash ^= hash >> 29
    }
    func mix(_ text: String) { for byte in text.utf8 { mix(byte) } }
    mix(BatchState.layout)
    mix(seed)
    mix(unitsPerBatch)
    mix(options.conditional ? 1 : 0)
    mix(options.measures ? 1 : 0)
    mix(options.changes ? 1 : 0)
    for problem in problems {
      // Joint ventures, nearness, participation, coverage and halves are in contests, entries and agents.
      let (
        _, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, _, weighting,
        _, _,
        _, _
      ) = problem.policy.components
      mix(problem.rule.cap)
      mix(counted.rawValue + outrightWin.rawValue + soleRemaining.rawValue)
      mix(nobodyRemaining.rawValue + noBidRemaining.rawValue + drawForm.rawValue)
      mix(order.rawValue + scope.rawValue + weighting.identifier)
      if case .pastLosses(let limit) = weighting { mix(limit) }
      for block in problem.blocks { for group in block.groups { mix(group.upperBound) } }
      for contest in problem.contests { mix(contest.tender * 2 + (contest.isCovered ? 1 : 0)) }
      for entry in problem.entries {
        mix(entry.tender)
        mix(entry.firm)
        mix(entry.price)
        mix(entry.tier * 4 + Int(entry.distance))
      }
      for agents in problem.agents { for agent in agents { mix(agent) } }
    }
    return hash
  }
}
