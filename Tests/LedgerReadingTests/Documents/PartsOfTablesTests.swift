import Procurement
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Rows and columns that are a part of others")
struct PartsOfTablesTests {
  @Test("one word below several rows is a part of each")
  func belowEach() throws {
    let table = try DocumentTable.read(
      """
      令和4年度
      区分,件数,割合,金額（百万円）,割合
      市内,590,79.7,5900,79.7
      うち中小企業,400,54.1,4000,54.1
      市外,150,20.3,1500,20.3
      うち中小企業,50,6.8,500,6.8
      合計,740,100.0,7400,100.0
      うち中小企業,450,60.8,4500,60.8

      """)
    #expect(table.published.table.figures.count == 24)
    #expect(table.printed(2022, "市内 うち中小企業") == "400")
    #expect(table.printed(2022, "合計 うち中小企業", .amount) == "4500")
    let row = try #require(table.published.table.rows.first { $0.label == "市外 うち中小企業" })
    #expect(row.role == .ofWhich)
    #expect(row.parent == "市外")
  }

  @Test("a word that is a part of one row alone keeps its own name")
  func belowOne() throws {
    let table = try DocumentTable.read(
      "令和4年度\n区分,件数,金額（百万円）\n市内,590,5900\nうち中小企業,400,4000\n市外,150,1500\n合計,740,7400\n")
    #expect(table.printed(2022, "うち中小企業") == "400")
  }

  @Test("columns of うち市内 behind counts and amounts are these of local firms, and the rate behind them is theirs")
  func columns() throws {
    let table = try DocumentTable.read(
      """
      令和4年度
      業種,発注件数,うち市内,市内発注率,発注金額（千円）,うち市内,市内発注率
      土木,100,90,90.0%,1000,800,80.0%
      建築,50,40,80.0%,500,300,60.0%
      合計,150,130,86.7%,1500,1100,73.3%

      """)
    #expect(table.published.table.figures.count == 18)
    #expect(table.printed(2022, "local", category: "建築") == "40")
    #expect(table.printed(2022, "local", .countShare, category: "土木") == "90.0")
    #expect(table.printed(2022, "local", .amountShare) == "73.3")
    #expect(table.printed(2022, "total", .amount, category: "土木") == "1000")
    #expect(table.published.table.unit == 1_000)
  }

  @Test("the share behind a part is of what its numbers say: of each place, or of all")
  func wholesOfParts() throws {
    let rows = "令和4年度\n区分,件数,うち中小企業,割合\n"
    let ofPlaces = try DocumentTable.read(rows + "市内,590,400,67.8\n市外,150,50,33.3\n合計,740,450,60.8\n")
    #expect(ofPlaces.printed(2022, "total", category: "市外") == "150")
    #expect(ofPlaces.printed(2022, "うち中小企業", .countShare, category: "市外") == "33.3")
    let ofAll = try DocumentTable.read(rows + "市内,590,400,54.1\n市外,150,50,6.8\n合計,740,450,60.8\n")
    #expect(ofAll.printed(2022, "市外") == "150")
    #expect(ofAll.printed(2022, "市外 うち中小企業", .countShare) == "6.8")
    #expect(ofAll.printed(2022, "合計 うち中小企業") == "450")
  }

  @Test("市内率 is that of 市内, wherever it stands")
  func rateOfPart() throws {
    let table = try DocumentTable.read(
      """
      令和4年度　金額：百万円
      局,市内,,市外,,市内率,
      ,件数,金額,件数,金額,件数,金額
      建設局,80,800,20,200,80.0,80.0
      水道局,40,300,10,200,80.0,60.0
      合計,120,1100,30,400,80.0,73.3

      """)
    #expect(table.published.table.figures.count == 18)
    #expect(table.printed(2022, "市内", .amountShare, category: "水道局") == "60.0")
    #expect(table.printed(2022, "市内", .countShare) == "80.0")
  }

  @Test("a table of years and measures alone has the totals of the years")
  func yearsAlone() throws {
    let table = try DocumentTable.read("年度,件数,対前年度増減,金額（百万円）\nR3,740,,7400\nR4,760,20,7600\n")
    #expect(table.printed(2022, "total") == "760")
    #expect(table.printed(2021, "total", .amount) == "7400")
  }

  @Test("lines of うち市内 below counts and amounts, with their rates")
  func lines() throws {
    let table = try DocumentTable.read(
      """
      項目,令和4年度,令和5年度
      契約件数,740,760
      うち市内,590,600
      市内割合,79.7,78.9
      契約金額（百万円）,7400,7600
      うち市内,5900,6000
      市内割合,79.7,78.9

      """)
    #expect(table.published.table.figures.count == 12)
    #expect(table.printed(2023, "local") == "600")
    #expect(table.printed(2022, "local", .amountShare) == "79.7")
    #expect(table.printed(2022, "total", .amount) == "7400")
  }

  @Test("a row of the year before is named and is none of the table", arguments: ["前年度合計", "【参考】前年度合計", "（参考）昨年度実績"])
  func yearBefore(_ label: String) throws {
    let table = try DocumentTable.read(
      "令和4年度\n区分,件数,割合,金額（百万円）,割合\n市内,590,79.7,5900,79.7\n市外,150,20.3,1500,20.3\n"
        + "合計,740,100.0,7400,100.0\n\(label),760,―,7600,―\n")
    #expect(table.published.table.figures.count == 12)
    let said = table.published.unreadColumns + table.published.notes
    #expect(said.contains { $0.contains(label) })
    #expect(!TableWords.isOfAnotherYear("本年度合計"))
    #expect(!TableWords.isOfAnotherYear("前年度"))
    #expect(!TableWords.isOfAnotherYear("前年度比"))
  }
}
