import Procurement
import Testing

@testable import LedgerReading

@Suite("Dates and years in text")
struct DateTextTests {
  @Test(
    "dates that people write",
    arguments: [
      ("2021-04-01", "2021-04-01"), ("2021/4/1", "2021-04-01"), ("2021年4月1日", "2021-04-01"),
      ("令和3年4月1日", "2021-04-01"), ("令和元年5月1日", "2019-05-01"), ("R3.4.1", "2021-04-01"),
      ("Ｒ３．４．１", "2021-04-01"), ("平成31年3月31日", "2019-03-31"), ("昭和64年1月7日", "1989-01-07"),
      ("2021-04-01 00:00:00", "2021-04-01"), ("2021-04-01T09:30:00+09:00", "2021-04-01"), ("2020-02-29", "2020-02-29"),
    ])
  func dates(_ text: String, _ iso: String) {
    #expect(DateText.date(text)?.description == iso)
  }

  @Test(
    "what is no date",
    arguments: [
      "", "//", "2021-02-29", "2021-13-01", "2021-4", "令和3年4月", "20211301", "123", "abc", "令和0年4月1日", "2021-04-01x",
    ])
  func notDates(_ text: String) {
    #expect(DateText.date(text) == nil)
  }

  @Test(
    "fiscal years that people write",
    arguments: [
      ("2021", 2021), ("FY2021", 2021), ("2021年度", 2021), ("令和3年度", 2021), ("令和元年度", 2019), ("R3", 2021),
      ("Ｒ３", 2021), ("r3", 2021), ("平成30年度", 2018), ("Ｈ３０", 2018), ("令和 2 年度", 2020),
    ])
  func fiscalYears(_ text: String, _ year: Int) {
    #expect(FiscalYear(label: text)?.startYear == year)
  }

  @Test("what is no fiscal year", arguments: ["", "21", "20211", "令和", "令和三年度", "2021-04-01", "平成32年度", "1021"])
  func notFiscalYears(_ text: String) {
    #expect(FiscalYear(label: text) == nil)
  }
}
