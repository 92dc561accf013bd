import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Shapes of tables in documents")
struct DocumentShapeTests {
  private static func read(_ text: String, _ name: String) throws -> PublishedDocument {
    let folder = try TemporaryFolder()
    return try DocumentReader.read(InputFile(try folder.write(text, to: name)))
  }

  @Test("counts, amounts and shares below each other, with their units beside them")
  func measuresInRows() throws {
    let table = try #require(
      try Self.read(
        """
        | 区分 | 項目 | 令和3年度 | 令和4年度 |
        |---|---|---|---|
        | 市内 | 件数 | 1 | 2 |
        | 市内 | 割合 | 25.0 | 50.0 |
        | 市内 | 金額（千円） | 30 | 40 |
        | 市内 | 割合 | 60.0 | 80.0 |
        | 市内 | 前年度比 | - | 133.3 |
        | 合計 | 件数 | 4 | 4 |
        | 合計 | 割合 | 100 | 100 |
        | 合計 | 金額（千円） | 50 | 50 |
        | 合計 | 割合 | 100 | 100 |
        | 合計 | 前年度比 | - | 100.0 |

        """, "t.md"
      ).tables.first)
    #expect(table.published.table.unit == 1_000)
    #expect(table.printed(2021, "市内", .countShare, category: "total") == "25.0")
    #expect(table.printed(2022, "市内", .amountShare, category: "total") == "80.0")
    #expect(table.published.table.figures.count == 16)
    #expect(table.published.unreadColumns == ["市内 前年度比", "合計 前年度比"])
    #expect(table.derived.map(\.agreeing) == [2])
    #expect(table.derived.map(\.base) == [.amount])
  }

  @Test("a unit in the corner cell of the headings is no note above the table")
  func cornerUnit() throws {
    let table = try #require(
      try Self.read(
        """
        区分（単位：件、千円）,令和3年度,,令和4年度,
        ,件数,金額,件数,金額
        市内,1,10,2,20
        合計,4,40,5,50

        """, "t.csv"
      ).tables.first)
    #expect(table.published.table.unit == 1_000)
    #expect(table.printed(2022, "市内", .amount, category: "total") == "20")
  }

  @Test("a place one blank before its size is in a column of its own where other sizes stand right of it")
  func oneBlank() throws {
    let text = """
      令和3年度 契約実績
      （単位：件）
      種別        区分             件数     割合
                      大企業      1,250     25.0
                市内 中小企業     1,750     35.0
      工事            その他        500     10.0
                市外              1,500     30.0
                合計              5,000    100.0
                      大企業        250     25.0
                市内 中小企業       350     35.0
      物品            その他        100     10.0
                市外                300     30.0
                合計              1,000    100.0
      """
    let table = try #require(try Self.read(text, "t.txt").tables.first)
    let sizes = [["市内", "大企業"], ["市内", "中小企業"], ["市内", "その他"], ["市外", ""], ["合計", ""]]
    #expect(table.rows.map(\.labels) == ["工事", "物品"].flatMap { category in sizes.map { [category] + $0 } })
  }

  @Test("a table pasted with single blanks")
  func pasted() throws {
    let table = try #require(
      try Self.read(
        """
        令和3年度 契約実績
        （単位：件、千円）
        区分 件数 割合 金額 割合
        市内 1,250 25.0 3,000 60.0
        市外 3,750 75.0 2,000 40.0
        合計 5,000 100 5,000 100

        """, "t.txt"
      ).tables.first)
    #expect(table.printed(2021, "市内", .count, category: "total") == "1250")
    #expect(table.published.table.figures.count == 12)
    #expect(table.identities.open == 0)
  }

  @Test("a cell too narrow for its number is an error that shows it", arguments: ["###", "6.8E+07"])
  func narrow(_ cell: String) throws {
    let text = "| 年度 | 区分 | 件数 | 割合 |\n|---|---|---|---|\n| 令和3年度 | 市内 | \(cell) | 50.0 |\n| 令和3年度 | 合計 | 2 | 100 |\n"
    let document = try Self.read(text, "t.md")
    #expect(document.tables.isEmpty)
    #expect(document.unread.first?.error?.problem == .notAFigure(cell))
  }

  @Test("a label printed beside the last of its rows, as spreadsheets do, is that of all of them")
  func bottomLabels() {
    let words = [("市内", 6.0), ("準市内", 8), ("計", 10)].map { text, middle in
      LabelAxis.Label(word: PlacedWord(text: text, left: 0, right: 4, middle: middle), isAcross: false)
    }
    let rows = stride(from: 0.0, through: 10, by: 2).map { $0 }
    let inner = [["件数"], ["割合"], ["金額"], ["件数"], ["件数"], ["件数"]]
    let spans = LabelSpans(
      words: words, places: [3, 4, 5], rows: rows, inner: inner, pitch: 2
    ).find()
    #expect(spans.spans == [0..<4, 4..<5, 5..<6])
  }

  @Test("a table that goes on on the next page without headings")
  func nextPage() {
    func word(_ text: String, _ left: Double, _ middle: Double) -> PlacedWord {
      PlacedWord(text: text, left: left, right: left + 10 * Double(text.count), middle: middle)
    }
    func line(_ texts: [(String, Double)], _ middle: Double, _ page: Int) -> PlacedLine {
      PlacedLine(words: texts.map { word($0.0, $0.1, middle) }, middle: middle, number: Int(middle / 20), page: page)
    }
    let lines = [
      line([("年度", 10), ("区分", 80), ("件数", 150), ("金額", 220)], 20, 1),
      line([("令和3年度", 10), ("市内", 80), ("11", 150), ("22", 220)], 40, 1),
      line([("令和3年度", 10), ("合計", 80), ("33", 150), ("44", 220)], 60, 1),
      line([("令和4年度", 10), ("市内", 80), ("55", 150), ("66", 220)], 20, 2),
      line([("令和4年度", 10), ("合計", 80), ("77", 150), ("88", 220)], 40, 2),
    ]
    let finding = WordTables.find(in: lines, em: 10)
    #expect(finding.refused.isEmpty)
    #expect(finding.drafts.map(\.rows.count) == [4])
    #expect(finding.drafts.first?.rows.map(\.page) == [1, 1, 2, 2])
    #expect(finding.drafts.first?.doubts == [.pagesJoined])
  }

  @Test("headings that were broken into two lines are one, in every column")
  func brokenHeadings() throws {
    let columns = [0.0...10, 20...30, 40...50, 60...70]
    let axis = HeadingAxis(columns: columns, labels: [], isPlaced: true, em: 5)
    func words(_ texts: [String], _ middle: Double) -> [PlacedWord] {
      zip(texts, columns).map { PlacedWord(text: $0, left: $1.lowerBound, right: $1.upperBound, middle: middle) }
    }
    let found = try axis.columns(of: [
      words(["物品", "物品", "工事", "工事"], 0), words(["契約件", "契約金", "契約件", "契約金"], 20), words(["数", "額", "数", "額"], 40),
    ]).columns
    #expect(
      found.map { $0.filter { !$0.isEmpty } }
        == [["物品", "契約件数"], ["物品", "契約金額"], ["工事", "契約件数"], ["工事", "契約金額"]])
  }

  @Test("texts longer or wider than any printed table are bounded errors")
  func bounds() throws {
    let long = "区分  件数\n" + String(repeating: "市内  1\n", count: 20_001)
    let tall = #expect(throws: DataError.self) { try Self.read(long, "t.txt") }
    guard case .tooMany(.tableRows, limit: _)? = tall?.problem else {
      Issue.record("\(String(describing: tall))")
      return
    }
    let wide = #expect(throws: DataError.self) {
      try Self.read("令和3年度  " + String(repeating: "1  ", count: 60_000) + "\n市内  1  2\n", "t.txt")
    }
    guard case .recordTooLong? = wide?.problem else {
      Issue.record("\(String(describing: wide))")
      return
    }
  }

  @Test("a PDF that needs a password is named so", .enabled(if: ExternalProgram.path(of: "pdftotext") != nil))
  func encrypted() throws {
    let file = InputFile(Repository.path("fixtures/documents/encrypted.pdf"))
    #expect(throws: DataError(.document(.encrypted), file: file.path)) { try DocumentReader.read(file) }
  }
}
