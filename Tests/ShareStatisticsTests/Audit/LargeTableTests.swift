import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Audit of a table of 40 rows and 12 categories")
struct LargeTableTests {
  /// Counts and shares of one year, with totals in both directions, and one wrong share if wanted.
  private func table(isWrong: Bool) -> PublishedTable {
    var random = SplitMix64(seed: 7)
    let cells = (0..<12).map { _ in (0..<40).map { _ in Int64.random(in: 0...999, using: &random) } }
    let columns = cells + [(0..<40).map { row in cells.reduce(0) { $0 + $1[row] } }]
    let texts = columns.enumerated().map { column, counts in
      let total = counts.reduce(0, +)
      return (counts + [total]).enumerated().map { row, count in
        let share = RoundingRule.halfUp.rounded(Int128(count), over: Int128(total), scale: 10_000)
        let printed = FixedPoint(units: isWrong && (row, column) == (3, 5) ? share + 90 : share, decimals: 2)
        return "\(count) \(printed)"
      }
    }
    return SmallTable.counts(texts, hasTotalColumn: true)
  }

  @Test("It ends, with the one wrong share found")
  func ends() throws {
    let clean = try TableAudit(table(isWrong: false))
    #expect(clean.checked == 1_066 && clean.findings.isEmpty && !clean.usedSolver)
    let audit = try TableAudit(table(isWrong: true), rule: .halfUp)
    #expect(audit.undecided.isEmpty)
    #expect(audit.findings.compactMap { $0.figure?.place.row } == ["r3"])
    #expect(audit.findings.compactMap { $0.figure?.place.category } == ["c5"])
  }
}
