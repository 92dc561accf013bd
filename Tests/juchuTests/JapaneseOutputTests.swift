import Foundation
import TestSupport
import Testing

@Suite("Japanese output has no English sentence")
struct JapaneseOutputTests {
  /// Runs of English words: three in a row that are no names, options or commands.
  static func sentences(in text: String) -> [String] {
    let pattern = #"\b[A-Za-z][a-z']+(?: (?!juchu\b)[a-z][a-z']+){2,}"#
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return ["no pattern"] }
    return text.split(separator: "\n").filter { line in
      // Examples and the synopsis are what is typed.
      !line.hasPrefix("  juchu ") && !line.hasPrefix("    juchu ") && !line.hasPrefix("使い方:")
        && !line.hasPrefix("          --")
    }.flatMap { line in
      // Names of commands are what is typed.
      let line = String(line).replacing(/juchu( [a-z]+)*/, with: "")
      return expression.matches(in: line, range: NSRange(line.startIndex..., in: line)).compactMap {
        Range($0.range, in: line).map { String(line[$0]) }
      }
    }
  }

  private static func juchu(_ command: String) throws -> BuiltProgram.Outcome {
    try BuiltProgram.shell("juchu \(command)", environment: ["JUCHU_LANG": "ja", "COLUMNS": "80"])
  }

  @Test("the test itself sees English")
  func itself() {
    #expect(!Self.sentences(in: "の値は the value is wrong です").isEmpty)
    #expect(Self.sentences(in: "juchu tables の --table は 2 です（core-seconds、milliseconds）").isEmpty)
  }

  /// Every command, with all its subcommands.
  static let commands: [String] = {
    func names(_ path: String) -> [String] {
      guard let outcome = try? BuiltProgram.shell("juchu \(path) --help", environment: ["JUCHU_LANG": "ja"]) else {
        return []
      }
      guard let list = outcome.output.components(separatedBy: "\nコマンド:\n").dropFirst().first else { return [path] }
      let commands = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        .compactMap { $0.split(separator: " ").first }
        .filter { $0.allSatisfy { $0.isASCII } }
      return [path] + commands.flatMap { names("\(path) \($0)".trimmingCharacters(in: .whitespaces)) }
    }
    return names("")
  }()

  @Test("in the help of any command", arguments: commands)
  func help(_ command: String) throws {
    let outcome = try Self.juchu("\(command) --help")
    #expect(outcome.code == 0)
    #expect(Self.sentences(in: outcome.output).isEmpty)
    #expect(!outcome.output.contains("OVERVIEW") && !outcome.output.contains("default:"))
  }

  @Test("all commands are walked")
  func walked() {
    #expect(Self.commands.count >= 25)
    #expect(Self.commands.contains("lottery verifiable seal"))
  }

  static let results = [
    "tables fixtures/ledger.csv", "tables fixtures/ledger.csv --table 2 --negative △",
    "tables fixtures/ledger.csv --explain 2021,works,local-sme", "tables fixtures/ledger.csv --rounding controlled",
    "compare fixtures/ledger.csv --sizes --concentration --influential-vendors 2 --uncertainty contracts --by account",
    "compare fixtures/kawasaki_table1.csv", "compare fixtures/kawasaki_table2.csv",
    "audit fixtures/kawasaki_table1.csv --witness", "audit fixtures/documents/council_paper.txt",
    "extract fixtures/documents/council_paper.txt", "inspect fixtures/ledger.csv", "inspect fixtures/bids.csv",
    "lottery incidence fixtures/bids.csv", "lottery evaluate fixtures/bids.csv --trials 1024 --orders",
    "lottery draw fixtures/electronic-lottery.csv --scheme core-seconds",
    "lottery verify fixtures/electronic-lottery.csv --scheme core-seconds",
    "lottery test fixtures/draws.csv --policy one-win --replicates 999 --power 0",
    "lottery uniformity --scheme random --firms 5", "indicators fixtures/bids.csv",
    "indicators fixtures/offices.csv --by office",
    "indicators fixtures/bids.csv --changes --by trade", "lottery levers fixtures/bids.csv",
    "lottery design fixtures/bids.csv --aim amount --aim firms-with-win --trials 1024",
    "lottery entry --values 5,20,60 --bidders 4 --cost 1", "tables fixtures/ledger.csv --plot",
    "compare fixtures/ledger.csv --row local-sme --uncertainty vendors --concentration",
    "audit fixtures/kawasaki_table2.csv",
    "lottery incidence fixtures/bids.csv --group-by opening_date",

    "synthesize bids --tenders 5 --quiet --count /dev/null", "tables fixtures/offices.csv --format markdown",
    "compare fixtures/offices.csv --by office --sizes --bunching 1000000 --split-limit works=2500000",
    "report fixtures/documents/council_paper.txt --city 川崎市 --format text --sections all",
    "report fixtures/ledger.csv --bids fixtures/bids.csv --format text --sections all --trials 1024",
  ]

  @Test("in any result", arguments: results)
  func result(_ command: String) throws {
    let outcome = try Self.juchu(command)
    #expect([0, 1, 2].contains(outcome.code), "\(outcome.remarks)")
    #expect(Self.sentences(in: outcome.output + outcome.remarks).isEmpty)
  }

  static let mistakes = [
    "tables", "tables missing.csv", "tables fixtures", "tables fixtures/ledger.csv --table 3",
    "tables fixtures/ledger.csv --tabel 2", "tables fixtures/ledger.csv --unit dollars",
    "tables fixtures/ledger.csv --years 20x1", "tables fixtures/ledger.csv --explain 2021,works",
    "tables fixtures/ledger.csv --explain 2021,work,total", "tables fixtures/ledger.csv --explain 2021,works,lokal",
    "tables fixtures/ledger.csv --explain abc,works,total", "tables fixtures/ledger.csv --output out.doc",
    "tables fixtures/ledger.csv --output fixtures/ledger.csv", "tables fixtures/ledger.csv --table 1 --table 2",
    "tables fixtures/ledger.csv --mapping nowhere", "tables fixtures/ledger.csv --set category",
    "tables fixtures/ledger.csv --set kategory=works", "tables fixtures/ledger.csv --threads 0",
    "tables fixtures/ledger.csv --minimum-amount many", "tables fixtures/ledger.csv --minimum-amount",
    "tables fixtures/ledger.csv --time-zone Mars", "tables fixtures/ledger.csv --header-rows 99",
    "tables fixtures/bids.csv", "tables fixtures/ledger.csv --quiet=yes", "table fixtures/ledger.csv",
    "compare fixtures/ledger.csv --years 2021", "compare fixtures/ledger.csv --row nobody",
    "compare fixtures/ledger.csv --bunching x", "compare fixtures/ledger.csv --split-limit goods",
    "compare fixtures/ledger.csv --by office", "audit fixtures/ledger.csv", "audit missing.pdf",
    "audit fixtures/kawasaki_table1.csv --rounding-rule down", "report", "report fixtures/ledger.csv --format csv",
    "report fixtures/ledger.csv --sections front", "lottery evaluate fixtures/bids.csv --policy two-wins",
    "lottery evaluate fixtures/bids.csv --simulate --trials 0", "lottery draw fixtures/bids.csv",
    "lottery draw fixtures/bids.csv --scheme dice", "lottery test fixtures/draws.csv --policy one-win --alpha 2",
    "lottery test fixtures/ledger.csv --policy one-win", "lottery uniformity --scheme random --firms 1",
    "synthesize ledger --table fixtures/kawasaki_table1.csv --scale 0", "synthesize bids --place mars",
    "shard tables fixtures/ledger.csv", "merge", "merge fixtures/ledger.csv", "inspect missing.csv",
    "indicators", "indicators fixtures/ledger.csv --as bid", "indicators fixtures/bids.csv --by weather",
    "indicators fixtures/bids.csv --methods none",
    "extract missing.pdf",
    "extract fixtures/documents/council_paper.txt --table 9", "extract fixtures/documents/council_paper.txt --pages x",
    "audit fixtures/documents/council_paper.txt --table 9",
    "lottery", "lottery evaluate", "lottery evaluate fixtures/ledger.csv",
    "lottery evaluate fixtures/bids.csv --group-by weather",
    "lottery evaluate fixtures/bids.csv --firms fixtures/ledger.csv",
    "lottery evaluate fixtures/bids.csv --policy fixtures/scheme.yaml",
    "lottery draw fixtures/electronic-lottery.csv --scheme fixtures/policy.yaml",
    "lottery draw fixtures/electronic-lottery.csv --scheme core-seconds --tender nowhere",
    "lottery verify fixtures/bids.csv --scheme core-seconds", "lottery test fixtures/draws.csv --replicates 0",
    "lottery test fixtures/draws.csv --policy nobody", "lottery uniformity --scheme random --firms 1000000",
    "lottery uniformity", "lottery design fixtures/bids.csv --aim weather",
    "lottery design fixtures/bids.csv --require x",
    "lottery design fixtures/ledger.csv --aim amount", "lottery entry --values x --bidders 2 --cost 1",
    "lottery entry --values 5 --bidders 0 --cost 1", "lottery levers fixtures/ledger.csv", "lottery verifiable",
    "lottery verifiable seal --output", "lottery verifiable draw missing.yaml", "synthesize", "synthesize ledger",
    "synthesize ledger --table fixtures/ledger.csv", "synthesize bids --tenders 0", "synthesize bids --set village",
    "synthesize bids --seed x", "serve --port 99999999", "replay missing.zip", "shard", "shard tables",
    "tables --mapping",
    "tables fixtures/ledger.csv --rejects fixtures/ledger.csv", "tables fixtures/ledger.csv --roster missing.csv",
    "tables fixtures/ledger.csv --duplicates sometimes", "tables fixtures/ledger.csv --value x",
    "tables fixtures/ledger.csv --population nobody", "tables fixtures/ledger.csv --encoding latin",
    "tables fixtures/ledger.csv --delimiter x",
    "tables fixtures/ledger.csv --lang fr",
    "tables fixtures/ledger.csv --negative x", "tables fixtures/ledger.csv --output /nowhere/x.csv",
    "tables fixtures/ledger.csv --format pdf", "compare fixtures/ledger.csv --by weather",
    "compare fixtures/ledger.csv --seed x",
    "compare fixtures/ledger.csv --uncertainty x", "compare fixtures/ledger.csv --confidence 2",
    "compare fixtures/ledger.csv --replicates 1",
    "report missing.csv", "report fixtures/ledger.csv --city", "nothing", "--nothing", "help nothing", "",
  ]

  @Test("in any error, and none is without words", arguments: mistakes)
  func mistake(_ command: String) throws {
    let outcome = try Self.juchu(command)
    // Without a command, the help is the answer.
    guard outcome.code != 0 else {
      #expect(
        ["", "lottery", "lottery verifiable", "synthesize", "shard", "help nothing"].contains(command),
        "\(outcome.output)")
      #expect(Self.sentences(in: outcome.output).isEmpty)
      return
    }
    #expect([64, 65, 66, 73, 74].contains(outcome.code), "\(outcome.output)")
    #expect(outcome.output.isEmpty)
    #expect(Self.sentences(in: outcome.remarks).isEmpty)
    for word in ["found:", "expected:", "hint:", "Error:", "Usage:", "Help:", "did you mean"] {
      #expect(!outcome.remarks.contains(word))
    }
    #expect(outcome.remarks.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) })
  }

  /// A mistake in a file: its name and text, and the command that reads it.
  static let spoiledFiles: [(name: String, text: String, command: String)] = {
    let head = "契約番号,年度,種別,規模,所在区分,契約金額\n"
    func row(_ text: String) -> String { head + text + "\n" }
    let ledgers = [
      "1,令和3年度,工事,中小企業,市内,x", "1,令和3年度,工事,中小企業,市内,-5", "1,令和3年度,工事,中小企業,市内,1.5", "1,R99年度,工事,中小企業,市内,5",
      "1,令和3年度,橋,中小企業,市内,5", "1,令和3年度,工事,小,市内,5", "1,令和3年度,工事,中小企業,隣町,5", "1,令和3年度,,中小企業,市内,5",
      "1,令和3年度,工事,中小企業,市内", "1,令和3年度,工事,中小企業,市内,5,6", "1,令和3年度,工事,中小企業,市内,\"5",
      "1,令和3年度,工事,中小企業,市内,\"5\"6", "1,令和3年度,工事,中小企業,市内,99999999999999999999",
      "1,令和3年度,工事,中小企業,市内,5\n1,令和3年度,工事,中小企業,市内,5", "1,令和3年度,工事,中小企業,市内,USD 5\n2,令和3年度,工事,中小企業,市内,5",
      "1,令和3年度,工事,中小企業,市内,5\n契約番号,年度,種別,規模,所在区分,契約金額",
    ].map { (name: "a.csv", text: row($0), command: "tables a.csv") }
    let mappings = [
      "a: b: c", "columns: [a", "name: \"x", "name: x\nname: y", "colums: {}", "columns: 5", "unit: dollars",
      "tax: some",
      "values: {category: {修繕: MISSING}}", "columns：{}", "\tname: x", "- a", "extends: nothing", "fractions: x",
      "header: -1",
      "constants: {weather: fine}", "values: {category: {修繕: 橋}}", "roster: {file: 無.csv}", "rows: {a: {size: x}}",
      "name: *x",
    ].map {
      (name: "m.yaml", text: $0 + "\n", command: "tables \(Repository.path("fixtures/ledger.csv")) --mapping m.yaml")
    }
    let documents = [
      "{", "[]", "{\"a\": 1}", "{\"ocid\": \"a\", \"ocid\": \"b\"}", "{\"ocid\": \"a\",}",
      "{\"releases\": [{\"ocid\": \"a\"} {}]}",
      "{\"ocid\": 01}", "{\"ocid\": \"a", "{\"ocid\": \"a\\q\"}", "{\"ocid\": \"a\", \"awards\": [5]}",
      "{\"ocid\": \"a\", \"awards\": [{\"id\": \"1\", \"status\": \"active\", \"value\": {\"amount\": \"x\"}}]}",
    ].map { (name: "a.json", text: $0 + "\n", command: "tables a.json") }
    let others = ["%PDF-1.4\n", "<html><body></body></html>\n", "PK\u{3}\u{4}xxxx", "{\\rtf1 x}\n", "", "年度\n", "\n\n"]
      .map {
        (name: "a.csv", text: $0, command: "tables a.csv")
      }
    let policies = ["cap: x", "like: nobody", "cpa: 1", "order: sideways", "coverage: {trades: 5}"].map {
      (
        name: "p.yaml", text: $0 + "\n",
        command: "lottery evaluate \(Repository.path("fixtures/bids.csv")) --policy p.yaml"
      )
    }
    let schemes = ["hash: md5", "cut-digits: 99", "like: nobody", "winner: first", "first-number: 7"].map {
      (
        name: "s.yaml", text: $0 + "\n",
        command: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme s.yaml"
      )
    }
    let bids = [
      "案件番号,業者名,入札金額\n1,甲,x\n", "案件番号,業者名,入札金額\n1,甲,5\n1,甲,6\n", "案件番号,業者名\n1,甲\n",
      "案件番号,業者名,入札金額,開札日\n1,甲,5,x\n", "案件番号,業者名,入札金額,入札状況\n1,甲,5,寝坊\n",
    ].map { (name: "b.csv", text: $0, command: "lottery incidence b.csv") }
    let draws = [
      "draw,firm,winner\n1,甲,1\n1,甲,0\n", "draw,firm,winner\n1,甲,1\n1,乙,1\n", "draw,firm,winner\n1,甲,0\n1,乙,0\n",
      "draw,firm,winner\n1,甲,丙\n1,乙,丙\n", "draw,firm,winner,group\n1,甲,1,a\n1,乙,0,b\n",
      "draw,firm,winner\n1,,1\n1,乙,0\n",
    ].map { (name: "d.csv", text: $0, command: "lottery test d.csv --policy one-win --replicates 99 --power 0") }
    let tables = [
      "年度,区分,種別,契約件数,件数割合\n令和3年度,合計,工事,x,100\n", "年度,区分,種別,契約件数,件数割合\n令和3年度,合計,工事,1,\n令和3年度,合計,工事,2,\n",
      "年度,区分,種別,契約件数,件数割合\n", "年度,区分,種別,契約件数,件数割合\nx,合計,工事,1,100\n",
    ].map { (name: "t.csv", text: $0, command: "audit t.csv") }
    return [ledgers, mappings, documents, others, policies, schemes, bids, draws, tables].flatMap { $0 }
  }()

  @Test("in the error of any spoiled file", arguments: spoiledFiles.indices)
  func spoiled(_ index: Int) throws {
    let example = Self.spoiledFiles[index]
    let folder = try TemporaryFolder()
    _ = try folder.write(example.text, to: example.name)
    let outcome = try BuiltProgram.shell(
      "juchu \(example.command)", environment: ["JUCHU_LANG": "ja", "COLUMNS": "80"], in: folder.file(""))
    #expect(outcome.code <= 2 || [64, 65, 66].contains(outcome.code), "\(outcome.remarks)")
    #expect(Self.sentences(in: outcome.output + outcome.remarks).isEmpty, "\(example.text)")
    for word in ["found:", "expected:", "hint:", "Fatal", "LedgerReading."] {
      #expect(!outcome.remarks.contains(word), "\(example.text)")
    }
  }

  @Test("--lang decides before the environment, wherever it stands, for errors of the command line too")
  func language() throws {
    let english = try Self.juchu("tables fixtures/ledger.csv --table 3 --lang en").remarks
    #expect(english.hasPrefix("Error: There are tables 1 and 2"))
    #expect(try BuiltProgram.shell("juchu tables --lang=ja").remarks.contains("を指定してください"))
    let locale = ["LC_ALL": "ja_JP.UTF-8"]
    #expect(try BuiltProgram.shell("juchu tables", environment: locale).remarks.contains("を指定してください"))
  }
}

@Suite("What people type in Japanese is understood")
struct JapaneseInputTests {
  private func output(_ command: String) throws -> String {
    let outcome = try BuiltProgram.shell("juchu \(command)")
    #expect(outcome.code == 0, "\(outcome.remarks)")
    return outcome.output
  }

  @Test(
    "as the English words are",
    arguments: [
      ("tables fixtures/ledger.csv --table ２", "tables fixtures/ledger.csv --table 2"),
      ("tables fixtures/ledger.csv --unit 千円", "tables fixtures/ledger.csv --unit thousand"),
      ("tables fixtures/ledger.csv --years 令和2年度", "tables fixtures/ledger.csv --years 2020"),
      ("tables fixtures/ledger.csv --years 令和2年度～令和3年度", "tables fixtures/ledger.csv --years 2020-2021"),
      ("tables fixtures/ledger.csv --years ２０２０－２０２１", "tables fixtures/ledger.csv --years 2020-2021"),
      (
        "tables fixtures/ledger.csv --explain 令和2年度,工事,準市内・市外",
        "tables fixtures/ledger.csv --explain 2020,works,non-local"
      ),
      (
        "tables fixtures/ledger.csv --explain 令和3年度、合計、市内中小企業",
        "tables fixtures/ledger.csv --explain 2021,total,local-sme"
      ),
      ("tables fixtures/ledger.csv --minimum-amount 100万円", "tables fixtures/ledger.csv --minimum-amount 1000000"),
      ("tables fixtures/ledger.csv —table 2", "tables fixtures/ledger.csv --table 2"),
      ("tables fixtures/ledger.csv －－ｔａｂｌｅ＝２", "tables fixtures/ledger.csv --table 2"),
      ("tables fixtures/ledger.csv --rounding 四捨五入", "tables fixtures/ledger.csv --rounding half-up"),
      (
        "lottery evaluate fixtures/bids.csv --policy 1者1件", "lottery evaluate fixtures/bids.csv --policy one-win"
      ),
      ("lottery evaluate fixtures/bids.csv --policy １者１件", "lottery evaluate fixtures/bids.csv --policy one-win"),
      ("lottery evaluate fixtures/bids.csv --policy 名張市型", "lottery evaluate fixtures/bids.csv --policy nabari"),
      ("compare fixtures/ledger.csv --row 準市内・市外", "compare fixtures/ledger.csv --row non-local"),
    ])
  func same(_ japanese: String, _ english: String) throws {
    #expect(try output(japanese) == output(english))
  }

  @Test("a word that is nearly right is suggested, across languages")
  func suggestions() throws {
    func remark(_ command: String) throws -> String {
      try BuiltProgram.shell("juchu \(command)", environment: ["JUCHU_LANG": "ja"]).remarks
    }
    #expect(try remark("tables fixtures/ledger.csv --unit 百円").contains("百万円 のことでしょうか"))
    #expect(try remark("tables fixtures/ledger.csv --tabel 2").contains("--table のことでしょうか"))
    #expect(try remark("lottery evaluate fixtures/bids.csv --policy 平塚市形").contains("平塚市"))
    #expect(try remark("lottery evaluate fixtures/bids.csv --policy onewin").contains("one-win"))
  }

  @Test("--negative chooses the sign, and every sign is read")
  func negative() throws {
    for (sign, option) in [("▲", "▲"), ("△", "白三角"), ("−", "minus")] {
      let text = try output("compare fixtures/kawasaki_table2.csv --lang ja --negative \(option)")
      #expect(text.contains("\(sign)59.59"))
    }
    #expect(try output("compare fixtures/kawasaki_table2.csv --lang en").contains("-59.59"))
    #expect(try output("compare fixtures/kawasaki_table2.csv --lang ja").contains("▲59.59"))
  }
}
