import CounterRandom
import Testing

@testable import ShareStatistics

@Suite("Binomial sampler")
struct BinomialSamplerTests {
  // χ² with a bound of mean + 5.5 standard deviations of its normal limit; with the skewness of few degrees of
  // freedom the false-alarm rate of a case stays below 1e-5, and the seed is fixed.
  @Test(
    "frequencies follow the distribution, by inversion and by rejection, on either side of one half",
    arguments: [(12, 1, 3), (40, 1, 2), (500, 2, 7), (500, 5, 7), (3000, 1, 1000), (20_000, 999, 1000)])
  func frequencies(_ trials: Int, _ successes: Int, _ outOf: Int) {
    var sampler = BinomialSampler(stream: TrialStreams(seed: 5, experiment: 1).stream(trial: 0, draw: 0))
    let drawn = 40_000
    var counts: [Int: Int] = [:]
    for _ in 0..<drawn { counts[sampler.next(trials: trials, successes: successes, outOf: outOf), default: 0] += 1 }
    let tail = BinomialTail(trials: trials, chance: Double(successes) / Double(outOf))
    var (chi, cells) = (0.0, 0)
    var (expected, observed) = (0.0, 0)
    // Numbers further than twelve standard deviations from the mean have no weight.
    let mean = Double(trials) * tail.chance
    let reach = 12 * (mean * (1 - tail.chance)).squareRoot() + 12
    for k in max(0, Int(mean - reach))...min(trials, Int(mean + reach)) {
      // Differences of the smaller tail keep their digits.
      let lower = tail.atMost(k)
      expected += Double(drawn) * (lower < 0.5 ? lower - tail.atMost(k - 1) : tail.atLeast(k) - tail.atLeast(k + 1))
      observed += counts[k] ?? 0
      if expected >= 20, Double(drawn) * tail.atLeast(k + 1) >= 20 || k == trials {
        chi += (Double(observed) - expected) * (Double(observed) - expected) / expected
        cells += 1
        (expected, observed) = (0, 0)
      }
    }
    if expected > 0 { chi += (Double(observed) - expected) * (Double(observed) - expected) / expected }
    let freedom = Double(cells)
    #expect(chi < freedom + 5.5 * (2 * freedom).squareRoot() + 8, "χ² \(chi) of \(freedom)")
    #expect(counts.keys.allSatisfy { (0...trials).contains($0) })
  }

  @Test("all draws fall to some part, and none to an empty one")
  func multinomial() {
    var sampler = BinomialSampler(stream: TrialStreams(seed: 6, experiment: 1).stream(trial: 0, draw: 0))
    for draws in [0, 1, 17, 5000] {
      var parts: [Int] = []
      sampler.multinomial(draws: draws, sizes: [3, 0, 900, 1, 96], total: 1000) { parts.append($0) }
      #expect(parts.count == 5)
      #expect(parts.reduce(0, +) == draws)
      #expect(parts[1] == 0)
    }
  }
}
