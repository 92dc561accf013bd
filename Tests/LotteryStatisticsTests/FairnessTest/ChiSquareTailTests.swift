import LotteryStatistics
import Testing

@Suite struct ChiSquareTailTests {
  /// scipy.stats.chi2.sf(x, df), SciPy 1.17.1.
  static let values: [(x: Double, degrees: Int, tail: Double)] = [
    (3.841458820694124, 1, 0.04999999999999989),
    (0.5, 1, 0.47950012218695337),
    (50.0, 3, 7.989179244951495e-11),
    (124.42, 122, 0.4220946898294042),
    (200.0, 122, 1.0812218170244006e-05),
    (90.0, 122, 0.9867108342611157),
    (5033.63, 4999, 0.36234350954090033),
    (5500.0, 4999, 5.902521885629873e-07),
    (4700.0, 4999, 0.9988380948518104),
    (0.001, 2, 0.9995001249791693),
    (10300.0, 10000, 0.017638117447345406),
  ]

  @Test(arguments: 0..<values.count) func agreesWithSciPy(_ index: Int) {
    let (x, degrees, tail) = Self.values[index]
    let found = ChiSquareTail.probability(above: x, degreesOfFreedom: degrees)
    #expect(abs(found / tail - 1) < 1e-10, "\(found) instead of \(tail)")
  }

  @Test func endsAreExact() {
    #expect(ChiSquareTail.probability(above: 0, degreesOfFreedom: 3) == 1)
    #expect(ChiSquareTail.probability(above: 0, degreesOfFreedom: 0) == 1)
    #expect(ChiSquareTail.probability(above: 1, degreesOfFreedom: 0) == 0)
  }
}
