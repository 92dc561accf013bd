import LotteryStatistics
import Procurement
import TestSupport
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

  /// P·(1 − price / ceiling) + points by whole numbers: (P · (ceiling − price) + points · ceiling), decimals shifted away.
  @Test func addedPointsAreComparedExactly() {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<500 {
      let ceiling = Int64.random(in: 50...90, using: &generator)
      let weight = Int64.random(in: 0...90, using: &generator)
      let bids = (0..<6).map { firm in
        TenderBid(
          firm: firm, amount: Yen(Int64.random(in: 1...ceiling, using: &generator)),
          technicalPoints: FixedPoint(units: Int64.random(in: 0...60, using: &generator), decimals: firm % 2))
      }
      let notice = TenderNotice(
        identifier: "1", ceiling: Yen(ceiling), isScored: true, pricePoints: FixedPoint(units: weight, decimals: 0))
      let values = bids.map { bid in
        let points = bid.technicalPoints ?? FixedPoint(units: 0, decimals: 0)
        return 10 * weight * (ceiling - (bid.amount?.value ?? 0)) + points.units * (points.decimals == 0 ? 10 : 1)
          * ceiling
      }
      let expected = Set(values).sorted(by: >).map { value in bids.indices.filter { values[$0] == value } }
      #expect(BidRanking(Tender(notice: notice, bids: bids)).tiers == expected)
    }
  }

  /// The largest numbers that a file can hold stay within 256 bits.
  @Test func addedPointsOfLargeNumbers() {
    let most = Int64.max
    let notice = TenderNotice(
      identifier: "1", ceiling: Yen(most), isScored: true, pricePoints: FixedPoint(units: most, decimals: 0))
    let bids = [(most, most, 18), (most - 1, most, 18), (most, 1, 0)].enumerated().map {
      TenderBid(
        firm: $0.offset, amount: Yen($0.element.0),
        technicalPoints: FixedPoint(units: $0.element.1, decimals: $0.element.2))
    }
    // A yen is worth a point, and 9.22 points stand against 1.
    #expect(BidRanking(Tender(notice: notice, bids: bids)).tiers == [[1], [0], [2]])
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
