import Testing

@testable import LedgerReading

@Suite("Labels that span rows")
struct LabelSpansTests {
  private func word(_ text: String, _ middle: Double, across: Bool = false) -> LabelAxis.Label {
    LabelAxis.Label(word: PlacedWord(text: text, left: 0, right: 10, middle: middle), isAcross: across)
  }

  /// A label as wide as its characters, with its middle at a place.
  private func label(_ text: String, _ center: Double, _ middle: Double) -> PlacedWord {
    let half = 5 * Double(text.count)
    return PlacedWord(text: text, left: center - half, right: center + half, middle: middle)
  }

  /// A label that begins at the left edge.
  private func label(_ text: String, _ middle: Double) -> PlacedWord { label(text, 5 * Double(text.count), middle) }

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

  @Test("shares of counts and of amounts begin no new row, whether behind each or behind both")
  func shares() {
    for measures in [["件数", "比率", "金額", "比率"], ["契約件数", "契約額", "比率", "比率"]] {
      let inner = Array(repeating: measures, count: 4).flatMap { $0 }
      let found = find([word("大企業", 0), word("中小企業", 40)], inner)
      #expect(found.spans == [0..<4, 4..<8])
      #expect(!found.isOpen)
    }
  }

  @Test("labels from the top end where an outer label begins")
  func barrier() {
    let rows = (0..<6).map { Double($0) * 10 }
    let words = [word("大企業", 0), word("中小企業", 10)]
    let spans = LabelSpans(
      words: words, places: [0, 1], rows: rows, inner: ["a", "b", "c", "d", "e", "f"].map { [$0] }, pitch: 10,
      begins: [0, 3])
    #expect(spans.find().spans == [0..<1, 1..<3])
  }

  @Test("many labels beside many rows")
  func long() {
    let inner = (0..<1_500).map { "業者\($0)" }
    // Every third row has a label, and the first one none.
    let words = stride(from: 1, to: inner.count, by: 3).map { word($0 == 1 ? "市内" : "課\($0)", Double($0) * 10) }
    let found = find(words, inner)
    #expect(found.spans.first == 0..<3)
    #expect(found.spans.last == 1_497..<1_500)
  }

  @Test("計 above 計 is no vertical word")
  func repeated() {
    let rows: [(middle: Double, labels: [PlacedWord])] = (0..<4).map { place in
      let middle = 10 * Double(place)
      let labels = [
        PlacedWord(text: place < 2 ? "計" : "物品", left: 0, right: place < 2 ? 10 : 20, middle: middle),
        PlacedWord(text: place % 2 == 0 ? "本店" : "合計", left: 40, right: 60, middle: middle),
      ]
      return (middle, labels)
    }
    let axis = LabelAxis(rows: rows, loose: [], isPlaced: true, em: 10)
    #expect(axis.labels == [["計", "本店"], ["計", "合計"], ["物品", "本店"], ["物品", "合計"]])
  }

  @Test("two halves of a word are one, though one of them stands on a row")
  func halves() {
    let rows = [("大企業", 0.0), ("中小企", 30), ("総計", 60)].map { text, middle in
      (middle: middle, labels: [label(text, middle)])
    }
    let axis = LabelAxis(rows: rows, loose: [label("業", 45)], isPlaced: true, em: 10)
    #expect(axis.labels == [["大企業"], ["中小企業"], ["総計"]])
    #expect(!axis.byPosition)
  }

  @Test("a label in the middle between two rows is in doubt")
  func betweenRows() {
    let rows = [("支店", 0.0), ("本店", 30)].map { text, middle in (middle: middle, labels: [label(text, middle)]) }
    #expect(LabelAxis(rows: rows, loose: [label("営業所等", 15)], isPlaced: true, em: 10).byPosition)
  }

  @Test("a size over the middle of a place makes no column with it")
  func narrowPlace() {
    // 県外 stands in the middle of both columns, left of 大企業 and partly above 中小企業.
    let rows: [(middle: Double, labels: [PlacedWord])] = [
      (10, [label("大企業", 85, 10)]), (30, [label("県内", 25, 30), label("中小企業", 85, 30)]),
      (50, [label("県外", 60, 50)]), (70, [label("契約実績合計", 60, 70)]),
    ]
    let axis = LabelAxis(rows: rows, loose: [], isPlaced: true, em: 10)
    #expect(axis.labels == [["県内", "大企業"], ["県内", "中小企業"], ["県外", ""], ["契約実績合計", ""]])
  }

  @Test("halves of labels", arguments: [("市内中小企", "業"), ("支店・", "営業所"), ("市内", "業者"), ("工事監理業", "務委託"), ("契約件", "数")])
  func areHalves(_ upper: String, _ lower: String) { #expect(TableVocabulary.areHalves(upper, lower)) }

  @Test("labels above each other", arguments: [("市内", "市外"), ("大企業", "中小企業"), ("市", "内"), ("物品", "委託"), ("市内", "計")])
  func areApart(_ upper: String, _ lower: String) { #expect(!TableVocabulary.areHalves(upper, lower)) }
}
