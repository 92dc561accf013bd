import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Finding headers")
struct HeaderFinderTests {
  private static let wanted = LedgerField.allCases.map(\.knownHeaders)

  @Test("a header stands below titles and notes")
  func preamble() {
    let finding = find([
      ["令和3年度 契約一覧"], ["単位：円", "", ""], ["契約番号", "種別", "契約金額"], ["A", "工事", "1"],
    ])
    #expect(finding.skipped == 2)
    #expect(finding.depth == 1)
    #expect(finding.names == ["契約番号", "種別", "契約金額"])
  }

  @Test("cells left of empty ones span them, in all rows but the last")
  func merged() {
    let finding = find([
      ["契約番号", "入札結果", "", "", "", "備考"], ["", "１回目", "", "２回目", "", ""],
      ["", "金額", "評価値", "金額", "評価値", ""], ["A", "1", "2", "3", "4", "落札"],
    ])
    #expect(finding.depth == 3)
    #expect(
      finding.names == ["契約番号", "入札結果/１回目/金額", "入札結果/１回目/評価値", "入札結果/２回目/金額", "入札結果/２回目/評価値", "備考"])
  }

  @Test("vertically merged cells, which repeat their value, count once")
  func repeated() {
    let finding = find([
      ["契約番号", "金額", "金額"], ["契約番号", "当初", "変更後"], ["A", "1", "2"],
    ])
    #expect(finding.depth == 2)
    #expect(finding.names == ["契約番号", "金額/当初", "金額/変更後"])
  }

  @Test("two levels together name a column, or the last one below a word for contracts")
  func composed() throws {
    let finding = find([
      ["契約", "", "", "分類", "前年度"], ["年月日", "件名", "金額（千円）", "種別", "規模"], ["2021-04-01", "橋", "1", "工事", "大企業"],
    ])
    #expect(finding.skipped == 0)
    #expect(finding.depth == 2)
    let header = Header(finding.names, file: InputFile("x"))
    func column(_ field: LedgerField) throws -> [Int] { try header.candidates(ofAny: field.knownHeaders) }
    #expect(try [.date, .title, .amount, .category, .size].map(column) == [[0], [1], [2], [3], []])
    #expect(header.unit(ofColumn: 2)?.unit == 1_000)
    // What is named as it should be goes before.
    let plain = Header(["契約/金額", "契約金額"], file: InputFile("x"))
    #expect(try plain.candidates(ofAny: LedgerField.amount.knownHeaders) == [1])
    let two = Header(["契約/金額（税込）", "契約/金額（税抜）"], file: InputFile("x"))
    #expect(try two.candidates(ofAny: LedgerField.amount.knownHeaders) == [0, 1])
  }

  @Test("a row of data is no header, unless nothing else is there")
  func none() {
    #expect(find([["0000000000000017", "名称", "2021-04-01", "31389000.00"]]).depth == 0)
    #expect(find([["甲", "乙"], ["a", "b"]]).names == ["甲", "乙"])
  }

  @Test("lines within a cell are one, with a space between Latin words only")
  func lines() {
    #expect(find([["総合評価\nの\n有無", "unit\nprice"], ["有", "1"]]).names == ["総合評価の有無", "unit price"])
  }

  @Test("a layout overrides what would be found")
  func layout() {
    var layout = FileLayout()
    layout.skippedRows = 1
    layout.headerRows = 1
    let finding = find([["契約番号", "種別"], ["a", "b"], ["1", "2"]], layout)
    #expect(finding.names == ["a", "b"])
    layout.headerRows = 0
    #expect(find([["契約番号", "種別"], ["a", "b"]], layout).depth == 0)
  }

  private func find(_ rows: [[String]], _ layout: FileLayout = FileLayout()) -> HeaderFinder.Finding {
    let records = rows.enumerated().map { Record($1, line: $0 + 1) }
    return HeaderFinder(wanted: Self.wanted, layout: layout).find(in: records)
  }
}
