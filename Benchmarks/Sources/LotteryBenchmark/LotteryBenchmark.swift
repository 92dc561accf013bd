import LotteryStatistics
import Procurement

/// Times the lottery engines on tied sets read from standard input, one tender a line, firms separated by
/// spaces; prints seconds, then the expected wins of each firm.
///
/// `LotteryBenchmark MODE TRIALS`, MODE being plain, combined, engine, exact, or precision=P: the combined estimator until
/// no standard error exceeds P.
@main
struct LotteryBenchmark {
  static func main() throws {
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
    let clock = ContinuousClock()
    let start = clock.now
    let outcome: LotteryOutcome
    if mode == "exact" {
      outcome = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin))
    } else {
      let simulation = LotterySimulation(
        register, under: [.oneWin], options: .init(conditional: mode == "combined" || precision != nil),
        usesKernels: mode != "engine")
      let state =
        precision.map { simulation.run(precision: $0, limit: trials) }
        ?? simulation.run(batches: 0..<LotterySimulation.batches(for: trials))
      outcome = simulation.outcome(0, state: state)
    }
    let elapsed = clock.now - start
    let drawn =
      switch outcome.method {
      case .exact: 1
      case .simulation(let trials): trials
      }
    print(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18, drawn)
    for firm in outcome.blocks[0].firms { print(firm.expectedWins) }
  }
}
