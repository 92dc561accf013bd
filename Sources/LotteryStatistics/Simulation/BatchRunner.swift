import CLotteryKernels
import CounterRandom
import Procurement

/// Plays a range of trials under several policies with the same picks.
struct BatchRunner {
  /// What is counted beside wins.
  struct Wants: Hashable, Sendable {
    /// Conditional win probabilities.
    var chances = true
    /// Ex-post measures of inequality.
    var measures = false
    /// Awards that differ from the first policy's.
    var changes = false

    var winners: Bool { measures || changes }
  }

  private let problems: [LotteryProblem]
  private let layouts: [SimulationLayout]
  private let kernels: [[BlockKernel?]]
  private let streams: TrialStreams
  private let wants: Wants
  /// Of each contest of each problem, the contest of the first problem with the same tender.
  private let counterpart: [[Int]]
  /// The measures of each problem; nothing where none is wanted.
  private let measures: [TrialMeasures]
  /// States without trials. Copies share what a batch does not count.
  private let empty: [BatchState]

  /// What one of a measure is in a state: 2^32, and of the largest amount a yen, or less where sums would leave Int64.
  static func unit(of measure: Inequality.Measure, amounts: Bool, _ problem: LotteryProblem) -> Double {
    guard measure == .max else { return 4_294_967_296 }
    var totals = [Double](repeating: 0, count: amounts ? problem.register.firms.count : 0)
    if amounts { for entry in problem.entries { totals[entry.firm] += Double(entry.price) } }
    // A batch has up to 2^22 trials, so what a trial adds stays below 2^41.
    let excess = max(1, totals.max() ?? 1).exponent - 40
    return excess > 0 ? Double(sign: .plus, exponent: -Int(excess), significand: 1) : 1
  }

  /// - Parameter path: the instructions of the fast kernels; nil plays every trial the readable way.
  init(
    _ problems: [LotteryProblem], _ layouts: [SimulationLayout], streams: TrialStreams, wants: Wants,
    path: lottery_path?
  ) {
    self.problems = problems
    self.layouts = layouts
    self.streams = streams
    self.wants = wants
    measures = zip(wants.measures ? problems : [], layouts).map { problem, layout in
      let units = [false, true].map { amounts in
        Inequality.Measure.allCases.map { Self.unit(of: $0, amounts: amounts, problem) }
      }
      return TrialMeasures(problem, layout, units: units)
    }
    empty = zip(problems, layouts).map { BatchState($0, $1) }
    kernels = zip(problems, layouts).map { problem, layout in
      layout.blocks.map { block in
        path.flatMap {
          BlockKernel(problem, layout: block, seats: layout.seatOfEntry, streams: streams, path: $0)
        }
      }
    }
    var contestOf: [Int: Int] = [:]
    for (contest, value) in (problems.first?.contests ?? []).enumerated() {
      contestOf[value.tender] = contest
    }
    counterpart = problems.map { $0.contests.map { contestOf[$0.tender] ?? 0 } }
  }

  /// What passes from batch to batch so that it need not be made anew; one a thread.
  struct Workspace {
    fileprivate var engines: [TrialEngine]
    fileprivate var sheets: [WinnerSheet]
    fileprivate var measures: [TrialMeasures.Work]
    fileprivate var kernelWork = KernelWork()
  }

  /// A workspace for batches of this runner.
  func workspace() -> Workspace {
    Workspace(
      engines: problems.map { TrialEngine($0, streams: streams, wantsChances: wants.chances) },
      sheets: problems.map { WinnerSheet(contests: wants.winners ? $0.contests.count : 0) },
      measures: measures.map(\.work))
  }

  /// The states of one batch, one for each policy.
  ///
  /// - Parameter trials: at most 65,535, not across a multiple of 2^32.
  func run(_ trials: Range<UInt64>, in work: inout Workspace) -> [BatchState] {
    precondition(trials.count <= UInt16.max, "wins of 16 bits")
    var states = empty
    var first = trials.lowerBound
    while first < trials.upperBound {
      // A sheet of winners holds one stride of trials; without one the kernels go through the whole batch.
      let rest = Int(trials.upperBound - first)
      let count = wants.winners ? min(BlockKernel.stride, rest) : rest
      for policy in problems.indices {
        for block in layouts[policy].blocks.indices {
          if let kernel = kernels[policy][block] {
            work.kernelWork.run(
              kernel, first: first, count: count, wants: wants, state: &states[policy], sheet: &work.sheets[policy])
          } else {
            play(
              block, of: policy, first: first, count: count, engine: &work.engines[policy],
              state: &states[policy], sheet: &work.sheets[policy])
          }
        }
        states[policy].trials += Int64(count)
        WorkMeter.trials.add(count, ordering: .relaxed)
        if wants.changes, policy > 0 {
          countChanges(policy, count: count, sheets: work.sheets, state: &states[policy])
        }
        if wants.measures {
          measures[policy].measure(
            count, of: work.sheets[policy], in: &work.measures[policy], addingTo: &states[policy])
        }
      }
      first += UInt64(count)
    }
    return states
  }

  /// The readable way: one trial after another.
  private func play(
    _ block: Int, of policy: Int, first: UInt64, count: Int, engine: inout TrialEngine,
    state: inout BatchState, sheet: inout WinnerSheet
  ) {
    let layout = layouts[policy]
    let seats = layout.blocks[block].seats
    var won = [Int64](repeating: 0, count: seats.count)
    for trial in 0..<count {
      engine.play(block, trial: first + UInt64(trial))
      for (contest, entry) in engine.awards {
        let seat = entry.map { layout.seatOfEntry[$0] } ?? SimulationLayout.nobody
        if wants.winners { sheet[contest, trial] = seat }
        guard let entry else {
          state.noAward[contest] += 1
          continue
        }
        state.wins.update { $0[entry] += 1 }
        won[Int(seat)] += 1
      }
      for (_, entry) in engine.awards {
        guard let seat = entry.map({ Int(layout.seatOfEntry[$0]) }), won[seat] > 0 else { continue }
        if won[seat] > 1 {
          state.repeats[seats.lowerBound + seat] += won[seat] - 1
          state.pairs[seats.lowerBound + seat] += won[seat] * (won[seat] - 1) / 2
        }
        won[seat] = 0
      }
      for (entry, units) in engine.chances { state.chances[entry] += units }
    }
  }

  private func countChanges(_ policy: Int, count: Int, sheets: [WinnerSheet], state: inout BatchState) {
    for contest in problems[policy].contests.indices {
      let other = counterpart[policy][contest]
      let mine = layouts[policy].blocks[layouts[policy].blockOfContest[contest]].firms
      let theirs = layouts[0].blocks[layouts[0].blockOfContest[other]].firms
      let changes = sheets[policy].withSeats(of: contest) { ours in
        sheets[0].withSeats(of: other) { others in
          (0..<count).count { trial in
            let (a, b) = (ours[trial], others[trial])
            let x = a == SimulationLayout.nobody ? -1 : mine[Int(a)]
            let y = b == SimulationLayout.nobody ? -1 : theirs[Int(b)]
            return x != y
          }
        }
      }
      state.changed[contest] += Int64(changes)
    }
  }
}

/// The winning seats of a run of trials, contest by contest.
struct WinnerSheet {
  private var seats: [UInt16]

  init(contests: Int) {
    seats = [UInt16](repeating: 0, count: contests * BlockKernel.stride)
  }

  subscript(contest: Int, trial: Int) -> UInt16 {
    get { seats[contest * BlockKernel.stride + trial] }
    set { seats[contest * BlockKernel.stride + trial] = newValue }
  }

  /// Calls `body` with the winning seats of a contest, trial by trial.
  func withSeats<Result>(of contest: Int, _ body: (UnsafeBufferPointer<UInt16>) -> Result) -> Result {
    let first = contest * BlockKernel.stride
    return seats.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[first..<first + BlockKernel.stride])) }
  }
}
