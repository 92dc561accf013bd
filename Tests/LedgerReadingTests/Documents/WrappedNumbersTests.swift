import Testing

@testable import LedgerReading

@Suite("Numbers in two lines of a cell")
struct WrappedNumbersTests {
  /// Words in columns of 50 points, the first of which has labels; an empty text is no word.
  private func line(_ texts: [String], _ middle: Double) -> PlacedLine {
    let words = texts.enumerated().filter { !$0.element.isEmpty }.map { place, text in
      PlacedWord(
        text: text, left: Double(place) * 50, right: Double(place) * 50 + 5 * Double(text.count), middle: middle)
    }
    return PlacedLine(words: words, middle: middle, number: Int(middle / 12), page: 1)
  }

  private func find(_ rows: [[String]]) -> WordTables.Finding {
    let header = [["区分", "件数", "金額"]]
    return WordTables.find(in: (header + rows).enumerated().map { line($1, Double($0 + 1) * 12) }, em: 10)
  }

  private func cells(_ rows: [[String]]) -> [[String]] { find(rows).drafts.first?.rows.map(\.cells) ?? [] }

  private let whole = [["456", "7,848,031,454"], ["11", "28,882,288"]]

  @Test("broken where a group of three ends, or within it, below its row")
  func below() {
    #expect(
      cells([["市内", "456", "7,848,031,"], ["", "", "454"], ["市外", "11", "28,882,28"], ["", "", "8"]]) == whole)
    #expect(
      cells([["市内", "456", "7,848,031"], ["", "", ",454"], ["市外", "11", "28,882,28"], ["", "", "8"]]) == whole)
  }

  @Test("above its row, where cells stand at their bottom")
  func above() {
    #expect(
      cells([["", "", "7,848,031,"], ["市内", "456", "454"], ["", "", "28,882,28"], ["市外", "11", "8"]]) == whole)
  }

  @Test("around its row, where cells stand in their middle")
  func around() {
    #expect(
      cells([
        ["", "", "7,848,031,"], ["市内", "456", ""], ["", "", "454"], ["", "", "28,882,28"], ["市外", "11", ""],
        ["", "", "8"],
      ])
        == whole)
  }

  @Test("in three lines")
  func three() {
    #expect(
      cells([["市内", "456", "7,848,"], ["", "", "031,"], ["", "", "454"], ["市外", "11", "28,882,288"]]) == whole)
  }

  @Test("without groups of three the table is in doubt")
  func withoutGroups() throws {
    let found = find([["市内", "456", "78480314"], ["", "", "54"], ["市外", "11", "288"]])
    let draft = try #require(found.drafts.first)
    #expect(draft.rows.map(\.cells) == [["456", "7848031454"], ["11", "288"]])
    #expect(draft.doubts == [.numbersJoined])
  }

  @Test("a row is no rest of the one above, and a number of a page none of a table")
  func rows() {
    #expect(cells([["市内", "456", "7,848"], ["市外", "11", "288"]]) == [["456", "7,848"], ["11", "288"]])
    let found = find([["市内", "456", "7,848"], ["市外", "11", "288"], ["", "", ""], ["", "", ""], ["", "", "12"]])
    #expect(found.drafts.map(\.rows.count) == [2])
    #expect(found.drafts.first?.doubts == [])
  }

  @Test("a number alone just below a column is a part of the table at the end of a page, too")
  func atTheEnd() throws {
    let draft = try #require(
      find([["市内", "456", "7,848"], ["市外", "11", "10010618453"], ["", "", "0"]]).drafts.first)
    #expect(draft.rows.map(\.cells) == [["456", "7,848"], ["11", "100106184530"]])
    #expect(draft.doubts == [.numbersJoined])
  }

  @Test("a label that was broken with the numbers is that of their row")
  func label() throws {
    let found = find([["支店・営", "456", "7,848,031,"], ["業所", "", "454"], ["市外", "11", "28,882,28"], ["", "", "8"]])
    let draft = try #require(found.drafts.first)
    #expect(draft.rows.map(\.labels) == [["支店・営業所"], ["市外"]])
    #expect(draft.doubts.isEmpty)
  }
}
