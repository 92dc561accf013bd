import Foundation
import TestSupport
import Testing

@Suite("juchu lottery test")
struct LotteryTestCommandTests {
  private static let header = "draw,group,order,firm,winner\n"

  private func run(_ rows: String, _ options: [String] = []) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    let file = try folder.write(rows, to: "draws.csv")
    let power = options.contains("--power") ? [] : ["--power", "0"]
    return try BuiltProgram.run(["lottery", "test", file, "--replicates", "999"] + power + options)
  }

  /// So many groups of draws among A, B and C with a given winner each.
  private func rows(_ winners: [String], group: (Int) -> Int = { $0 }) -> String {
    Self.header
      + winners.enumerated().map { draw, winner in
        ["A", "B", "C"].map { "\(draw),\(group(draw)),\(draw),\($0),\($0 == winner ? 1 : 0)\n" }.joined()
      }.joined()
  }

  @Test("remedies name no option that the command lacks", arguments: ["ja", "en"])
  func remedies(_ language: String) throws {
    let outcome = try run(
      Self.header.replacing("winner", with: "winner,opening_date") + "1,1,1,A,1,13/45\n", ["--lang", language])
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("13/45") && !outcome.remarks.contains("--rejects"))
    let year = try run("年度,案件番号,業者名,落札\n2020,1,A,1\n2020,1,B,\n2021,1,A,1\n", ["--lang", language])
    #expect(year.code == 65)
    #expect(year.remarks.contains("draw: [年度, 案件番号]"))
  }

  @Test("JSON of the contract; fair draws end with 0")
  func fair() throws {
    let outcome = try run(rows(["A", "B", "C", "A", "B", "C"]), ["--format", "json", "--policy", "independent"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(TestJSON.self, from: Data(outcome.output.utf8))
    #expect(result.draws == 6 && result.firms == 3 && result.components == 1 && result.degreesOfFreedom == 2)
    #expect(result.statistic < 1e-20 && result.pValueChiSquare > 0.999_999 && result.pValueMonteCarlo == 1)
    #expect(result.firmsFlagged.isEmpty && !result.caveats.isEmpty)
    #expect(result.meta.files.first?.read == 18)
  }

  @Test("a firm that always wins is a finding: exit code 1, and the firm is named", arguments: ["ja", "en"])
  func unfair(_ language: String) throws {
    let winners = Array(repeating: "B", count: 14)
    let outcome = try run(rows(winners), ["--lang", language])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains(language == "ja" ? "公正なくじとは合わない" : "Not consistent with fair draws"))
    let json = try run(rows(winners), ["--format", "json"])
    #expect(json.code == 1)
    let result = try JSONDecoder().decode(TestJSON.self, from: Data(json.output.utf8))
    #expect(result.firmsFlagged.map(\.firm) == ["B"] && result.pValueMonteCarlo < 0.01)
    let coarse = try run(rows(winners), ["--alpha", "0.001"])
    #expect(coarse.code == 64 && coarse.output.isEmpty && coarse.remarks.contains("--replicates 5000 or more"))
  }

  @Test("the policy decides what was possible")
  func policy() throws {
    let outcome = try run(rows(["A", "A", "B"]) { _ in 0 }, ["--policy", "one-win"])
    #expect(outcome.output.contains("1 recorded win cannot come about under one-win"))
    let independent = try run(rows(["A", "A", "B"]) { _ in 0 })
    #expect(independent.output.contains("in 1 group a firm ties more than once"))
    let after = try run(rows(["A", "B", "C"]) { _ in 0 }, ["--policy", "one-win", "--after-exclusion"])
    #expect(after.output.contains("approximate"))
  }

  @Test("threads do not change the output")
  func threads() throws {
    let text = rows((0..<40).map { ["A", "B", "C"][$0 * 7 % 3] }) { $0 / 2 }
    let outputs = try ["1", "2", "3"].map {
      try run(text, ["--policy", "one-win", "--threads", $0, "--seed", "5", "--power", "20"]).output
    }
    // The temporary file's name differs from run to run.
    let bodies = outputs.map { $0.components(separatedBy: "\n").filter { !$0.contains("draws.csv") } }
    #expect(bodies[0] == bodies[1] && bodies[1] == bodies[2] && bodies[0].contains("- seed: 5"))
  }

  @Test("arrivals and officers are looked at where they stand")
  func columns() throws {
    var text = "draw,firm,winner,arrival,officer\n"
    for draw in 0..<12 {
      for firm in 0..<3 {
        text += "\(draw),F\(firm),\(firm == draw % 3 ? 1 : 0),\((firm + draw) % 3),\(draw % 2 == 0 ? "佐藤" : "鈴木")\n"
      }
    }
    let outcome = try run(text, ["--lang", "ja"])
    #expect(outcome.output.contains("到着順のあるくじ 12 件") && outcome.output.contains("担当者 2、"))
    let csv = try run(text, ["--format", "csv"])
    #expect(csv.output.hasPrefix("firm,draws,wins,") && csv.output.split(separator: "\n").count == 4)
  }

  @Test("ties are taken from bids; the rest is counted")
  func bids() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "tender,firm,bid,winner\n1,A,5,1\n1,B,5,0\n2,A,5,0\n2,B,5,0\n3,A,5,0\n3,B,5,\n3,C,9,1\n4,A,5,1\n", to: "bids.csv")
    let outcome = try BuiltProgram.run(["lottery", "test", file, "--replicates", "999", "--power", "0"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("1 draw among 2 firms"))
    #expect(outcome.output.contains("1 tie without one recorded winner, 1 whose winner is not"))
  }

  @Test(
    "draws that cannot be used name the place",
    arguments: [
      ("1,G,1,A,0\n1,G,1,B,0\n", ["line 2", "a draw names no winner", "\"1\""]),
      ("1,G,1,A,1\n1,G,1,B,1\n", ["line 3", "two recorded winners"]),
      ("1,G,1,A,1\n1,G,1,A,0\n", ["line 3", "twice"]),
      ("1,G,1,A,C\n1,G,1,B,C\n", ["line 2", "not among its tied firms", "\"C\"", "before exclusion"]),
      ("1,G,1,A,1\n1,H,1,B,0\n", ["line 3", "disagree"]),
      ("1,G,one,A,1\n", ["line 2", "column 3"]),
      ("1,G,1,,1\n", ["line 2", "firm"]),
      ("1,G,1,A,1\n2,G,2,B,1\n", ["there is no draw to test", "2 tenders without a tie"]),
    ])
  func badDraws(_ rows: String, _ says: [String]) throws {
    let outcome = try run(Self.header + rows)
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    for text in says { #expect(outcome.remarks.contains(text), "\(text) in \(outcome.remarks)") }
  }

  @Test("options out of range are errors of usage", arguments: [["--alpha", "1"], ["--replicates", "0"]])
  func usage(_ options: [String]) throws {
    #expect(try run(rows(["A"]), options).code == 64)
  }

  @Test("128 firms in 6 components: rank 122", .enabled(if: Repository.hasSharedData))
  func regionalBureau() throws {
    let ties = try #require(Repository.sharedData("mlit/chugoku_ties.csv"))
    let outcome = try BuiltProgram.run([
      "lottery", "test", ties, "--policy", "independent", "--replicates", "999", "--power", "0", "--format", "json",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(TestJSON.self, from: Data(outcome.output.utf8))
    #expect(result.draws == 572 && result.firms == 128 && result.components == 6 && result.degreesOfFreedom == 122)
    #expect(result.byFirm.count == 128 && result.byFirm.reduce(0) { $0 + $1.wins } == 572)
    for text in ["inferred", "among the tied", "after the award", "of 572 draws 2 are of works"] {
      #expect(result.caveats.contains { $0.contains(text) }, "\(text)")
    }
    // Mean of the χ² limit within five standard errors of 199 replicates: √(2 · 122 / 199) · 5.
    #expect(abs(result.meanReplicate - 122) < 5.6)
  }
}

/// As much of the JSON of `lottery test` as the tests look at.
private struct TestJSON: Decodable {
  struct Meta: Decodable {
    struct File: Decodable { var read: Int }
    var files: [File]
  }
  struct Firm: Decodable {
    var firm: String
    var wins: Int
  }
  var meta: Meta
  var draws, firms, components, degreesOfFreedom: Int
  var statistic, pValueChiSquare, pValueMonteCarlo, meanReplicate: Double
  var firmsFlagged, byFirm: [Firm]
  var caveats: [String]
}
