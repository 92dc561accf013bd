import Testing

@testable import Procurement

@Suite("Vocabulary")
struct VocabularyTests {
  @Test("fiscal years run from April to March")
  func fiscalYears() throws {
    let cases = [(2021, 3, 31, 2020), (2021, 4, 1, 2021), (2022, 1, 1, 2021), (2019, 5, 1, 2019)]
    for (year, month, day, fiscal) in cases {
      let date = try #require(CivilDate(year: year, month: month, day: day))
      #expect(FiscalYear(containing: date).startYear == fiscal)
    }
  }

  @Test("labels of years in Japanese")
  func labels() {
    let expected = [2021: "令和3年度", 2019: "令和元年度", 2018: "平成30年度", 1989: "平成元年度", 1988: "昭和63年度"]
    for (year, label) in expected { #expect(FiscalYear(startingIn: year).japaneseLabel == label) }
  }

  @Test("the calendar has no 29 February in common years")
  func calendar() {
    #expect(CivilDate(year: 2020, month: 2, day: 29)?.description == "2020-02-29")
    #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    for (year, month, day) in [(2021, 2, 29), (1900, 2, 29), (2021, 4, 31), (2021, 0, 1), (2021, 13, 1), (2021, 1, 0)] {
      #expect(CivilDate(year: year, month: month, day: day) == nil)
    }
  }

  @Test("years of eras", arguments: [(JapaneseEra.reiwa, 3, 2021), (.heisei, 30, 2018), (.showa, 64, 1989)])
  func eras(_ era: JapaneseEra, _ number: Int, _ year: Int) {
    #expect(era.gregorianYear(number) == year)
    #expect(era.gregorianYear(0) == nil)
  }

  @Test("printed numbers keep their digits")
  func fixedPoint() throws {
    for text in ["0", "100", "100.00", "90.33", "-0.50", "0.001", "9223372036854775807"] {
      #expect(FixedPoint(text)?.description == text)
    }
    for text in ["", "-", ".", "1.", ".5", "1.2.3", "1e5", "９", "9223372036854775808", "+1"] {
      #expect(FixedPoint(text) == nil, "\(text)")
    }
    let (a, b) = (FixedPoint(units: 100, decimals: 0), FixedPoint(units: 10_000, decimals: 2))
    #expect(a != b)
    #expect(a.isSameNumber(as: b))
    #expect(FixedPoint(units: 995, decimals: 1) < a)
  }

  @Test("a batch keeps its rows, and texts by code")
  func batch() {
    let contracts = (0..<3).map { index in
      Contract(
        year: FiscalYear(startingIn: 2020 + index), category: .works, size: index == 0 ? nil : .sme,
        locality: .local, amount: Yen(Int64(index)), texts: index == 1 ? [:] : [.vendor: "青葉建設"],
        sourceLine: index + 2)
    }
    let batch = ContractBatch(contracts)
    #expect((0..<batch.count).map { batch[$0] } == contracts)
    #expect(batch.texts[.vendor]?.values == ["青葉建設"])
    #expect(batch.texts[.vendor]?.codes == [0, TextColumn.absent, 0])
  }
}
