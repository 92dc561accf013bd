import Foundation
import TestSupport
import Testing

@Suite("juchu lottery")
struct LotteryCommandTests {
  private static let header = "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid\n"

  @Test("bids without groups: every tender stands alone, and --group-by is named")
  func alone() throws {
    let folder = try TemporaryFolder()
    let text = """
      案件番号,公告日,開札日,商号又は名称,応札額
      K-1,令和5年4月3日,令和5年4月20日,青葉,10800000
      K-1,令和5年4月3日,令和5年4月20日,大橋,10800000
      K-2,令和5年4月3日,令和5年4月20日,青葉,18000000
      K-2,令和5年4月3日,令和5年4月20日,大橋,18000000

      """
    try folder.write(text, to: "bids.csv")
    let command = ["lottery", "evaluate", "bids.csv", "--policy", "one-win"]
    let alone = try BuiltProgram.run(command, in: folder.path)
    #expect(alone.code == 0, "\(alone.remarks)")
    #expect(alone.output.contains("--group-by notice_date,opening_date"))
    let grouped = try BuiltProgram.run(command + ["--group-by", "notice_date,opening_date"], in: folder.path)
    #expect(!grouped.output.contains("stands alone"))
    #expect(grouped.output.contains("0.5000"))
  }

  @Test("incidence: tenders, ties, where they lie, and the group that the rule touches")
  func incidence() throws {
    let outcome = try BuiltProgram.run(["lottery", "incidence", "fixtures/bids.csv", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(IncidenceJSON.self, from: Data(outcome.output.utf8))
    #expect(result.tenders == 4)
    #expect(result.decidedByLot == 3)
    #expect(result.tied == ["2": 2, "3": 1])
    #expect(result.atFloor == 2)
    #expect(result.elsewhere == 1)
    #expect(result.groups.map(\.ties).sorted() == [1, 2])
    #expect(result.groups.filter(\.touched).count == 1)
  }

  @Test("one-win on {A,B}, {A,B,C}, {C}: 3/4, 3/4 and 3/2 expected wins")
  func oneWin() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(EvaluationJSON.self, from: Data(outcome.output.utf8))
    let policy = try #require(result.policies.first)
    #expect(policy.method == "exact")
    #expect(policy.trials == nil)
    let group = try #require(policy.groups.first { $0.tenders == 3 })
    let wins = Dictionary(uniqueKeysWithValues: group.firms.map { ($0.firm, $0.expectedWins) })
    for (firm, expected) in [("青葉建設", 0.75), ("大橋組", 0.75), ("みどり工業", 1.5)] {
      #expect(abs((wins[firm] ?? .nan) - expected) < 1e-12)
    }
  }

  @Test("all named policies by default, and one's own from a file")
  func policies() throws {
    let named = try BuiltProgram.run(["lottery", "evaluate", "fixtures/bids.csv"])
    for name in ["independent", "one-win", "hiratsuka", "nabari", "torinuke"] {
      #expect(named.output.contains("\n\(name) "))
    }
    let own = try BuiltProgram.run(["lottery", "evaluate", "fixtures/bids.csv", "--policy", "fixtures/policy.yaml"])
    #expect(own.code == 0, "\(own.remarks)")
    #expect(own.output.contains("two-wins-paving"))
  }

  @Test("simulated figures carry seed and standard error, and are the same for any number of threads")
  func simulation() throws {
    func run(_ threads: Int) throws -> String {
      try BuiltProgram.run([
        "lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", "--simulate", "--trials", "40000",
        "--seed", "7", "--threads", "\(threads)", "--format", "json",
      ]).output
    }
    let one = try run(1)
    #expect(try run(2) == one)
    let result = try JSONDecoder().decode(EvaluationJSON.self, from: Data(one.utf8))
    let policy = try #require(result.policies.first)
    #expect(policy.method == "simulation")
    #expect(policy.trials == 40_960)
    #expect(policy.groups.flatMap(\.firms).contains { $0.standardError ?? 0 > 0 })
    #expect(one.contains("\"seed\" : \"7\""))
  }

  @Test(
    "bids that cannot be used name the place",
    arguments: [
      ("T,2022-04-01,2022-04-20,A,1,100,200,X,150\n", ["floor price is above the ceiling price", "\"T\""]),
      (
        "T,2022-04-01,2022-04-20,A,1,200,100,X,150\nT,2022-04-01,2022-04-20,A,1,200,100,X,160\n",
        ["line 3", "a firm bids twice", "--repeated-bids"]
      ),
      (
        "T,2022-04-01,2022-04-20,A,1,200,100,X,150\nT,2022-04-01,2022-04-21,A,1,200,100,Y,160\n",
        ["line 3", "different things"]
      ),
    ])
  func badBids(_ rows: String, _ says: [String]) throws {
    let folder = try TemporaryFolder()
    let bids = try folder.write(Self.header + rows, to: "bids.csv")
    let outcome = try BuiltProgram.run(["lottery", "incidence", bids])
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    for text in says { #expect(outcome.remarks.contains(text), "\(text) in \(outcome.remarks)") }
  }

  @Test("a bid of a firm that is not listed is an error")
  func unlistedFirm() throws {
    let folder = try TemporaryFolder()
    let firms = try folder.write("firm,ward,points,grade\n青葉建設,川崎区,70,B\n", to: "firms.csv")
    let outcome = try BuiltProgram.run(["lottery", "incidence", "fixtures/bids.csv", "--firms", firms])
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("大橋組"))
    #expect(outcome.remarks.contains("line 3"))
  }

  @Test(
    "policies that cannot be used name the key",
    arguments: [
      ("cap: 0\n", "cap"), ("participation: {minimum-points: -5}\n", "minimum-points"),
      ("order: backwards\n", "ceiling-descending"), ("capp: 1\n", "did you mean \"cap\"?"),
      ("draw: pass\nnearest-first: true\n", "draw"), ("like: one-wim\n", "did you mean \"one-win\"?"),
    ])
  func badPolicies(_ yaml: String, _ says: String) throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write(yaml, to: "policy.yaml")
    let outcome = try BuiltProgram.run(["lottery", "evaluate", "fixtures/bids.csv", "--policy", policy])
    #expect(outcome.code == 65, "\(outcome.remarks)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.remarks.contains(says), "\(outcome.remarks)")
  }

  @Test("a policy name with a slip suggests the right one")
  func mistypedPolicy() throws {
    let outcome = try BuiltProgram.run(["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-wim"])
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("did you mean \"one-win\"?"))
  }

  @Test("tenders without a valid bid are counted and not awarded")
  func noValidBid() throws {
    let folder = try TemporaryFolder()
    let bids = try folder.write(Self.header + "T,2022-04-01,2022-04-20,A,1,200,100,X,90\n", to: "bids.csv")
    let outcome = try BuiltProgram.run(["lottery", "incidence", bids])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("tenders without a valid bid: 1"))
  }

  @Test("the ties of a regional bureau", .enabled(if: Repository.hasSharedData))
  func regionalBureau() throws {
    let bids = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let outcome = try BuiltProgram.run([
      "lottery", "incidence", bids, "--mapping", "mlit-first-round", "--repeated-bids", "keep-first",
      "--disagreeing-notices", "keep-first", "--group-by", "office,opening_date,trade", "--format", "json", "--quiet",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(IncidenceJSON.self, from: Data(outcome.output.utf8))
    #expect(result.decidedByLot == 572)
    let several = result.groups.filter { $0.ties > 1 }
    #expect(several.count == 64)
    #expect(several.map(\.ties).reduce(0, +) == 151)
    let services = result.by["category"]?.first { $0.category == "services" }
    #expect(services?.decidedByLot == 570)
  }

  @Test(
    "the record of a regional bureau under one-win: 12 wins by lot beyond the first",
    .enabled(if: Repository.hasSharedData))
  func replay() throws {
    let bids = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let outcome = try BuiltProgram.run([
      "lottery", "evaluate", bids, "--mapping", "mlit-first-round", "--repeated-bids", "keep-first",
      "--disagreeing-notices", "keep-first", "--group-by", "office,opening_date,trade", "--policy", "one-win",
      "--quiet",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("12 wins by lot are beyond the first"))
    #expect(outcome.output.contains("of 572 ties 2 are of works"))
  }

  @Test("the opening order moves chances where tied sets differ")
  func orders() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", "--orders"])
    #expect(outcome.output.contains("all 6"))
    #expect(outcome.output.contains("1.3333   1.5000"))
  }
}

/// As much of the JSON of `lottery incidence` as the tests look at.
private struct IncidenceJSON: Decodable {
  struct Group: Decodable {
    var group: String
    var tenders, ties, firms: Int
    var touched: Bool
  }
  struct Value: Decodable {
    var category: String?
    var decidedByLot: Int
  }
  var tenders, decidedByLot, atFloor, elsewhere: Int
  var tied: [String: Int]
  var groups: [Group]
  var by: [String: [Value]]
}

/// As much of the JSON of `lottery evaluate` as the tests look at.
private struct EvaluationJSON: Decodable {
  struct Firm: Decodable {
    var firm: String
    var expectedWins: Double
    var standardError: Double?
  }
  struct Group: Decodable {
    var tenders: Int
    var firms: [Firm]
  }
  struct Policy: Decodable {
    var policy, method: String
    var trials: Int?
    var groups: [Group]
  }
  var policies: [Policy]
}
