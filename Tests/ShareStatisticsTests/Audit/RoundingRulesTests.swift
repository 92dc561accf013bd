import Procurement
import Testing

@testable import ShareStatistics

@Suite("Rounding rules of an audited table")
struct RoundingRulesTests {
  @Test("Shares of two parts that no whole can have, which intervals figure by figure miss")
  func jointFault() throws {
    let audit = try TableAudit(SmallTable.counts([["- 20.0", "- 79.9"]], hasTotalRow: false), rule: .halfUp)
    #expect(audit.findings.count == 1)
    let alternatives = audit.findings[0].alternatives
    #expect(alternatives.map { $0.map(\.printed.description) } == [["20.0"], ["79.9"]])
    // 79.85 prints as 79.9 and leaves 20.15, which prints as 20.2.
    #expect(alternatives[0][0].expected?.low.description == "20.1")
    #expect(alternatives[0][0].expected?.high?.description == "20.2")
    #expect(alternatives[1][0].expected?.low.description == "80.0")
    #expect(alternatives[1][0].expected?.high?.description == "80.1")
    #expect(audit.evidence.map(\.computed.description) == ["99.9"])
  }

  @Test(
    "A rule that explains every figure is named once, without findings",
    arguments: [
      (["3 8", "3 8", "3 8", "1 2", "30 75", "40 100"], RoundingRule.halfEven),
      (["1 33.3", "1 33.3", "1 33.4", "3 100"], .controlled),
      (["2 66.6", "1 33.3", "3 100"], .truncate), (["2 66.7", "1 33.3", "3 100"], .halfUp),
    ])
  func recognised(column: [String], rule: RoundingRule) throws {
    let audit = try TableAudit(SmallTable.counts([column]))
    #expect(
      audit.roundingRule == rule && audit.findings.isEmpty && audit.otherExplainingRules.isEmpty,
      "\(audit.roundingRule) \(audit.otherExplainingRules)")
  }

  @Test("A rule that is given is kept")
  func given() throws {
    let table = SmallTable.counts([["2 66.6", "1 33.3", "3 100"]])
    let audit = try TableAudit(table, rule: .halfUp)
    #expect(audit.roundingRule == .halfUp)
    #expect(audit.findings.compactMap { $0.figure?.expected?.only?.description } == ["66.7"])
  }

  @Test("A table cut off with one misprint: the rule is found, and only the misprint accused")
  func truncatedWithMisprint() throws {
    let table = SmallTable.counts([["8 66.6", "2 16.6", "1 8.3", "1 83.0", "12 100.0"]])
    let audit = try TableAudit(table)
    #expect(audit.rules == RoundingPair(.truncate))
    #expect(audit.findings.compactMap(\.figure?.printed.description) == ["83.0"] && audit.findings.count == 1)
    #expect(audit.alternatives.allSatisfy { $0.accused >= 1 })
  }

  @Test("A part above its whole is decided without the solver, by intervals")
  func partAboveWhole() throws {
    let audit = try TableAudit(SmallTable.counts([["9 100.0", "0 0.0", "7 100"]]), effort: 0)
    #expect(!audit.findings.isEmpty && audit.undecided.isEmpty)
  }

  @Test("Contracts of zero yen are no finding, and are named")
  func zeroYen() throws {
    var table = SmallTable.counts([["1 33.3", "2 66.7", "3 100"]])
    for (row, yen) in [("r0", 0), ("r1", 100), ("total", 100)] as [(String, Int64)] {
      let place = FigurePlace(year: SmallTable.year, category: "c0", row: row, measure: .amount)
      table.figures[place] = PublishedFigure(FixedPoint(units: yen, decimals: 0))
    }
    let audit = try TableAudit(table)
    #expect(audit.findings.isEmpty && audit.zeroYen.map(\.row) == ["r0"])
  }

  @Test("Controlled rounding: the wrong figure of a sum is the one that strays")
  func controlledFinding() throws {
    let table = SmallTable.counts([["1 33.3", "1 33.3", "1 33.5", "3 100"]])
    let audit = try TableAudit(table, rule: .controlled)
    #expect(audit.findings.compactMap { $0.figure?.expected?.only?.description } == ["33.4"])
  }

  @Test("Tables rounded by another rule are never accused", arguments: [RoundingRule.truncate, .halfEven])
  func otherRules(rule: RoundingRule) throws {
    var named = 0
    for seed in 0..<60 as Range<UInt64> {
      let audit = try TableAudit(RandomTable(seed: seed, rule: rule).table)
      #expect(audit.findings.isEmpty && audit.undecided.isEmpty, "seed \(seed)")
      let rules = [audit.roundingRule] + audit.otherExplainingRules
      #expect(rules.contains(rule) || rules == [.halfUp], "seed \(seed)")
      if audit.roundingRule == rule { named += 1 }
    }
    // Ties are rare, so half-even mostly prints what half-up does.
    #expect(rule == .halfEven || named >= 30)
  }

  @Test("An empty total admits no share, under any rule", arguments: RoundingRule.allCases)
  func shareOfEmptyTotal(rule: RoundingRule) throws {
    let audit = try TableAudit(SmallTable.counts([["0 12.4", "0 0.0", "0 100"]]), rule: rule)
    #expect(audit.findings.compactMap(\.figure?.printed.description) == ["12.4"])
  }

  @Test("A share of an empty total may be 0, and 100 for the total itself")
  func emptyTotal() throws {
    for total in ["0 0.0", "0 100"] {
      let audit = try TableAudit(SmallTable.counts([["0 0.0", "0 0.0", total]]))
      #expect(audit.findings.isEmpty)
    }
    let audit = try TableAudit(SmallTable.counts([["0 12.5", "0 0.0", "0 100"]]), rule: .halfUp)
    #expect(audit.findings.compactMap(\.figure?.printed.description) == ["12.5"])
    #expect(audit.findings.first?.figure?.expected?.only?.description == "0.0")
  }

  @Test("All contracts of a whole are the part's, so its share of the amount is 100, under every rule")
  func emptyRemainder() throws {
    let rows = [
      TableRow(identifier: "all", label: "全体", role: .total, parent: nil),
      TableRow(identifier: "sme", label: "うち", role: .ofWhich, parent: "all"),
    ]
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (row, share) in [("all", "100.0"), ("sme", "10.0")] {
      for (measure, text) in [(Measure.count, "9"), (.amountShare, share)] {
        let place = FigurePlace(year: SmallTable.year, category: "total", row: row, measure: measure)
        figures[place] = PublishedFigure(try #require(FixedPoint(text)))
      }
    }
    let table = PublishedTable(
      rows: rows, categories: [.total], years: [SmallTable.year], unit: 1, figures: figures)
    for rule in [RoundingRule.halfUp, .truncate, .up, .halfEven] {
      #expect(try TableAudit(table, rule: rule).findings.count == 1, "\(rule)")
    }
  }
}
