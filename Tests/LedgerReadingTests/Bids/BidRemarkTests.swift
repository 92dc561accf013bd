import Procurement
import Testing

@testable import LedgerReading

@Suite struct BidRemarkTests {
  @Test(
    "Remarks say whether a bid won",
    arguments: [
      ("落札", true), ("くじにより落札", true), ("落札決定", true), ("○", true), ("次点", false), ("落札候補者", false), ("非落札", false),
      ("予定価格超過", false), ("失格（最低制限価格未満）", false), ("不落", false), ("－", false),
    ])
  func winners(text: String, isWinner: Bool) { #expect(BidRemark(text).isWinner == isWinner) }

  @Test(
    "and why it takes no part",
    arguments: [
      ("失格", BidStatus.disqualified), ("最低制限価格を下回る", .disqualified), ("無効（積算内訳書不備）", .invalid), ("辞退届", .withdrawn),
      ("未入札", .absent),
      ("不参加", .absent),
    ])
  func statuses(text: String, status: BidStatus) { #expect(BidRemark(text).status == status) }

  @Test(
    "What became of a tender, by what its words contain",
    arguments: [
      ("不調（応札者なし）", RecordedOutcome.noBid), ("全者辞退", .noBid), ("不落", .aboveCeiling), ("入札中止", .cancelled),
      ("取り止め", .cancelled),
      ("不落随契へ移行", .negotiated), ("打切り", .notAwarded), ("落札者なし", .notAwarded), ("落札決定", .awarded),
    ])
  func outcomes(text: String, outcome: RecordedOutcome) { #expect(BidRemark.outcome(of: text) == outcome) }

  @Test("Notes of other things are not understood, numbers are no marks, and names of firms are no failures")
  func others() {
    #expect(!BidRemark("令和4年度から債務負担").isUnderstood)
    #expect(!BidRemark("①").isUnderstood && !BidRemark("1").isUnderstood)
    #expect(BidRemark("2位").isUnderstood && BidRemark("2位").isWinner == nil)
    for name in ["株式会社成立建設", "甲建設", "決定商事㈱", "契約"] { #expect(BidRemark.failure(name) == nil, "\(name)") }
    #expect(BidRemark.failure("入札者なし") == .noBid && BidRemark.failure("（中止）") == .cancelled)
    #expect(BidRemark.isUnpublished("非公表") && !BidRemark.isUnpublished("1,000"))
  }
}
