import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Tables in documents")
struct DocumentReaderTests {
  /// The figures of Table 1 as they were printed.
  private static func truth() throws -> PublishedTable {
    try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))).table
  }

  private static func read(_ name: String) throws -> PublishedDocument {
    try DocumentReader.read(InputFile(Repository.path("fixtures/documents/\(name)")))
  }

  /// The figures by year, category, row and measure, whatever 100 and 0 are written like.
  private static func numbers(_ table: PublishedTable) -> [FigurePlace: FixedPoint] {
    let total = table.rows.first { $0.role == .total }?.identifier
    var numbers: [FigurePlace: FixedPoint] = [:]
    for (place, figure) in table.figures {
      var (place, value) = (place, figure.value)
      while value.decimals > 0, value.units % 10 == 0 {
        value = FixedPoint(units: value.units / 10, decimals: value.decimals - 1)
      }
      if place.row == total { place.row = "total" }
      numbers[place] = value
    }
    return numbers
  }

  @Test(
    "every form of the city's Table 1 has its 160 figures at their places",
    arguments: [
      "council_paper.txt", "collapsed_blanks.txt", "page_named.xls", "table1.md", "table1.docx", "sheet_over_pages.txt",
    ])
  func forms(name: String) throws {
    let tables = try Self.read(name).tables
    let table = try #require(tables.first).published.table
    #expect(table.unit == 1_000_000 || name == "table1.md")
    #expect(Self.numbers(table) == Self.numbers(try Self.truth()))
  }

  @Test(
    "PDF: with lines, with spaces between characters, in full width, and a sheet printed over five pages",
    .enabled(if: ExternalProgram.path(of: "pdftotext") != nil),
    arguments: ["lattice.pdf", "spaced.pdf", "fullwidth.pdf", "sheet_over_pages.pdf"])
  func pdf(name: String) throws {
    let document = try Self.read(name)
    #expect(document.kind == .pdf)
    let table = try #require(document.tables.first)
    #expect(Self.numbers(table.published.table) == Self.numbers(try Self.truth()))
    #expect(table.identities.shares.closed == 62)
    #expect(table.identities.shares.open == 2)
    #expect(table.doubts == (name == "sheet_over_pages.pdf" ? [.pagesJoined] : []))
    #expect(table.places.count == 160)
    #expect(table.places.values.allSatisfy { $0.page > 0 })
  }

  @Test(
    "a count over its share in one cell, headings and labels in two lines, vertical words, a part of a year",
    .enabled(if: ExternalProgram.path(of: "pdftotext") != nil))
  func stacked() throws {
    let table = try #require(try Self.read("two_in_a_cell.pdf").tables.first)
    let published = table.published.table
    #expect(published.figures.count == 78)
    #expect(published.categories.map(\.label) == ["役務", "物品等の購入"])
    #expect(published.rows.map(\.role) == [.part, .part, .part, .part, .part, .part, .total])
    #expect(published.years.map(\.startYear) == [2006, 2007, 2008])
    #expect(table.words.contains(ReadWord(word: "平成20年度4-12月", meaning: "partial-year")))
    #expect(table.identities.open == 0)
    #expect(!table.isOpen)
  }

  @Test("the council paper has both tables and nothing of one is in the other")
  func councilPaper() throws {
    let document = try Self.read("council_paper.txt")
    #expect(document.tables.map(\.published.table.figures.count) == [160, 16])
    #expect(document.tables.map(\.number) == [1, 2])
    #expect(document.tables[1].titles.contains { $0.contains("表2") })
    #expect(!document.tables[1].titles.contains { $0.contains("表1") })
    #expect(try document.chosen(2).map(\.number) == [2])
    #expect(throws: DataError(.document(.noSuchTable(3, count: 2)), file: document.file)) { try document.chosen(3) }
  }

  @Test("a mark beside a figure is an error that names its place, and never a figure")
  func marks() throws {
    let folder = try TemporaryFolder()
    let text = "| 年度 | 区分 | 契約件数 | 割合 |\n|---|---|---|---|\n| 令和3年度 | 市内 | 1※ | 50.0 |\n| 令和3年度 | 合計 | 2 | 100 |\n"
    let document = try DocumentReader.read(InputFile(try folder.write(text, to: "t.md")))
    #expect(document.tables.isEmpty)
    #expect(document.unread.first?.error?.problem == .notAFigure("1※"))
    #expect(document.unread.first?.error?.line == 3)
  }

  @Test("two shares of one heading behind a count and an amount are told apart by their order")
  func shares() throws {
    let folder = try TemporaryFolder()
    let text = """
      | 年度 | 区分 | 件数 | 金額（千円） | 割合 | 割合 | 前年度比 |
      |---|---|---|---|---|---|---|
      | 令和3年度 | 市内 | 1 | 30 | 25.0 | 60.0 | 101.0 |
      | 令和3年度 | 市外 | 3 | 20 | 75.0 | 40.0 | 99.0 |
      | 令和3年度 | 合計 | 4 | 50 | 100 | 100 | 100 |

      """
    let table = try #require(try DocumentReader.read(InputFile(try folder.write(text, to: "t.md"))).tables.first)
    let place = FigurePlace(year: FiscalYear(startingIn: 2021), category: "total", row: "市内", measure: .countShare)
    #expect(table.published.table.figures[place]?.value.description == "25.0")
    #expect(table.identities.shares.open == 0)
    #expect(table.published.unreadColumns == ["前年度比"])
    #expect(table.published.table.unit == 1_000)
  }

  @Test("a table whose rows are categories and whose columns are places is read by what closes")
  func turned() throws {
    let folder = try TemporaryFolder()
    let html = """
      <html><body><p>令和4年度 契約件数</p><table>
      <tr><th>種別</th><th>市内</th><th>市外</th><th>計</th></tr>
      <tr><th>物品</th><td>10</td><td>30</td><td>40</td></tr><tr><th>工事</th><td>5</td><td>6</td><td>11</td></tr>
      <tr><th>合計</th><td>15</td><td>36</td><td>51</td></tr></table></body></html>
      """
    let table = try #require(try DocumentReader.read(InputFile(try folder.write(html, to: "t.html"))).tables.first)
    #expect(table.published.table.categories.map(\.label) == ["物品", "工事", "合計"])
    #expect(table.published.table.rows.map(\.label) == ["市内", "市外", "計"])
    #expect(table.identities.rowSums.closed == 3)
    #expect(table.identities.categorySums.closed == 3)
  }

  @Test("figures and a share in brackets in one cell are two figures")
  func brackets() throws {
    let folder = try TemporaryFolder()
    let html = """
      <html><body><p>令和4年度</p><table><tr><th>区分</th><th>件数</th></tr>
      <tr><th>市内</th><td>10<br>(25.0)</td></tr><tr><th>市外</th><td>30<br>(75.0)</td></tr>
      <tr><th>合計</th><td>40<br>(100)</td></tr></table></body></html>
      """
    let table = try #require(try DocumentReader.read(InputFile(try folder.write(html, to: "t.html"))).tables.first)
    #expect(table.published.table.figures.count == 6)
    #expect(table.identities.shares.closed == 2)
  }

  @Test("a table without a year, and a document without a table, are errors that say so")
  func refused() throws {
    let folder = try TemporaryFolder()
    let text = "| 区分 | 件数 |\n|---|---|\n| 市内 | 1 |\n| 合計 | 2 |\n"
    let document = try DocumentReader.read(InputFile(try folder.write(text, to: "t.md")))
    #expect(document.unread.first?.error?.problem == .document(.noYear))
    let jtd = try folder.write("x", to: "a.jtd")
    #expect(throws: DataError(.document(.needsExport("一太郎")), file: jtd)) { try DocumentReader.read(InputFile(jtd)) }
  }

  @Test(
    "scans, broken files and pages that are not there are named",
    .enabled(if: ExternalProgram.path(of: "pdftotext") != nil))
  func brokenPDF() throws {
    let folder = try TemporaryFolder()
    let scan = try folder.write(
      """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>endobj
      trailer<</Root 1 0 R>>

      """, to: "scan.pdf")
    #expect(throws: DataError(.document(.scanned(pages: 1)), file: scan)) { try DocumentReader.read(InputFile(scan)) }
    let range = try #require(PageRange("7-9"))
    #expect(throws: DataError(.document(.noPages("7-9")), file: scan)) {
      try DocumentReader.read(InputFile(scan), pages: range)
    }
    let broken = try folder.write("%PDF-1.7 and nothing else\n", to: "broken.pdf")
    #expect {
      try DocumentReader.read(InputFile(broken))
    } throws: { error in
      guard case .document(.broken)? = (error as? DataError)?.problem else { return false }
      return true
    }
  }

  @Test("a ledger whose cells are padded or that has tabs is a list and no document", arguments: [",", "\t"])
  func paddedLedger(_ delimiter: String) throws {
    let folder = try TemporaryFolder()
    let rows =
      [["契約番号", "年度", "種別", "規模", "所在区分", "契約金額", "件名"]]
      + (1...30).map { ["K\($0)", "2021", "工事", "中小企業", "市内", "\($0)", "補修  （一式）"] }
    let path = try folder.write(rows.map { $0.joined(separator: delimiter) + "\n" }.joined(), to: "ledger.txt")
    #expect(try DocumentReader.kind(of: InputFile(path)) == .text)
    #expect(try !DocumentReader.recognizes(InputFile(path)))
  }
}
