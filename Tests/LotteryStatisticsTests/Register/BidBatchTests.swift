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

  @Test func partsAndOtherNoticesKeepTheRest() {
    let bids = (0..<6).map { row in
      Bid(
        notice: TenderNotice(identifier: "T\(row / 2)", group: row < 2 ? "G" : nil, trade: "土木"), firm: "F\(row)",
        amount: Yen(Int64(row)), firmWard: row == 4 ? nil : "中原区", members: row == 5 ? ["X", "Y"] : [],
        isWinner: row == 3 ? true : nil, arrival: Int64(row), sourceLine: row + 2)
    }
    let batch = BidBatch(bids)
    let part = batch.rows(1..<5)
    #expect((0..<part.count).map { part[$0] } == Array(bids[1..<5]))
    let grouped = batch.grouped { $0.trade.map { "all " + $0 } }
    #expect((0..<6).map { grouped[$0].notice.group } == ["G", "G"] + Array(repeating: "all 土木", count: 4))
    let replaced = batch.replacing(notices: [1: TenderNotice(identifier: "other")])
    #expect((0..<6).map { replaced.tender(of: $0) } == ["T0", "T0", "other", "other", "T2", "T2"])
    #expect(replaced[5].members == ["X", "Y"] && replaced[3].isWinner == true)
  }
}
