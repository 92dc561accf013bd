import Procurement
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Published tables in the forms of offices")
struct PrintedFormsTests {
  private static func html(_ rows: String) -> String {
    let cells = rows.split(separator: "\n").map { row in
      "<tr>" + row.split(separator: ",", omittingEmptySubsequences: false).map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return "<table>" + cells.joined() + "</table>"
  }

  @Test("a blank column, or one of remarks, between years drops none of them", arguments: ["", "備考"])
  func separators(_ heading: String) throws {
    let table = try DocumentTable.read(
      Self.html("区分,令和2年度件数,\(heading),令和3年度件数\n市内,10,,20\n市外,11,,22\n計,21,,42\n"), "t.html")
    #expect(table.published.table.figures.count == 6)
    #expect(table.printed(2020, "total") == "21")
  }

  @Test("years side by side may each have their labels, if these are the same")
  func sideBySide() throws {
    let rows = "区分,令和2年度件数,,区分,令和3年度件数\n市内,10,,市内,20\n市外,11,,市外,22\n計,21,,計,42\n"
    #expect(try DocumentTable.read(Self.html(rows), "t.html").published.table.figures.count == 6)
    let other = try DocumentTable.read(Self.html(rows.replacing(",市外,22", with: ",県外,22")), "t.html")
    #expect(other.doubts.contains(.partsUnread))
  }

  @Test("a unit in the heading of a year is that of its amounts")
  func unitOfYear() throws {
    let table = try DocumentTable.read(
      Self.html("区分,令和2年度（単位：百万円）,令和3年度（単位：百万円）\n,契約金額,契約金額\n市内,5,6\n市外,6,7\n計,11,13\n"), "t.html")
    #expect(table.published.table.unit == 1_000_000)
  }

  @Test("subtotals are told by their word and their sums, one within another")
  func subtotals() throws {
    let table = try DocumentTable.read(
      """
      （単位：件）
      区分,令和2年度件数,令和3年度件数
      土木,1,2
      舗装,3,4
      水道,5,6
      土木系計,9,12
      電気,7,8
      管,1,1
      設備系計,8,9
      直営外計,17,21
      特命,3,4
      合計,20,25

      """)
    let rows = table.published.table.rows
    #expect(rows.filter { $0.parent == "土木系計" }.map(\.label) == ["土木", "舗装", "水道"])
    #expect(rows.filter { $0.parent == "直営外計" }.map(\.label) == ["土木系計", "設備系計"])
    #expect(rows.filter { $0.parent == "total" }.map(\.label) == ["直営外計", "特命"])
  }

  @Test("計 below each place is the sum of the place")
  func sumsOfPlaces() throws {
    let table = try DocumentTable.read(
      """
      令和3年度 契約実績（単位：件）
      区分,,物品件数,工事件数,合計件数
      市内,大企業,4,10,14
      ,中小企業,6,10,16
      ,計,10,20,30
      市外,県内,20,15,35
      ,県外,10,5,15
      ,計,30,20,50
      合計,,40,40,80

      """)
    #expect(table.published.table.row("市外 計")?.parent == "total")
    #expect(table.published.table.row("県内")?.parent == "市外 計")
    #expect(table.printed(2021, "total") == "80")
  }

  @Test(
    "a heading of another year than the title is that year",
    arguments: ["（参考）令和2年度", "前年度（令和2年度）", "②令和2年度", "令和2年度参考"])
  func years(_ heading: String) throws {
    let table = try DocumentTable.read(
      "令和3年度 契約実績（単位：件）\n,\(heading),,令和3年度,\n区分,件数,割合,件数,割合\n市内,1,25,6,60\n市外,3,75,4,40\n計,4,100,10,100\n")
    #expect(table.published.table.years.map(\.startYear).sorted() == [2020, 2021])
    #expect(table.printed(2020, "total") == "4")
  }

  @Test("a heading of a year that only other words tell has not the title's year")
  func relativeYear() {
    #expect(throws: DataError.self) {
      try DocumentTable.read(
        "令和3年度 契約実績（単位：件）\n,昨年度,,令和3年度,\n区分,件数,割合,件数,割合\n市内,1,25,6,60\n市外,3,75,4,40\n計,4,100,10,100\n")
    }
  }

  @Test("ratios keep their own decimals, and unrounded ones have those that a spreadsheet shows")
  func ratios() throws {
    let text = "年度,区分,契約件数,割合\n2021,市内,139,0.1388611388611389\n2021,県内,416,0.42\n2021,県外,446,0.446\n2021,合計,1001,1\n"
    let table = try DocumentTable.read(text)
    #expect(table.printed(2021, "市内", .countShare) == "13.8861139")
    #expect(table.printed(2021, "県内", .countShare) == "42")
    #expect(table.printed(2021, "県外", .countShare) == "44.6")
    #expect(table.printed(2021, "total", .countShare) == "100")
  }

  @Test("a title of the shares of amounts is none of amounts")
  func sharesAlone() throws {
    let table = try DocumentTable.read("契約金額の割合の推移（単位：％）\n区分,令和2年度,令和3年度\n市内,40.5,41.2\n市外,59.5,58.8\n計,100.0,100.0\n")
    #expect(table.printed(2020, "市内", .amountShare) == "40.5")
    #expect(table.published.table.figures.count == 6)
  }

  @Test("rows for reference are in no sum")
  func reference() throws {
    let table = try DocumentTable.read(
      "区分,令和2年度件数,令和3年度件数\n市内,1,2\n市外,3,4\n計,4,6\n（参考）随意契約,2,3\n")
    #expect(table.published.table.rows.first { $0.label.contains("参考") }?.role == .ofWhich)
  }

  @Test("ranks are no labels, but a total may stand among them")
  func ranks() throws {
    let table = try DocumentTable.read("年度,順位,業種,契約件数,契約金額（千円）\n2021,1,土木,10,20\n2021,2,建築,30,40\n2021,合計,,40,60\n")
    #expect(table.published.table.rows.map(\.label) == ["土木", "建築", "合計"])
  }

  @Test("a category that only the title names is that of its figures")
  func titleCategory() throws {
    let table = try DocumentTable.read(
      "<h3>■ 工事（単位：件）</h3>" + Self.html("区分,令和2年度件数,令和3年度件数\n市内,10,20\n市外,11,22\n計,21,42\n"), "t.html")
    #expect(table.printed(2021, "total", category: "works") == "42")
  }

  @Test("halves of the year that a title names are no categories")
  func halves() throws {
    let table = try DocumentTable.read(
      "<p>令和3年度 契約件数</p>" + Self.html("区分,上半期,下半期\n市内,10,20\n市外,11,22\n計,21,42\n"), "t.html")
    #expect(table.printed(2021, "total", period: .secondHalf) == "42")
  }

  @Test("words that say what are categories and what rows settle a cross table of counts")
  func crossTable() throws {
    let table = try DocumentTable.read("令和3年度契約件数\n区分,工事,物品,合計\n市内,10,20,30\n市外,1,2,3\n合計,11,22,33\n")
    #expect(!table.isOpen)
    #expect(table.alternative == nil)
    #expect(table.printed(2021, "市内", category: "goods") == "20")
  }

  @Test(
    "the days of a fiscal year in a title are the year",
    arguments: ["（令和4年4月1日～令和5年3月31日）", "令和4年4月～令和5年3月", "R4.4～R5.3"])
  func daysOfYear(_ title: String) throws {
    let table = try DocumentTable.read(Self.html("\(title)\n区分,件数,金額（千円）\n市内,10,20\n市外,11,22\n計,21,42\n"), "t.html")
    #expect(table.printed(2022, "total") == "21")
  }
}
