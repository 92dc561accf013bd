import Procurement
import Testing

@testable import ShareStatistics

@Suite("Quotients behind a printed number")
struct RoundingBracketTests {
  @Test(
    "The bracket of S holds exactly the quotients that the rule prints as S", arguments: RoundingRule.allCases
  )
  func agreesWithRounding(rule: RoundingRule) {
    for denominator in 1...12 as ClosedRange<Int128> {
      for numerator in 0...40 as ClosedRange<Int128> {
        for units in 0...41 as ClosedRange<Int64> {
          let isInside = RoundingBracket(units, rule: rule).contains(numerator, over: denominator)
          let (floor, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
          let expected =
            rule == .controlled
            ? units == Int64(floor) || (rest > 0 && units == Int64(floor) + 1)
            : rule.rounded(numerator, over: denominator) == units
          #expect(isInside == expected, "\(numerator)/\(denominator) as \(units)")
        }
      }
    }
  }

  @Test("Products beyond 128 bits are not decided")
  func overflow() {
    #expect(RoundingBracket(.max, rule: .halfUp).contains(1, over: .max) == nil)
  }
}
