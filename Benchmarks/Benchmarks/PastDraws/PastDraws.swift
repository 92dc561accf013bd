import Benchmark
import BenchmarkData
import LotteryStatistics
import Procurement

/// The test of past draws.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock], maxDuration: .seconds(4))

  Benchmark("Test of 2,000 draws among 300 firms, 199 replicates") { benchmark, register in
    for _ in benchmark.scaledIterations {
      var options = FairnessTest.Options()
      options.replicates = 199
      options.powerHistories = 0
      options.testsFirms = false
      let test = try FairnessTest(DrawRecord(register, under: .oneWin), options: options)
      expect(test.firmCount == 300 && test.degreesOfFreedom == 300 - test.componentCount, "degrees of freedom")
      // Fair draws of a fixed seed: far from either end.
      expect(test.monteCarlo.value > 0.01, "fair draws are not found unfair")
    }
  } setup: {
    try fairDraws(groups: 500, draws: 4, firms: 300)
  }
}

/// Groups of draws of six to ten firms out of a pool of twelve, drawn by the rule.
@Sendable func fairDraws(groups: Int, draws: Int, firms: Int) throws -> TenderRegister {
  var generator = SplitMix(state: 11)
  var tenders: [Tender] = []
  for _ in 0..<groups {
    var pool = Array(0..<firms)
    generator.shuffle(&pool)
    pool = Array(pool.prefix(12))
    var won: Set<Int> = []
    for _ in 0..<draws {
      generator.shuffle(&pool)
      let tied = pool.prefix(6 + Int(generator.next() % 5))
      let left = tied.filter { !won.contains($0) }
      let winner = left[Int(generator.next() % UInt64(left.count))]
      won.insert(winner)
      tenders.append(
        Tender(
          notice: TenderNotice(identifier: "\(tenders.count)"),
          bids: tied.map { TenderBid(firm: $0, amount: Yen(0), isWinner: $0 == winner) }))
    }
  }
  return try TenderRegister(
    firms: (0..<firms).map { Firm(name: "F\($0)") }, tenders: tenders,
    groups: (0..<groups).map { TenderGroup(identifier: "G\($0)", tenders: Array($0 * draws..<($0 + 1) * draws)) })
}
