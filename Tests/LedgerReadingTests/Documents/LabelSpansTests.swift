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

  @Test("on the last of their rows, as spreadsheets print merged cells")
  func bottom() {
    let inner = ["市内", "市外", "合計", "市内", "市外", "合計"]
    let found = find([word("令和2年度", 20), word("令和3年度", 50)], inner)
    #expect(found.spans == [0..<3, 3..<6])
    #expect(!found.isOpen)
  }

  @Test("a place in the middle of two columns belongs to the outer one")
  func across() {
    func label(_ text: String, _ center: Double, _ middle: Double) -> PlacedWord {
      let half = 5 * Double(text.count)
      return PlacedWord(text: text, left: center - half, right: center + half, middle: middle)
    }
    let rows: [(middle: Double, labels: [PlacedWord])] = [
      (10, [label("大企業", 130, 10)]), (30, [label("市内", 20, 30), label("中小企業", 130, 30)]),
      (50, [label("準市内・市外", 75, 50)]), (70, [label("合計", 75, 70)]),
    ]
    let axis = LabelAxis(rows: rows, loose: [], isPlaced: true, em: 10)
    #expect(axis.labels == [["市内", "大企業"], ["市内", "中小企業"], ["準市内・市外", ""], ["合計", ""]])
  }

  @Test("words of two characters that stand below each other are no vertical word where they are known")
  func notVertical() {
    let rows: [(middle: Double, labels: [PlacedWord])] = ["合計", "本店", "合計", "本店"].enumerated().map { place, text in
      let middle = 12 * Double(place)
      return (middle, [PlacedWord(text: text, left: 0, right: 20, middle: middle)])
    }
    #expect(LabelAxis(rows: rows, loose: [], isPlaced: true, em: 10).labels == [["合計"], ["本店"], ["合計"], ["本店"]])
  }
}
