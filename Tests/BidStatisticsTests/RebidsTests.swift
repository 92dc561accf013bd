import LotteryStatistics
import Procurement
import TestSupport
import Testing

@testable import BidStatistics

@Suite struct RebidsTests {
  /// A tender of two firms with the prices of both rounds.
  private static func tender(_ first: (Int64, Int64), _ last: (Int64?, Int64?)) -> Tender {
    var tender = Tender(notice: TenderNotice(identifier: "A", ceiling: Yen(1_000)), bids: [])
    for (firm, prices) in [(first.0, last.0), (first.1, last.1)].enumerated() {
      tender.append(
        TenderBid(firm: firm, amount: Yen(prices.1 ?? prices.0)),
        BidRound(number: prices.1 == nil ? 1 : 2, firstPrice: prices.1 == nil ? nil : prices.0))
    }
    return tender
  }

  @Test("The lowest of the first round is looked for in the last; who left, or tied at first, is not compared")
  func counts() {
    var rebids = Rebids()
    rebids.add(Self.tender((1_100, 1_105), (990, 995)))
    rebids.add(Self.tender((1_100, 1_105), (996, 995)))
    rebids.add(Self.tender((1_100, 1_200), (990, 995)))
    rebids.add(Self.tender((1_100, 1_105), (990, nil)))
    rebids.add(Self.tender((1_100, 1_100), (990, 995)))
    var once = Tender(notice: TenderNotice(identifier: "B"), bids: [])
    once.append(TenderBid(firm: 0, amount: Yen(900)), BidRound(number: 1))
    rebids.add(once)
    #expect(rebids.tenders == 3 && rebids.staysLowest == 2)
    #expect(rebids.close == 2 && rebids.closeStays == 1 && rebids.probability == nil)
  }

  @Test("An order that always stays stands out, one by chance does not (false alarms 1 in 1,000)")
  func chance() {
    var random = SplitMix64(seed: 7)
    var (arranged, fair) = (Rebids(), Rebids())
    for _ in 0..<60 {
      arranged.add(Self.tender((1_100, 1_105), (990, 995)))
      fair.add(Self.tender((1_100, 1_105), Bool.random(using: &random) ? (990, 995) : (995, 990)))
    }
    #expect(arranged.probability.map { $0 < 1e-12 } == true)
    #expect(fair.probability.map { $0 > 0.001 } == true)
  }
}
