import Benchmark
import BenchmarkData
import LotteryStatistics

/// One-win lotteries by simulation, one thread: small and large groups, with and without conditional probabilities.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock], maxDuration: .seconds(2))

  for (tenders, tied, firms) in [(3, 6, 6), (8, 40, 60), (8, 333, 500), (8, 4_000, 10_000)] {
    for isConditional in [false, true] {
      let name = "\(tenders) tenders, \(tied) of \(firms) firms, 16 batches\(isConditional ? ", conditional" : "")"
      Benchmark("\(name)") { benchmark, register in
        for _ in benchmark.scaledIterations {
          let simulation = LotterySimulation(
            register, under: [.oneWin], options: .init(conditional: isConditional))
          let outcome = simulation.outcome(
            0, state: simulation.run(batches: 0..<16), estimator: isConditional ? .conditional : .plain)
          check(outcome.blocks[0], tenders: tenders, tied: tied)
        }
      } setup: {
        try TenderRegister.random(tenders: tenders, tied: tied, of: firms)
      }
    }
  }
}

/// Every tender is awarded once; in the first, which nothing precedes, all have one chance in as many as tie.
@Sendable func check(_ block: BlockOutcome, tenders: Int, tied: Int) {
  let total = block.firms.reduce(0) { $0 + $1.expectedWins }
  expect(abs(total - Double(tenders)) < 1e-6, "expected wins add up to the number of tenders")
  let chance = 1 / Double(tied)
  let error = (chance * (1 - chance) / Double(16 * SimulationState.unitSize)).squareRoot()
  // Six standard errors, in up to 4,000 chances: never by accident.
  expect(block.tenders[0].chances.allSatisfy { abs($0.probability - chance) < 6 * error }, "equal chances")
}
