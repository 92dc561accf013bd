import LinearAlgebra
import LotteryStatistics
import Procurement

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Times the lottery engines on tied sets read from standard input, one tender a line, firms separated by
/// spaces; prints seconds of processor time, then the expected wins of each firm.
///
/// `LotteryBenchmark MODE TRIALS`, MODE being plain, combined, engine, exact, or precision=P: the combined estimator until
/// no standard error exceeds P.
@main
struct LotteryBenchmark {
  static func main() throws {
    // Its threads would be counted with ours.
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let trials = Int(arguments[2]) else {
      print("usage: LotteryBenchmark plain|combined|engine|exact|precision=P TRIALS < SETS")
      return
    }
    var sets: [[Int]] = []
    while let line = readLine() { sets.append(line.split(separator: " ").compactMap { Int($0) }) }
    let count = (sets.joined().max() ?? -1) + 1
    let register = try TenderRegister(
      firms: (0..<count).map { Firm(name: "\($0)") },
      tenders: sets.enumerated().map { place, set in
        Tender(
          notice: TenderNotice(identifier: "\(place)"),
          bids: set.map { TenderBid(firm: $0, amount: Yen(1)) })
      }, groups: [TenderGroup(identifier: "G", tenders: Array(sets.indices))])

    let mode = arguments[1]
    let precision = mode.hasPrefix("precision=") ? Double(mode.dropFirst("precision=".count)) : nil
    var start = processorSeconds()
    let elapsed: Double
    let outcome: LotteryOutcome
    if mode == "exact" {
      outcome = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin))
      elapsed = processorSeconds() - start
    } else if let precision {
      let simulation = LotterySimulation(register, under: [.oneWin])
      outcome = simulation.outcome(0, state: simulation.run(precision: precision, limit: trials))
      elapsed = processorSeconds() - start
    } else {
      let simulation = LotterySimulation(
        register, under: [.oneWin], options: .init(conditional: mode == "combined"), usesKernels: mode != "engine")
      // What peers do, too: drawing and counting, without the estimates and their errors.
      start = processorSeconds()
      let state = simulation.run(trials: trials)
      elapsed = processorSeconds() - start
      outcome = simulation.outcome(0, state: state)
    }
    let drawn =
      switch outcome.method {
      case .exact: 1
      case .simulation(let trials): trials
      }
    print(elapsed, drawn)
    for firm in outcome.blocks[0].firms { print(firm.expectedWins) }
  }

  /// The processor time of this process: one thread works, and others on the machine do not count.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
