import Testing

@testable import LedgerReading

@Suite("Labels that span rows")
struct LabelSpansTests {
  private func word(_ text: String, _ middle: Double, across: Bool = false) -> LabelAxis.Label {
    LabelAxis.Label(word: PlacedWord(text: text, left: 0, right: 10, middle: middle), isAcross: across)
  }

  private func find(_ words: [LabelAxis.Label], _ inner: [String]) -> LabelSpans.Finding {
    let rows = inner.indices.map { Double($0) * 10 }
    let places = words.map { label in rows.firstIndex { abs($0 - label.word.middle) < 2 } }
    return LabelSpans(words: words, places: places, rows: rows, inner: inner.map { [$0] }, pitch: 10).find()
  }

  @Test("a place in the middle of its sizes does not reach the total")
  func middle() {
    let found = find([word("市内", 10), word("準市内・市外", 30, across: true)], ["大企業", "中小企業", "その他", "", "合計"])
    #expect(found.spans == [0..<3, 3..<4])
    #expect(!found.isOpen)
  }

  @Test("the same from the top")
  func top() {
    let found = find([word("市内", 0), word("準市内・市外", 30, across: true)], ["大企業", "中小企業", "その他", "", "合計"])
    #expect(found.spans == [0..<3, 3..<4])
  }

  @Test("categories begin again with their rows, in the middle or at the top")
  func again() {
    let inner = ["市内", "市外", "合計", "市内", "市外", "合計"]
    #expect(find([word("物品", 10), word("工事", 40)], inner).spans == [0..<3, 3..<6])
    #expect(find([word("物品", 0), word("工事", 30)], inner).spans == [0..<3, 3..<6])
  }

  @Test("between two rows")
  func between() {
    let found = find([word("県内", 5), word("計", 30, across: true)], ["大企業", "中小企業", "県外", ""])
    #expect(found.spans == [0..<2, 3..<4])
  }
}
