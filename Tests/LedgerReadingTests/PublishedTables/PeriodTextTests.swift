import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Periods of published tables")
struct PeriodTextTests {
  @Test(
    "Labels with a year",
    arguments: [
      ("令和3年度第1四半期", 2021, "Q1"), ("令和3年度（第２四半期）", 2021, "Q2"), ("R3 第三四半期", 2021, "Q3"),
      ("2021年度 4Q", 2021, "Q4"), ("令和元年度上半期", 2019, "H1"), ("平成31年度 下期", 2019, "H2"),
      ("令和3年度4-12月", 2021, "04-12"), ("令和3年度（4月～12月）", 2021, "04-12"), ("R3.4–R3.12", 2021, "04-12"),
      ("R3.4-12", 2021, "04-12"), ("令和3年4月から令和4年3月まで", 2021, "year"), ("自 令和3年4月 至 令和3年9月", 2021, "H1"),
      ("令和4年1月～3月", 2021, "Q4"), ("令和3年度1～3月", 2021, "Q4"), ("2022年1月分", 2021, "01-01"),
      ("令和3年12月末現在", 2021, "04-12"), ("令和3年度第1四半期（4～6月）", 2021, "Q1"), ("令和3年度", 2021, "year"),
    ])
  func withYear(label: String, year: Int, period: String) throws {
    let read = try #require(TableWords.yearAndPeriod(label))
    #expect(read.year == FiscalYear(startingIn: year) && read.period.identifier == period)
  }

  @Test(
    "Labels without one",
    arguments: [
      ("第1四半期", "Q1"), ("２Ｑ", "Q2"), ("Q3", "Q3"), ("上半期", "H1"), ("4～12月", "04-12"), ("4月", "04-04"),
      ("12月末", "04-12"), ("年間", "year"), ("10～3月", "H2"),
    ])
  func withoutYear(label: String, period: String) {
    #expect(TableWords.period(label)?.identifier == period && TableWords.yearAndPeriod(label) == nil)
  }

  @Test(
    "What is none",
    arguments: [
      "市内", "4-12", "12", "2020-12", "令和3年第1四半期", "3～4月", "13月", "令和2年4月～令和4年3月", "第5四半期", "合計", "", "1-2",
    ])
  func neither(label: String) {
    #expect(TableWords.period(label) == nil && TableWords.yearAndPeriod(label) == nil)
  }

  @Test("columns of years and periods, merged labels, one column of both, and titles")
  func tables() throws {
    let folder = try TemporaryFolder()
    func read(_ text: String) throws -> PublishedTable {
      try PublishedTableReader.read(InputFile(try folder.write(text, to: "\(text.hashValue).csv"))).table
    }
    let merged = try read(
      "年度,四半期,区分,件数,割合\n令和3年度,1Q,市内,1,10.0\n,,合計,10,100.0\n,2Q,市内,2,20.0\n,,合計,10,100.0\n,計,市内,3,15.0\n,,合計,20,100.0\n")
    let year = FiscalYear(startingIn: 2021)
    #expect(merged.years == [year] && merged.periods(of: year).map(\.identifier) == ["Q1", "year", "Q2"])
    #expect(merged.figures.count == 12)
    let alone = try read("期間,区分,件数,割合\nR3.4–R3.12,市内,1,10.0\nR3.4–R3.12,合計,10,100.0\n")
    #expect(alone.periods(of: year).map(\.identifier) == ["04-12"])
    let titled = try read("令和3年度第2四半期 契約実績,,\n区分,件数,割合\n市内,1,10.0\n合計,10,100.0\n")
    #expect(titled.periods(of: year).map(\.identifier) == ["Q2"])
    let wide = try read(
      "令和3年度 契約実績,,,,,,\n,上半期,,4～12月,,年間,\n区分,件数,割合,件数,割合,件数,割合\n市内,10,50.0,15,50.0,20,50.0\n合計,20,100.0,30,100.0,40,100.0\n"
    )
    #expect(wide.periods(of: year).map(\.identifier) == ["H1", "04-12", "year"])
    #expect(wide.figures.count == 12)
  }
}
