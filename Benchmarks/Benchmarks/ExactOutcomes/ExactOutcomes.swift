import Benchmark
import BenchmarkData
import LotteryStatistics

/// Exact outcomes of one-win groups: few types of firms, and all firms unlike each other.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock], maxDuration: .seconds(3))

  Benchmark("100 firms tied in all of 12 tenders") { benchmark, register in
    for _ in benchmark.scaledIterations {
      let block = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin)).blocks[0]
      expect(block.firms.allSatisfy { abs($0.expectedWins - 0.12) < 1e-12 }, "each firm wins 12 in 100")
    }
  } setup: {
    try TenderRegister.tied([[Int]](repeating: Array(0..<100), count: 12))
  }

  Benchmark("5 tenders, 8 of 16 firms") { benchmark, register in
    for _ in benchmark.scaledIterations {
      let block = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin)).blocks[0]
      let total = block.firms.reduce(0) { $0 + $1.expectedWins }
      expect(abs(total - 5) < 1e-12, "expected wins add up to the number of tenders")
      expect(block.tenders[0].chances.allSatisfy { abs($0.probability - 1.0 / 8) < 1e-12 }, "equal chances")
    }
  } setup: {
    try TenderRegister.random(tenders: 5, tied: 8, of: 16)
  }
}
