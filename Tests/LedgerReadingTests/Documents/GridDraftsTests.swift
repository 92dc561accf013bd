import Testing

@testable import LedgerReading

@Suite("Tables among rows of cells")
struct GridDraftsTests {
  private static func find(_ text: String) -> (drafts: [TableDraft], unheaded: [Int]) {
    GridDrafts.find(
      in: text.split(separator: "\n").enumerated().map { line, row in
        GridDrafts.Row(
          texts: row.split(separator: ",", omittingEmptySubsequences: false).map(String.init), line: line + 1)
      })
  }

  @Test("a row of words where figures are due is a row of the table")
  func words() {
    let found = Self.find("年度,区分,件数,割合\n令和3年度,甲,10,20\n令和3年度,乙,集計中,集計中\n令和3年度,丙,30,60\n")
    #expect(found.drafts.count == 1)
    #expect(found.drafts.first?.rows.map(\.cells) == [["10", "20"], ["集計中", "集計中"], ["30", "60"]])
  }

  @Test("rows of figures below no headings are named by their line")
  func unheaded() {
    let found = Self.find("契約実績\n令和3年度,丙,30,60\n令和3年度,丁,30,60\n")
    #expect(found.drafts.isEmpty)
    #expect(found.unheaded == [2])
  }

  @Test("a title beside a unit begins the next table")
  func stacked() {
    let table = "令和3年度 契約実績,,（単位：千円）\n区分,件数,金額\n甲,10,20\n計,10,20\n"
    let found = Self.find(table + table.replacing("3", with: "4"))
    #expect(found.drafts.map(\.titles) == [["令和3年度 契約実績", "（単位：千円）"], ["令和4年度 契約実績", "（単位：千円）"]])
    #expect(found.unheaded.isEmpty)
  }

  @Test("a note of two cells among rows parts no table", arguments: ["※,端数処理のため合計は一致しない", "注1）,準市内を含む", "（注）,速報値"])
  func notes(_ note: String) {
    let found = Self.find("年度,区分,件数,割合\n令和3年度,甲,10,20\n\(note)\n令和3年度,丙,40,80\n")
    #expect(found.drafts.map { $0.rows.map(\.cells) } == [[["10", "20"], ["40", "80"]]])
    #expect(found.drafts.first?.rows.first?.labels == ["令和3年度", "甲"])
    #expect(found.unheaded.isEmpty)
  }

  @Test("a word for figures alone above the labels too is a title", arguments: ["【契約件数】", "契約金額（百万円）"])
  func measures(_ title: String) {
    let found = Self.find("\(title)\n年度,市内,市外\n令和2年度,5,6\n令和3年度,7,8\n")
    #expect(found.drafts.map(\.titles) == [[title]])
    #expect(found.drafts.first?.columns == [["市内"], ["市外"]])
  }
}
