import TestSupport
import Testing

/// Lists as cities publish them, each figure counted by hand.
@Suite struct IndicatorListsTests {
  /// A list, options, and figures: of the last column, or of a year before the name.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var options: [String]
    var text: String
    var figures: [String: String]

    init(_ name: String, _ options: [String], _ text: String, _ figures: [String: String]) {
      (self.name, self.options, self.text, self.figures) = (name, options, text, figures)
    }

    var testDescription: String { name }
  }

  @Test("Lists of bids, of results and of contracts as they are published", arguments: cases + results + ledgers)
  func figures(item: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(item.text, to: "list.csv")
    let outcome = try BuiltProgram.run(["indicators", path, "--format", "csv", "--lang", "en"] + item.options)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    var values: [String: [String: String]] = [:]
    var last = ""
    for line in outcome.output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      values[fields[0], default: [:]][fields[1]] = fields[fields.count - 2]
      if last != "all" { last = fields[0] }
    }
    for (key, expected) in item.figures {
      let parts = key.split(separator: " ").map(String.init)
      let year = parts.count > 1 ? parts[0] : last
      #expect(values[year]?[parts[parts.count - 1]] == expected, "\(key)")
    }
  }

  @Test("Lists in pieces are those of one machine", arguments: [1, 2, 3])
  func pieces(count: Int) throws {
    for item in [Self.cases[0], Self.cases[3], Self.results[0]] {
      let folder = try TemporaryFolder()
      // One block of rows alone is too small for pieces: the same tenders under other numbers.
      let rows = item.text.split(separator: "\n").map(String.init)
      let text =
        rows[0] + "\n" + (0..<40).flatMap { block in rows.dropFirst().map { "\(block)-" + $0 + "\n" } }.joined()
      let path = try folder.write(text, to: "list.csv")
      for piece in 1...count {
        let made = try BuiltProgram.run(
          ["shard", "indicators", path, "--part", "\(piece)/\(count)", "--output", folder.file("\(piece).partial")])
        #expect(made.code == 0, "\(made.remarks)")
      }
      let partials = (1...count).map { folder.file("\($0).partial") }
      let merged = try BuiltProgram.run(["merge"] + partials + ["--format", "csv"])
      let whole = try BuiltProgram.run(["indicators", path, "--format", "csv"])
      #expect(merged.code == 0 && merged.output == whole.output && !whole.output.isEmpty, "\(merged.remarks)")
    }
  }

  @Test("A list of results is no list of bids to draw lots from, and a row of it is one tender")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "件名,開札日,予定価格,落札者,落札金額\nA,令和4年5月10日,1000,甲,900\nA,令和4年5月10日,1000,乙,950\n", to: "list.csv")
    let lottery = try BuiltProgram.run(
      ["lottery", "incidence", path, "--mapping", "bid-results", "--lang", "en"])
    #expect(lottery.code == 65 && lottery.remarks.contains("list of tender results"), "\(lottery.remarks)")
    let twice = try BuiltProgram.run(["indicators", path, "--lang", "en"])
    #expect(twice.code == 65 && twice.remarks.contains("line 3") && twice.remarks.contains("stands twice"))
    let word = try folder.write("案件番号,開札日,業者名,入札金額,結果\n1,2022/5/10,甲,900,たぶん\n", to: "word.csv")
    let unknown = try BuiltProgram.run(["indicators", word, "--lang", "en"])
    #expect(unknown.code == 65 && unknown.remarks.contains("たぶん") && unknown.remarks.contains("line 2"))
  }
}
