import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Smallest explanations against enumeration")
struct SmallestExplanationsTests {
  @Test("One column of two rows and a total: all counts up to 100 tried", arguments: 0..<12)
  func oneColumn(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let parts = [Int64.random(in: 1...5, using: &random), Int64.random(in: 1...5, using: &random)]
    let total = parts[0] + parts[1] + Int64.random(in: 0...1, using: &random)
    var shares = parts.map { 100 * $0 / total + Int64.random(in: 0...2, using: &random) }
    // Two halves rounded up make 101, but only for counts beyond the bound.
    if shares[0] + shares[1] == 101 { shares[0] += 1 }
    let counts = (parts + [total]).map { Int.random(in: 0..<4, using: &random) == 0 ? "-" : "\($0)" }
    let table = SmallTable.counts([
      ["\(counts[0]) \(shares[0])", "\(counts[1]) \(shares[1])", "\(counts[2]) 100"]
    ])
    for rule in [RoundingRule.halfUp, .truncate, .halfEven] {
      let audit = try TableAudit(table, rule: rule)
      let expected = try SmallTable.smallestSets(of: table, rule: rule, upTo: 100)
      #expect(SmallTable.sets(of: audit) == expected, "\(rule) \(counts) \(shares)")
      #expect(audit.findings.allSatisfy { $0.isExhaustive })
    }
  }

  @Test("Two rows and two columns with totals: all counts up to 10 tried", arguments: 0..<6)
  func twoColumns(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let cells = (0..<4).map { _ in Int64.random(in: 0...2, using: &random) }
    var printed = [
      [cells[0], cells[1], cells[0] + cells[1]], [cells[2], cells[3], cells[2] + cells[3]],
      [cells[0] + cells[2], cells[1] + cells[3], cells.reduce(0, +)],
    ]
    for _ in 0..<(1 + seed % 3) {
      printed[Int.random(in: 0..<3, using: &random)][Int.random(in: 0..<3, using: &random)] +=
        Int64.random(in: 1...2, using: &random)
    }
    let table = SmallTable.counts(printed.map { $0.map(String.init) }, hasTotalColumn: true)
    let audit = try TableAudit(table, rule: .halfUp)
    let expected = try SmallTable.smallestSets(of: table, rule: .halfUp, upTo: 10)
    #expect(SmallTable.sets(of: audit) == expected)
  }

  @Test("Independent faults are one finding each, not the product of their alternatives")
  func productOfFaults() throws {
    // Each column's total is off by one; without shares nothing tells which of the three figures is wrong.
    let audit = try TableAudit(SmallTable.counts([["3", "4", "8"], ["5", "6", "12"]]), rule: .halfUp)
    #expect(audit.findings.count == 2)
    #expect(audit.findings.allSatisfy { $0.alternatives.count == 3 && $0.isExhaustive && $0.figure == nil })
    #expect(audit.findings.first?.alternatives.map { $0[0].expected?.only?.description } == ["4", "5", "7"])
  }

  @Test("A limit that ends the search accuses nobody")
  func budgetEnds() throws {
    let audit = try TableAudit(SmallTable.counts([["- 20.0", "- 79.9"]], hasTotalRow: false), rule: .halfUp, effort: 1)
    #expect(audit.undecided == [SmallTable.year] && audit.findings.isEmpty)
    #expect(!audit.evidence.isEmpty && audit.consistentWithRounding.isEmpty)
  }
}
