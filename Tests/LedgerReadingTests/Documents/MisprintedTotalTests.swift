import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("A misprinted total leaves labels where the headings put them")
struct MisprintedTotalTests {
  @Test(
    "a reading of which nothing closes is no better than that of the headings",
    arguments: [
      // 3576 for 7536
      """
      年度,区分,種別,件数割合（%）,契約金額（百万円）,金額割合（%）
      2022年度,市内大企業,合計,0.73,3,0.03
      2022年度,市内中小企業,合計,78.91,2746,36.43
      2022年度,市内計,合計,79.64,2748,36.46
      2022年度,準市内・市外,合計,20.35,4788,63.53
      2022年度,合計,合計,100.00,3576,100.00

      """,
      // 577453942 for 100452622
      """
      年度,区分,種別,件数割合（%）,契約金額（円）,金額割合（%）
      2022年度,全体,合計,100.00,887816894,100.00
      2022年度,うち市内中小企業,合計,38.23,577453942,11.31

      """,
      // 970236000 for 970236
      """
      年度,種別,区分,契約件数,契約金額（千円）,金額割合（%）
      2022年度,合計,市内大企業,11,4057,0.4
      2022年度,合計,市内中小企業,3774,269242,27.8
      2022年度,合計,市外,14,696937,71.8
      2022年度,合計,合計,3799,970236000,100.0

      """,
    ])
  func total(text: String) throws {
    let table = try DocumentTable.read(text)
    #expect(table.published.table.categories.map(\.isTotal) == [true])
    #expect(table.published.table.rows.contains { $0.role == .total })
    #expect(table.published.table.rows.count == text.split(separator: "\n").count - 1)
    #expect(!table.doubts.contains(.tie))
  }

  @Test("shares of a part that nothing can check stay in the rows of the headings")
  func sharesOfPart() throws {
    let table = try DocumentTable.read(
      """
      年度,区分,種別,件数割合（%）,金額割合（%）
      2022年度,全体,物品,0,0
      2022年度,うち市内中小企業,物品,0,0
      2022年度,全体,工事,100,100
      2022年度,うち市内中小企業,工事,0,0
      2022年度,全体,合計,100,100
      2022年度,うち市内中小企業,合計,0,0

      """)
    #expect(table.published.table.categories.map(\.label) == ["物品", "工事", "合計"])
    #expect(table.published.table.rows.map(\.role) == [.total, .ofWhich])
  }
}
