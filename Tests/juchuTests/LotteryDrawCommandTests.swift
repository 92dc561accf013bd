import Foundation
import TestSupport
import Testing

@Suite("juchu lottery draw and verify")
struct LotteryDrawCommandTests {
  private static let bids = "fixtures/electronic-lottery.csv"
  private static let header =
    "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid,entered_number,system_number,arrival,"
    + "winner\n"

  /// Two firms tie; what stands behind the bid is given for each.
  private func two(_ first: String, _ second: String) -> String {
    Self.header + "T1,,,,,,,甲,100,\(first)\nT1,,,,,,,乙,100,\(second)\n"
  }

  @Test("the printed example: 628 + 250 + 341 = 1219, remainder 1, the second bidder")
  func working() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--scheme", "core-seconds", "--tender", "R4-301"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    for line in ["628 + 250 + 341 = 1219", "1219 ÷ 3 = 406, remainder 1", "number 1: 大橋組"] {
      #expect(outcome.output.contains("- \(line)\n"), "\(line)")
    }
    // The fourth bidder was dearer.
    #expect(!outcome.output.contains("南海道路"))
  }

  @Test("JSON has the fields of the contract")
  func json() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--scheme", "core-seconds", "--tender", "R4-301", "--format", "json"])
    let draw = try JSONDecoder().decode(DrawJSON.self, from: Data(outcome.output.utf8))
    #expect(draw.scheme == "core-seconds")
    #expect(draw.numbers.map(\.firm) == ["青葉建設", "大橋組", "みどり工業"])
    #expect(draw.numbers.map(\.typed) == [418, 210, 861])
    #expect(draw.numbers.map(\.system) == [210, 40, 480])
    #expect(draw.numbers.map(\.k) == [628, 250, 341])
    #expect(draw.sum == 1_219)
    #expect(draw.remainder == 1)
    #expect(draw.winner == "大橋組")
    #expect(draw.ranking == ["大橋組", "みどり工業", "青葉建設"])
  }

  @Test("every tied tender without --tender, and every form of output")
  func formats() throws {
    let csv = try BuiltProgram.run(["lottery", "draw", Self.bids, "--scheme", "core-seconds", "--format", "csv"])
    #expect(csv.output.split(separator: "\n").count == 1 + 3 + 4 + 4)
    #expect(csv.output.contains("R4-302,core-seconds,1,南海道路,2022-05-26 10:12:09.730,1,529,530,1\n"))
    let japanese = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--scheme", "core-seconds", "--lang", "ja", "--format", "markdown"])
    #expect(japanese.output.contains("1219 ÷ 3 = 406 余り 1"))
    #expect(japanese.output.contains("同額でない案件 1 件"))
  }

  @Test("a city's own scheme in YAML")
  func ownScheme() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--scheme", "fixtures/scheme.yaml", "--tender", "R4-302"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    // 7 + 517, 300 + 209, 111 + 730 for the number that is missing, 555 + 309.
    #expect(outcome.output.contains("- 524 + 509 + 841 + 864 = 2738\n"))
    #expect(outcome.output.contains("- number 3: 南海道路\n"))
  }

  @Test("verify agrees with exit 0, and says with exit 1 which scheme would explain a difference")
  func verify() throws {
    let same = try BuiltProgram.run(["lottery", "verify", Self.bids, "--scheme", "core-seconds"])
    #expect(same.code == 0)
    #expect(same.output.contains("3 agree and 0 do not"))
    let other = try BuiltProgram.run(
      ["lottery", "verify", Self.bids, "--scheme", "milliseconds", "--format", "json"])
    #expect(other.code == 1)
    let result = try JSONDecoder().decode(VerifyJSON.self, from: Data(other.output.utf8))
    #expect(result.compared == 3)
    #expect(result.agreeing == 0)
    #expect(result.tenders.allSatisfy { $0.verdict == "differs" && $0.explainedBy.contains("core-seconds") })
    #expect(result.schemes.first?.scheme == "core-seconds")
    #expect(result.schemes.first?.explained == 3)
  }

  @Test("synthetic records follow their schemes", arguments: ["core-seconds", "milliseconds", "random"])
  func synthetic(_ scheme: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("bids.csv")
    let made = try BuiltProgram.run(["synthesize", "bids", "--set", "small", "--scheme", scheme, "--output", file])
    #expect(made.code == 0, "\(made.remarks)")
    let outcome = try BuiltProgram.run(["lottery", "verify", file, "--scheme", scheme])
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.remarks)")
    #expect(outcome.output.contains("and 0 do not"))
  }

  @Test(
    "numbers that are no numbers of three digits name line and column",
    arguments: ["1234,5", "-5,5", "12a,5", "5,1000", "４２１５,5"])
  func badNumbers(_ numbers: String) throws {
    let outcome = try run(two("\(numbers),2022-05-24T09:00:00,1", "1,1,2022-05-24T09:00:01,0"))
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    let isTyped = numbers.hasSuffix(",5")
    #expect(outcome.remarks.contains("line 2, column \(isTyped ? "10 (entered_number)" : "11 (system_number)")"))
    #expect(outcome.remarks.contains("three digits, 000 to 999"))
  }

  @Test("full-width digits are digits")
  func fullWidth() throws {
    let outcome = try run(two("０４２,5,2022-05-24T09:00:00,1", "1,1,2022-05-24T09:00:01,0"))
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("- 47 + 2 = 49\n"))
  }

  @Test(
    "what leaves a draw open is one clear error",
    arguments: [
      (",5,2022-05-24T09:00:00,", ["no number was typed", "line 3", "\"T1\"", "\"乙\"", "missing-typed"]),
      ("1,,2022-05-24T09:00:00,", ["no system number", "line 3", "system_number"]),
      ("1,5,,", ["no time of arrival", "line 3", "missing-arrival"]),
      ("1,5,2022-05-24T09:00:01,", ["arrived at the same time as 甲", "line 3", "equal-arrivals"]),
    ])
  func open(_ fields: String, _ says: [String]) throws {
    let outcome = try run(two("1,1,2022-05-24T09:00:01,1", fields))
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    for text in says { #expect(outcome.remarks.contains(text), "\(text) in \(outcome.remarks)") }
  }

  @Test("one bidder, no valid bid, no tie at all, a tender that is not there")
  func nothingToDraw() throws {
    let rows =
      "T1,,,,,,,甲,100,1,1,2022-05-24T09:00:00,1\nT2,,,,,90,80,甲,100,1,1,2022-05-24T09:00:00,0\n"
    for (arguments, says) in [
      (["--tender", "T1"], "one lowest valid bid, by 甲"), (["--tender", "T2"], "no valid bid"),
      ([], "the lowest valid bids of no tender tie (2 tenders)"), (["--tender", "T3"], "did you mean"),
    ] {
      let outcome = try run(Self.header + rows, arguments)
      #expect(outcome.code == 65)
      #expect(outcome.output.isEmpty)
      #expect(outcome.remarks.contains(says), "\(outcome.remarks)")
    }
  }

  @Test("a recorded winner that is not among the tied, two of them, none")
  func recordedWinners() throws {
    let tie = two("1,1,2022-05-24T09:00:00,0", "1,1,2022-05-24T09:00:01,0")
    let outside = try run(tie + "T1,,,,,,,丙,200,,,,1\n", command: "verify")
    #expect(outside.code == 1)
    #expect(outside.output.contains("not among the tied"))
    let none = try run(tie, command: "verify")
    #expect(none.code == 65)
    #expect(none.remarks.contains("no tied tender has a recorded winner"))
    let both = try run(two("1,1,2022-05-24T09:00:00,1", "1,1,2022-05-24T09:00:01,1"), command: "verify")
    #expect(both.code == 65)
    #expect(both.remarks.contains("line 3: a tender has two recorded winners"))
  }

  @Test("a recorded system number unlike its arrival is a finding")
  func numberUnlikeArrival() throws {
    // 2022-05-24T09:00:00 in Japan is 1653350400.
    let rows = two("1,400,2022-05-24T09:00:00,1", "1,999,2022-05-24T09:00:01,0")
    let outcome = try run(rows, ["--scheme", "core-seconds"], command: "verify", scheme: nil)
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("乙 999 ≠ 401"))
    #expect(outcome.output.contains("1 recorded system numbers are not the ones of their arrivals"))
    #expect(outcome.output.contains("1 of 2 are the last three digits of the arrival in Unix seconds"))
  }

  @Test("one win a firm: the recorded winner of the first draw is left out of the second")
  func policy() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "verify", Self.bids, "--scheme", "core-seconds", "--policy", "one-win"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("recorded winner is excluded by the policy"))
  }

  @Test("a policy that passes places on does so in an electronic lottery")
  func passing() throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write("like: one-win\ndraw: pass\n", to: "policy.yaml")
    // 9 + 405 + 530 + 106 = 1050 mod 4 = 2 is 南海道路, which has not won before; 大橋組 draws along.
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--scheme", "core-seconds", "--policy", policy, "--tender", "R4-302"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("- number 2: 南海道路\n"))
    #expect(outcome.output.contains("大橋組 (excluded)"))
  }

  @Test(
    "schemes that cannot be used name the key",
    arguments: [
      ("cut-number: true\n", "did you mean \"cut-numbers\"?"),
      ("like: core-second\n", "did you mean \"core-seconds\"?"),
      ("system-number: none\ntyped: false\n", "nothing to draw with"), ("first-number: 2\n", "from 0 or from 1"),
      ("missing-typed: 1000\n", "three digits"), ("winner: last\n", "remainder-plus-one"),
    ])
  func badSchemes(_ yaml: String, _ says: String) throws {
    let folder = try TemporaryFolder()
    let scheme = try folder.write(yaml, to: "scheme.yaml")
    let outcome = try BuiltProgram.run(["lottery", "draw", Self.bids, "--scheme", scheme])
    #expect(outcome.code == 65, "\(outcome.remarks)")
    #expect(outcome.remarks.contains(says), "\(outcome.remarks)")
  }

  @Test("和歌山県 takes the opening from opening_time")
  func wakayama() throws {
    let folder = try TemporaryFolder()
    let text =
      "tender,firm,bid,arrival,opening_time\n"
      + "T,甲,100,2021-06-01T10:30:00,2022-01-08T09:00:00.345\nT,乙,100,2021-06-29T11:59:59,2022-01-08T09:00:00.345\n"
      + "T,丙,100,2021-12-31T23:00:00,2022-01-08T09:00:00.345\n"
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", try folder.write(text, to: "bids.csv"), "--scheme", "wakayama"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("- 16 + 38 + 17 + 345 (opening) = 416\n"))
    #expect(outcome.output.contains("- 3 − 2 = 1\n"))
    #expect(outcome.output.contains("- number 1: 甲\n"))
  }

  @Test("五十音順 takes the readings from firm_reading")
  func nameOrder() throws {
    let folder = try TemporaryFolder()
    let rows = "T,大橋組,100,3,オオハシグミ\nT,青葉建設,100,,アオバケンセツ\nT,みどり工業,100,100,ミドリコウギョウ\n"
    let file = try folder.write("tender,firm,bid,entered_number,firm_reading\n" + rows, to: "bids.csv")
    let outcome = try BuiltProgram.run(["lottery", "draw", file, "--scheme", "name-order"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("- 999 + 3 + 100 = 1102\n"))
    #expect(outcome.output.contains("- number 2: 大橋組\n"))
    let bare = try folder.write(
      "tender,firm,bid,entered_number\nT,大橋組,100,3\nT,青葉建設,100,4\n", to: "bare.csv")
    let refused = try BuiltProgram.run(["lottery", "draw", bare, "--scheme", "name-order"])
    #expect(refused.code == 65)
    #expect(refused.remarks.contains("firm_reading"))
  }

  private func run(
    _ text: String, _ arguments: [String] = [], command: String = "draw", scheme: String? = "random"
  ) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "bids.csv")
    return try BuiltProgram.run(
      ["lottery", command, file] + (scheme.map { ["--scheme", $0] } ?? []) + arguments)
  }
}

/// The JSON of `lottery draw` with one draw.
private struct DrawJSON: Decodable {
  struct Number: Decodable {
    var firm: String
    var typed, system, k: Int
  }
  var scheme, winner: String
  var numbers: [Number]
  var sum, remainder: Int
  var ranking: [String]
}

/// As much of the JSON of `lottery verify` as the tests look at.
private struct VerifyJSON: Decodable {
  struct Tender: Decodable {
    var verdict: String
    var explainedBy: [String]
  }
  struct Scheme: Decodable {
    var scheme: String
    var explained: Int
  }
  var compared, agreeing: Int
  var tenders: [Tender]
  var schemes: [Scheme]
}
