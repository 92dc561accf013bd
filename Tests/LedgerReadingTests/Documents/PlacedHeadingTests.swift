import TabularReading
import Testing

@testable import LedgerReading

@Suite("Words and headings where they were printed")
struct PlacedHeadingTests {
  private func word(_ text: String, _ left: Double, _ right: Double, _ middle: Double = 0) -> PlacedWord {
    PlacedWord(text: text, left: left, right: right, middle: middle)
  }

  private func cells(_ words: [PlacedWord]) -> [String] {
    PlacedLine(words: words, middle: 0, number: 1, page: 1).cells(em: 10).map(\.text)
  }

  @Test("numbers of years and months belong to the words beside them")
  func years() {
    #expect(cells([word("2022", 0, 20), word("年度", 22, 42), word("庁舎管理", 60, 100)]) == ["2022年度", "庁舎管理"])
    let words = [
      word("H23", 0, 20), word("年度", 22, 42), word("4-12", 44, 64), word("月", 66, 76), word("庁", 88, 98),
      word("舎", 100, 110), word("28", 140, 150), word("25,040", 170, 200),
    ]
    #expect(cells(words) == ["H23年度4-12月", "庁舎", "28", "25,040"])
  }

  @Test("sizes below one of several places are not those of the next ones")
  func sizes() throws {
    func line(_ texts: [(String, Double)], _ middle: Double) -> [PlacedWord] {
      texts.map { word($0.0, $0.1 - 5 * Double($0.0.count), $0.1 + 5 * Double($0.0.count), middle) }
    }
    let centers = (0..<8).map { 100 + 50 * Double($0) }
    let header = [
      line([("県内", 175), ("県外", 325), ("合計", 425)], 0), line([("大企業", 125), ("中小企業", 225)], 15),
      line(zip(["金額", "割合", "金額", "割合", "金額", "割合", "金額", "割合"], centers).map { ($0, $1) }, 30),
    ]
    let axis = HeadingAxis(
      columns: centers.map { ($0 - 15)...($0 + 15) }, labels: [word("工事", 0, 20, 45)], isPlaced: true, em: 10)
    let columns = try axis.columns(of: header).columns
    #expect(columns.map { $0[0] } == ["県内", "県内", "県内", "県内", "県外", "県外", "合計", "合計"])
    #expect(columns.map { $0[1] } == ["大企業", "大企業", "中小企業", "中小企業", "", "", "", ""])
  }

  @Test("headings that stand over no middle of uneven groups were given by order")
  func besideGroups() throws {
    let centers = (0..<6).map { 100 + 50 * Double($0) }
    let axis = HeadingAxis(
      columns: centers.map { ($0 - 15)...($0 + 15) }, labels: [word("工事", 0, 20, 45)], isPlaced: true, em: 10)
    let measures = zip(["件数", "割合", "金額", "割合", "件数", "割合"], centers).map { word($0, $1 - 10, $1 + 10, 30) }
    func isByOrder(_ first: Double, _ second: Double) throws -> Bool {
      try axis.columns(of: [[word("物品", first - 10, first + 10), word("工事", second - 10, second + 10)], measures])
        .byOrder
    }
    #expect(try !isByOrder(175, 325))
    #expect(try isByOrder(240, 325))
  }

  @Test("a row that looks like prose is named")
  func prose() {
    func line(_ texts: [String], _ number: Int) -> PlacedLine {
      let middle = 12 * Double(number)
      let words = texts.enumerated().map { word($1, Double($0) * 60, Double($0) * 60 + 5 * Double($1.count), middle) }
      return PlacedLine(words: words, middle: middle, number: number, page: 1)
    }
    let lines = [
      line(["区分", "件数", "金額"], 1), line(["市内", "10", "20"], 2), line(["市外", "11", "22"], 3),
      line(["第", "7", "号", "の", "分", "12", "24"], 4),
    ]
    let found = WordTables.find(in: lines, em: 10)
    #expect(found.drafts.map(\.rows.count) == [2])
    #expect(found.refused.map(\.reason) == [.unevenLine(4, figures: 2, others: 2)])
  }
}
