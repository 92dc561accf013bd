import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("What a file is")
struct FileContentTests {
  @Test(
    "seen from its header",
    arguments: [
      ("契約番号,年度,種別,規模,所在区分,契約金額", FileContent.ledger), ("案件番号,公告日,開札日,業種,予定価格,業者名,入札金額,落札", .bids),
      ("案件番号,開札日,商号又は名称,応札額（税抜）", .bids), ("抽選番号,業者,落札", .draws), ("draw,group,order,firm,winner", .draws),
      ("商号,法人番号,規模", .roster), ("firm,ward,points,grade", .roster), ("年度,区分,種別,契約件数,件数割合,契約金額,金額割合", .publishedTable),
      ("公告日,開札日,工事件名,落札者名,落札者所在地,予定価格（税抜）,最低制限価格,落札金額（税抜）,落札率", .bidResults),
      ("契約日,件名,種別,契約相手方,規模,契約金額,予定価格,落札率", .ledger), ("a,b,c", nil),
    ] as [(String, FileContent?)])
  func header(_ names: String, _ content: FileContent?) {
    #expect(FileContent(names: names.split(separator: ",").map(String.init)) == content)
  }

  @Test(
    "the last noun says the category; what contradicts itself says nothing",
    arguments: [
      ("工事監理業務委託", Procurement.Category.services), ("工事用資材購入", .goods), ("工事(単価契約)", .works), ("修繕工事", .works),
      ("測量・設計", .services), ("製造の請負", .goods), ("役務の提供", .services), ("建設コンサルタント業務", .services), ("物品の買入れ", .goods),
      ("プレストレスト・コンクリート工事", .works), ("設計・施工一括", nil), ("物品・役務", nil), ("修繕", nil), ("賃貸借", nil), ("その他", nil),
      ("工事用", nil),
    ] as [(String, Procurement.Category?)])
  func categories(_ word: String, _ category: Procurement.Category?) {
    #expect(CategoryGuess.category(of: word) == category)
  }

  @Test("words that are not known are counted and proposed, addresses as patterns; the unit of a note is written")
  func guess() throws {
    let folder = try TemporaryFolder()
    let rows = "A1,2021-04-01,建設工事,中小,川崎市幸区,12\nA2,2021-04-01,役務,－,川崎市高津区,30\n"
    let file = try folder.write("単位：百万円\n契約番号,契約日,種別,規模,所在区分,契約金額\n\(rows)合計,,,,,42\n", to: "l.csv")
    let profile = try FileInspector.profile(InputFile(file))
    #expect(profile.content == .ledger)
    #expect(profile.columns[2].unknownWords.map(\.value) == ["建設工事", "役務"])
    let yaml = try MappingGuess(profile, say: { "\($0)" }).yaml
    for line in ["    建設工事: works", "    中小: sme", "    \"川崎市*\": MISSING", "unit: 百万円"] {
      #expect(yaml.contains(line), "\(yaml)")
    }
    let filled = yaml.replacing("\"川崎市*\": MISSING", with: "\"川崎市*\": local")
      .replacing("\"－\": MISSING", with: "\"－\": other")
    let mapping = try LedgerMapping(yaml: filled, file: "m.yaml")
    let read = try ReadLedgers([file]) { $0.mapping = mapping }
    #expect(read.contracts.map(\.amount.value) == [12_000_000, 30_000_000])
    #expect(read.contracts.map(\.locality) == [.local, .local])
  }

  @Test("a list of tender results: its mapping extends the shipped one, with patterns of addresses to be filled in")
  func results() throws {
    let folder = try TemporaryFolder()
    let text = """
      開札日,工事件名,落札者名,落札者所在地,予定価格（税抜）,落札金額（税抜）
      2021/4/20,道路補修工事,甲,川崎市幸区,12,10
      2021/4/20,庁舎清掃業務委託,乙,川崎市中原区（支店）,12,11
      2021/4/20,事務用品の購入,丙,東京都千代田区丸の内,12,12

      """
    let file = try folder.write(text, to: "results.csv")
    let guess = try MappingGuess(try FileInspector.profile(InputFile(file))) { "\($0)" }
    #expect(guess.missing == [.locality])
    let filled = guess.yaml.replacing("\"川崎市*\": MISSING", with: "\"川崎市*\": local")
      .replacing("MISSING", with: "non-local")
    let mapping = try LedgerMapping(yaml: filled, file: "m.yaml")
    let read = try ReadLedgers([file]) { $0.mapping = mapping }
    #expect(read.contracts.map(\.locality) == [.local, .local, .nonLocal])
    #expect(read.contracts.map(\.category) == [.works, .services, .goods])
  }
}
