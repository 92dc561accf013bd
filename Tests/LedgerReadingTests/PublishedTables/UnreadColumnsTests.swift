import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Figures under headings that nothing knows")
struct UnreadColumnsTests {
  private static let rows = "2021,甲,10,25.0,100,20.0\n2021,乙,30,75.0,400,80.0\n2021,合計,40,100.0,500,100.0\n"

  private static func read(_ header: String, _ rows: String = Self.rows) throws -> PublishedTableFile {
    let folder = try TemporaryFolder()
    return try PublishedTableReader.read(InputFile(try folder.write(header + "\n" + rows, to: "t.csv")))
  }

  @Test("they may be figures of the table, and are an error that names the heading")
  func unknown() throws {
    let error = try #require(throws: DataError.self) { _ = try Self.read("年度,区分,契約件数,ウエイト,契約金額（千円）,割合") }
    #expect(error.problem == .unknownFigures("ウエイト"))
    #expect(error.column?.number == 4)
  }

  @Test("in the printed layout the error names the column of the file")
  func wide() throws {
    let error = try #require(throws: DataError.self) {
      _ = try Self.read(
        ",令和3年度,,,令和4年度,,\n区分,件数,ウエイト,金額,件数,ウエイト,金額",
        "甲,10,25,1,10,25,1\n乙,30,75,3,30,75,3\n計,40,100,4,40,100,4\n")
    }
    #expect(error.problem == .unknownFigures("令和3年度/ウエイト"))
    #expect(error.column?.number == 3)
  }

  @Test("a share behind them is not given to what stands before")
  func share() throws {
    #expect(throws: DataError.self) { try Self.read("年度,区分,契約件数,割合,謎の額（千円）,割合") }
  }

  @Test("columns of other figures and of words are named and left alone", arguments: ["落札率", "予定価格", "備考"])
  func foreign(_ heading: String) throws {
    let file = try Self.read("年度,区分,契約件数,割合,契約金額（千円）,\(heading)")
    #expect(file.unreadColumns == [heading])
    #expect(file.table.figures.count == 9)
  }

  @Test("two categories of one name are an error, and not one of them dropped")
  func twice() throws {
    let error = try #require(throws: DataError.self) {
      _ = try Self.read(
        ",令和3年度,,,,,\n,工事,,工事,,物品,\n区分,件数,金額,件数,金額,件数,金額",
        "甲,10,25,10,25,1,2\n乙,30,75,30,75,3,4\n計,40,100,40,100,4,6\n")
    }
    #expect(error.problem == .repeatedHeader(name: "令和3年度/工事/件数", first: 2))
  }

  @Test("two categories whose names differ in brackets are two")
  func brackets() throws {
    let table = try Self.read(
      "年度,種別,区分,件数,金額（千円）", "2021,業務委託（建設）,甲,1,2\n2021,業務委託（一般）,甲,3,4\n2021,合計,甲,4,6\n"
    ).table
    #expect(table.categories.count == 3)
    #expect(table.figures.count == 6)
  }

  @Test("a unit behind each amount is that of the table", arguments: ["100百万円,400百万円,500百万円"])
  func cells(_ amounts: String) throws {
    let words = amounts.split(separator: ",")
    let rows = zip(["甲", "乙", "合計"], words).map { "2021,\($0),1,\($1)" }.joined(separator: "\n")
    let table = try Self.read("年度,区分,契約件数,契約金額", rows + "\n").table
    #expect(table.unit == 1_000_000)
    #expect(throws: DataError.self) { try Self.read("年度,区分,契約件数,契約金額（千円）", rows + "\n") }
  }

  @Test("words for what there is none of stand for a dash; other words are an error that names the cell")
  func words() throws {
    let rows = { (word: String) in Self.rows.replacing("2021,甲,10,25.0", with: "2021,甲,\(word),25.0") }
    let header = "年度,区分,契約件数,割合,契約金額（千円）,割合"
    #expect(try Self.read(header, rows("該当なし")).table.figures.count == 11)
    let error = try #require(throws: DataError.self) { _ = try Self.read(header, rows("集計中")) }
    #expect(error.problem == .notAFigure("集計中"))
    #expect(error.line == 2)
  }

  @Test("a unit below a table whose headings have none is that of its amounts")
  func below() throws {
    let file = try Self.read(",令和3年度,,令和4年度,\n区分,件数,金額,件数,金額", "甲,1,2,3,4\n乙,1,2,3,4\n計,2,4,6,8\n（単位：百万円）\n")
    #expect(file.table.unit == 1_000_000)
  }
}
