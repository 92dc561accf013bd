import Testing

@testable import ShareStatistics

@Suite("Binomial tail")
struct BinomialTailTests {
  // SciPy 1.17.1, scipy.stats.binom: cdf(k) and sf(k − 1).
  @Test(
    "tails as SciPy's",
    arguments: [
      (10, 0.3, 2, 0.3827827863999998, 0.8506916541),
      (100, 0.5, 40, 0.028443966820490444, 0.9823998998911476),
      (1000, 0.01, 25, 0.9999844133494706, 4.202920844836726e-05),
      (1_000_000, 0.5, 501_500, 0.9986545360216347, 0.001354327653029687),
      (50, 0.9, 45, 0.5688015931709381, 0.6161230077242773),
      (1, 0.2, 0, 0.8, 1), (7, 0.5, 7, 1, 0.0078125),
    ])
  func tails(_ trials: Int, _ chance: Double, _ k: Int, _ below: Double, _ above: Double) {
    let tail = BinomialTail(trials: trials, chance: chance)
    #expect(abs(tail.atMost(k) / below - 1) < 1e-11)
    #expect(abs(tail.atLeast(k) / above - 1) < 1e-11)
  }

  @Test("tails as sums of products, for all small cases")
  func enumeration() {
    for trials in 1...20 {
      for chance in [0.05, 0.5, 0.83] {
        var terms = [Double](repeating: 0, count: trials + 1)
        terms[0] = 1
        for _ in 0..<trials {
          for k in stride(from: trials, through: 0, by: -1) {
            terms[k] = terms[k] * (1 - chance) + (k > 0 ? terms[k - 1] * chance : 0)
          }
        }
        let tail = BinomialTail(trials: trials, chance: chance)
        for k in 0...trials {
          #expect(abs(tail.atMost(k) - terms[...k].reduce(0, +)) < 1e-14, "\(trials) \(chance) \(k)")
          #expect(abs(tail.atLeast(k) - terms[k...].reduce(0, +)) < 1e-14, "\(trials) \(chance) \(k)")
        }
      }
    }
  }
}

@Suite("Clopper–Pearson interval")
struct ClopperPearsonTests {
  // SciPy 1.17.1, scipy.stats.binomtest(k, n).proportion_ci(0.95).
  @Test(
    "intervals as SciPy's",
    arguments: [
      (0, 10, 0.0, 0.30849710781876294), (10, 10, 0.6915028921812371, 1),
      (3, 10, 0.06673951117773447, 0.652452850060008), (50, 1000, 0.03733539760466063, 0.06539048791549365),
      (1, 2, 0.01257911709367899, 0.987420882906321), (6, 6, 0.5407418735600995, 1),
      (400, 900, 0.4116525904903582, 0.4776010715750418),
    ])
  func reference(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
    let interval = ClopperPearson.interval(successes: successes, trials: trials, confidence: 0.95)
    #expect(abs(interval.lowerBound - low) < 1e-10)
    #expect(abs(interval.upperBound - high) < 1e-10)
  }

  @Test("without trials nothing is known")
  func noTrials() {
    #expect(ClopperPearson.interval(successes: 0, trials: 0, confidence: 0.95) == 0...1)
  }
}
