import Foundation
import Procurement
import Testing

@testable import ShareStatistics

@Suite("Audit of tables rounded from random ledgers")
struct RandomTablesTests {
  /// 10,000 tables where JUCHU_LONG_TESTS is set, else a few hundred.
  static let count = ProcessInfo.processInfo.environment["JUCHU_LONG_TESTS"] == nil ? 400 : 10_000

  @Test("No finding in a table that was rounded half-up", arguments: [0, 1])
  func cleanTables(half: Int) throws {
    for number in 0..<Self.count / 2 {
      let seed = UInt64(2 * number + half)
      let audit = try TableAudit(RandomTable(seed: seed, rule: .halfUp).table, rule: .halfUp)
      #expect(audit.findings.isEmpty && audit.undecided.isEmpty, "seed \(seed)")
    }
  }
}
