import Testing

@testable import TabularReading

@Suite("Amounts in text")
struct AmountTextTests {
  @Test(
    "forms that people write",
    arguments: [
      ("0", 0), ("1234567", 1_234_567), ("1,234,567", 1_234_567), ("１，２３４，５６７円", 1_234_567),
      ("¥1,000", 1_000), ("￥１０００", 1_000), ("1,000円", 1_000), ("31389000.00", 31_389_000),
      ("3千円", 3_000), ("1,234千円", 1_234_000), ("25百万円", 25_000_000), ("1.5億円", 150_000_000),
      ("834億5695万9000円", 83_456_959_000), ("1億2万", 100_020_000), ("5万3", 50_003),
      ("-5", -5), ("−5", -5), ("△1,000", -1_000), ("▲1,000円", -1_000), ("(1,000)", -1_000), ("（１，０００）", -1_000),
      ("9223372036854775807", Int64.max), (" 12 ", 12), ("1 234 567", 1_234_567), ("１２　３４５", 12_345),
      ("¥ 1,000 円", 1_000), ("△ 5", -5), ("( 1,000 )", -1_000), ("1億 2,345万 円", 123_450_000), ("12\u{A0}000.0", 12_000),
    ] as [(String, Int64)])
  func forms(_ text: String, _ value: Int64) throws {
    #expect(try AmountText(text).value == value)
  }

  @Test(
    "closed by a dash, 円也 or both, behind a sign of the yen",
    arguments: [
      "￥12,000,000－", "¥12,000,000-", "￥ 12,000,000 －", "￥12,000,000―", "12,000,000円也", "金12,000,000円也",
      "金　12,000,000　円",
      "12,000,000円－", "12,000千円-", "金12,000,000",
    ])
  func closed(_ text: String) throws {
    for closing in [ClosingDash.unknown, .required, .allowed] {
      #expect(try AmountText(text, closing: closing).value == 12_000_000)
    }
  }

  @Test("a dash behind a bare number could be a minus", arguments: ["12,000-", "12000－", "12,000 -", "12,000ー"])
  func dashes(_ text: String) throws {
    #expect(throws: AmountProblem.closingDash) { try AmountText(text) }
    #expect(try AmountText(text, closing: .required).value == 12_000)
    #expect(try AmountText(text, closing: .allowed).value == 12_000)
    #expect(throws: AmountProblem.closingDash) { try AmountText("12000", closing: .required) }
    #expect(try AmountText("12000", closing: .allowed).value == 12_000)
  }

  @Test(
    "dashes that close nothing", arguments: ["-12,000-", "(12,000-)", "12-3", "12,000--", "-", "円也", "12,000也", "金"])
  func noClosings(_ text: String) {
    #expect(throws: AmountProblem.notAnAmount) { try AmountText(text) }
  }

  @Test("the sign of the table's own currency, and of others")
  func currencies() throws {
    for text in ["$1,200.50", "US$1,200.50", "1,200.50 USD", "1,200.50ドル"] {
      #expect(try AmountText(text, of: "USD", unit: 1, rounds: false).value == 120_050)
      #expect(throws: AmountProblem.foreign) { try AmountText(text, of: "JPY", unit: 1, rounds: false) }
      #expect(throws: AmountProblem.foreign) { try AmountText(text, of: "EUR", unit: 1, rounds: false) }
    }
    #expect(try AmountText("-$5", of: "USD", unit: 1, rounds: false).value == -500)
    #expect(try AmountText("12ドル", of: "USD", unit: 1_000, rounds: false).value == 1_200)
    #expect(try AmountText("$12", of: "USD", unit: 1_000, rounds: false).value == 1_200_000)
    #expect(throws: AmountProblem.foreign) { try AmountText("￥12", of: "USD", unit: 1, rounds: false) }
    #expect(throws: AmountProblem.foreign) { try AmountText("12円", of: "EUR", unit: 1, rounds: false) }
    #expect(try AmountText("￥12", of: "CNY", unit: 1, rounds: false).value == 1_200)
    #expect(try AmountText("￥12", of: "JPY", unit: 1, rounds: false).value == 12)
  }

  @Test(
    "what is no amount",
    arguments: [
      "", "abc", "12a", "1,23", "1,2345", ",123", "12.", ".5", "1.2.3", "1.5E+08", "無効", "--5", "1億2億", "5万6億", "円",
      "1 2 3 x", "500000 300000", "1000 2000", "1000　2000", "1 000 00", "1  000", "1, 234", "1,234 567", "1 234,567",
      "12 .5", "1.5 5", "1 百 万", "百 万", "1000000\u{A0}2000000",
    ])
  func notAmounts(_ text: String) {
    #expect(throws: AmountProblem.notAnAmount) { try AmountText(text) }
  }

  @Test("beyond Int64", arguments: ["9223372036854775808", "99999999999999999999999999999999999", "92233720369億円"])
  func tooLarge(_ text: String) {
    #expect(throws: AmountProblem.tooLarge) { try AmountText(text) }
  }

  @Test("a fraction is an error, or rounded half-up and counted")
  func fractions() throws {
    #expect(throws: AmountProblem.notWholeUnits) { try AmountText("1469999.5") }
    #expect(try AmountText("0.5", rounds: true).value == 1)
    #expect(try AmountText("0.4999", rounds: true).value == 0)
    #expect(try AmountText("-0.5", rounds: true).value == -1)
    #expect(try AmountText("12.00", rounds: true).wasRounded == false)
  }

  @Test("the noise of binary fractions is rounded away and marked; a person's fraction is not noise")
  func noise() throws {
    for text in ["1469999.9999999998", "1470000.0000000002"] {
      let amount = try AmountText(text)
      #expect(amount.value == 1_470_000)
      #expect(amount.wasRounded && amount.hadNoise)
    }
    #expect(throws: AmountProblem.notWholeUnits) { try AmountText("1469999.99") }
    #expect(throws: AmountProblem.notWholeUnits) { try AmountText("1469999.9990000") }
  }

  @Test("a currency with cents counts in cents")
  func minorUnits() throws {
    #expect(try AmountText("12.34", minorUnits: 100).value == 1_234)
    #expect(try AmountText("12", minorUnits: 100).value == 1_200)
    #expect(throws: AmountProblem.notWholeUnits) { try AmountText("12.345", minorUnits: 100) }
  }

  @Test("a unit applies to bare numbers, and words take its place")
  func units() throws {
    #expect(try AmountText("12", unit: 1_000).value == 12_000)
    #expect(try AmountText("1.234", unit: 1_000).value == 1_234)
    #expect(try AmountText("12円", unit: 1_000).value == 12)
    #expect(try AmountText("2億", unit: 1_000).value == 200_000_000)
  }
}
