import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Amounts in bytes")
struct AmountBytesTests {
  private typealias Outcome = Result<AmountText, AmountProblem>

  private func outcome(_ body: () throws(AmountProblem) -> AmountText) -> Outcome {
    do throws(AmountProblem) { return .success(try body()) } catch { return .failure(error) }
  }

  /// Holds both readers of bytes against the reader of texts.
  private func compare(
    _ text: String, unit: Int64 = 1, minorUnits: Int64 = 1, rounds: Bool = false, closing: ClosingDash = .unknown
  ) {
    let trimmed = String(decoding: TextFolding.trimmed(Array(text.utf8)[...]), as: UTF8.self)
    let expected = outcome { () throws(AmountProblem) in
      try AmountText(trimmed, unit: unit, minorUnits: minorUnits, rounds: rounds, closing: closing)
    }
    withEachEncoding(text) { address, count, isCP932 in
      let amounts = AmountBytes(
        unit: unit, minorUnits: minorUnits, rounds: rounds, isCP932: isCP932, closing: closing)
      let found = outcome { () throws(AmountProblem) in try amounts.read(address, count: count) }
      #expect(found == expected, "\(text.debugDescription), \(isCP932 ? "CP932" : "UTF-8")")
      let inBlock = amounts.value(inBlock: address, count: count)
      #expect(inBlock == (try? expected.get()), "\(text.debugDescription) in a block")
    }
  }

  @Test(
    "forms that people write, and what is no amount",
    arguments: [
      "0", "1234567", "1,234,567", "１，２３４，５６７円", "¥1,000", "￥１０００", "1,000円", "31389000.00", "3千円", "1,234千円", "25百万円",
      "1.5億円", "834億5695万9000円", "1億2万", "5万3", "-5", "−5", "△1,000", "▲1,000円", "(1,000)", "（１，０００）",
      "9223372036854775807",
      " 12 ", "", "abc", "12a", "1,23", "1,2345", ",123", "12.", ".5", "1.2.3", "1.5E+08", "無効", "--5", "1億2億", "5万6億",
      "円",
      "1 2 3 x", "9223372036854775808", "99999999999999999999999999999999999", "92233720369億円", "1469999.9999999998",
      "1470000.0000000002", "1469999.9990000", ".123456789012345678901234567", "1,23.123456789012345678901234567", "()",
      "(", ")",
      "(5)5)", "(5", "5)", "(¥5)", "¥(5)", "\\5", "　5　", "\n5\n", "\u{A0}5\n\u{A0}", "5\u{3099}", " \u{3099}5", "5億億",
      "百万", "1百", "1百万2千3",
      "ァ@", "5ァ@ ", "5 @　", "123,456,789,012", "1,234,567,890,123", "12,34,567", "1,234,56", "1234,567", "0,000",
      "1 234 567", "１２　３４５", "¥ 1,000 円", "△ 5", "( 1,000 )", "1億 2,345万 円", "12\u{A0}000.0", "500000 300000",
      "1000 2000",
      "1 000 00", "1  000", "1, 234", "1,234 567", "1 234,567", "12 .5", "1.5 5", "1. 5", "5百 万", "5 百万", ", 5",
      "1 ,234",
      "￥12,000－", "12,000円也", "金12,000円也－", "12,000-", "-12,000-", "(12,000-)", "12,000ー", "12 -", "5円-5", "12,000円也-x",
      "金", "△5-", "￥△5-", "5万3-", "金5万円也", "5也",
      "1, 234567890123456789012345678", "1  234567890123456789012345678", "1 234 567 890 123 456 789", "5千 3 000",
    ])
  func forms(_ text: String) {
    for (unit, minorUnits) in [(1, 1), (1_000, 1), (1, 100), (1_000_000, 1_000)] as [(Int64, Int64)] {
      for rounds in [false, true] { compare(text, unit: unit, minorUnits: minorUnits, rounds: rounds) }
      for closing in [ClosingDash.required, .allowed] {
        compare(text, unit: unit, minorUnits: minorUnits, closing: closing)
      }
    }
    compare(text + String(repeating: "　", count: 70) + text)
    compare(String(repeating: " ", count: 201) + text)
  }

  @Test("every short text of the signs of amounts")
  func shortTexts() {
    let signs = [
      "1", "0", "金", "也", "ー", "△", ",", ".", "-", "(", ")", "¥", "円", "千", "百", "万", "億", " ", "　", "x", "\n",
    ]
    for a in signs {
      for b in signs {
        compare(a + b)
        for c in signs { compare(a + b + c) }
      }
    }
  }

  @Test("every place of blanks and commas in a number")
  func separators() {
    func walk(_ text: String, _ left: Int) {
      compare(text)
      guard left > 0 else { return }
      for sign in ["12", "345", " ", ","] { walk(text + sign, left - 1) }
    }
    walk("", 6)
  }

  @Test("many forms with mishaps")
  func generated() {
    var values = WrittenValues(seed: 11)
    for _ in 0..<30_000 {
      compare(
        values.amount(), unit: values.pick([1, 1, 1_000, 1_000_000]), minorUnits: values.pick([1, 1, 100]),
        rounds: values.pick([true, false]))
    }
  }

  @Test("half a character at the end does not matter to what is read")
  func broken() {
    for bytes in [[0x89], [0x31, 0x89], [0xE5, 0x86], [0x31, 0xE5], [0xF0]] as [[UInt8]] {
      for isCP932 in [false, true] {
        bytes.withUnsafeBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          #expect(AmountBytes(isCP932: isCP932).value(start, count: bytes.count) == nil)
        }
      }
    }
  }
}
