import Procurement
import ShareStatistics

/// Times the bootstrap of contracts on a ledger read from standard input, one contract a line: fiscal year,
/// category 0–2, row 0–3, yen. Prints seconds, then for every year, category and row the share, its standard
/// error and its percentile interval, by count and by amount.
///
/// `BootstrapBenchmark REPLICATES THREADS SEED < LEDGER`. The time is from the contracts in memory to the sums of all
/// resamples.
@main
struct BootstrapBenchmark {
  static let rows: [(name: String, locality: Locality, size: FirmSize)] = [
    ("local-large", .local, .large), ("local-sme", .local, .sme), ("local-other", .local, .other),
    ("non-local", .nonLocal, .other),
  ]

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard arguments.count == 3 else {
      print("usage: BootstrapBenchmark REPLICATES THREADS SEED < LEDGER")
      return
    }
    let sample = try readSample()
    let clock = ContinuousClock()
    let start = clock.now
    let bootstrap = ShareBootstrap(
      sample, unit: .contracts(strata: .years),
      options: .init(replicates: arguments[0], seed: UInt64(arguments[2]), threads: arguments[1]))
    let elapsed = clock.now - start
    print(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    for year in sample.years {
      for category in Category.allCases {
        for row in rows {
          for measure in [Measure.count, .amount] {
            let target = ShareTarget(category: category, row: row.name, measure: measure)
            guard let estimate = bootstrap.share(target, in: year), let interval = estimate.percentile else { continue }
            print(estimate.value, estimate.standardError ?? 0, interval.lowerBound, interval.upperBound)
          }
        }
      }
    }
  }

  static func readSample() throws -> ContractSample {
    var sample = ContractSample(scheme: .table1)
    var batch = ContractBatch()
    while let line = readLine() {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 4, let category = Category(rawValue: UInt8(numbers[1])) else { continue }
      let row = rows[numbers[2]]
      batch.append(
        Contract(
          year: FiscalYear(startingIn: numbers[0]), category: category, size: row.size, locality: row.locality,
          amount: Yen(Int64(numbers[3]))))
      if batch.count == ContractBatch.capacity {
        try sample.add(batch)
        batch = ContractBatch()
      }
    }
    try sample.add(batch)
    return sample
  }
}
