import BenchmarkData
import LinearAlgebra
import LotteryStatistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Prints how the cost of lotteries grows, as lines of CSV with a header: see scripts/measure-growth.
///
/// `GrowthTable trials|firms|exact|threads [LIMIT]`; the limit is the largest number of trials, of firms, the seconds that
/// one exact solution may take, or the number of threads.
@main
struct GrowthTable {
  static func main() throws {
    // Its threads would be counted with ours.
    let arguments = CommandLine.arguments
    let limit = arguments.count > 2 ? Int(arguments[2]) : nil
    switch arguments.count > 1 ? arguments[1] : "" {
    case "trials": try trials(upTo: limit ?? 1_000_000_000)
    case "firms": try firms(upTo: limit ?? 10_000)
    case "exact": try exact(seconds: Double(limit ?? 20))
    case "threads": try threads(upTo: limit ?? 2)
    default: print("usage: GrowthTable trials|firms|exact|threads [LIMIT]")
    }
  }

  /// 8 tenders, 40 of 60 firms, one thread.
  static func trials(upTo limit: Int) throws {
    let register = try TenderRegister.random(tenders: 8, tied: 40, of: 60)
    line("trials", "seconds", "largest standard error, plain", "combined")
    // One batch is the least that runs.
    for trials in [1, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000] where trials <= limit {
      let (seconds, done, plain) = simulated(register, trials: trials, .plain)
      let (combinedSeconds, _, combined) = simulated(register, trials: trials, .combined)
      expect(combinedSeconds > 0 && done >= trials, "as many trials as asked for")
      line(done, seconds, plain, combined)
    }
  }

  /// 8 tenders, two thirds of the firms tied in each, one thread: a million trials, or fewer of many firms.
  static func firms(upTo limit: Int) throws {
    line("firms", "ns per draw", "with conditional probabilities")
    for firms in [4, 6, 12, 30, 60, 120, 250, 300, 500, 1_000, 2_000, 5_000, 10_000] where firms <= limit {
      let register = try TenderRegister.random(tenders: 8, tied: max(2, firms * 2 / 3), of: firms)
      let trials = firms > 1_000 ? 1 << 18 : 1 << 20
      let each = [Estimator.plain, .conditional].map { estimator in
        simulated(register, trials: trials, estimator).seconds / Double(trials * 8) * 1e9
      }
      line(firms, each[0], each[1])
    }
  }

  /// Types of six firms, each type with a participation of its own: the exact solution, and the time of a simulation to a
  /// standard error of 1e-4, or of 2^22 trials where those do not suffice.
  static func exact(seconds limit: Double) throws {
    line(
      "tenders", "types", "firms", "transitions", "exact seconds", "simulation seconds", "trials", "largest difference")
    for tenders in [2, 4, 6, 8, 10, 12] {
      var last = 0.0
      // A type more can cost twenty times as much.
      for types in [1, 2, 3, 4, 5, 6, 8, 10, 12] where types < 1 << tenders && last * 8 < limit {
        let register = try register(types: types, of: 6, tenders: tenders)
        let problem = LotteryProblem(register, under: .oneWin)
        var solved: LotteryOutcome?
        last = time { solved = try? ExactSolver(budget: 20_000_000_000).outcome(of: problem) }
        let simulation = LotterySimulation(register, under: [.oneWin])
        var outcome: LotteryOutcome?
        let simulated = time {
          outcome = simulation.outcome(0, state: simulation.run(precision: 1e-4, limit: 1 << 22), estimator: .combined)
        }
        guard let solved, let outcome, case .exact(let transitions) = solved.method,
          case .simulation(let trials) = outcome.method
        else { break }
        let worst = zip(solved.blocks[0].firms, outcome.blocks[0].firms).map { abs($0.expectedWins - $1.expectedWins) }
          .max()
        expect((worst ?? 1) < 3e-3, "solver and simulation agree")
        line(tenders, types, types * 6, transitions, last, simulated, trials, worst ?? 0)
      }
    }
  }

  /// 8 tenders, 40 of 60 firms, ten million trials with conditional probabilities.
  static func threads(upTo limit: Int) throws {
    let register = try TenderRegister.random(tenders: 8, tied: 40, of: 60)
    line("threads", "seconds")
    for threads in 1...limit {
      let simulation = LotterySimulation(register, under: [.oneWin])
      line(
        threads, time { _ = simulation.run(trials: 10_000_000, threads: threads) })
    }
  }

  /// Every type takes part in the tenders of one pattern of bits; the first takes part in all.
  static func register(types: Int, of firms: Int, tenders: Int) throws -> TenderRegister {
    var generator = SplitMix(state: UInt64(tenders))
    var patterns = Array(1..<(1 << tenders) - 1)
    generator.shuffle(&patterns)
    patterns.insert((1 << tenders) - 1, at: 0)
    var sets = [[Int]](repeating: [], count: tenders)
    for type in 0..<types {
      for tender in 0..<tenders where patterns[type] >> tender & 1 == 1 {
        sets[tender] += Array(type * firms..<(type + 1) * firms)
      }
    }
    return try .tied(sets, firms: types * firms)
  }

  static func simulated(
    _ register: TenderRegister, trials: Int, _ estimator: Estimator
  ) -> (seconds: Double, trials: Int, error: Double) {
    let simulation = LotterySimulation(register, under: [.oneWin], options: .init(conditional: estimator != .plain))
    var error = 0.0
    let seconds = time {
      let outcome = simulation.outcome(0, state: simulation.run(trials: trials), estimator: estimator)
      error = outcome.blocks[0].firms.compactMap(\.standardError).max() ?? 0
    }
    return (seconds, TrialSchedule(trials: trials).trials, error)
  }

  /// Seconds of processor time: one thread works, and others on the machine do not count.
  static func time(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let start = now()
    body()
    return now() - start
  }

  static func line(_ fields: Any...) {
    print(fields.map { "\($0)" }.joined(separator: ","))
    fflush(nil)
  }
}
