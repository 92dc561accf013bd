import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Patterns in mappings")
struct WordPatternTests {
  private static let header = "契約番号,年度,種別,規模,所在地,契約金額"
  private static let columns =
    "columns: {contract: 契約番号, fiscal_year: 年度, category: 種別, size: 規模, locality: 所在地, amount: 契約金額}\n"

  /// Reads a ledger of addresses in both ways, which must agree.
  private func read(_ addresses: [String], _ yaml: String) throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    let rows = addresses.enumerated().map { "A\($0),2021,工事,中小企業,\($1),1000" }
    let file = try folder.write(([Self.header] + rows).joined(separator: "\n") + "\n", to: "ledger.csv")
    let mapping = try LedgerMapping(yaml: Self.columns + yaml, file: "m.yaml")
    try expectSameReading([file], rejects: false, blocks: [64, 4_096], "patterns") { $0.mapping = mapping }
    return try ReadLedgers([file]) { $0.mapping = mapping }
  }

  @Test("prefixes, regular expressions and all others; a word goes first, then the longest pattern")
  func meanings() throws {
    let read = try read(
      ["川崎市幸区", "川 崎市高津区", "川崎市川崎区（支店）", "横浜市", "川崎市役所"],
      "values: {locality: {川崎市*: local, \"/^川崎市.*支店/\": semi-local, 川崎市役所: non-local, \"*\": non-local}}")
    #expect(read.contracts.map(\.locality) == [.local, .local, .semiLocal, .nonLocal, .nonLocal])
  }

  @Test("a pattern that no word fits is an error unless it is optional")
  func unused() throws {
    let yaml = "values: {locality: {川崎市*: local, 川埼市*: semi-local, \"*\": non-local}}"
    let error = #expect(throws: DataError.self) { try read(["川崎市幸区", "横浜市"], yaml) }
    #expect(error?.problem == .unusedPattern("川埼市*", field: "locality"))
    let optional = yaml.replacing("川埼市*:", with: "川埼市*?:")
    #expect(try read(["川崎市幸区", "横浜市"], optional).contracts.map(\.locality) == [.local, .nonLocal])
    // A row that was set aside may have had the word.
    let filtered = yaml + "\nexclude: {規模: [大企業]}"
    #expect(throws: DataError.self) { try read(["川崎市幸区"], filtered) }
  }

  @Test("what is no regular expression is an error of the mapping")
  func invalid() {
    let error = #expect(throws: DataError.self) {
      try LedgerMapping(yaml: "values: {locality: {\"/(/\": local}}", file: "m.yaml")
    }
    #expect(error?.problem == .wrongShape(key: "/(/", expected: "/regular expression/"))
  }

  @Test("a mapping that extends another adds its words to it")
  func extends() throws {
    let mapping = try LedgerMapping(
      yaml: "extends: bid-results\nvalues: {category: {単価契約: goods}, locality: {川崎市*: local}}", file: "m.yaml")
    #expect(mapping.contracts.values[.category]?.count == 4)
    #expect(mapping.contracts.values[.locality] == ["川崎市*": "local"])
  }

  @Test("lists of tender results, whatever their columns are called")
  func bidResults() throws {
    let folder = try TemporaryFolder()
    let mapping = try LedgerMapping(
      yaml: "extends: bid-results\nvalues: {locality: {川崎市*: local, \"*\": non-local}}", file: "m.yaml")
    for header in [
      "公告日,開札日,工事件名,工種,落札者名,落札者所在地,予定価格（税抜）,最低制限価格,落札金額（税抜）,落札率,備考",
      "公告日,開札日,件名,業種,落札者,所在地,予定価格,最低制限価格,落札価格（税抜）,落札率,備考",
    ] {
      let rows = """
        2021/4/1,2021/4/20,道路補修工事,土木,甲,川崎市幸区,"1,200","1,000","1,100",91.7%,くじ引き
        2021/4/1,2021/4/20,庁舎清掃業務委託,土木,乙,東京都千代田区,"1,200","1,000","1,000",83.3%,
        2021/4/1,2021/4/20,事務用品の購入（単価契約）,土木,丙,川崎市中原区,"120",,"100",83.3%,

        """
      let file = try folder.write("入札結果一覧\n\(header)\n\(rows)", to: "results.csv")
      try expectSameReading([file], rejects: false, blocks: [64, 4_096], "results") { $0.mapping = mapping }
      let read = try ReadLedgers([file]) { $0.mapping = mapping }
      #expect(read.contracts.map(\.category) == [.works, .services, .goods])
      #expect(read.contracts.map(\.locality) == [.local, .nonLocal, .local])
      #expect(read.contracts.map(\.amount.value) == [1_100, 1_000, 100])
      #expect(read.summary.taxBasis == .excluded)
    }
  }

  @Test("unit and tax of columns")
  func columnUnits() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("年度,種別,規模,所在,金額\n2021,工事,中小企業,市内,12\n", to: "ledger.csv")
    let yaml = """
      columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在, amount: 金額}
      unit: {金額: thousand, 予算: million}
      tax: {金額: 税込}
      """
    let read = try ReadLedgers([file]) { $0.mapping = try LedgerMapping(yaml: yaml, file: "m.yaml") }
    #expect(read.contracts.map(\.amount.value) == [12_000])
    #expect(read.summary.taxBasis == .included)
  }

  @Test(
    "what editors of Japanese text write into a mapping is named with its line",
    arguments: [
      ("columns:\n  amount：契約金額\n", DataError.YAMLWriting.wideColon, 2), ("columns：\n  amount: 契約金額\n", .wideColon, 1),
      ("columns:\n\tamount: 契約金額\n", .tabs, 2), ("columns:\n  date: 契約日\n　　amount: 契約金額\n", .wideBlanks, 3),
      ("unit：thousand\n", .wideColon, 1),
      ("columns: {category: 種別, amount：契約金額}\n", .wideColon, 1),
    ])
  func writing(_ yaml: String, _ writing: DataError.YAMLWriting, _ line: Int) {
    let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: yaml, file: "m.yaml") }
    #expect(error?.problem == .yamlWriting(writing))
    #expect(error?.line == line)
  }

  @Test("a mapping in CP932 is named, a full-width colon in a word is none")
  func encodings() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(try cp932("columns: {amount: 契約金額}\n"), to: "m.yaml")
    let error = #expect(throws: DataError.self) { try LedgerMapping.named(path) }
    #expect(error?.problem == .yamlWriting(.cp932))
    _ = try LedgerMapping(yaml: "values: {category: {\"工事：土木\": works}}", file: "m.yaml")
  }
}
