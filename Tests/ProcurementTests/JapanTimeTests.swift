import Procurement
import Testing

@Suite("Time in Japan")
struct JapanTimeTests {
  @Test(
    "an instant as a clock shows it",
    arguments: [
      (0, "1970-01-01 09:00:00.000"), (-32_400_001, "1969-12-31 23:59:59.999"),
      (1_653_350_210_121, "2022-05-24 08:56:50.121"), (951_782_400_000 - 32_400_000, "2000-02-29 00:00:00.000"),
    ] as [(Int64, String)])
  func clock(_ instant: Int64, _ text: String) {
    #expect(JapanTime(instant)?.description == text)
  }

  @Test("instants beyond the years 1 to 9999 have none")
  func bounds() {
    #expect(JapanTime(.max) == nil)
    #expect(JapanTime(.min) == nil)
  }
}
