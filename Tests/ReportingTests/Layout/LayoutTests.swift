import Testing

@testable import Reporting

@Suite("Layout")
struct LayoutTests {
  private var table: TextTable {
    var table = TextTable([
      TextTable.Column("区分", .left), TextTable.Column("件数", group: "令和3年度"),
      TextTable.Column("%", group: "令和3年度"),
    ])
    table.rows = [["市内", "12", "100.00"], ["a|b", "1", "–"]]
    table.separators = [1]
    return table
  }

  @Test("full-width characters take two columns")
  func width() {
    #expect(DisplayWidth.of("abc") == 3)
    #expect(DisplayWidth.of("市内 SME") == 8)
    #expect(DisplayWidth.of("ｶﾅ") == 2)
    #expect(DisplayWidth.of("㈱髙") == 4)
    #expect(DisplayWidth.padded("件", to: 5, alignment: .right) == "   件")
    #expect(DisplayWidth.padded("件", to: 5, alignment: .left) == "件   ")
  }

  @Test("a table for the terminal is aligned by display width")
  func plainText() {
    #expect(
      PlainText.render(Document([.heading("表", level: 1), .table(table), .list(["注"])]))
        == """
        表
        ==

               令和3年度 -
        区分  件数       %
        ----  ----  ------
        市内    12  100.00
        ----  ----  ------
        a|b      1       –

        - 注

        """)
  }

  @Test("a table in Markdown escapes what Markdown would take")
  func markdown() {
    #expect(
      Markdown.render(Document([.table(table)]))
        == """
        | 区分 | 令和3年度 件数 | 令和3年度 % |
        | :-- | --: | --: |
        | 市内 | 12 | 100.00 |
        | a\\|b | 1 | – |

        """)
  }
}
