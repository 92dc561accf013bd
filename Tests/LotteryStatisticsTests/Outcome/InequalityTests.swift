import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct InequalityTests {
  @Test func equalAmountsAreEqual() {
    let equal = Inequality([3, 3, 3, 3])
    #expect(abs((equal[.gini] ?? 1)) < 1e-15 && abs((equal[.theil] ?? 1)) < 1e-15)
    #expect(equal[.hhi] == 0.25 && equal[.atLeastOneShare] == 1 && equal[.max] == 3)
    // The entropy of four equal shares is ln 4.
    #expect(abs((equal[.entropy] ?? 0) - 1.3862943611198906) < 1e-15)
  }

  @Test func oneTakesAll() {
    let one = Inequality([0, 0, 5, 0, 0])
    #expect(abs((one[.gini] ?? 0) - 0.8) < 1e-15 && one[.hhi] == 1 && one[.entropy] == 0)
    #expect(abs((one[.theil] ?? 0) - 1.6094379124341003) < 1e-15 && one[.atLeastOneShare] == 0.2)
  }

  @Test func giniIsHalfTheRelativeMeanDifference() {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<50 {
      let values = (0..<7).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      let sum = values.reduce(0, +)
      guard sum > 0 else { continue }
      let differences = values.reduce(0.0) { total, a in total + values.reduce(0) { $0 + abs(a - $1) } }
      #expect(abs((Inequality(values)[.gini] ?? -1) - differences / (2 * 7 * sum)) < 1e-14)
    }
  }

  @Test func withoutAmountsNothingIsUnequal() {
    let none = Inequality([0, 0])
    #expect(none[.gini] == nil && none[.hhi] == nil && none[.theil] == nil && none[.entropy] == nil)
    #expect(none[.atLeastOneShare] == 0 && none[.max] == 0)
  }

  @Test func frequenciesGiveEveryDigitThatTheNumbersGive() {
    var generator = SplitMix64(seed: 9)
    for most in [0, 1, 3, 40] {
      for _ in 0..<50 {
        let numbers = (0..<200).map { _ in Int.random(in: 0...most, using: &generator) }
        var frequencies = [Int](repeating: 0, count: most + 3)
        for number in numbers { frequencies[number + 1] += 1 }
        let counted = Inequality(frequencies: frequencies[1...], count: numbers.count)
        let listed = Inequality(numbers.map(Double.init))
        for measure in Inequality.Measure.allCases { #expect(counted[measure] == listed[measure], "\(measure)") }
      }
    }
  }
}
