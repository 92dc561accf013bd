import Testing

@testable import Reporting

@Suite("Documents for word processors")
struct WordFileTests {
  private var document: Document {
    var table = TextTable([
      .init("区分", .left), .init("契約件数", group: "令和3年度"), .init("割合", group: "令和3年度"),
    ])
    table.rows = [["市内<中小>企業", "1,234", "50.00％"], ["合計", "2,468", "100.00％"]]
    table.sums = [1]
    return Document([.heading("表1", level: 1), .paragraph("（単位：件）"), .table(table), .list(["注 & 記"])])
  }

  @Test("headings, merged heads that are repeated, figures on the right, sums in bold, text escaped")
  func markup() {
    let text = WordMarkup(document, language: .japanese).main
    #expect(text.contains("<w:pStyle w:val=\"Title\"/>"))
    #expect(text.contains("<w:gridSpan w:val=\"2\"/>"))
    #expect(text.components(separatedBy: "<w:tblHeader/>").count == 3)
    #expect(text.contains("市内&lt;中小&gt;企業") && text.contains("注 &amp; 記"))
    #expect(text.contains("<w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2,468"))
    #expect(text.components(separatedBy: "<w:tc>").count == 3 * 2 + 2 + 3 + 1)
    #expect(text.contains("w:w=\"11906\" w:h=\"16838\""))
  }

  @Test("columns are as wide as their figures need, heads as wide as what stands below them")
  func widths() {
    var table = TextTable([
      .init("区分", .left), .init("契約件数", group: "令和3年度"), .init("割合", group: "令和3年度"),
    ])
    table.rows = [["準市内・市外", "1,234,567,890", "5.00％"]]
    let columns = WordColumns(table, room: 9_000)
    #expect(columns.widths.reduce(0, +) <= 9_000 && columns.widths.reduce(0, +) > 8_990)
    #expect(columns.widths[1] > columns.widths[2])
    let markup = WordTable(table, widths: [1_000, 2_000, 500]).markup
    #expect(markup.contains("<w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"500\"/>"))
    #expect(markup.contains("<w:tcW w:w=\"2500\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/>"))
    table.columns += Array(repeating: .init("金額"), count: 12)
    table.rows = [table.columns.map { _ in "123,456,789" }]
    #expect(WordMarkup(Document([.table(table)]), language: .japanese).main.contains("w:orient=\"landscape\""))
  }

  @Test("what stands above a table stays with it, and short tables stay whole")
  func keeping() {
    let text = WordMarkup(document, language: .japanese).main
    #expect(text.contains("<w:pStyle w:val=\"Normal\"/><w:keepNext/></w:pPr><w:r><w:t xml:space=\"preserve\">（単位：件）"))
    #expect(text.components(separatedBy: "<w:keepNext/>").count == 1 + 1 + 5 + 3)
  }

  @Test("the same document gives the same bytes, a ZIP archive")
  func bytes() throws {
    let first = try WordFile.bytes(document, language: .japanese)
    #expect(first.prefix(2) == [0x50, 0x4B])
    #expect(try WordFile.bytes(document, language: .japanese) == first)
  }
}

@Suite("Marks of Japanese tables in workbooks")
struct WorkbookMarkTests {
  @Test("figures stay numbers, whatever stands behind them")
  func numbers() {
    func number(_ text: String) -> (Double, Workbook.Style)? {
      if case .number(let value, let style) = Workbook.Cell.number(in: text) { (value, style) } else { nil }
    }
    #expect(number("92.16％")?.0 == 92.16 && number("92.16％")?.1 == .share(decimals: 2))
    #expect(number("-40.78*")?.0 == -40.78 && number("-40.78*")?.1 == .marked(decimals: 2))
    #expect(number("1,234")?.0 == 1234)
    #expect(number("–") == nil)
  }
}
