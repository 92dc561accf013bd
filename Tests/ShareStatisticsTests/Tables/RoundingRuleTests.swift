import BigInt
import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Rounding rules")
struct RoundingRuleTests {
  @Test("exact halves go where each rule says")
  func halves() {
    let expected: [(RoundingRule, Int64, Int64)] = [
      (.halfUp, 1, 2), (.truncate, 0, 1), (.up, 1, 2), (.halfEven, 0, 2), (.controlled, 1, 2),
    ]
    for (rule, half, oneAndAHalf) in expected {
      #expect(rule.rounded(1, over: 2) == half)
      #expect(rule.rounded(3, over: 2) == oneAndAHalf)
      #expect(rule.rounded(-1, over: 2) == -half)
      #expect(rule.rounded(-3, over: 2) == -oneAndAHalf)
    }
  }

  @Test("shares of the published tables")
  func published() {
    #expect(RoundingRule.halfUp.share(of: 6_773, in: 70_047, decimals: 2)?.description == "9.67")
    #expect(RoundingRule.halfUp.share(of: 63_274, in: 70_047, decimals: 2)?.description == "90.33")
    #expect(RoundingRule.halfUp.share(of: 78_661, in: 141_914, decimals: 2)?.description == "55.43")
    #expect(RoundingRule.halfUp.share(of: 4_104, in: 37_653, decimals: 1)?.description == "10.9")
    #expect(RoundingRule.halfUp.share(of: 5, in: 5, decimals: 2)?.description == "100.00")
    #expect(RoundingRule.halfUp.share(of: 0, in: 0, decimals: 2) == nil)
  }

  @Test("printed digits equal a rational oracle on 100,000 random tables of four rows")
  func oracle() throws {
    var generator = SplitMix64(seed: 2021)
    let powers = (0...4).map { BigInt(100) * BigInt(FixedPoint.powerOfTen($0)) }
    for table in 0..<100_000 {
      // Sizes from a few yen to the edge of Int64, so that products leave 128 bits.
      let bound = Int64.max >> Int64.random(in: 2...61, using: &generator)
      let parts = (0..<4).map { _ in Int64.random(in: 0...bound, using: &generator) / 4 }
      let total = parts.reduce(0, +)
      guard total > 0 else { continue }
      let decimals = Int.random(in: 0...4, using: &generator)
      // Half-up on every table, the other rules in turn.
      for rule in [.halfUp, RoundingRule.allCases[1 + table % 4]] {
        for part in parts {
          let share = try #require(rule.share(of: part, in: total, decimals: decimals))
          let expected = Self.quotient(BigInt(part) * powers[decimals], BigInt(total), rule)
          guard BigInt(share.units) == expected else {
            Issue.record("table \(table): \(part) / \(total), \(decimals) decimals, \(rule): \(share), not \(expected)")
            return
          }
        }
      }
    }
  }

  @Test("differences of ratios over products of 126 bits are exact")
  func wideDenominators() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<10_000 {
      let denominator = Int128(Int64.random(in: 1...Int64.max, using: &generator)) * Int128(Int64.max)
      let numerator = (denominator / 7) * Int128.random(in: -7...7, using: &generator) + 1
      let rounded = RoundingRule.halfUp.rounded(numerator, over: denominator, scale: 10_000)
      let exact = Self.quotient(
        BigInt(numerator.description)! * 10_000, BigInt(denominator.description)!, .halfUp)
      #expect(BigInt(rounded) == exact)
    }
  }

  /// Rounding as the definition has it, on integers without bounds.
  private static func quotient(_ numerator: BigInt, _ denominator: BigInt, _ rule: RoundingRule) -> BigInt {
    let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    let twice = remainder * 2
    let up =
      switch rule {
      case .truncate: false
      case .up: remainder > 0
      case .halfUp, .controlled: twice >= denominator.magnitude
      case .halfEven: twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
      }
    let magnitude = BigInt(quotient) + (up ? 1 : 0)
    return numerator < 0 ? -magnitude : magnitude
  }
}
