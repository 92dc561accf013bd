import TestSupport
import Testing

@testable import TabularReading

@Suite("Values of Arrow as texts")
struct ArrowTextTests {
  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "floating-point numbers that are whole have no point",
    arguments: [
      (1_234.0, "1234"), (-0.5, "-0.5"), (0, "0"), (9_007_199_254_740_991, "9007199254740991"),
      (1e18, "1000000000000000000"),
      (.nan, "nan"), (.infinity, "inf"),
    ])
  func floats(value: Double, wanted: String) {
    #expect(text { ArrowText.append(value, to: &$0) } == wanted)
  }

  @Test("decimals of 4, 8, 16 and 32 bytes")
  func decimals() {
    func decimal(_ value: some FixedWidthInteger, scale: Int) -> String {
      withUnsafeBytes(of: value) { bytes in
        guard let address = bytes.baseAddress else { return "" }
        return text { ArrowText.append(decimal: address, bytes: bytes.count, scale: scale, to: &$0) }
      }
    }
    #expect(decimal(Int32(-123), scale: 2) == "-1.23")
    #expect(decimal(Int64(1_200), scale: 2) == "12")
    #expect(decimal(Int64(5), scale: 3) == "0.005")
    #expect(decimal(Int128(-5), scale: -2) == "-500")
    #expect(decimal(Int128(0), scale: 4) == "0")
    #expect(decimal(Int128.max, scale: 0) == "\(Int128.max)")
    #expect(decimal(Int128.min, scale: 1) == "-17014118346046923173168730371588410572.8")
  }

  @Test("days, instants and times of day")
  func times() {
    #expect(text { ArrowText.append(day: 18_718, to: &$0) } == "2021-04-01")
    #expect(text { ArrowText.append(day: -1, to: &$0) } == "1969-12-31")
    #expect(text { ArrowText.append(day: .max, to: &$0) } == "day 9223372036854775807")
    #expect(
      text { ArrowText.append(instant: -1, perSecond: 1_000, hasZone: true, to: &$0) } == "1969-12-31T23:59:59.999Z")
    #expect(
      text { ArrowText.append(instant: 1_617_202_800_000_000, perSecond: 1_000_000, hasZone: true, to: &$0) }
        == "2021-03-31T15:00:00Z")
    #expect(
      text { ArrowText.append(instant: 1_000_001, perSecond: 1_000_000_000, hasZone: false, to: &$0) }
        == "1970-01-01T00:00:00.001000001")
  }

  @Test("no value of a column is too large or too small to be said", arguments: [Int64.min, .min + 1, .max])
  func extremes(value: Int64) {
    for perSecond: Int64 in [1, 1_000, 1_000_000, 1_000_000_000] {
      #expect(text { ArrowText.append(instant: value, perSecond: perSecond, hasZone: true, to: &$0) }.hasSuffix("Z"))
      #expect(text { ArrowText.append(clock: value, perSecond: perSecond, to: &$0) }.contains(":"))
    }
    #expect(text { ArrowText.append(day: value, to: &$0) } == "day \(value)")
    #expect(
      text { ArrowText.append(instant: .min, perSecond: 1_000_000_000, hasZone: false, to: &$0) }
        == "1677-09-21T00:12:43.145224192")
  }

  @Test(
    "formats of columns",
    arguments: [
      ("vu", ArrowType.textView), ("U", .text(offsetBytes: 8)), ("d:20,2", .decimal(bytes: 16, scale: 2)),
      ("d:9,0,32", .decimal(bytes: 4, scale: 0)), ("tsu:Asia/Tokyo", .timestamp(perSecond: 1_000_000, hasZone: true)),
      ("tss:", .timestamp(perSecond: 1, hasZone: false)), ("tdD", .date(bytes: 4)),
      ("C", .integer(bytes: 1, isSigned: false)),
      ("+l", .other), ("z", .other), ("d:1,999", .other), ("tsx:", .other), ("", .other),
    ])
  func formats(format: String, wanted: ArrowType) {
    #expect(ArrowType(format: format) == wanted)
  }
}
