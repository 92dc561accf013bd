import Testing

@testable import LedgerReading

@Suite("Cells as text")
struct CellTextTests {
  @Test(
    "numbers",
    arguments: [
      ("12870000", "12870000"), ("160.66999999999999", "160.67"), ("0.1", "0.1"), ("1E7", "10000000"), ("-5.0", "-5"),
      ("1.0E-7", "0.0000001"), ("1.25E-3", "0.00125"), ("1.2345678901234567E+20", "123456789012345670000"),
      ("1469999.9999999998", "1469999.9999999998"), ("abc", "abc"),
    ])
  func numbers(_ text: String, _ expected: String) {
    #expect(CellText.number(text) == expected)
  }

  // Known days of the 1900 system: Microsoft's own examples 1 = 1900-01-01, 39448 = 2008-01-01.
  @Test(
    "serial days",
    arguments: [
      (1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (39_448, "2008-01-01"), (2_958_465, "9999-12-31"),
    ])
  func serials(_ serial: Double, _ iso: String) {
    #expect(ExcelSerial.date(serial)?.description == iso)
  }

  @Test("there was no 29 February 1900, no day 0, and nothing after 9999", arguments: [0.0, 60, -1, 2_958_466, .nan])
  func noDays(_ serial: Double) {
    #expect(ExcelSerial.date(serial) == nil)
  }
}
