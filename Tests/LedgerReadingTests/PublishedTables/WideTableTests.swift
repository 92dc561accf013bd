import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Published tables as they are printed")
struct WideTableTests {
  @Test("Table 1 in its printed layout is the table in the long layout")
  func table1() throws {
    let long = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))).table
    let wide = InputFile(Repository.path("fixtures/reader-table1-printed.csv"))
    #expect(try PublishedTableReader.recognizes(wide))
    for mapping in [nil, try LedgerMapping.named("table1-printed")] {
      let read = try PublishedTableReader.read(wide, mapping: mapping).table
      #expect(read.unit == 1_000_000)
      #expect(read.years == long.years)
      #expect(read.categories == long.categories)
      #expect(read.rows.map(\.identifier) == long.rows.map(\.identifier))
      #expect(read.rows.map(\.role) == long.rows.map(\.role))
      #expect(read.figures.count == 160)
      #expect(read.figures.mapValues(\.value) == long.figures.mapValues(\.value))
    }
  }

  @Test("a ledger is no table, however its header looks")
  func ledger() throws {
    let folder = try TemporaryFolder()
    for header in ["契約番号,年度,種別,規模,所在区分,契約金額", "tender,bid1,bid2,count,amount"] {
      let path = try folder.write(
        "\(header)\nA,2021,工事,中小企業,市内,1\n".replacing(",市内,1", with: header.contains("tender") ? "" : ",市内,1"),
        to: "l.csv")
      #expect(try !PublishedTableReader.recognizes(InputFile(path)))
    }
  }

  @Test(
    "a unit above the table is that of its amounts, whichever it is",
    arguments: [("千円", 1_000), ("千万円", 10_000_000), ("十億円", 1_000_000_000)] as [(String, Int64)])
  func unit(_ word: String, _ value: Int64) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "（単位：\(word)）\n,令和2年度,,令和3年度,\n区分,件数,金額,件数,金額\n合計,30,300,30,300\n甲,10,100,10,100\n乙,20,200,20,200\n",
      to: "wide.csv")
    #expect(try PublishedTableReader.read(InputFile(path)).table.unit == value)
  }
}
