import Procurement
import TestSupport
import Testing

@testable import LedgerReading

/// Awards of 中国地方整備局 for consulting, joined to its roster of consulting firms.
@Suite("Awards joined to the roster", .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
struct RosterJoinTests {
  @Test("plain equality of names finds 95.67 %, members of ventures raise it to 99.44 %, and nothing is lost")
  func rates() throws {
    let plain = try #require(try read(normalizes: false, rule: nil).summary.matches)
    #expect(plain.total.count == 3_744)
    #expect(plain.byEqualName.count == 3_582)
    #expect(plain.unmatched.count == 162)
    let ledger = try read(normalizes: true, rule: .largest)
    let split = try #require(ledger.summary.matches)
    #expect(split.total == plain.total)
    #expect(split.byEqualName == plain.byEqualName)
    #expect(split.byMembers.count == 141)
    #expect(split.unmatched.count == 21 && split.ambiguous.count == 0)
    // Table 1 by size: an award without a size is one that was not matched, and no other.
    #expect(ledger.contracts.count { $0.size == nil } == 21)
    #expect(Set(ledger.contracts.map(\.size)) == [.large, .sme, .other, nil])
    #expect(ledger.reconciles)
  }

  private func read(normalizes: Bool, rule: JointVentureRule?) throws -> ReadLedgers {
    let bids = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let roster = try #require(Repository.sharedData("mlit/chugoku_consulting_roster_20200115.csv"))
    return try ReadLedgers([bids], keepsRejects: true) {
      $0.mapping = try LedgerMapping.named("mlit-bids")
      $0.mapping.contracts.filters.append(RowFilter(column: "kind", values: ["consulting"]))
      $0.mapping.contracts.constants[.locality] = "local"
      $0.mapping.roster.file = roster
      $0.mapping.roster.normalizesNames = normalizes
      $0.mapping.jointVentures = rule
    }
  }
}
