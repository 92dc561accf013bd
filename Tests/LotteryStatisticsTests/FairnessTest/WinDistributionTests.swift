import Testing

@testable import LotteryStatistics

@Suite struct WinDistributionTests {
  @Test func poissonBinomialAgreesWithEnumeration() {
    // Chances 1/2, 1/3, 1/3, 1/5: all sixteen outcomes over the denominator 90.
    let sizes = [2, 3, 3, 5]
    var expected = [Int](repeating: 0, count: 5)
    for outcome in 0..<16 {
      var weight = 1
      for (place, size) in sizes.enumerated() { weight *= outcome >> place & 1 == 1 ? 1 : size - 1 }
      expected[outcome.nonzeroBitCount] += weight
    }
    var sum = WinDistribution()
    sum.add(WinDistribution(trials: 1, chance: 1.0 / 2))
    sum.add(WinDistribution(trials: 2, chance: 1.0 / 3))
    sum.add(WinDistribution(trials: 1, chance: 1.0 / 5))
    for wins in 0...4 {
      let tail = expected[wins...].reduce(0, +)
      #expect(abs(sum.atLeast(wins) - Double(tail) / 90) < 1e-15)
      #expect(abs(sum.atMost(wins) - Double(90 - tail + expected[wins]) / 90) < 1e-15)
    }
    #expect(abs(sum.mean - (0.5 + 2.0 / 3 + 0.2)) < 1e-15)
    #expect(abs(sum.variance - (0.25 + 4.0 / 9 + 0.16)) < 1e-15)
    #expect(abs(sum.smallestTwoSided - 2.0 / 90) < 1e-15)
    #expect(sum.twoSided(1) == min(1, 2 * min(sum.atMost(1), sum.atLeast(1))))
  }

  // scipy.stats.binom.sf(29, 100, 1/6), binom.cdf(10, 100, 1/6); sf(17200, 100000, 1/6), cdf(16300, 100000, 1/6);
  // SciPy 1.17.1.
  @Test func binomialTailsAgreeWithSciPy() {
    let few = WinDistribution(trials: 100, chance: 1.0 / 6)
    #expect(abs(few.atLeast(30) / 0.0006765996746781396 - 1) < 1e-11)
    #expect(abs(few.atMost(10) / 0.04269568414702467 - 1) < 1e-11)
    let many = WinDistribution(trials: 100_000, chance: 1.0 / 6)
    #expect(abs(many.atLeast(17_201) / 3.2170929432964836e-06 - 1) < 1e-9)
    #expect(abs(many.atMost(16_300) / 0.0009188728545707881 - 1) < 1e-9)
    #expect(many.terms.count < 4_000)
  }

  @Test func countsOutsideTheWindowAreImpossible() {
    let certain = WinDistribution(terms: [0, 1])
    #expect(certain.twoSided(1) == 1 && certain.twoSided(0) == 0 && certain.twoSided(2) == 0)
    #expect(certain.smallestTwoSided == 1)
  }
}
