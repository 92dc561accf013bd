import Foundation
import TestSupport
import Testing

@Suite("juchu lottery design, levers and entry")
struct LotteryDesignCommandTests {
  private struct Design: Decodable {
    struct Rule: Decodable {
      var policy: String
      var yaml: String
      var method: String
      var outcomes: [String: Double?]
      var dominatedBy: String?
      var pareto: Bool
    }
    var rules: [Rule]
    var pareto: [String]
    var chosen: String?
  }

  private struct Evaluation: Decodable {
    struct Policy: Decodable {
      struct Tender: Decodable {
        var noAward: Double
        var expectedAmount: Double
      }
      var tenders: [Tender]
      var prevented: Double?
    }
    var policies: [Policy]
  }

  @Test("every figure of a rule is what evaluate says of its YAML, and the chosen one is written")
  func equalsEvaluate() throws {
    let folder = try TemporaryFolder()
    let chosen = folder.file("rule.yaml")
    let outcome = try BuiltProgram.run([
      "lottery", "design", "fixtures/bids.csv", "--format", "json", "--chosen", chosen, "--samples", "0",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let design = try JSONDecoder().decode(Design.self, from: Data(outcome.output.utf8))
    #expect(design.rules.count > 200)
    #expect(!design.pareto.isEmpty)
    for rule in design.rules where rule.dominatedBy != nil { #expect(!rule.pareto) }
    let yaml = try String(contentsOfFile: chosen, encoding: .utf8)
    #expect(yaml == design.rules.first { $0.policy == design.chosen }?.yaml)
    for index in stride(from: 0, to: design.rules.count, by: 60) {
      let rule = design.rules[index]
      let file = try folder.write(rule.yaml, to: "\(index).yaml")
      let evaluated = try BuiltProgram.run([
        "lottery", "evaluate", "fixtures/bids.csv", "--policy", file, "--format", "json",
      ])
      #expect(evaluated.code == 0, "\(evaluated.remarks)")
      let policy = try #require(
        try JSONDecoder().decode(Evaluation.self, from: Data(evaluated.output.utf8)).policies.first)
      let amount = policy.tenders.reduce(0) { $0 + $1.expectedAmount }
      #expect(abs((rule.outcomes["amount"]?.flatMap { $0 } ?? 0) - amount) < 1e-3, "\(rule.policy)")
      let noAward = policy.tenders.reduce(0) { $0 + $1.noAward }
      #expect(abs((rule.outcomes["no-award"]?.flatMap { $0 } ?? 9) - noAward) < 1e-9)
      let second = rule.outcomes["second-wins"]?.flatMap { $0 }
      #expect((second == nil) == (policy.prevented == nil))
      #expect(abs((second ?? 0) - (policy.prevented ?? 0)) < 1e-9)
    }
  }

  @Test("bad input: one clear error each")
  func badInput() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("minimum-points: [20]\n", to: "empty.yaml")
    let unknown = try folder.write("aims:\n  awrds: {}\n", to: "aims.yaml")
    let header = "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid,minimum_points\n"
    let strict = try folder.write(
      header
        + "T1,2022-04-01,2022-04-20,A,1,,,甲,100,60\nT1,2022-04-01,2022-04-20,A,1,,,乙,100,60\nT2,2022-04-01,2022-04-20,A,2,,,甲,90,60\n",
      to: "strict.csv")
    let alone = try folder.write(
      header + "T1,2022-04-01,2022-04-20,A,1,,,甲,100,\nT2,2022-04-01,2022-04-20,B,1,,,甲,90,\n", to: "alone.csv")
    for (arguments, code, words) in [
      ([strict, "--lattice", empty], Int32(65), "no rule can be compared (0 contradict themselves, 1 are wider"),
      (["fixtures/bids.csv", "--aims", unknown], 65, "awrds"),
      (["fixtures/bids.csv", "--aim", "prices"], 65, "prices"),
      (["fixtures/bids.csv", "--require", "awards=1"], 65, "awards>=0.99"), ([alone], 65, "every tender stands alone"),
      (["fixtures/bids.csv", "--aim", "amount", "--aim", "amount"], 64, "twice"),
      (["fixtures/bids.csv", "--require", "awards>=2", "--chosen", folder.file("none.yaml")], 65, "no rule meets"),
    ] {
      let outcome = try BuiltProgram.run(["lottery", "design"] + arguments)
      #expect(outcome.code == code, "\(arguments) \(outcome.remarks)")
      #expect(outcome.remarks.contains(words), "\(outcome.remarks)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("a memo in Japanese, in every format")
  func formats() throws {
    for format in ["text", "markdown", "csv", "html"] {
      let outcome = try BuiltProgram.run([
        "lottery", "design", "fixtures/bids.csv", "--lang", "ja", "--format", format, "--samples", "3",
      ])
      #expect(outcome.code == 0, "\(outcome.remarks)")
      let words = format == "csv" ? "cap-1+void" : "1者がくじにより落札できる件数は1件までとする。"
      #expect(outcome.output.contains(words), "\(format)")
    }
  }

  @Test("levers and entry in JSON and CSV")
  func others() throws {
    let levers = try BuiltProgram.run(["lottery", "levers", "fixtures/bids.csv", "--format", "csv"])
    #expect(levers.code == 0, "\(levers.remarks)")
    #expect(levers.output.contains("workload,policy,one-win,"))
    let entry = try BuiltProgram.run([
      "lottery", "entry", "--values", "2,20", "--bidders", "2", "--cost", "1", "--format", "csv",
    ])
    #expect(entry.code == 0, "\(entry.remarks)")
    #expect(entry.output.contains("\"one-win, any win counts\",enumeration,1,1,2.0,0,0.0,"))
  }

  @Test("options change what they say: points, an item, halves, sole bidders, capacity, what is assumed")
  func options() throws {
    let folder = try TemporaryFolder()
    func run(_ arguments: [String]) throws -> String {
      let outcome = try BuiltProgram.run(["lottery"] + arguments + ["--format", "csv"])
      #expect(outcome.code == 0, "\(arguments) \(outcome.remarks)")
      return outcome.output
    }
    let firms = try folder.write(
      "firm,ward,points\n青葉建設,川崎区,30\n大橋組,幸区,50\n南海道路,多摩区,70\nみどり工業,麻生区,20\n", to: "firms.csv")
    let halves = try folder.write("halves: {南部: [川崎区, 幸区], 北部: [多摩区, 麻生区]}\n", to: "halves.yaml")
    let item = try folder.write("みどり工業\n", to: "item.txt")
    let levers = ["levers", "fixtures/bids.csv", "--firms", firms]
    let plain = try run(levers + ["--points", "40-40"])
    #expect(plain.contains("setting,points,40,true,,,2,"))
    #expect(!plain.contains("setting,points,20,"))
    #expect(!plain.contains("setting,area,half,"))
    #expect(try run(levers + ["--halves", halves]).contains("setting,area,half,"))
    let added = try run(levers + ["--points", "40-40", "--add-points", "20", "--firms-with-item", item])
    #expect(added.contains("setting,points-with-item,40,true,,,3,"))

    let entry = ["entry", "--values", "1,20", "--bidders", "3", "--cost", "2"]
    #expect(try run(entry) != run(entry + ["--sole-values", "5,20"]))
    let busy = ["entry", "--values", "5,20", "--bidders", "3", "--cost", "1"]
    #expect(try run(busy) != run(busy + ["--capacity", "1"]))

    let design = ["design", "fixtures/bids.csv", "--samples", "0"]
    #expect(try run(design + ["--recorded-under", "one-win"]).contains(",false,,"))
    let reacting = try BuiltProgram.run(
      ["lottery"] + design + ["--behaviour", "--margin", "10", "--cost-over-margin", "1000000", "--lang", "en"])
    #expect(reacting.output.contains("a margin of 10.0 %"))
    #expect(reacting.output.contains("Cost over margin: 1,000,000 yen (given)"))
  }
}
