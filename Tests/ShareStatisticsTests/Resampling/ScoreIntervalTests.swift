import Testing

@testable import ShareStatistics

@Suite("Score intervals")
struct ScoreIntervalTests {
  // Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
  @Test(
    "Newcombe's published examples",
    arguments: [
      (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
      (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
      (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0),
    ])
  func published(a: Int, m: Int, b: Int, n: Int, low: Double, high: Double) throws {
    let interval = try #require(ScoreInterval.difference(after: (a, m), before: (b, n), confidence: 0.95))
    #expect(abs(interval.lowerBound - low) < 0.00005 && abs(interval.upperBound - high) < 0.00005)
  }

  @Test("Wilson's ends solve the score equation, and a bound is kept")
  func wilson() {
    let z = NormalDistribution.quantile(0.975)
    for (x, n) in [(1, 10), (5, 10), (3, 800), (799, 800)] {
      let interval = ScoreInterval.wilson(successes: x, trials: n, confidence: 0.95)
      for p in [interval.lowerBound, interval.upperBound] {
        let score = (Double(x) / Double(n) - p) / (p * (1 - p) / Double(n)).squareRoot()
        #expect(abs(abs(score) - z) < 1e-9)
      }
    }
    #expect(ScoreInterval.wilson(successes: 0, trials: 5, confidence: 0.95).lowerBound == 0)
    #expect(ScoreInterval.wilson(successes: 5, trials: 5, confidence: 0.95).upperBound == 1)
    #expect(ScoreInterval.difference(after: (0, 0), before: (1, 2), confidence: 0.95) == nil)
  }
}
