import Procurement
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Published tables of several sums")
struct CrossedTablesTests {
  @Test("departments beside categories, each with its whole and its part, add up both ways")
  func crossed() throws {
    let table = try DocumentTable.read(
      """
      令和4年度 部局別発注件数（単位：件）
      部局,工事,,,委託,,,計,,
      ,総数,市内,割合,総数,市内,割合,総数,市内,割合
      総務課,100,80,80.0,50,30,60.0,150,110,73.3
      建設課,200,150,75.0,40,30,75.0,240,180,75.0
      合計,300,230,76.7,90,60,66.7,390,290,74.4

      """
    ).published.table
    #expect(table.figures.count == 27)
    let category = try #require(table.categories.first { $0.label == "工事 総務課" })
    #expect(category.parents == ["計 総務課", "合計 工事"])
    #expect(table.categories.first { $0.label == "計 総務課" }?.parents == [nil, "total"])
    #expect(table.categories.first { $0.label == "合計 工事" }?.parents == ["total", nil])
    #expect(TableIdentities(of: table).open == 0)
  }

  @Test("小計 of departments beside wholes and parts are subtotals of categories", arguments: ["小計", "計"])
  func subtotals(_ word: String) throws {
    let table = try DocumentTable.read(
      """
      会計別契約状況（令和4年度）
      会計,部局,契約件数,市内件数,割合
      一般会計,総務部,24,15,62.5%
      ,建設部,148,139,93.9%
      ,\(word),172,154,89.5%
      企業会計,水道事業,421,273,64.8%
      ,病院事業,83,36,43.4%
      ,\(word),504,309,61.3%
      合計,,676,463,68.5%

      """
    ).published.table
    #expect(table.rows.map(\.label) == ["合計", "市内"])
    #expect(table.categories.filter(\.isPartOfTotal).map(\.label) == ["一般会計 \(word)", "企業会計 \(word)"])
    #expect(TableIdentities(of: table).open == 0)
  }

  @Test("rows that no word names subtotals are, where the total closes with them alone", arguments: [11_571, 11_517])
  func unnamedSubtotals(_ amount: Int) throws {
    let table = try DocumentTable.read(
      """
      発注先の内訳（令和4年度）
      ,件数,金額(千円)
      総数,1701,15650
      市内,961,4079
      本社,569,2079
      支社,392,2000
      市外,740,\(amount)
      県内,92,4407
      県外,648,7164

      """
    ).published.table
    #expect(table.rows.filter { $0.parent == "市内" }.map(\.label) == ["本社", "支社"])
    #expect(table.rows.filter { $0.parent == "市外" }.map(\.label) == ["県内", "県外"])
  }

  @Test("うち rows that add up to their whole are its parts")
  func completeParts() throws {
    let table = try DocumentTable.read(
      "令和4年度\n区分,件数,金額（千円）\n総数,10,100\nうち市内,5,60\nうち準市内,3,30\nうち市外,2,10\n"
    ).published.table
    #expect(table.rows.dropFirst().allSatisfy { $0.role == .part })
  }

  @Test("総数 of counts and 総額 of amounts are one row")
  func wholes() throws {
    let table = try DocumentTable.read(
      "令和4年度\n市,件数,,,金額（千円）,,\n,総数,市内,率,総額,市内,率\n甲市,10,8,80.0,100,60,60.0\n乙市,20,10,50.0,200,50,25.0\n"
    ).published.table
    #expect(table.rows.map(\.label) == ["総数", "市内"])
    #expect(TableIdentities(of: table).shares.closed == 4)
  }

  @Test("months, their halves and their year are periods")
  func months() throws {
    let months = (4...12).map { "\($0)月" } + (1...3).map { "\($0)月" }
    let lines = months.map { "\($0),1,2" }
    let text = (lines[..<6] + ["上半期計,6,12"] + lines[6...] + ["下半期計,6,12", "合計,12,24"]).joined(separator: "\n")
    let table = try DocumentTable.read("令和4年度\n月,工事件数,委託件数\n\(text)\n").published.table
    #expect(table.periods(of: FiscalYear(startingIn: 2022)).count == 15)
    #expect(TableIdentities(of: table).rowSums.closed == 6)
  }
}
