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
    "lottery uniformity --scheme random --firms 5",
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
  ]

  @Test("in any error, and none is without words", arguments: mistakes)
  func mistake(_ command: String) throws {
    let outcome = try Self.juchu(command)
    #expect([64, 65, 66, 73, 74].contains(outcome.code), "\(outcome.output)")
    #expect(outcome.output.isEmpty)
    #expect(Self.sentences(in: outcome.remarks).isEmpty)
    #expect(outcome.remarks.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) })
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
