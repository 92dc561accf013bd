import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Days in bytes")
struct DateBytesTests {
  /// Holds the reader of bytes against the reader of texts.
  private func compare(_ text: String) {
    let expected = DateText.date(String(decoding: TextFolding.trimmed(Array(text.utf8)[...]), as: UTF8.self))
    withEachEncoding(text) { address, count, isCP932 in
      let dates = DateBytes(isCP932: isCP932)
      #expect(dates.date(address, count: count) == expected, "\(text.debugDescription), \(isCP932 ? "CP932" : "UTF-8")")
      switch dates.read(address, count: count) {
      case .date(let date): #expect(date == expected)
      case .none: #expect(expected == nil, "\(text.debugDescription)")
      case .unsure: break
      }
    }
  }

  @Test(
    "forms that people write, and what is no date",
    arguments: [
      "2021-04-01", "2021/4/1", "2021年4月1日", "令和3年4月1日", "令和元年5月1日", "R3.4.1", "Ｒ３．４．１", "平成31年3月31日", "昭和64年1月7日",
      "2021-04-01 00:00:00", "2021-04-01T09:30:00+09:00", "2020-02-29", "㋿3年4月1日", "㍻1.1.8", "㍼64.1.7", "", "//",
      "2021-02-29",
      "2021-13-01", "2021-4", "令和3年4月", "20211301", "20210401", "123", "abc", "令和0年4月1日", "2021-04-01x", "44287",
      "44287.5", "44287.",
      "44287.99999999999999", "44287.1.1", "09999", "99999", "10000", "2021.4.1", "2021.04.1", "令\u{F9A8}和3年4月1日",
      "\u{F9A8}和3年4月1日",
      "２０２１－０４－０１", "2021-04-01(木)", "2021年4月1日（木）", "2021年 4月 1日 ", "令和 3年 4月 1日", "R.3.4.1", "r3.4.1", "h31.4.30",
      "R元.5.1",
      "2021-04-01日", "2021年4月1", "2021-04-01-", "Tokyo", "2021-04-01 ", "2021-04-01T", "2021-04-01 x", "東京都",
      "\u{A0}2021-04-01",
      "\u{A0}2021年4月1日", "2021-04-01\u{A0}", "2021\u{3099}-04-01", "2021-04-01 (\u{3099})", "R3\u{301}.4.1",
      "2021-00-10", "0000-01-01",
      "R100.4.1", "H32.1.1", "R2021.4.1", "R20210401", "2021-04-01 12:00 午後", "令和3年4月1日 9時30分", "令和3年4月1日9時30分10秒",
      "2021年4月1日 9時", "2021年4月1日12:00", "2021T-04-01",
      "(2021-04-01)", "2021-03-31T15:00:00Z", "2021-03-31T15:00:00.000Z", "2021-03-31 15:00:00 UTC",
      "2021-03-31T23:00:00-07:00",
      "2021-03-31T23:00-0700", "2021-03-31T23:00+9", "2021-03-31T24:00:00", "2021-03-31T23:60", "2021-03-31T23:00:60",
      "2021-03-31T2:3:4.", "2021-03-31T2:3:4.5", "2021-03-31T2:3:4.5Z", "2021-03-31T2:3:4.5x", "R3.3.31 20:00Z",
      "1900-12-31",
      "1901-01-01", "2199-12-31", "2200-01-01", "2199-12-31T23:00:00Z", "29210401", "R51.1.1", "R50.1.1", "令和1年1月1日",
      "平成31年5月1日", "昭和64年1月8日", "昭和1年12月24日", "2021-04-01 午後3:05", "2021-04-01 10:00+15:00", "2021-04-01 10:00+09:60",
    ])
  func forms(_ text: String) {
    compare(text)
    compare(text + String(repeating: "　", count: 70))
    compare(String(repeating: "x", count: 201) + text)
    compare(text + " 10:00" + String(repeating: "x", count: 180))
  }

  @Test("many forms with mishaps")
  func generated() {
    var values = WrittenValues(seed: 12)
    for _ in 0..<30_000 { compare(values.date()) }
  }

  @Test("common forms need no reference")
  func common() {
    for text in [
      "2021-04-01", "2021/4/1", "2021年4月1日", "令和3年4月1日", "R3.4.1", "Ｒ３．４．１", "20210401", "44287", "2021-04-01 00:00:00",
      "2021-04-01T00:00:00", "㋿3年4月1日", "令和 3年 4月 1日", "2021年4月1日(木)",
    ] {
      withEachEncoding(text) { address, count, isCP932 in
        let wanted = CivilDate(year: 2021, month: 4, day: 1).map { DateBytes.Reading.date($0) }
        #expect(DateBytes(isCP932: isCP932).read(address, count: count) == wanted, "\(text)")
      }
    }
    for text in ["山田組", "12,345", "works", "工事"] {
      withEachEncoding(text) { address, count, isCP932 in
        #expect(DateBytes(isCP932: isCP932).read(address, count: count) == .none, "\(text)")
      }
    }
  }
}
