import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct SimulationEstimatesTests {
  func errors(
    _ simulation: LotterySimulation, batches: Int
  ) -> [Estimator: SimulationEstimates] {
    let state = simulation.run(batches: 0..<batches, threads: 2)
    let pilot = simulation.pilotCoefficients()[0]
    return Dictionary(
      uniqueKeysWithValues: Estimator.allCases.map {
        ($0, simulation.estimates(0, state: state, estimator: $0, coefficients: pilot))
      })
  }

  /// The mean of 1, 2, 3, 6 is 3, the squared deviations add up to 14, and √(14 / (4·3)) is its standard error.
  @Test func meanAndStandardErrorOfBatches() {
    let estimate = SimulationEstimates.Estimate([1, 2, 3, 6])
    #expect(estimate.mean == 3)
    #expect(abs((estimate.standardError ?? 0) - (14.0 / 12).squareRoot()) < 1e-15)
    #expect(SimulationEstimates.Estimate([5]).standardError == nil)
    let columns = SimulationEstimates.Estimate.columns(2, of: 4) { $1 = [[1, 2, 3, 6][$0], 7] }
    #expect(columns[0].mean == estimate.mean && columns[0].standardError == estimate.standardError)
    #expect(columns[1].mean == 7 && columns[1].standardError == 0)
  }

  /// Beside the library's own conversion: small, at the edges of Int64, beyond them, and halfway between two numbers.
  @Test(
    arguments: [
      0, 1, -1, 1 << 53, (1 << 53) + 1, (1 << 53) + 3, Int128(Int64.max), Int128(Int64.max) + 1, Int128(Int64.min),
      Int128(Int64.min) - 1, (1 << 64) + (1 << 11), (1 << 64) + (1 << 11) + 1, .max, .min,
    ] as [Int128])
  func nearestNumberToAWideSum(sum: Int128) { #expect(Double(nearest: sum) == Double(sum)) }

  /// Two firms tied in two tenders: each wins exactly once, so the plain sum has no variance and the
  /// conditional sum a variance of 1/4 (0.5 + 0 or 0.5 + 1). The combination finds β = 0.
  @Test func conditioningCanBeWorseForSums() throws {
    let simulation = LotterySimulation(try register(tiedSets: [[0, 1], [0, 1]]), under: [.oneWin])
    let found = errors(simulation, batches: 16)
    let conditional = found[.conditional]?.seats[0].standardError ?? 0
    let expected = (0.25 / Double(16 * SimulationState.unitSize)).squareRoot()
    // The ratio is that of a standard deviation on 15 degrees of freedom: 0.3 to 2 with chance 1 − 1e-6.
    #expect((0.3...2).contains(conditional / expected))
    #expect(found[.plain]?.seats[0].standardError == 0 && found[.plain]?.seats[0].mean == 1)
    #expect(found[.combined]?.seats[0].standardError == 0 && found[.combined]?.seats[0].mean == 1)
  }

  /// 60 firms, 40 tied in each of 8 tenders: the combination is better by two to three orders of magnitude in
  /// variance, and never worse than either by more than Monte-Carlo error (32 batches: a ratio of standard
  /// errors above 1.9 has chance 2e-4 a seat at equality; here all are far below).
  @Test func theCombinationIsNoWorseThanEither() throws {
    var generator = SplitMix64(seed: 3)
    let sets = (0..<8).map { _ in Array(0..<60).shuffled(using: &generator).prefix(40).sorted() }
    let simulation = LotterySimulation(try register(tiedSets: sets), under: [.oneWin])
    let found = errors(simulation, batches: 32)
    let plain = try #require(found[.plain])
    let conditional = try #require(found[.conditional])
    let combined = try #require(found[.combined])
    for seat in plain.seats.indices {
      let best = min(plain.seats[seat].standardError ?? 0, conditional.seats[seat].standardError ?? 0)
      #expect((combined.seats[seat].standardError ?? .infinity) < 1.9 * best)
    }
    func variance(_ estimates: SimulationEstimates) -> Double {
      estimates.seats.reduce(0) { $0 + ($1.standardError ?? 0) * ($1.standardError ?? 0) }
    }
    #expect(variance(plain) / variance(combined) > 100)
    // For one firm in one tender the conditional variance is never larger: by far smaller here.
    for entry in plain.entries.indices {
      #expect(
        (conditional.entries[entry].standardError ?? .infinity) < plain.entries[entry].standardError ?? 0)
    }
  }
}
