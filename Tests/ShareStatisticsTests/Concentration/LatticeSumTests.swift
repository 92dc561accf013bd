import Testing

@testable import ShareStatistics

@Suite("Sums of whole numbers")
struct LatticeSumTests {
  @Test("probabilities are those of repeated convolution", arguments: [0, 1, 2, 3, 7, 20])
  func convolution(_ terms: Int) {
    let law = [0.1, 0.4, 0.25, 0.05, 0.2]
    var expected = [1.0]
    for _ in 0..<terms {
      var next = [Double](repeating: 0, count: expected.count + law.count - 1)
      for (place, value) in expected.enumerated() {
        for (other, chance) in law.enumerated() { next[place + other] += value * chance }
      }
      expected = next
    }
    let sum = LatticeSum(law, first: 3, terms: terms, width: terms * law.count + 1)
    for (place, value) in expected.enumerated() { #expect(abs(sum[3 * terms + place] - value) < 1e-15) }
    #expect(abs(sum.largest - (expected.max() ?? 0)) < 1e-15)
    #expect(sum[3 * terms - 500] == 0)
    #expect(sum[3 * terms + 5000] == 0)
  }

  @Test("a narrow window holds what is not negligible")
  func window() {
    let sum = LatticeSum([0.5, 0.5], first: 0, terms: 10_000, width: 1300)
    // C(10,000, 5,000) / 2^10,000 by Stirling's series.
    #expect(abs(sum[5000] - 0.007978646139382155) < 1e-13)
    #expect(abs((4600...5400).reduce(0) { $0 + sum[$1] } - 1) < 1e-12)
  }
}
