import Procurement
import Testing

@testable import TabularReading

@Suite("Dates and years in text")
struct DateTextTests {
  @Test(
    "dates that people write",
    arguments: [
      ("2021-04-01", "2021-04-01"), ("2021/4/1", "2021-04-01"), ("2021年4月1日", "2021-04-01"),
      ("令和3年4月1日", "2021-04-01"), ("令和元年5月1日", "2019-05-01"), ("R3.4.1", "2021-04-01"),
      ("Ｒ３．４．１", "2021-04-01"), ("平成31年3月31日", "2019-03-31"), ("昭和64年1月7日", "1989-01-07"),
      ("2021-04-01 00:00:00", "2021-04-01"), ("2021-04-01T09:30:00+09:00", "2021-04-01"), ("2020-02-29", "2020-02-29"),
      ("令和50年1月1日", "2068-01-01"), ("1901-01-01", "1901-01-01"), ("2199/12/31", "2199-12-31"),
      ("昭和1.12.25", "1926-12-25"),
      ("H1.1.8", "1989-01-08"), ("平成31年4月30日", "2019-04-30"), ("2021-04-01 9:30", "2021-04-01"),
      ("2021/4/1 午後3:05", "2021-04-01"), ("2021-04-01 23:59:59.9999999", "2021-04-01"),
      ("2021-04-01 3:05 PM", "2021-04-01"),
    ])
  func dates(_ text: String, _ iso: String) {
    #expect(DateText.date(text)?.description == iso)
  }

  @Test(
    "what is no date",
    arguments: [
      "50403", "60101", "31231", "", "//", "2021-02-29", "2021-13-01", "2021-4", "令和3年4月", "20211301", "123", "abc",
      "令和0年4月1日", "2021-04-01x",
      "1900-01-01", "1900-12-31", "2200-01-01", "9999-12-31", "29210401", "R51.4.1", "R99.4.1", "令和1年1月1日", "R1.4.30",
      "平成31年5月1日", "平成1年1月7日", "昭和64年1月8日", "S1.12.24", "2021-04-01 24:00", "2021-04-01 10:60", "2021-04-01 10:00:60",
      "2021-04-01 :", "2021-04-01 10:", "2021-04-01T10:00+15:00", "2021-04-01T10:00+9", "2021-04-01 13:00 PM",
      "2021-04-01 10:00 x",
    ])
  func notDates(_ text: String) {
    #expect(DateText.date(text) == nil)
  }

  @Test(
    "the day of an instant is Japan's, or that of the zone that is named",
    arguments: [
      ("2021-03-31T15:00:00Z", "2021-04-01", "2021-03-31"), ("2021-03-31T14:59:59Z", "2021-03-31", "2021-03-31"),
      ("2021-03-31T15:00:00.000Z", "2021-04-01", "2021-03-31"), ("2021-03-31 15:00:00 UTC", "2021-04-01", "2021-03-31"),
      ("2021-03-31T23:00:00-07:00", "2021-04-01", "2021-04-01"),
      ("2021-04-01T00:00:00+09:00", "2021-04-01", "2021-03-31"),
      ("2021-04-01T08:59+09:00", "2021-04-01", "2021-03-31"), ("2021-04-01 00:00", "2021-04-01", "2021-04-01"),
      ("2021-03-31T20:00:00-0500", "2021-04-01", "2021-03-31"), ("2021-04-01 00:00 JST", "2021-04-01", "2021-03-31"),
      ("R3.3.31 20:00Z", "2021-04-01", "2021-03-31"),
    ])
  func instants(_ text: String, _ inJapan: String, _ inNewYork: String) throws {
    #expect(DateText.date(text)?.description == inJapan)
    let zone = try #require(DayZone("-04:00"))
    #expect(DateText.date(text, in: zone)?.description == (text.contains("23:00:00-07") ? "2021-04-01" : inNewYork))
  }

  @Test("zones by name follow summer time; what is no zone is none")
  func zones() throws {
    #expect(DayZone("Asia/Tokyo") == .japan)
    let zone = try #require(DayZone("America/New_York"))
    #expect(DateText.date("2021-04-01T03:59:00Z", in: zone)?.description == "2021-03-31")
    #expect(DateText.date("2021-04-01T04:00:00Z", in: zone)?.description == "2021-04-01")
    #expect(DateText.date("2021-02-01T04:59:00Z", in: zone)?.description == "2021-01-31")
    for name in ["", "Tokyo", "+25:00", "America/Nowhere", "9"] { #expect(DayZone(name) == nil, "\(name)") }
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

  @Test(
    "what is no fiscal year",
    arguments: ["", "21", "20211", "令和", "令和三年度", "2021-04-01", "平成32年度", "1021", "1900", "2200", "令和51年度"])
  func notFiscalYears(_ text: String) {
    #expect(FiscalYear(label: text) == nil)
  }
}
