import Procurement
import Testing

@Suite struct BidBatchTests {
  @Test func rowsComeBackAsTheyWentIn() throws {
    let notice = TenderNotice(
      identifier: "1", openingDate: CivilDate(year: 2022, month: 4, day: 1), requirement: "土木 A", order: 2,
      areaCondition: .half, ceiling: Yen(10), floor: Yen(5), isScored: true)
    let bids = [
      Bid(
        notice: notice, firm: "A", amount: Yen(7), technicalPoints: FixedPoint("12.50"), firmWard: "中原区",
        points: 60, members: ["X", "Y"], isWinner: true, enteredNumber: 418, systemNumber: 210,
        arrival: 1_109_644_210_123, sourceLine: 2),
      Bid(notice: notice, firm: "B", amount: nil, status: .withdrawn, sourceLine: 3),
      Bid(notice: TenderNotice(identifier: "2"), firm: "A", amount: Yen(0), isWinner: false, sourceLine: 4),
    ]
    let batch = BidBatch(bids)
    #expect((0..<batch.count).map { batch[$0] } == bids)
    #expect(batch.notices.count == 2 && batch.noticeCodes == [0, 0, 1])
    #expect(notice.year == FiscalYear(startingIn: 2022) && TenderNotice(identifier: "2").year == nil)
  }
}
