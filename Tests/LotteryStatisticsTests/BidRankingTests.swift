import LotteryStatistics
import Procurement
import Testing

@Suite struct BidRankingTests {
  func tender(_ amounts: [Int64?], floor: Int64? = nil, ceiling: Int64? = nil) -> Tender {
    Tender(
      notice: TenderNotice(
        identifier: "1", ceiling: ceiling.map(Yen.init), floor: floor.map(Yen.init),
        surveyThreshold: Yen(1_000_000)),
      bids: amounts.enumerated().map { TenderBid(firm: $0.offset, amount: $0.element.map(Yen.init)) })
  }

  @Test func lowestValidBidsTie() {
    let ranking = BidRanking(tender([100, 90, 89, nil, 90, 111, 110], floor: 90, ceiling: 110))
    #expect(ranking.tiers == [[1, 4], [0], [6]])
    #expect(ranking.isTied)
  }

  @Test func theSurveyThresholdNeverDisqualifies() {
    #expect(BidRanking(tender([5, 4])).tiers == [[1], [0]])
  }

  @Test(arguments: BidStatus.allCases) func onlyValidBidsTakePart(status: BidStatus) {
    var tender = tender([5])
    tender.bids[0].status = status
    #expect(BidRanking(tender).tiers.isEmpty == (status != .valid))
  }

  @Test func notAdmittedFirmsAreLeftOut() {
    #expect(BidRanking(tender([5, 4, 5])) { $0 != 1 }.tiers == [[0, 2]])
  }

  @Test func evaluationValuesTieExactly() {
    // 153.6 / 42,000,000 = 160.00 / 43,750,000 exactly; 153.6000000000000001 / 42,000,000 is above both, by
    // less than a double can tell.
    let points = ["153.6", "160.00", "153.6000000000000001", "1"].map { FixedPoint($0) }
    let prices: [Int64] = [42_000_000, 43_750_000, 42_000_000, 1_000_000]
    let bids = zip(points, prices).enumerated().map {
      TenderBid(firm: $0.offset, amount: Yen($0.element.1), technicalPoints: $0.element.0)
    }
    let scored = TenderNotice(identifier: "1", isScored: true)
    #expect(BidRanking(Tender(notice: scored, bids: bids)).tiers == [[2], [0, 1], [3]])
    #expect(BidRanking(Tender(notice: scored, bids: [bids[1], bids[0]])).tiers == [[0, 1]])
  }

  @Test func aScoredBidNeedsPointsAndAPrice() {
    let scored = TenderNotice(identifier: "1", isScored: true)
    let bids = [
      TenderBid(firm: 0, amount: Yen(5)),
      TenderBid(firm: 1, amount: Yen(0), technicalPoints: FixedPoint("100")),
      TenderBid(firm: 2, amount: Yen(5), technicalPoints: FixedPoint("0")),
    ]
    #expect(BidRanking(Tender(notice: scored, bids: bids)).tiers == [[2]])
  }
}
