import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Ascending amounts")
struct AscendingAmountsTests {
  @Test("amounts come in the order that a comparison sort gives", arguments: [0, 1, 2, 127, 128, 129, 1_000])
  func order(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var amounts = AscendingAmounts()
    let ranges = [1.0...9, 1e6...1e10, Double.leastNonzeroMagnitude...1.7e308, 3...3]
    for range in ranges + ranges.reversed() {
      for isWhole in [true, false] {
        amounts.removeAll()
        let values = (0..<count).map { _ in
          let value = Double.random(in: range, using: &random)
          return isWhole ? max(1, value.rounded()) : value
        }
        for value in values { amounts.append(value) }
        amounts.withSorted { #expect(Array($0) == values.sorted(), "\(range)") }
      }
    }
  }
}
