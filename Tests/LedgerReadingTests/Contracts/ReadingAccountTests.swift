import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// What is in a ledger and in no figure stands in the account, or is an error: read by the reference reader and while
/// streaming.
@Suite("The account of a ledger")
struct ReadingAccountTests {
  private static let header = "契約番号,年度,種別,規模,所在区分,契約金額,契約相手方,件名"
  private static let base = """
    A1,令和3年度,工事,中小企業,市内,12000000,青葉建設,道路補修工事
    A2,令和3年度,工事,大企業,市外,30000000,大橋組,橋りょう架替工事
    A3,令和3年度,物品,中小企業,市内,1500000,さくら文具,事務用品購入

    """

  /// Reads a ledger in both ways, which must agree.
  private func read(_ text: String, _ change: (inout ContractReader.Options) -> Void = { _ in }) throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "ledger.csv")
    try expectSameReading([file], rejects: true, blocks: [64, 4_096], "account") { change(&$0) }
    try expectSameReading([file], rejects: false, blocks: [64, 4_096], "account") { change(&$0) }
    let read = try ReadLedgers([file]) { change(&$0) }
    #expect(read.reconciles)
    return read
  }

  @Test(
    "totals are no contracts, by their word in any column",
    arguments: [
      "合計,,,,,43500000,,", "合計,令和3年度,,,,43500000,,3件", ",令和3年度,工事,,,42000000,,工事計", ",令和3年度,合計,,,43500000,,",
      "【合 計】,,,,,43500000,,",
      "小計（工事）,,,,,42000000,,", ",,,,,43500000,,総計", "総合計（税込）,,,,,43500000,,", "4月計,,,,,42000000,,",
      ",令和3年度,,,,43500000,,累計",
      "Total,,,,,43500000,,", "Grand Total,,,,,43500000,,", "計　3件,,,,,43500000,,",
    ])
  func totals(_ row: String) throws {
    let read = try read("\(Self.header)\n\(Self.base)\(row)\n")
    #expect(read.contracts.count == 3)
    #expect(read.summary.files[0].leftOut[.total]?.lines == [5])
    #expect(read.summary.files[0].filtered == 1)
  }

  @Test("contract numbers that are nearly alike are two contracts, and are named")
  func nearKeys() throws {
    let read = try read(
      "\(Self.header)\nA-1,2021,工事,中小企業,市内,1,甲,道路\nA‐1,2021,工事,中小企業,市内,1,甲,道路\na-1,2021,工事,中小企業,市内,1,甲,道路\n"
        + "A-2,2021,工事,中小企業,市内,1,甲,道路\n")
    #expect(read.contracts.count == 4)
    #expect(read.summary.files[0].notes[.nearlyAlikeKey] == ReadingSummary.Occurrences(count: 2, firstLine: 3))
  }

  @Test(
    "totals in ledgers whose mapping fills the other fields in",
    arguments: ["合計,,,43500000", ",計,,43500000", ",３件,,43500000", ",合計（３件）,,43500000", "計,,,43500000"])
  func constants(_ row: String) throws {
    var mapping = LedgerMapping()
    mapping.contracts.columns = [.title: .column("工事名"), .vendor: .column("契約相手方"), .amount: .column("契約金額")]
    mapping.contracts.constants = [.fiscalYear: "2021", .category: "works", .size: "sme", .locality: "local"]
    let rows = "番号,工事名,契約相手方,契約金額\n1,設計業務,青葉建設,12000000\n2,会計システム,大橋組,30000000\n3,統計調査,,1500000\n"
    let read = try read("\(rows)\(row)\n") { $0.mapping = mapping }
    #expect(read.contracts.count == 3, "設計, 会計 and 統計 are no totals")
    #expect(read.summary.files[0].leftOut[.total]?.lines == [5])
    let error = #expect(throws: DataError.self) { try self.read("\(rows),,,43500000\n") { $0.mapping = mapping } }
    #expect(error?.problem == .unnamedRow)
  }

  @Test(
    "a header that stands again is an error, also where rows are set aside",
    arguments: [Self.header, "No.,契約日,件名,契約相手方,契約金額,,,", "年 度,契約番号,種別,規模,所在,契約金額（円）,契約相手方,工事名"])
  func secondTable(_ row: String) throws {
    for keepsRejects in [false, true] {
      let folder = try TemporaryFolder()
      let file = try folder.write("\(Self.header)\n\(Self.base)\(row)\nA4,令和3年度,物品,,市内,5,,\n", to: "ledger.csv")
      let error = #expect(throws: DataError.self) { try ReadLedgers([file], keepsRejects: keepsRejects) }
      guard case .secondHeader = error?.problem else { Issue.record("\(String(describing: error))"); continue }
      #expect(error?.line == 5)
    }
  }

  @Test(
    "notes and the end mark of old systems are no rows", arguments: ["※ 税込", "注：単価契約を含む", "\u{1A}", "（注）令和4年3月末現在"])
  func notes(_ note: String) throws {
    for row in [note, note + ",,,,,,,"] {
      let read = try read("\(Self.header)\n\(Self.base)\(row)\n")
      #expect(read.contracts.count == 3)
      #expect(read.summary.files[0].leftOut[.note]?.lines == [5])
    }
  }

  @Test("without contract numbers a ledger is read, and the account says what cannot be known")
  func noKeys() throws {
    let read = try read("年度,種別,規模,所在区分,契約金額\n令和3年度,工事,中小企業,市内,1000000\n")
    #expect(read.contracts.count == 1)
    #expect(!read.summary.files[0].hasKeys)
  }

  @Test("columns that no field took are named")
  func unreadColumns() throws {
    let read = try read("契約番号,年度,種別,規模,所在区分,契約金額,備考,,落札率\nA,2021,工事,中小企業,市内,5,x,y,z\n")
    #expect(read.summary.files[0].unreadColumns == ["備考", "H", "落札率"])
  }

  @Test("repeated rows that are left out are counted apart")
  func repeated() throws {
    let read = try read("\(Self.header)\n\(Self.base)Ａ１,令和3年度,工事,中小企業,市内,12000000,青葉建設,道路補修工事\n") {
      $0.repeatedContracts = .first
    }
    #expect(read.contracts.count == 3, "keys that differ in width alone are one contract")
    #expect(read.summary.files[0].leftOut[.repeated]?.lines == [5])
  }

  @Test(
    "two columns that may be meant are an error that names both",
    arguments: [
      ("契約番号,年度,種別,規模,所在区分,契約金額（税抜）,契約金額（税込）", "amount"), ("契約番号,契約日,契約締結日,種別,規模,所在区分,契約金額", "date"),
      ("契約番号,年度,契約年度,種別,規模,所在区分,契約金額", "fiscal_year"), ("契約番号,年度,種別,規模,企業規模,所在区分,契約金額", "size"),
      ("契約番号,年度,種別,規模,所在区分,契約金額,amount", "amount"), ("契約番号,年度,種別,規模,所在区分,当初契約金額,変更後契約金額", "amount"),
    ])
  func ambiguous(_ header: String, _ field: String) {
    let error = #expect(throws: DataError.self) { try self.read("\(header)\nA,2021,工事,中小企業,市内,5,5\n") }
    guard case .ambiguousColumns(field, _, _, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "the unit that a file states is the unit of its amounts",
    arguments: [
      ("契約金額（千円）", "", 1_000, TaxBasis.unstated), ("契約金額(単位:千円)", "", 1_000, .unstated),
      ("契約金額【百万円】", "", 1_000_000, .unstated),
      ("契約金額［百万円］", "", 1_000_000, .unstated), ("契約金額（税込・円）", "", 1, .included), ("契約金額（税抜）（千円）", "", 1_000, .excluded),
      ("契約金額", "（単位：千円）", 1_000, .unstated), ("契約金額", "単位：百万円、税込", 1_000_000, .included),
      ("契約金額", "(千円)", 1_000, .unstated),
      ("契約金額", "単位 万円", 10_000, .unstated), ("契約金額（円）", "（単位：千円）", 1, .unstated),
    ] as [(String, String, Int64, TaxBasis)])
  func units(_ name: String, _ note: String, _ unit: Int64, _ basis: TaxBasis) throws {
    let above = note.isEmpty ? "" : "令和3年度 契約一覧,,,,,\n,,,,,\(note)\n"
    let read = try read("\(above)契約番号,年度,種別,規模,所在区分,\(name)\nA,2021,工事,中小企業,市内,\"12,000\"\n")
    #expect(read.contracts.map(\.amount.value) == [12_000 * unit])
    #expect(read.summary.taxBasis == basis)
    #expect(read.summary.files[0].units.first?.unit == unit)
  }

  @Test(
    "capital has its own unit, whatever that of the amounts is",
    arguments: [
      ("契約金額（円）", "資本金（千円）", "500000", FirmSize.large), ("契約金額", "資本金（百万円）", "500", .large),
      ("契約金額（千円）", "資本金（円）", "10000000", .sme),
    ])
  func capital(_ amount: String, _ name: String, _ capital: String, _ size: FirmSize) throws {
    let mapping = try LedgerMapping(
      yaml:
        "columns: {fiscal_year: 年度, category: 種別, locality: 所在区分, amount: \(amount), business: 業種, employees: 従業員数, capital: \(name)}",
      file: "units.yaml")
    let text = "契約番号,年度,種別,業種,従業員数,所在区分,\(amount),\(name)\nA,2021,工事,建設業,500,市内,9000,\(capital)\n"
    let read = try read(text) { $0.mapping = mapping }
    #expect(read.contracts.map(\.size) == [size])
    #expect(read.summary.files[0].units.count == (amount == "契約金額" ? 1 : 2))
  }

  @Test(
    "an instant is on the day of the zone that is named, Japan's by default",
    arguments: [(nil, 2021), ("-05:00", 2020), ("America/New_York", 2020)])
  func zones(_ name: String?, _ year: Int) throws {
    let rows = "契約番号,契約日,種別,規模,所在区分,契約金額\nA,2021-03-31T15:00:00Z,工事,中小企業,市内,5\nB,2021/03/31 16:00:00Z,工事,,市内,5\n"
    let read = try read(rows) { $0.layout.zone = name.flatMap(DayZone.init) }
    #expect(read.contracts.map(\.year.startYear) == [year, year])
  }

  @Test("words, headers and amounts in any writing")
  func writings() throws {
    let read = try read(
      "契約番号,年　度,種 別,\u{200B}規模,所在区分,契約⾦額,契約相⼿⽅\nA,令和3年度,⼯　事,中\u{A0}⼩企業,市内,12\u{202F}000\u{FEFF},⻘葉建設\n")
    #expect(read.contracts.map(\.amount.value) == [12_000])
    #expect(read.contracts.map(\.size) == [.sme])
  }

  @Test("a quote that swallows a row is remarked")
  func swallowed() throws {
    let read = try read(
      "\(Self.header)\nA1,令和3年度,工事,中小企業,市内,5,青葉建設,\"道路\nA2,令和3年度,工事,中小企業,市内,5,青葉建設,橋\"\nA3,令和3年度,工事,,市内,5,甲,\"二行の\n件名\"\n"
    )
    #expect(read.contracts.count == 2)
    #expect(read.summary.files[0].notes[.swallowedRow]?.count == 1)
  }
}
