import Procurement
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Times of OCDS")
struct OCDSTimeTests {
  @Test(
    "a time in the common form is what the same time with a fraction is",
    arguments: [
      "2021-03-31T14:59:59Z", "2021-03-31T15:00:00Z", "2021-04-01T00:00:00+09:00", "2020-02-29T23:59:59-12:00",
      "1901-01-01T00:00:00+14:00", "2199-12-31T23:59:59-05:30", "2000-12-31T12:30:00+05:45",
    ])
  func forms(_ text: String) throws {
    let plain = try #require(OCDSTime(text, zone: .japan))
    let other = try #require(OCDSTime(String(text.prefix(19)) + ".0" + text.dropFirst(19), zone: .japan))
    #expect(plain.seconds == other.seconds)
    #expect(plain.day == other.day)
  }

  @Test("a day stands as it is written")
  func days() {
    #expect(OCDSTime("2021-04-01", zone: .japan)?.day == CivilDate(year: 2021, month: 4, day: 1))
    #expect(OCDSTime("2021-03-31T15:00:00Z", zone: .japan)?.day == CivilDate(year: 2021, month: 4, day: 1))
    #expect(OCDSTime("1970-01-01T00:00:00Z", zone: .japan)?.seconds == 0)
  }

  @Test(
    "what is no time",
    arguments: [
      "2021-02-30", "2021-13-01", "2021-04-01T25:00:00Z", "2021-04-01T00:60:00Z", "2021-04-01T00:00:61Z",
      "2021-04-01T00:00:00+15:00", "2021-04-01T00:00:00*09:00", "2021-04-01T00-00-00Z",
    ])
  func wrong(_ text: String) { #expect(OCDSTime(text, zone: .japan) == nil) }
}
