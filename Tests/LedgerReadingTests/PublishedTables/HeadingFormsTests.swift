import Procurement
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Headings and cells of published tables")
struct HeadingFormsTests {
  private static func table(_ text: String) throws -> PublishedTable { try DocumentTable.read(text).published.table }

  @Test("letters of formulas behind headings and below them are no words")
  func letters() throws {
    let table = try Self.table("年度,官公需総額 A（千円）,中小企業者向け B,中小企業者比率 B/A\nR3,100,60,60.0\nR4,200,90,45.0\n")
    #expect(table.figures.count == 6)
    let below = try Self.table(
      "令和4年度\n区分,全体,,県内企業,,県内比率（％）,\n,件数（A）,金額（B）,件数（C）,金額（D）,C/A,D/B\n,,（千円）,,（千円）,,\n工事,10,100,8,60,80.0,60.0\n委託,20,200,10,50,50.0,25.0\n合計,30,300,18,110,60.0,36.7\n"
    )
    #expect(below.rows.map(\.label) == ["全体", "県内企業"])
    #expect(below.figures.count == 18)
  }

  @Test("a share in brackets before its count, and one on the line below it, are read")
  func sharesBesideBases() throws {
    let before = try Self.table("令和4年度\n,件数\n競争,(75.0%) 30\n随意,(25.0%) 10\n合計,(100.0%) 40\n")
    #expect(before.figures.count == 6)
    let below = try Self.table(
      "令和4年度 発注実績（上段：件数、下段：構成比）\n区分,工事,委託\n市内,30,10\n,75.0%,50.0%\n市外,10,10\n,25.0%,50.0%\n計,40,20\n,100.0%,100.0%\n")
    #expect(below.figures.count == 12)
  }

  @Test("a last row of the shares of one row is read beside it")
  func sharesOfFirms() throws {
    let table = try Self.table("令和5年度 契約件数\n区分,工事,物品\n総数,10,20\n大企業,4,5\n中小企業,6,15\n中小企業比率（％）,60.0,75.0\n")
    #expect(table.figures.count { $0.key.measure == .countShare && $0.key.row == "中小企業" } == 2)
  }

  @Test("shares in per mille are an error that names their unit")
  func perMille() {
    #expect(throws: DataError.self) { try Self.table("令和4年度\n種別,契約件数,構成比（‰）\n工事,30,750\n委託,10,250\n計,40,1000\n") }
  }

  @Test("years of which only the first names its era")
  func years() throws {
    let down = try Self.table("年度,総件数,市内件数,比率\n平成29,10,8,80.0%\n30,20,10,50.0%\n令和元,10,5,50.0%\n2,20,15,75.0%\n")
    #expect(down.years.map(\.startYear) == [2017, 2018, 2019, 2020])
    let across = try Self.table("契約件数の推移\n区分,平成29年度,30年度,令和元年度,2年度\n工事,1,2,3,4\n委託,2,3,4,5\n計,3,5,7,9\n")
    #expect(across.years.map(\.startYear) == [2017, 2018, 2019, 2020])
  }

  @Test("a unit alone says what figures are", arguments: ["億円、％", "件"])
  func units(_ unit: String) throws {
    let table = try Self.table("令和4年度（単位：\(unit)）\n区分,総額,中小企業,比率\n国,100,60,60.0\n公庫,200,90,45.0\n合計,300,150,50.0\n")
    #expect(table.figures.count == 9)
    #expect(table.figures.keys.allSatisfy { $0.measure.base == (unit == "件" ? .count : .amount) })
  }

  @Test("ranges of amounts are labels, whatever stands above them")
  func ranges() throws {
    let table = try Self.table("金額区分別契約件数（令和4年度）\n契約金額,市内,市外,計\n100万円未満,8,6,14\n100万円以上,5,7,12\n合計,13,13,26\n")
    #expect(table.figures.keys.allSatisfy { $0.measure == .count })
  }

  @Test("a dash beside a place stands for no label")
  func dashes() throws {
    let table = try Self.table("令和4年度\n地域区分,規模区分,件数\n市内,大企業,1\n,中小企業,3\n準市内,－,4\n市外,－,5\n総計,,13\n")
    #expect(table.rows.map(\.label) == ["市内 大企業", "市内 中小企業", "準市内", "市外", "総計"])
  }

  @Test("parts below their whole need no うち")
  func partsBelow() throws {
    let table = try Self.table("市内業者への発注\n,令和3年度,令和4年度\n発注件数,10,20\n市内業者,8,10\n割合,80.0%,50.0%\n")
    #expect(table.rows.map(\.label) == ["合計", "市内業者"])
  }
}
