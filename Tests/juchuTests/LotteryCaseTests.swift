import Foundation
import TestSupport
import Testing

/// Kinds of situations that were once judged wrongly, through the program.
@Suite("lotteries: what is told is what was drawn")
struct LotteryCaseTests {
  private static let bids = "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid"

  /// A program run with its files written first; `@name` in an argument is the path of that file.
  private func run(_ arguments: [String], _ files: [String: String]) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    var paths: [String: String] = [:]
    for (name, text) in files { paths["@" + name] = try folder.write(text, to: name) }
    return try BuiltProgram.run(["lottery"] + arguments.map { paths[$0] ?? $0 })
  }

  /// One line a bid of tenders that are alike but for their order.
  private func bids(_ rows: [(tender: Int, firm: String, bid: Int, rest: String)], more: String = "") -> String {
    Self.bids + more + "\n"
      + rows.map {
        "T\($0.tender),2022-05-01,2022-06-01,A,\($0.tender),1000000,750000,\($0.firm),\($0.bid)\($0.rest)\n"
      }
      .joined()
  }

  @Test("a policy of one's own may be called independent")
  func borrowedName() throws {
    let text = bids([(1, "A", 750_000, ""), (1, "B", 750_000, ""), (2, "A", 750_000, ""), (2, "B", 750_000, "")])
    let outcome = try run(
      ["evaluate", "@bids.csv", "--policy", "@p.yaml"], ["bids.csv": text, "p.yaml": "name: independent\ncap: 1\n"])
    #expect(outcome.code == 0 && outcome.output.contains("independent (as given)  exact"), "\(outcome.output)")
    #expect(outcome.output.contains("100.00"))
  }

  @Test("a ward in two halves is an error")
  func wardInTwoHalves() throws {
    let outcome = try run(
      ["evaluate", "@bids.csv", "--policy", "@p.yaml"],
      ["bids.csv": bids([(1, "A", 750_000, "")]), "p.yaml": "halves: {南部: [幸区, 川崎区], 北部: [川崎区]}\n"])
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    for text in ["川崎区", "南部", "北部"] { #expect(outcome.remarks.contains(text), "\(outcome.remarks)") }
  }

  @Test("times and places of arrival in one column are an error")
  func mixedArrivals() throws {
    let outcome = try run(
      ["test", "@d.csv"], ["d.csv": "draw,firm,winner,arrival\n1,A,1,2022-04-06T15:08\n1,B,0,\n2,A,1,1\n2,B,0,2\n"])
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    for text in ["line 4", "arrival", "\"1\"", "line 2"] {
      #expect(outcome.remarks.contains(text), "\(outcome.remarks)")
    }
  }

  /// Typed 100 three times: 300 mod 3 = 0, the first firm. By code 00109 it is 甲土木, by its name 丙建設 would come first.
  @Test("the order of codes needs codes", arguments: ["firm_code", "業者コード", "企業ID"])
  func codes(_ header: String) throws {
    let scheme = "name: tottori\nlike: typed-only\norder: firm-code\n"
    let rows = [("甲土木", "00109"), ("乙組", "02103"), ("丙建設", "14291")]
    let coded = bids(rows.map { (1, $0.0, 750_000, ",100,\($0.1)") }, more: ",entered_number,\(header)")
    let files = ["scheme.yaml": scheme, "bids.csv": coded]
    let outcome = try run(["draw", "@bids.csv", "--scheme", "@scheme.yaml", "--format", "json"], files)
    #expect(outcome.code == 0 && outcome.output.contains("\"winner\" : \"甲土木\""), "\(outcome.output)\(outcome.remarks)")
    let names = bids(rows.map { (1, $0.0, 750_000, ",100") }, more: ",entered_number")
    let open = try run(["draw", "@bids.csv", "--scheme", "@scheme.yaml"], ["scheme.yaml": scheme, "bids.csv": names])
    #expect(open.code == 65 && open.output.isEmpty && open.remarks.contains("firm_code"), "\(open.remarks)")
    // A firm column that holds codes is one.
    let only = bids(rows.map { (1, $0.1, 750_000, ",100") }, more: ",entered_number")
    let found = try run(
      ["draw", "@bids.csv", "--scheme", "@scheme.yaml", "--format", "json"], ["scheme.yaml": scheme, "bids.csv": only])
    #expect(found.code == 0 && found.output.contains("\"winner\" : \"00109\""), "\(found.remarks)")
  }

  /// The rankings are those of Python's hashlib; a bid below the floor is in the sum of all recorded amounts only.
  @Test(
    "the smallest hash of tender, firm and sum wins, with a warning",
    arguments: [
      ("hash: sha-1", "T100112950000", ["乙組", "丙建設", "甲土木"]),
      ("hash: sha-256\nhash-of: '{tender}-{firm}-{sum}'\nhash-sum: valid", "T1-0011-2250000", ["甲土木", "丙建設", "乙組"]),
    ])
  func hashes(_ scheme: String, _ hashed: String, _ ranking: [String]) throws {
    let rows = [("甲土木", 750_000, "0011"), ("乙組", 750_000, "0022"), ("丙建設", 750_000, "0033"), ("丁", 700_000, "0044")]
    let files = [
      "s.yaml": "name: h\n\(scheme)\n",
      "bids.csv": bids(rows.map { (1, $0.0, $0.1, ",\($0.2)") }, more: ",firm_code"),
    ]
    let shown = try run(["draw", "@bids.csv", "--scheme", "@s.yaml"], files)
    #expect(shown.code == 0 && shown.output.contains("nothing here is random"), "\(shown.output)\(shown.remarks)")
    #expect(shown.output.contains(" \(hashed) "), "\(shown.output)")
    let lines = try run(["draw", "@bids.csv", "--scheme", "@s.yaml", "--format", "csv"], files).output
    let firms = lines.split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[3]) }
    #expect(firms == ranking, "\(lines)")
    #expect(try run(["uniformity", "--scheme", "@s.yaml", "--firms", "3"], files).code == 64)
  }

  /// The last four digits of 59912345678 and 31 add up to 5709, whose remainder by 2 is 1: the second firm.
  @Test("numbers of registered mail count by their last digits where a scheme says so")
  func registeredMail() throws {
    let rows = [("A", "59912345678"), ("B", "31")]
    let text = bids(rows.map { (1, $0.0, 750_000, ",\($0.1)") }, more: ",entered_number")
    let scheme = "name: mail\nlike: typed-only\norder: record\nnumber-digits: 11\ncut-digits: 4\n"
    let found = try run(
      ["draw", "@bids.csv", "--scheme", "@s.yaml"], ["bids.csv": text, "s.yaml": scheme])
    #expect(found.code == 0 && found.output.contains("5678 + 31 = 5709"), "\(found.output)\(found.remarks)")
    #expect(found.output.contains("last 4 digits") && found.output.contains("number 1: B"))
    // Without the scheme's word three digits are the most.
    let refused = try run(["draw", "@bids.csv", "--scheme", "typed-only"], ["bids.csv": text])
    #expect(refused.code == 65 && refused.remarks.contains("three digits"), "\(refused.remarks)")
    // Where nothing is drawn the numbers do not matter.
    #expect(try run(["incidence", "@bids.csv"], ["bids.csv": text]).code == 0)
  }

  /// Divided: 50/0.7 above 63/0.9 above 57/0.8. Added with P = 60: 18 + 50 = 68 below 6 + 63 = 69 = 12 + 57, a tie.
  @Test("price and points may be added", arguments: ["price_points", "価格点"])
  func addition(_ header: String) throws {
    let rows = [("A", 700_000, "50"), ("B", 900_000, "63"), ("C", 800_000, "57.0")]
    func text(_ points: String, ceiling: String = "1000000") -> String {
      "tender,firm,bid,ceiling,scored,technical_points,winner,\(header)\n"
        + rows.map { "T1,\($0.0),\($0.1),\(ceiling),1,\($0.2),\($0.0 == "A" ? 1 : 0),\(points)\n" }.joined()
    }
    for (points, lots) in [("60", 1), ("", 0), ("60.000", 1), ("59.9", 0)] {
      let outcome = try run(["incidence", "@bids.csv", "--format", "json"], ["bids.csv": text(points)])
      #expect(
        outcome.output.contains("\"byLot\" : \(lots)") || outcome.output.contains("\"ties\" : \(lots)"),
        "\(outcome.output)")
    }
    let added = try run(["evaluate", "@bids.csv", "--policy", "one-win", "--format", "json"], ["bids.csv": text("60")])
    #expect(added.output.contains("\"unexplained\" : 1"), "\(added.output)\(added.remarks)")
    let open = try run(["incidence", "@bids.csv"], ["bids.csv": text("60", ceiling: "")])
    #expect(open.code == 65 && open.remarks.contains("ceiling"), "\(open.remarks)")
  }

  @Test("nothing solved and nothing simulated is a usage error, as are two policies of one name")
  func noWayToAResult() throws {
    let files = [
      "bids.csv": bids([(1, "A", 750_000, ""), (1, "B", 750_000, "")]), "p.yaml": "name: one-win\ncap: 2\n",
    ]
    for arguments in [
      ["--policy", "one-win", "--trials", "0", "--simulate"], ["--policy", "one-win", "--policy", "one-win"],
      ["--policy", "one-win", "--policy", "@p.yaml"],
    ] {
      let outcome = try run(["evaluate", "@bids.csv"] + arguments, files)
      #expect(outcome.code == 64 && outcome.output.isEmpty, "\(arguments) \(outcome.remarks)")
    }
  }

  /// A loses or wins the first tie, wins the second tender outright, and has no losses in the third either way:
  /// 1/2 + 1 + (1/3 + 1/2) / 2 = 23/12.
  @Test("an outright win ends the losses before it")
  func pastLosses() throws {
    let text = bids(
      [("A", 750_000), ("B", 750_000)].map { (1, $0.0, $0.1, "") }
        + [("A", 750_000), ("B", 760_000)].map { (2, $0.0, $0.1, "") }
        + [("A", 750_000), ("B", 750_000)].map { (3, $0.0, $0.1, "") })
    let outcome = try run(
      ["evaluate", "@bids.csv", "--policy", "@w.yaml", "--format", "csv"],
      ["bids.csv": text, "w.yaml": "name: w\nlike: independent\nweighting: past-losses\n"])
    let line = try #require(outcome.output.split(separator: "\n").first { $0.contains(",A,") })
    let wins = try #require(Double(line.split(separator: ",", omittingEmptySubsequences: false)[4]))
    #expect(abs(wins - 23.0 / 12) < 0.01)
  }

  @Test("an award that the bids do not explain stays as recorded, and is counted")
  func unexplainedAwards() throws {
    let text = bids(
      [(1, "A", 750_000, ",0"), (1, "B", 760_000, ",1"), (2, "A", 750_000, ",1"), (2, "B", 750_000, ",0")],
      more: ",winner")
    for policy in ["one-win", "hiratsuka", "nabari", "torinuke"] {
      let outcome = try run(["evaluate", "@bids.csv", "--policy", policy, "--format", "json"], ["bids.csv": text])
      #expect(outcome.output.contains("\"changed\" : 0"), "\(policy): \(outcome.output.suffix(600))")
      #expect(outcome.output.contains("\"unexplained\" : 1") && outcome.output.contains("\"recorded\" : 2"))
    }
  }

  @Test("what cannot be solved is said in words")
  func words() throws {
    let rows = (1...9).flatMap { tender in ["A", "B", "C"].map { (tender, $0, 750_000, "") } }
    let files = ["bids.csv": bids(rows), "r.yaml": "name: r\nlike: one-win\norder: random\n"]
    let outcome = try run(["evaluate", "@bids.csv", "--policy", "@r.yaml", "--trials", "0"], files)
    #expect(outcome.code == 64 && outcome.remarks.contains("9 tenders in random order"), "\(outcome.remarks)")
    #expect(!outcome.remarks.contains("tooManyOrders"))
  }

  @Test("arrivals and streaks are findings of the joint p; the alone standing p are not adjusted")
  func jointFindings() throws {
    for (file, family) in [("arrivals", "order of arrival"), ("streak", "anybody's run of wins")] {
      // Far enough from the level for either of them; the default decides close ones with ten times as many histories.
      let outcome = try BuiltProgram.run([
        "lottery", "test", "fixtures/draws-\(file).csv", "--power", "0", "--replicates", "29999", "--seed", "5",
      ])
      #expect(outcome.code == 1, "\(outcome.output)")
      #expect(outcome.output.contains(family) && outcome.output.contains("Not consistent with fair draws"))
    }
  }

  @Test("a city's rotation is too even; one win a group, judged as independent, is explained")
  func tooEven() throws {
    var rotation = "draw,group,order,firm,winner\n"
    for draw in 0..<24 {
      for firm in 0..<4 { rotation += "\(draw),G\(draw),1,F\(firm),\(firm == draw % 4 ? 1 : 0)\n" }
    }
    let outcome = try run(["test", "@d.csv", "--power", "0"], ["d.csv": rotation])
    #expect(outcome.code == 1 && outcome.output.contains("rotation, or a rule of exclusion"), "\(outcome.output)")
    let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2], [0, 1, 2], [2, 0, 1]]
    var shares = "draw,group,order,firm,winner\n"
    for draw in 0..<24 {
      for firm in 0..<3 {
        shares += "\(draw),G\(draw / 3),\(draw % 3),F\(firm),\(firm == orders[draw / 3][draw % 3] ? 1 : 0)\n"
      }
    }
    let explained = try run(["test", "@d.csv", "--power", "0"], ["d.csv": shares])
    #expect(explained.code == 0 && explained.output.contains("--policy one-win"), "\(explained.output)")
  }

  @Test("rows that disagree name the column, both values, both lines and the option")
  func disagreement() throws {
    let rows = [(1, "A", 750_000, ""), (1, "B", 750_000, "")]
    let text = bids(rows).replacingOccurrences(of: "1000000,750000,B", with: "1100000,750000,B")
    let outcome = try run(["incidence", "@bids.csv"], ["bids.csv": text])
    #expect(outcome.code == 65)
    for text in ["ceiling", "\"1000000\"", "line 2", "\"1100000\"", "line 3", "--disagreeing-notices keep-first"] {
      #expect(outcome.remarks.contains(text), "\(text) in \(outcome.remarks)")
    }
  }

  @Test("draw and verify say which history they follow")
  func history() throws {
    let row = { (tender: Int, firm: String, typed: Int, winner: Int) in (tender, firm, 750_000, ",\(typed),\(winner)") }
    // Typed 0 and 0: A by the numbers, B by the record; the second draw follows one or the other.
    let text = bids(
      [row(1, "A", 0, 0), row(1, "B", 0, 1), row(2, "A", 0, 1), row(2, "B", 0, 0)], more: ",entered_number,winner")
    let scheme = "like: typed-only\norder: record\n"
    let files = ["bids.csv": text, "s.yaml": scheme]
    let base = ["draw", "@bids.csv", "--scheme", "@s.yaml", "--policy", "one-win"]
    let recorded = try run(base, files)
    #expect(recorded.output.contains("after the recorded winners") && recorded.output.contains("A alone is left"))
    let chained = try run(base + ["--history", "chained"], files)
    #expect(chained.output.contains("after the computed winners") && chained.output.contains("B alone is left"))
    let none = try run(["draw", "@bids.csv", "--scheme", "@s.yaml"], files)
    #expect(none.output.contains("no history is followed"))
    #expect(try run(["draw", "@bids.csv", "--scheme", "@s.yaml", "--history", "chained"], files).code == 64)
  }
}
