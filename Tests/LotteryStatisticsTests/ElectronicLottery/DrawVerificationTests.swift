import Procurement
import Testing

@testable import LotteryStatistics

@Suite("Verification of recorded draws")
struct DrawVerificationTests {
  /// Three firms tie in each tender and the record names winners.
  private func register(_ winners: [Int?], system: [[Int]], cap: [Int] = []) throws -> TenderRegister {
    let tenders = winners.enumerated().map { index, winner in
      Tender(
        notice: TenderNotice(identifier: "T\(index)", group: "G"),
        bids: (0..<3).map { firm in
          TenderBid(
            firm: firm, amount: Yen(100), isWinner: winner.map { $0 == firm }, enteredNumber: 0,
            systemNumber: system[index][firm], arrival: Int64(firm), sourceLine: 3 * index + firm + 2)
        } + [TenderBid(firm: 3, amount: Yen(200), isWinner: winner.map { $0 == 3 })])
    }
    let firms = ["A", "B", "C", "D"].map { Firm(name: $0) }
    return try TenderRegister(
      firms: firms, tenders: tenders, groups: [TenderGroup(identifier: "G", tenders: Array(tenders.indices))])
  }

  private func verify(
    _ register: TenderRegister, _ scheme: LotteryScheme, policy: LotteryPolicy? = nil
  ) throws -> DrawVerification {
    let method = DrawMethod.scheme(scheme)
    let tied =
      try policy.map { policy in
        try TiedTender.all(in: register, under: policy) { try method.draw($0, of: register).place }
      } ?? TiedTender.all(in: register)
    return try DrawVerification(tied, of: register, method: method)
  }

  @Test("agreement, difference, a winner outside the tie, and none recorded")
  func verdicts() throws {
    let register = try register([1, 0, 3, nil], system: [[0, 0, 1], [0, 0, 1], [0, 0, 0], [0, 0, 0]])
    let result = try verify(register, .random)
    #expect(result.comparisons.map(\.verdict) == [.agrees, .differs, .notTied, .notRecorded])
    #expect(result.hasFindings)
    let fine = try verify(try self.register([1, nil], system: [[0, 0, 1], [0, 0, 0]]), .random)
    #expect(!fine.hasFindings)
    #expect(fine.explanations.isEmpty)
  }

  @Test("a record that follows another scheme names it")
  func explanation() throws {
    // 999 + 999 + 7 = 2005 mod 3 = 1; cut to 005 mod 3 = 2.
    let system = [[999, 999, 7], [999, 0, 5], [500, 500, 1], [0, 0, 1]]
    let register = try register([2, 1, 1, 1], system: system)
    let result = try verify(register, .milliseconds)
    #expect(result.count(.differs) == 3)
    for comparison in result.comparisons where comparison.verdict == .differs {
      #expect(comparison.explainedBy.contains("milliseconds-cut"))
    }
    let cut = try #require(result.explanations.first { $0.scheme == "milliseconds-cut" })
    #expect(cut.explained == 4)
    #expect(cut.computed == 4)
    #expect(abs(cut.byChance - 4.0 / 3) < 1e-12)
    #expect(result.explanations.first?.explained == 4)
    let own = try #require(result.explanations.first { $0.scheme == "milliseconds" })
    #expect(own.explained == 1)
  }

  @Test("one win a firm: a winner by lot is left out of later draws of its group")
  func exclusion() throws {
    // T0: sum 1, B wins. T1: A and C are left, sum 1 mod 2: C. T2: A alone is left.
    let system = [[0, 0, 1], [0, 9, 1], [0, 0, 0]]
    let fair = try verify(try register([1, 2, 0], system: system), .random, policy: .oneWin)
    #expect(fair.comparisons.map(\.verdict) == [.agrees, .agrees, .agrees])
    #expect(fair.comparisons.map { $0.draw.tied.eligible.map(\.name) } == [["A", "B", "C"], ["A", "C"], ["A"]])
    // B again in T1 is against the rule, and a second win does not change who is left afterwards.
    let broken = try verify(try register([1, 1, 0], system: system), .random, policy: .oneWin)
    #expect(broken.comparisons[1].verdict == .excluded)
    // Without the rule: 0 + 9 + 1 = 10 mod 3 = 1, B.
    let free = try verify(try register([1, 1, 0], system: system), .random)
    #expect(free.comparisons.map(\.verdict) == [.agrees, .agrees, .agrees])
  }

  @Test("where no winner is recorded the computed one is the history")
  func computedHistory() throws {
    let register = try register([nil, nil, nil], system: [[0, 0, 1], [0, 9, 1], [0, 0, 0]])
    let result = try verify(register, .random, policy: .oneWin)
    #expect(result.comparisons.map(\.draw.winner.name) == ["B", "C", "A"])
  }

  @Test("a recorded winner outside the tie has not won by lottery, and nobody else has")
  func outsideHistory() throws {
    // T0 went to D, which was dearer; so all three draw in T1: 0 + 9 + 1 = 10 mod 3 = 1, B.
    let register = try register([3, 1], system: [[0, 0, 1], [0, 9, 1]])
    let result = try verify(register, .random, policy: .oneWin)
    #expect(result.comparisons.map(\.verdict) == [.notTied, .agrees])
    #expect(result.comparisons[1].draw.tied.eligible.count == 3)
  }

  @Test("a winner whose place passes on: the next one has both chances")
  func passing() throws {
    var scheme = LotteryScheme.random
    scheme.exclusion = .pass
    // T0: B wins. T1: 0 + 0 + 1 = 1 is B again, whose place passes to C.
    let register = try register([1, 2], system: [[0, 0, 1], [0, 0, 1]])
    let result = try verify(register, scheme, policy: .oneWin)
    #expect(result.comparisons.map(\.verdict) == [.agrees, .agrees])
  }

  @Test("two recorded winners of a tender, and policies that need more than the record, are errors")
  func errors() throws {
    let bids = (0..<2).map { TenderBid(firm: $0, amount: Yen(1), isWinner: true, sourceLine: $0 + 2) }
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")],
      tenders: [Tender(notice: TenderNotice(identifier: "T"), bids: bids)],
      groups: [TenderGroup(identifier: "T", tenders: [0])])
    let error = #expect(throws: RegisterError.self) { try TiedTender.all(in: register) }
    #expect(error?.kind == .severalWinners)
    #expect(error?.line == 3)
    let random = try LotteryPolicy(name: "random", order: .random)
    #expect(throws: PolicyError.self) { try TiedTender.all(in: register, under: random) { _ in 0 } }
  }

  @Test("a missing number names the tender")
  func missing() throws {
    var bids = (0..<2).map {
      TenderBid(firm: $0, amount: Yen(1), enteredNumber: 1, systemNumber: 1, arrival: Int64($0))
    }
    bids[1].enteredNumber = nil
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")],
      tenders: [Tender(notice: TenderNotice(identifier: "T9"), bids: bids)],
      groups: [TenderGroup(identifier: "T", tenders: [0])])
    let error = #expect(throws: DrawError.self) { try verify(register, .random) }
    #expect(error?.tender == "T9")
    #expect(error?.firm == "B")
    #expect(error?.kind == .missingTyped)
  }
}
