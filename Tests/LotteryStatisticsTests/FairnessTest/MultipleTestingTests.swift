import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct MultipleTestingTests {
  /// p-values of Benjamini and Hochberg's kind; Holm by hand, the rate by
  /// scipy.stats.false_discovery_control, SciPy 1.17.1.
  static let values = [0.041, 0.001, 0.205, 0.008, 0.039, 0.042, 0.06, 0.074]

  @Test func holmByHand() {
    let adjusted = MultipleTesting.holm(Self.values)
    // Sorted: 0.001·8, 0.008·7, 0.039·6, then 0.041·5 and so on stay below 0.234 until 0.06·3.
    let expected = [0.234, 0.008, 0.234, 0.056, 0.234, 0.234, 0.234, 0.234]
    for (a, b) in zip(adjusted, expected) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func falseDiscoveryRateAgreesWithSciPy() {
    let adjusted = MultipleTesting.benjaminiHochberg(Self.values)
    let expected = [0.0672, 0.008, 0.205, 0.032, 0.0672, 0.0672, 0.08, 0.084_571_428_571_428_57]
    for (a, b) in zip(adjusted, expected) { #expect(abs(a - b) < 1e-12) }
  }

  // Attainable: 0.001, 0.004, 0.02, 0.03, 0.2. At 0.05 / 1 four tests are within, at 0.05 / 2 three, at 0.05 / 3 two.
  @Test func taroneLeavesOutWhatCannotBeFound() {
    let smallest = [0.03, 0.001, 0.2, 0.004, 0.02]
    #expect(MultipleTesting.testable(smallest: smallest, alpha: 0.05) == [false, true, false, true, false])
    #expect(MultipleTesting.testable(smallest: [0.5, 0.5], alpha: 0.05) == [false, false])
    #expect(MultipleTesting.testable(smallest: [0.001, 0.001], alpha: 0.05) == [true, true])
  }

  /// Against the definition: for the firm at place k, the share of histories whose maximum over places k, k+1, ... is
  /// at least as large, made monotone.
  @Test func stepDownMaximumByDefinition() {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<20 {
      let observed = (0..<6).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      let histories = (0..<40).map { _ in (0..<6).map { _ in Double(Int.random(in: 0...9, using: &generator)) } }
      var maximum = StepDownMaximum(observed: observed)
      var half = maximum
      for history in histories.prefix(13) { maximum.add { history[$0] } }
      for history in histories.dropFirst(13) { half.add { history[$0] } }
      maximum.merge(half)
      let order = observed.indices.sorted { (observed[$1], $0) < (observed[$0], $1) }
      var highest = 0.0
      let adjusted = maximum.adjusted(histories: histories.count)
      for (place, firm) in order.enumerated() {
        let reached = histories.count { history in order[place...].contains { history[$0] >= observed[firm] } }
        highest = max(highest, Double(reached + 1) / 41)
        #expect(adjusted[firm] == highest)
      }
    }
  }

  @Test func monteCarloPValueCountsEqualStatistics() {
    let p = MonteCarloPValue(observed: 2, among: [1, 2, 2 + 1e-12, 3])
    #expect(p.value == 4.0 / 5 && p.larger == 1 && p.equal == 2)
    #expect(p.randomized(0) == 1.0 / 5 && p.randomized(1) == 4.0 / 5)
  }
}
