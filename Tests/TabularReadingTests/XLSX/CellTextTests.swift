import Testing

@testable import TabularReading

@Suite("Cells as text")
struct CellTextTests {
  @Test(
    "numbers",
    arguments: [
      ("12870000", "12870000"), ("160.66999999999999", "160.67"), ("0.1", "0.1"), ("1E7", "10000000"), ("-5.0", "-5"),
      ("1.0E-7", "0.0000001"), ("1.25E-3", "0.00125"), ("1.2345678901234567E+20", "123456789012345670000"),
      ("1469999.9999999998", "1469999.9999999998"), ("0", "0"), ("-0", "0"), ("007", "7"),
    ])
  func numbers(_ text: String, _ expected: String) {
    #expect(CellText.number(text) == expected)
  }

  @Test(
    "what XML takes for no number", arguments: ["abc", "0x10", "nan", "inf", "1_000", "", "-", "1e", "1e+", ".", "1 2"])
  func noNumbers(_ text: String) {
    #expect(CellText.number(text) == nil)
  }

  @Test(
    "digits are shifted and rounded as they are written",
    arguments: [
      ("0.285", 0, 2, "0.29"), ("0.705", 2, 1, "70.5"), ("14157123456", -6, 0, "14157"), ("999.5", 0, 0, "1000"),
      ("0.4", 0, 0, "0"), ("0.5", 0, 0, "1"), ("-0.285", 0, 2, "-0.29"), ("12000000", -3, 3, "12000"),
      ("12345678", -3, 9, "12345.678"), ("0.07", 2, 0, "7"), ("5", -3, 3, "0.005"), ("0.00049", 0, 3, "0"),
    ])
  func rounding(_ text: String, _ power: Int, _ decimals: Int, _ expected: String) throws {
    var number = try #require(DecimalDigits(text))
    number.shift(by: power)
    number.round(to: decimals)
    #expect(number.text() == expected)
  }

  @Test(
    "escapes of control characters are decoded, and nothing else",
    arguments: [
      ("大橋組_x000D_", "大橋組\r"), ("_x000D_\n", "\r\n"), ("a_x005F_x000D_", "a_x000D_"), ("_x000G_", "_x000G_"),
      ("_x30A2__x0041_b", "アAb"), ("_xD800_", "_xD800_"), ("_x000D", "_x000D"), ("", ""),
    ])
  func escapes(_ text: String, _ expected: String) {
    var bytes = Array("_x000D_".utf8) + Array(text.utf8)
    CellText.decodeEscapes(&bytes, from: 7)
    #expect(String(decoding: bytes, as: UTF8.self) == "_x000D_" + expected)
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
