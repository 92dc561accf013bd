import LedgerReading
import Procurement
import TabularReading
import Testing

@testable import Reporting

@Suite("Words")
struct WordsTests {
  @Test("numbers have thousands separators and signs")
  func numbers() {
    #expect(NumberText.grouped(Int64.min) == "-9,223,372,036,854,775,808")
    #expect(NumberText.grouped(0) == "0")
    #expect(NumberText.grouped(FixedPoint(units: -123_456_789, decimals: 2)) == "-1,234,567.89")
    #expect(NumberText.signed(FixedPoint(units: 5, decimals: 2)) == "+0.05")
    #expect(NumberText.signed(Int64(0)) == "0")
  }

  @Test("small estimates keep two digits")
  func small() {
    #expect(DecimalText.small(0) == "0")
    #expect(DecimalText.small(0.045_519) == "0.0455")
    #expect(DecimalText.small(4.46e-5) == "4.5e-5")
    #expect(DecimalText.small(9.96e-7) == "1.0e-6")
    #expect(DecimalText.small(1e-200) == "< 1e-99")
    #expect(DecimalText.small(.nan) == "–")
  }

  @Test("the language follows the locale")
  func language() {
    #expect(Language(locale: "ja_JP.UTF-8") == .japanese)
    #expect(Language(locale: "C") == .english)
    #expect(Language(locale: nil) == .english)
  }

  @Test("an error has place, found, expected and hint in both languages")
  func errors() {
    let error = DataError(
      .notAnAmount("12a"), file: "a.csv", line: 3, column: DataError.Column(number: 6, name: "amount"))
    #expect(
      ErrorText(error, language: .english).text == """
        a.csv, line 3, column 6 (amount): this is not an amount
          found:    "12a"
          expected: a whole number such as 1234567 or 1,234,567円
          hint:     correct the row, or set such rows aside with --rejects FILE
        """)
    #expect(ErrorText(error, language: .japanese).text.hasPrefix("a.csv 3 行目 6 列目（amount）: 金額として読めません"))
  }

  @Test("text from a file is made harmless and short")
  func harmless() {
    #expect(ErrorText.printable("a\u{1B}[31m\u{202E}b\n") == "a\\u{1b}[31m\\u{202e}b\\u{a}")
    #expect(ErrorText.printable(String(repeating: "x", count: 500)).count == 81)
  }
}
