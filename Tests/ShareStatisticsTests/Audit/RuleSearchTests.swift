import Procurement
import Testing

@testable import ShareStatistics

@Suite("Search for the pairs of rules")
struct RuleSearchTests {
  /// Truncated count shares of several columns; in the first ones a share is wrong.
  private func table(columns: Int, wrong: Int) -> PublishedTable {
    SmallTable.counts(
      (0..<columns).map { column in
        let counts = (0..<5).map { Int64(100 + 37 * column + 61 * $0) }
        let total = counts.reduce(0, +)
        return (counts + [total]).enumerated().map { row, count in
          let share = RoundingRule.truncate.rounded(Int128(count), over: Int128(total), scale: 10_000)
          let printed = FixedPoint(units: share + (row == 2 && column < wrong ? 900 : 0), decimals: 2)
          return "\(count) \(printed)"
        }
      })
  }

  private func search(_ table: PublishedTable, _ effort: Effort) throws -> RuleSearch {
    let structure = try TableStructure(table)
    var search = RuleSearch(
      [structure], years: [SmallTable.year], pairs: structure.pairs(amount: nil, share: nil), effort: effort)
    search.run()
    return search
  }

  @Test("Pairs that adjust parts to totals are out by their open sums, without a step of the solver")
  func controlled() throws {
    let effort = Effort(10_000_000)
    let search = try search(table(columns: 4, wrong: 1), effort)
    #expect(search.fewest.map(\.pair) == [RoundingPair(.truncate)])
    #expect(search.fewest.first?.least == 1)
    let adjusted = search.alternatives.filter(\.rules.isControlled)
    #expect(!adjusted.isEmpty && adjusted.allSatisfy { $0.accused == 2 && !$0.isExact })
    #expect(search.openRules.isEmpty)
    #expect(effort.left == 10_000_000)
  }

  @Test(
    "Where every pair has as many conflicts as are counted at first, the right one is still searched before the others")
  func manyMisprints() throws {
    let effort = Effort(10_000_000)
    let search = try search(table(columns: 6, wrong: 5), effort)
    #expect(search.fewest.map(\.pair) == [RoundingPair(.truncate)])
    #expect(search.fewest.first?.least == 5)
    // Half-up contradicts figures everywhere: it is counted out, never searched to its end.
    let halfUp = search.alternatives.first { $0.rules == RoundingPair(.halfUp) }
    #expect(halfUp.map { $0.accused == 6 && !$0.isExact } == true)
    #expect(effort.left == 10_000_000)
  }
}
