import Testing

@testable import Reporting

@Suite("Text in a width")
struct FittedTableTests {
  private func table(years: Int, words: String = "市内中小企業") -> TextTable {
    var columns: [TextTable.Column] = [.init("種別", .left), .init("規模等区分", .left)]
    for year in 0..<years {
      for heading in ["契約件数", "割合", "契約金額", "割合"] { columns.append(.init(heading, group: "令和\(year + 1)年度")) }
    }
    var table = TextTable(columns)
    table.rows = [["物品", words] + (0..<years).flatMap { _ in ["57,407", "92.16％", "14,338", "72.98％"] }]
    return table
  }

  private func lines(_ table: TextTable, width: Int?) -> [String] {
    PlainText.render(Document([.table(table)]), width: width).split(separator: "\n").map(String.init)
  }

  @Test("years stand below one another where they do not fit beside one another", arguments: [60, 80, 100])
  func years(_ width: Int) {
    let lines = lines(table(years: 3), width: width)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
    #expect(lines.count { $0.contains("市内中小企業") } > 1)
    for year in 1...3 { #expect(lines.contains { $0.contains("令和\(year)年度") }) }
    #expect(lines.flatMap { $0.split(separator: " ") }.count { $0 == "57,407" } == 3)
  }

  @Test("what fits is one table, and no width means any")
  func fits() {
    #expect(lines(table(years: 1), width: 80).count == 4)
    #expect(lines(table(years: 9), width: nil).count == 4)
  }

  @Test("no cell becomes a column of single characters")
  func words() {
    let lines = lines(table(years: 1, words: "とても長い名前の区分がここに入る場合の折り返し"), width: 60)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 60 })
    #expect(
      lines.filter { $0.hasPrefix("  ") }.allSatisfy {
        DisplayWidth.of($0.trimmingPrefix { $0 == " " }.description) > 2
      })
  }

  @Test("lines break at blanks, and no mark begins a line")
  func wrapping() {
    let text = "割合の増減（ポイント）は、端数処理前の差を四捨五入した値。Amounts in yen, tax unstated by the source"
    for width in 12...60 {
      let lines = DisplayWidth.wrapped(text, to: width)
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
      #expect(lines.allSatisfy { !"、。）".contains($0.first ?? "x") })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}

@Suite("Numbers as a language prints them")
struct PrintedNumbersTests {
  private func printed(_ text: String, _ language: Language, _ sign: NegativeSign? = nil) -> String {
    guard case .paragraph(let result)? = Document([.paragraph(text)]).printed(in: language, negative: sign).blocks.first
    else { return "" }
    return result
  }

  @Test("in Japanese with ▲ and ％, names and days as they are")
  func japanese() {
    #expect(printed("差は -59.59、70.5 % から", .japanese) == "差は ▲59.59、70.5％ から")
    #expect(printed("2022-04-01 W20-3 工-12", .japanese) == "2022-04-01 W20-3 工-12")
    #expect(printed("（-3）", .japanese, .hollow) == "（△3）")
    #expect(printed("-3 %", .english) == "-3 %")
    #expect(printed("-3 %", .english, .minus) == "−3 %")
  }
}
