import Procurement
import ShareStatistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Prints how often intervals of shares contain the true share, for lognormal amounts: see scripts/measure-coverage.
///
/// `CoverageTable LEDGERS REPLICATES SEED THREADS`. Each contract is of the row with chance 0.4, whatever its
/// amount, so 0.4 is the true share both of counts and of amounts.
@main
struct CoverageTable {
  static let chance = 0.4

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard arguments.count == 4 else {
      print("usage: CoverageTable LEDGERS REPLICATES SEED THREADS")
      return
    }
    let (ledgers, replicates) = (arguments[0], arguments[1])
    print("| σ | n | count, percentile | count, BCa | amount, percentile | amount, BCa |")
    print("| --- | --- | --- | --- | --- | --- |")
    var generator = SplitMix(state: UInt64(arguments[2]))
    for sigma in [0.8, 1.2, 1.6, 2.0] {
      for count in [180, 800, 6000] {
        var hits = [0, 0, 0, 0]
        for ledger in 0..<ledgers {
          let sample = try randomSample(count, sigma: sigma, using: &generator)
          let bootstrap = ShareBootstrap(
            sample, unit: .contracts(strata: .years),
            options: .init(replicates: replicates, seed: UInt64(ledger), threads: arguments[3]))
          for (place, measure) in [Measure.count, .amount].enumerated() {
            let target = ShareTarget(category: .works, row: "local-sme", measure: measure)
            guard let estimate = bootstrap.share(target, in: FiscalYear(startingIn: 2021)) else { continue }
            if estimate.percentile?.contains(chance) == true { hits[2 * place] += 1 }
            if estimate.bca?.contains(chance) == true { hits[2 * place + 1] += 1 }
          }
        }
        print("| \(sigma) | \(count) | " + hits.map { cell($0, of: ledgers) }.joined(separator: " | ") + " |")
        fflush(nil)
      }
    }
  }

  /// A percentage and its standard error, with one and two decimals.
  static func cell(_ hits: Int, of ledgers: Int) -> String {
    let share = Double(hits) / Double(ledgers)
    let error = (share * (1 - share) / Double(ledgers)).squareRoot()
    return "\((share * 1000).rounded() / 10) ± \((error * 10_000).rounded() / 100)"
  }

  static func randomSample(
    _ count: Int, sigma: Double, using generator: inout SplitMix
  ) throws -> ContractSample {
    var batch = ContractBatch()
    for _ in 0..<count {
      let isSME = generator.uniform() < chance
      let radius = (-2 * log(generator.uniform())).squareRoot()
      let normal = radius * cos(2 * Double.pi * generator.uniform())
      // The median of a million yen decides only how finely amounts are rounded.
      let amount = max(1, (1_000_000 * exp(sigma * normal)).rounded())
      batch.append(
        Contract(
          year: FiscalYear(startingIn: 2021), category: .works, size: isSME ? .sme : .large, locality: .local,
          amount: Yen(Int64(amount))))
    }
    var sample = ContractSample(scheme: .table1)
    try sample.add(batch)
    return sample
  }
}

/// The ledgers' own generator, apart from that of the resamples.
struct SplitMix {
  var state: UInt64

  /// Uniform on the middles of 2^53 parts of (0, 1).
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return (Double(z >> 11) + 0.5) * 0x1p-53
  }
}
