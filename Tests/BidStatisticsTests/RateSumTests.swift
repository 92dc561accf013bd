import BidStatistics
import Procurement
import TestSupport
import Testing

@Suite struct RateSumTests {
  private static func mean(_ rates: [AwardRate], decimals: Int = 2) -> String? {
    var sum = RateSum()
    for rate in rates { sum.add(rate) }
    return sum.meanPercent(decimals: decimals) { rates }?.description
  }

  @Test("A mean that lies on the border of two printed numbers goes up, as rational numbers do")
  func ties() {
    #expect(Self.mean([AwardRate(award: 12_345, ceiling: 100_000)]) == "12.35")
    // 1/3 and 2/3 − 0.0001: neither is a binary number, their mean is 49.995 %.
    #expect(Self.mean([AwardRate(award: 1, ceiling: 3), AwardRate(award: 19_997, ceiling: 30_000)]) == "50.00")
    // One part in 10^18 below it.
    #expect(
      Self.mean([AwardRate(award: 123_449_999_999_999_999, ceiling: 1_000_000_000_000_000_000)]) == "12.34")
    #expect(Self.mean([]) == nil)
  }

  @Test("Enormous rates are exact too")
  func enormous() {
    #expect(Self.mean([AwardRate(award: .max, ceiling: 1)], decimals: 0) == nil)
    #expect(
      Self.mean([AwardRate(award: 9_000_000_000_000_000, ceiling: 1), AwardRate(award: 1, ceiling: 2)], decimals: 0)
        == "450000000000000025")
  }

  @Test("Means of random rates are those of rationals")
  func random() {
    var random = SplitMix64(seed: 7)
    for round in 0..<300 {
      let limit: Int64 = round % 2 == 0 ? 50 : 1_000_000_000
      let rates = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        AwardRate(
          award: Int64.random(in: 0...limit, using: &random), ceiling: Int64.random(in: 1...limit, using: &random))
      }
      let expected = RateSum.rational(rates, scale: 10_000).map { FixedPoint(units: $0, decimals: 2).description }
      #expect(Self.mean(rates) == expected)
    }
  }

  @Test("Rates are ordered by their exact quotients")
  func order() {
    // Doubles cannot tell these two apart.
    let (a, b) = (
      AwardRate(award: 999_999_999_999_999_998, ceiling: 999_999_999_999_999_999),
      AwardRate(award: 999_999_999_999_999_997, ceiling: 999_999_999_999_999_998)
    )
    #expect(b < a)
    #expect(!(a < b))
    #expect(!(AwardRate(award: 1, ceiling: 3) < AwardRate(award: 2, ceiling: 6)))
  }
}
