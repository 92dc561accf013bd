import Benchmark
import BenchmarkData
import Procurement
import ShareStatistics

/// Resampling of contracts.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock], maxDuration: .seconds(4))

  Benchmark("Bootstrap of 100,000 contracts, 500 replicates") { benchmark, sample in
    for _ in benchmark.scaledIterations {
      let bootstrap = ShareBootstrap(sample, unit: .contracts(strata: .years), options: .init(replicates: 500))
      let target = ShareTarget(category: .works, row: "local-sme", measure: .count)
      guard let share = bootstrap.share(target, in: FiscalYear(startingIn: 2021)), let error = share.standardError
      else {
        fatalError("no share")
      }
      // A count share resampled is binomial: its error is known, and 500 replicates find it within 1/√1000.
      let exact = (share.value * (1 - share.value) / 100_000).squareRoot()
      expect(abs(error / exact - 1) < 5 / 1000.0.squareRoot(), "the standard error of a share")
    }
  } setup: {
    var generator = SplitMix(state: 3)
    var sample = ContractSample(scheme: .table1)
    var batch = ContractBatch()
    for _ in 0..<100_000 {
      batch.append(
        Contract(
          year: FiscalYear(startingIn: 2021), category: .works, size: generator.next() % 5 < 2 ? .sme : .large,
          locality: .local, amount: Yen(Int64(1 + generator.next() % 50_000_000))))
      if batch.count == ContractBatch.capacity {
        try sample.add(batch)
        batch = ContractBatch()
      }
    }
    try sample.add(batch)
    return sample
  }
}
