import Foundation
import TestSupport
import Testing

@Suite("juchu synthesize")
struct SynthesizeCommandTests {
  /// Issue: every figure of both years as published, the two misprints corrected.
  @Test("the ledger of the published table gives the published table")
  func demonstration() throws {
    let outcome = try BuiltProgram.shell(
      """
      juchu synthesize ledger --table fixtures/kawasaki_table1.csv --quiet | juchu tables - --format csv
      """)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    // Ours: year,category,row,role,count,countShare,yen,amountMillion,amountShare.
    let rows = ["大企業": "local-large", "中小企業": "local-sme", "その他": "local-other", "": ""]
    let categories = ["物品": "goods", "工事": "works", "委託": "services", "合計": "total"]
    let found = Dictionary(
      uniqueKeysWithValues: outcome.output.split(separator: "\n").compactMap { line -> (String, [String])? in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 9, Int(fields[0]) != nil else { return nil }
        return (fields[0...2].joined(separator: ","), [fields[4], fields[5], fields[7], fields[8]])
      })
    let published = try String(contentsOfFile: Repository.path("fixtures/kawasaki_table1.csv"), encoding: .utf8)
    var compared = 0
    for line in published.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let row = fields[1] == "合計" ? "total" : fields[1] == "市内" ? rows[fields[2]] ?? "?" : "non-local"
      let key = "\(fields[0] == "令和2年度" ? 2020 : 2021),\(categories[fields[3]] ?? "?"),\(row)"
      var expected = Array(fields[4...7])
      if key == "2020,total,non-local" { (expected[1], expected[3]) = ("9.67", "55.43") }
      for index in [1, 3] where expected[index] == "100" { expected[index] = "100.00" }
      #expect(found[key] == expected, "\(key)")
      compared += 4
    }
    #expect(compared == 160)
  }

  @Test("a spoiled ledger: the rejects of the reader are the key's")
  func dirt() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run([
      "synthesize", "ledger", "--table", "fixtures/small_table1.csv", "--dirt", "0.2", "--key", folder.file("key.csv"),
      "--output", folder.file("ledger.csv"),
    ])
    #expect(made.code == 0, "\(made.remarks)")
    let read = try BuiltProgram.run(
      ["tables", folder.file("ledger.csv"), "--rejects", folder.file("rejects.csv"), "--format", "json"])
    #expect(read.code == 0, "\(read.remarks)")
    func lines(_ name: String, _ position: Int, where condition: (String) -> Bool) throws -> [String] {
      try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").filter {
        condition(String($0))
      }
      .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[position]) }
    }
    let key = try lines("key.csv", 0) { $0.contains(",rejected,") }
    #expect(key.count > 50)
    let rejected = try lines("rejects.csv", 1) { $0.hasPrefix(folder.path) }
    #expect(rejected.difference(from: key).isEmpty)
  }

  @Test(
    "what cannot be is an error with its exit code",
    arguments: [
      (["ledger", "--table", "fixtures/small_table1.csv", "--scale", "0"], 64, "--scale 0"),
      (["ledger", "--table", "fixtures/small_table1.csv", "--scale", "99999999999"], 64, "--scale 99999999999"),
      (["ledger", "--table", "fixtures/none.csv"], 66, "none.csv"),
      (["ledger", "--table", "fixtures/ledger.csv"], 65, "ledger.csv"),
      (["ledger", "--table", "fixtures/kawasaki_table2.csv"], 65, "kawasaki_table2.csv"),
      (["ledger", "--table", "fixtures/small_table1.csv", "--dirt", "0.1"], 64, "--key"),
      (["bids", "--trade", "どぼく"], 64, "どぼく"),
      (["bids", "--place", "nowhere"], 64, "nowhere"),
      (["bids", "--tenders", "0"], 64, "--tenders 0"),
      (["bids", "--bias", "0.5"], 64, "--scheme"),
      (["bids", "--random-floor", "himeji", "--variable-floor", "10"], 64, "not both"),
    ] as [([String], Int32, String)])
  func errors(arguments: [String], code: Int32, word: String) throws {
    let outcome = try BuiltProgram.run(["synthesize"] + arguments)
    #expect(outcome.code == code, "\(outcome.remarks)")
    #expect(outcome.remarks.contains(word), "\(outcome.remarks)")
    #expect(outcome.output.isEmpty)
  }

  @Test(
    "an impossible cell is named",
    arguments: [
      ("令和3年度,市内,その他,工事,0,5", "2021,works,local-other"),
      ("令和3年度,市内,大企業,物品,4,0", "2021,goods,local-large"),
    ])
  func cells(line: String, cell: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("年度,所在,規模,種別,契約件数,契約金額（百万円）\n\(line)\n", to: "table.csv")
    let outcome = try BuiltProgram.run(["synthesize", "ledger", "--table", path])
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("cell \(cell)"), "\(outcome.remarks)")
  }

  @Test("an output appears whole, is not overwritten without --force, and does not depend on threads")
  func files() throws {
    let folder = try TemporaryFolder()
    let arguments = ["synthesize", "bids", "--tenders", "700", "--output", folder.file("bids.csv"), "--quiet"]
    #expect(try BuiltProgram.run(arguments + ["--threads", "1"]).code == 0)
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.file("bids.csv")))
    #expect(try BuiltProgram.run(arguments + ["--firms", folder.file("firms.csv")]).code == 73)
    let again = try BuiltProgram.run(arguments + ["--threads", "2", "--force", "--count", folder.file("count.json")])
    #expect(again.code == 0 && again.remarks.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("bids.csv"))) == first)
    #expect(try folder.names == ["bids.csv", "count.json"])
    #expect(try BuiltProgram.run(["synthesize", "bids", "--output", "/nowhere/bids.csv"]).code == 74)
    #expect(try BuiltProgram.shell("set -o pipefail; juchu synthesize bids --set city | head -1").code == 0)
  }

  @Test("juchu lottery incidence reads the bids without rejects and counts what the generator counted")
  func incidence() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run([
      "synthesize", "bids", "--tenders", "600", "--scheme", "core-seconds", "--output", folder.file("bids.csv"),
      "--firms", folder.file("firms.csv"), "--count", folder.file("count.json"),
    ])
    #expect(made.code == 0, "\(made.remarks)")
    let read = try BuiltProgram.run(
      ["lottery", "incidence", folder.file("bids.csv"), "--firms", folder.file("firms.csv"), "--format", "json"])
    #expect(read.code == 0, "\(read.remarks)")
    func figures(_ data: Data) throws -> [String: Int] {
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      var figures = (object["tied"] as? [String: Int] ?? [:])
      for name in ["tenders", "decidedByLot", "atFloor", "elsewhere"] { figures[name] = object[name] as? Int }
      return figures
    }
    let own = try figures(Data(contentsOf: URL(fileURLWithPath: folder.file("count.json"))))
    #expect(own["tenders"] == 600)
    #expect(try figures(Data(read.output.utf8)) == own)
  }

  @Test("--outside takes a share, and opens tenders to firms outside the city")
  func outside() throws {
    let outcome = try BuiltProgram.run(["synthesize", "bids", "--tenders", "200", "--outside", "0.3", "--quiet"])
    #expect(outcome.code == 0 && outcome.output.contains("制限なし") && outcome.output.hasSuffix(",works\n"))
    #expect(try BuiltProgram.run(["synthesize", "bids", "--tenders", "200", "--outside", "2"]).code == 64)
  }
}
