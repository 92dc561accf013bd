import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Tables of web pages")
struct HTMLTablesTests {
  private static func table(_ rows: [[String]]) -> String {
    "<table>"
      + rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined() + "</table>"
  }

  private static func figures(_ year: Int) -> String {
    "<h3>令和\(year)年度</h3>"
      + table([["区分", "件数", "金額（千円）"], ["市内", "590", "5,900"], ["市外", "150", "1,500"], ["合計", "740", "7,400"]])
  }

  private static func read(_ body: String) throws -> PublishedDocument {
    let folder = try TemporaryFolder()
    let page = "<html><head><meta charset=\"utf-8\"></head><body>\(body)</body></html>"
    return try DocumentReader.read(InputFile(try folder.write(page, to: "t.html")))
  }

  @Test("a table that lays out the page hides none of those in its cells")
  func layout() throws {
    let page = Self.table([["メニュー", Self.figures(2) + Self.figures(3)]])
    let document = try Self.read(page)
    #expect(document.tables.map { $0.published.table.years.map(\.startYear) } == [[2020], [2021]])
    #expect(document.tables.map { $0.published.table.figures.count } == [6, 6])
    #expect(document.unread.isEmpty)
  }

  @Test("rows beside a table within a table are tables of their own")
  func besideNested() throws {
    let rows = [["区分", "件数"], ["市内", "1"], ["市外", "2"], ["合計", "3"]].map { row in
      "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }.joined()
    let document = try Self.read(
      "<p>令和2年度</p><table>\(rows)<tr><td>\(Self.figures(3))</td><td></td></tr></table>")
    #expect(document.tables.map { $0.published.table.figures.count } == [3, 6])
  }

  @Test("telephone numbers, hours and days of a page are no figures")
  func contacts() throws {
    let contacts = Self.table([
      ["お問い合わせ", "財政局契約課"], ["電話", "044-200-2099"], ["ファクス", "(044)200-9901"], ["受付時間", "8:30-17:15"],
      ["更新日", "2023.4.1"],
    ])
    let document = try Self.read(Self.figures(2) + contacts)
    #expect(document.tables.count == 1)
    #expect(document.unread.isEmpty)
    #expect(FigureText.isFigure("-1,234") && FigureText.isFigure("12.5") && FigureText.isFigure("(79.7)"))
  }
}
