import Foundation
import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Concentration")
struct ConcentrationTests {
  /// Every measure by its definition over all pairs or vendors, in doubles.
  private struct Definition {
    var hhi = 0.0
    var gini = 0.0
    var theil = 0.0

    init(_ totals: [Int64]) {
      let values = totals.map(Double.init)
      let sum = values.reduce(0, +)
      let n = Double(values.count)
      for value in values {
        hhi += value * value / (sum * sum)
        for other in values { gini += abs(value - other) / (2 * n * sum) }
        let ratio = value * n / sum
        if value > 0 { theil += ratio * log(ratio) / n }
      }
    }
  }

  @Test("measures follow their definitions, on random totals with zeros and ties")
  func definitions() throws {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<200 {
      let count = Int.random(in: 1...12, using: &generator)
      let totals = (0..<count).map { _ in Int64.random(in: 0...9, using: &generator) * 1_000_003 }
      guard let found = Concentration(totals.shuffled(using: &generator)) else {
        #expect(totals.allSatisfy { $0 == 0 })
        continue
      }
      let expected = Definition(totals)
      #expect(abs(found[.hhi] - expected.hhi) < 1e-12)
      #expect(abs(found[.gini] - expected.gini) < 1e-12)
      #expect(abs(found[.theil] - expected.theil) < 1e-12)
      #expect(found.hhi.rounded(decimals: 12) == ratio(found[.hhi], like: found.hhi))
      #expect(found.gini.rounded(decimals: 12) == ratio(found[.gini], like: found.gini))
    }
  }

  /// The printed digits of the exact value if the double is within 1e-11 of it, else nil.
  private func ratio(_ value: Double, like exact: ExactRatio) -> FixedPoint? {
    guard let digits = exact.rounded(decimals: 12) else { return nil }
    return abs(Double(digits.units) * 1e-12 - value) < 1e-11 ? digits : nil
  }

  @Test("a case by hand: 1, 2, 3, 4")
  func byHand() throws {
    let found = try #require(Concentration([3, 1, 4, 2]))
    #expect(found.hhi == ExactRatio(30, over: 100))
    #expect(found.effectiveNumber == ExactRatio(10, over: 3))
    #expect(found.topShare(1) == ExactRatio(4, over: 10))
    #expect(found.topShare(2) == ExactRatio(7, over: 10))
    #expect(found.topShare(9) == ExactRatio(1))
    #expect(found.gini == ExactRatio(1, over: 4))
    #expect(found.lorenz.map(\.sum) == [0, 0.1, 0.3, 0.6, 1])
    #expect(found.lorenz.map(\.vendors) == [0, 0.25, 0.5, 0.75, 1])
    // ln 4 less the entropy of the shares, scipy.stats.entropy([1, 2, 3, 4]) = 1.2798542258336676 (SciPy 1.17.1).
    #expect(abs(found.theil - (1.3862943611198906 - 1.2798542258336676)) < 1e-14)
  }

  @Test("sums near the end of Int64 stay exact")
  func large() throws {
    let found = try #require(Concentration([Int64.max / 2, Int64.max / 2]))
    #expect(found.hhi == ExactRatio(1, over: 2))
    #expect(found.gini == ExactRatio(0))
  }

  @Test("no vendors, no sum, negative totals and sums beyond Int64 have no concentration")
  func undefined() {
    #expect(Concentration([]) == nil)
    #expect(Concentration([0, 0]) == nil)
    #expect(Concentration([5, -1]) == nil)
    #expect(Concentration([.max, 1]) == nil)
  }
}
