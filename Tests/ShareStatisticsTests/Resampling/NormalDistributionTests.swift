import Testing

@testable import ShareStatistics

@Suite("Normal distribution")
struct NormalDistributionTests {
  // SciPy 1.17.1, scipy.special.ndtri.
  @Test(
    "quantiles as SciPy's",
    arguments: [
      (1e-12, -7.034483825301131), (0.0001, -3.7190164854556804), (0.01, -2.3263478740408408),
      (0.025, -1.9599639845400545), (0.3, -0.5244005127080409), (0.5, 0), (0.84, 0.994457883209753),
      (0.999, 3.090232306167813),
    ])
  func quantile(_ p: Double, _ z: Double) {
    #expect(abs(NormalDistribution.quantile(p) - z) < 1e-13 * max(1, abs(z)))
  }

  // SciPy 1.17.1, scipy.special.ndtr.
  @Test(
    "probabilities as SciPy's",
    arguments: [
      (-8, 6.22096057427174e-16), (-1.5, 0.06680720126885807), (0, 0.5), (0.3, 0.6179114221889526),
      (2.5, 0.9937903346742238),
    ])
  func cumulative(_ z: Double, _ p: Double) {
    #expect(abs(NormalDistribution.cumulative(z) / p - 1) < 1e-13)
  }

  @Test("the ends of the scale are infinite")
  func ends() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
  }
}
