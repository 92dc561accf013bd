import Procurement
import Testing

@Suite("Coded notices")
struct CodedNoticeTests {
  @Test("a notice that became codes says the same")
  func roundTrip() {
    let notices = [
      TenderNotice(identifier: "T1"),
      TenderNotice(
        identifier: "T2", noticeDate: CivilDate(year: 2022, month: 4, day: 1),
        openingDate: CivilDate(year: 2022, month: 4, day: 20), requirement: "土木 B", order: 3, group: "G1", trade: "土木",
        grade: "B", office: "契約課", officer: "甲", category: .works, siteWard: "川崎区", areaCondition: .half,
        minimumPoints: 60, ceiling: Yen(10), floor: Yen(8), surveyThreshold: Yen(9)),
      TenderNotice(identifier: "T3", trade: "土木", siteWard: "B"),
    ]
    var texts = TextList()
    let coded = notices.map { notice in
      CodedNotice(notice) { text in
        if !texts.contains(text) { texts.append(text) }
        return UInt32(texts.firstIndex(of: text) ?? 0)
      }
    }
    #expect(coded.map { $0.notice(texts) } == notices)
    #expect(texts.count == 6)
  }
}
