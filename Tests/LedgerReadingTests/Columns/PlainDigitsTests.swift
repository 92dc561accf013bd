import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Plain digits")
struct PlainDigitsTests {
  /// Calls a function with bytes that stand in the middle of others, as fields do.
  private func within<Result>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    let margin = 64
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: text.utf8.count + 2 * margin)
    defer { bytes.deallocate() }
    bytes.initialize(repeating: UInt8(ascii: "7"), count: text.utf8.count + 2 * margin)
    for (place, byte) in text.utf8.enumerated() { bytes[margin + place] = byte }
    return body(bytes + margin, text.utf8.count)
  }

  @Test("amounts are what the readable parser reads, or are left to it")
  func amounts() {
    var random = SplitMix64(seed: 1)
    for length in 0...20 {
      for _ in 0..<200 {
        let text = String((0..<length).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
        let value = within(text, PlainDigits.value)
        #expect(value == ((1...16).contains(length) ? Int64(text) : nil), "\(text)")
      }
    }
    for place in 0..<12 {
      for byte in UInt8.min...UInt8.max where !(0x30...0x39).contains(byte) && byte < 0x80 {
        var bytes = Array("123456789012".utf8)
        bytes[place] = byte
        #expect(within(String(decoding: bytes, as: UTF8.self), PlainDigits.value) == nil)
      }
    }
  }

  @Test("thousands separators stand in their places, or the amount is left to others")
  func separators() {
    var random = SplitMix64(seed: 4)
    for length in 0...16 {
      for _ in 0..<2_000 {
        // Mostly right, with one byte changed.
        var bytes = (0..<length).map { place in
          (length - place) % 4 == 0 ? UInt8(ascii: ",") : UInt8.random(in: 0x30...0x39, using: &random)
        }
        if length > 0, Bool.random(using: &random) {
          bytes[Int.random(in: 0..<length, using: &random)] =
            [0x2C, 0x2D, 0x2E, 0x31, 0x3A].randomElement(using: &random) ?? 0
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let value = within(text, PlainDigits.separated)
        let isWanted = text.contains(",") && length < 16
        #expect(value == (isWanted ? (try? AmountText(text))?.value : nil).flatMap { $0 < 0 ? nil : $0 }, "\(text)")
      }
    }
  }

  @Test("every day of contracts' years, and no other")
  func dates() {
    func digits(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(value).count) + String(value)
    }
    for year in [0, 1, 999] + Array(1900...2100) + [2199, 2200, 9999] {
      for month in 0...13 {
        for day in 0...32 {
          let text = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
          let packed = within(text, PlainDigits.date)
          let expected = (1901...2199).contains(year) ? CivilDate(year: year, month: month, day: day) : nil
          guard packed?.civil == expected else {
            Issue.record("\(text)")
            return
          }
          if let packed, let expected { #expect(packed.fiscalYear == FiscalYear(containing: expected).startYear) }
        }
      }
    }
    for text in ["2021/04/01", "2021-4-01", "2021-04-0a", "20a1-04-01", "2021-04-011", "2021-04-1"] {
      #expect(within(text, PlainDigits.date) == nil, "\(text)")
    }
  }

  @Test("check digits of corporate numbers")
  func corporateNumbers() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<2_000 {
      let text = String((0..<13).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
      #expect(within(text) { bytes, _ in PlainDigits.isWrongCorporateNumber(bytes) } == !CorporateNumber.isValid(text))
      #expect(
        within(text) { bytes, _ in PlainDigits.isWrongCorporateNumber(copying: bytes) } == !CorporateNumber.isValid(
          text))
    }
    #expect(!within("7123456789012") { bytes, _ in PlainDigits.isWrongCorporateNumber(bytes) })
    #expect(!within("V-12345678901") { bytes, _ in PlainDigits.isWrongCorporateNumber(bytes) })
  }

  @Test("equal keys have equal fingerprints, however they are spelt in Unicode")
  func fingerprints() {
    let alike = [("か\u{3099}1", "が1"), ("\u{212A}1", "K1"), ("a\u{037E}", "a;"), ("Å", "A\u{030A}")]
    for (a, b) in alike {
      #expect(a == b)
      #expect(KeyFingerprint.of(a) == KeyFingerprint.of(b))
    }
    let keys = (0..<50_000).map { "2021-\($0)" } + (0..<70).map { String(repeating: "x", count: $0) }
    #expect(Set(keys.map(KeyFingerprint.of)).count == keys.count)
    for key in keys.suffix(70) {
      #expect(within(key) { bytes, count in KeyFingerprint.ofASCII(bytes, count: count) } == KeyFingerprint.of(key))
    }
  }

  @Test("a list of fingerprints knows whether one came twice")
  func lists() {
    var random = SplitMix64(seed: 3)
    let list = FingerprintList()
    let values = (0..<300_000).map { _ in random.next() }
    values.withUnsafeBufferPointer { list.append($0) }
    for threads in [1, 2] { #expect(!list.hasRepetition(threads: threads)) }
    list.append(values[123_456])
    for threads in [1, 2] { #expect(list.hasRepetition(threads: threads)) }
    #expect(list.count == values.count + 1)
  }
}
