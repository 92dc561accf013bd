import LotteryStatistics
import Procurement
import Testing

@testable import BidStatistics

@Suite struct EqualPricesTests {
  private static func place(_ prices: [Int64], floor: Int64? = nil, threshold: Int64? = nil) -> EqualPrices? {
    var notice = TenderNotice(identifier: "A", ceiling: Yen(1_000))
    (notice.floor, notice.surveyThreshold) = (floor.map(Yen.init), threshold.map(Yen.init))
    return EqualPrices(prices, notice)
  }

  @Test("Equal prices are at a published price, elsewhere, or nothing tells")
  func places() {
    #expect(Self.place([700, 800, 900], floor: 700) == nil)
    #expect(Self.place([700, 700, 900], floor: 700) == .atFloor)
    #expect(Self.place([750, 750], threshold: 750) == .atThreshold)
    #expect(Self.place([1_000, 1_000], floor: 700) == .atCeiling)
    #expect(Self.place([1_000, 1_000]) == .atCeiling)
    #expect(Self.place([800, 800], floor: 700) == .elsewhere)
    #expect(Self.place([800, 800]) == .floorUnknown)
    // One pair that is nowhere goes before others that are at the floor.
    #expect(Self.place([700, 700, 800, 800], floor: 700) == .elsewhere)
  }
}
