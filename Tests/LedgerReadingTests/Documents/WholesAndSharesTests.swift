import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Headings of wholes, of firms within them and of their shares")
struct WholesAndSharesTests {
  /// Three categories with their total: all, of which local, and the share of these.
  private static let rows = """
    工事,1200,8400000,1080,6300000,90.0,75.0
    業務委託,3000,5000000,2400,3000000,80.0,60.0
    役務,800,400000,600,300000,75.0,75.0
    計,5000,13800000,4080,9600000,81.6,69.6

    """

  @Test(
    "one part beside the whole, and its shares in columns of their own",
    arguments: [
      ("全体", "市内企業", "市内企業割合"), ("合計", "市内業者", "市内業者割合"), ("全業者", "うち市内業者", "割合"), ("発注", "市内業者受注", "受注率（％）"),
    ])
  func wholeAndPart(whole: String, part: String, share: String) throws {
    let table = try DocumentTable.read(
      "令和4年度　発注状況（単位：千円）\n区分,\(whole),,\(part),,\(share),\n,件数,金額,件数,金額,件数,金額\n" + Self.rows)
    let local = try #require(table.published.table.rows.first { $0.role == .ofWhich })
    let all = try #require(table.published.table.rows.first { $0.role == .total })
    #expect(table.published.table.figures.count == 24)
    #expect(table.printed(2022, all.identifier, category: "works") == "1200")
    #expect(table.printed(2022, local.identifier, category: "works") == "1080")
    #expect(table.printed(2022, local.identifier, .countShare, category: "役務") == "75.0")
    #expect(table.printed(2022, local.identifier, .amountShare) == "69.6")
    #expect(local.parent == all.identifier && table.identities.shares.open == 0 && table.doubts.isEmpty)
  }

  @Test(
    "headings that say of which firms their figures are",
    arguments: [
      "局,発注総件数,市内業者発注件数,市内業者率,発注総額,市内業者発注額,市内業者率",
      "局,契約総件数,市内中小件数,割合,契約総額(千円),市内中小契約額(千円),割合",
      "局,総契約件数①,市内件数②,市内率②/①,総契約金額③,市内金額④,市内率④/③",
      "局,契約件数,市内事業者の契約件数,市内事業者の割合,契約金額,市内事業者の契約金額,市内事業者の割合",
      "局,契約件数（A）,市内業者向け契約件数（B）,比率（B/A）,契約額（C）,市内業者向け契約実績額（D）,比率（D／C×100）",
    ])
  func namedFigures(heading: String) throws {
    let table = try DocumentTable.read(
      "令和4年度（単位：千円）\n\(heading)\n総務局,100,80,80.0%,1000,600,60.0%\n建設局,50,30,60.0%,500,250,50.0%\n合計,150,110,73.3%,1500,850,56.7%\n"
    )
    let local = try #require(table.published.table.rows.first { $0.role == .ofWhich })
    #expect(table.published.table.figures.count == 18)
    #expect(table.printed(2022, local.identifier, .amountShare, category: "建設局") == "50.0")
    #expect(table.printed(2022, local.identifier) == "110")
    #expect(table.identities.shares.open == 0 && table.doubts.isEmpty)
  }

  @Test("a share without a name behind each part is that part's; behind a total it is an error")
  func pairs() throws {
    let table = try DocumentTable.read(
      "令和4年度 契約件数（単位：件）\n区分,総数,市内,割合,市外,割合\n工事,1000,800,80.0%,200,20.0%\n委託,500,300,60.0%,200,40.0%\n計,1500,1100,73.3%,400,26.7%\n"
    )
    #expect(table.printed(2022, "市外", .countShare, category: "services") == "40.0")
    #expect(table.published.table.figures.count == 15)
    let folder = try TemporaryFolder()
    let text = "令和4年度 契約件数（単位：件）\n区分,市内,市外,計,割合\n工事,800,200,1000,80.0%\n委託,300,200,500,60.0%\n計,1100,400,1500,73.3%\n"
    #expect(throws: DataError.self) {
      try DocumentReader.read(InputFile(try folder.write(text, to: "t.csv"))).chosen(nil)
    }
  }

  @Test("parts that are less than the whole in every line are no parts of a sum")
  func partsWithoutSum() throws {
    let table = try DocumentTable.read(
      """
      令和4年度 中小企業者に関する国等の契約の実績（単位：億円）
      区分,官公需総実績額,中小企業・小規模事業者向け契約実績額,比率,新規中小企業者向け契約実績額,比率
      国等,50000,26000,52.0%,500,1.0%
      公庫等,40000,20000,50.0%,480,1.2%
      合計,90000,46000,51.1%,980,1.1%

      """)
    #expect(table.published.table.rows.filter { $0.role == .ofWhich }.count == 2)
    #expect(table.published.table.figures.count == 15)
    // Two lines alone do not show it: a row may be missing or misprinted.
    let two = try DocumentTable.read("令和4年度\n区分,件数\n市内,70\n市外,20\n合計,100\n")
    #expect(two.published.table.rows.filter { $0.role == .ofWhich }.isEmpty)
  }

  @Test("rows of shares below each row of figures stand in brackets behind them")
  func shareRows() throws {
    let table = try DocumentTable.read(
      """
      令和4年度,市内,,市外,,計,
      ,件数（件）,金額（千円）,件数（件）,金額（千円）,件数（件）,金額（千円）
      建設工事,800,6000,200,4000,1000,10000
      （割合）,80.0%,60.0%,20.0%,40.0%,100.0%,100.0%
      業務委託,300,2000,200,2000,500,4000
      （割合）,60.0%,50.0%,40.0%,50.0%,100.0%,100.0%

      """)
    #expect(table.published.table.figures.count == 24)
    #expect(table.printed(2022, "市内", .amountShare, category: "services") == "50.0")
  }

  @Test("a last row of shares below labels that are not known is named and left alone")
  func lastRow() throws {
    let table = try DocumentTable.read(
      "令和4年度\n契約方法,市内業者,,市外業者,,合計,\n,件数,金額(円),件数,金額(円),件数,金額(円)\n一般競争入札,100,1000,50,500,150,1500\n随意契約,300,300,100,200,400,500\n合計,400,1300,150,700,550,2000\n割合,72.7%,65.0%,27.3%,35.0%,100%,100%\n"
    )
    #expect(table.published.table.figures.count == 18)
    #expect(table.published.unreadColumns == ["割合"])
  }

  @Test("a row whose figures are all blank is a row of the table and no section")
  func blankRows() throws {
    let table = try DocumentTable.read(
      "平成21年度\n種別,所在,規模,件数,金額（千円）\n工事,市内,大企業,10,100\n,,中小企業,20,200\n,市外,,,\n,合計,,30,300\n物品,市内,大企業,,\n,,中小企業,,\n,市外,,5,50\n,合計,,5,50\n"
    )
    #expect(table.published.table.categories.count == 2)
    #expect(table.printed(2009, "total", .amount, category: "goods") == "50")
    #expect(table.printed(2009, "local-sme", category: "works") == "20")
    #expect(table.printed(2009, "市外", category: "works") == nil)
  }

  @Test("rates of what is not in the table are no shares of its total")
  func rates() throws {
    let folder = try TemporaryFolder()
    let text =
      "市内発注率の推移\n年度\t工事\t\t委託\t\t合計\n\t件数率\t金額率\t件数率\t金額率\t金額率\nR2\t80.0%\t70.0%\t60.0%\t50.0%\t62.0%\nR3\t81.0%\t71.0%\t61.0%\t51.0%\t63.0%\n"
    #expect(throws: DataError.self) {
      try DocumentReader.read(InputFile(try folder.write(text, to: "t.txt"))).chosen(nil)
    }
  }

  @Test("小計 of each category is its total where the whole has one of another name")
  func subtotals() throws {
    let table = try DocumentTable.read(
      "令和4年度\n,,件数,金額（千円）\n工事,市内,800,6000\n,市外,200,4000\n,小計,1000,10000\n物品,市内,300,200\n,市外,200,200\n,小計,500,400\n総計,,1500,10400\n"
    )
    #expect(table.published.table.rows.count == 3 && table.doubts.isEmpty)
    #expect(table.identities.open == 0 && table.identities.closed > 5)
  }

  @Test(
    "a table below another one without a year of its own is of the year of their title; a year below the headings begins a section"
  )
  func years() throws {
    let folder = try TemporaryFolder()
    let part = "区分,件数,件数割合,契約金額(円)\n市内,800,80%,6000\n市外,200,20%,4000\n計,1000,100%,10000\n"
    let document = try DocumentReader.read(
      InputFile(try folder.write("令和4年度契約実績\n■工事\n\(part)■委託\n\(part)", to: "t.csv")))
    #expect(document.tables.count == 2 && document.unread.isEmpty)
    #expect(document.tables.allSatisfy { $0.published.table.years == [FiscalYear(startingIn: 2022)] })
    let table = try DocumentTable.read(
      "種別,総件数,市内件数,市内率\n令和4年度,,,\n工事,1000,800,80.0%\n委託,500,300,60.0%\n計,1500,1100,73.3%\n")
    #expect(table.printed(2022, "市内", .countShare, category: "services") == "60.0")
  }

  @Test("the unit stands in the heading of the labels too, and two columns 区分 are one within the other")
  func unitOfLabels() throws {
    let table = try DocumentTable.read(
      "年度,区分（単位：件、千円）,区分（単位：件、千円）,件数,金額\n令和4年度,市内,大企業,10,100\n令和4年度,市内,中小企業,20,300\n令和4年度,市外,市外,5,50\n令和4年度,計,計,35,450\n"
    )
    #expect(table.published.table.unit == 1_000 && table.namesUnit)
    #expect(table.printed(2022, "local-sme", .amount) == "300")
    #expect(table.printed(2022, "市外", .amount) == "50" && table.printed(2022, "total") == "35")
  }
}
