import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct SecondWinsTests {
  private func wins(_ register: TenderRegister, _ policy: LotteryPolicy) throws -> SecondWins {
    let problem = LotteryProblem(register, under: policy)
    return SecondWins(try ExactSolver().outcome(of: problem), of: problem)
  }

  /// A and B tie twice: each wins both with chance 1/4 under independent draws, never under one-win.
  @Test func twoFirmsTwice() throws {
    let register = try draws([(group: 0, firms: [0, 1], winner: 0), (group: 0, firms: [0, 1], winner: 0)])
    for policy in [LotteryPolicy.oneWin, .nabari, .torinuke] {
      let found = try wins(register, policy)
      #expect(abs(found.independent - 0.5) < 1e-12 && abs((found.prevented ?? 0) - 0.5) < 1e-12, "\(policy.name)")
    }
    #expect(try wins(register, .independent).prevented == 0)
    // Where one firm alone would be left everybody draws: nothing is prevented.
    #expect(abs(try wins(register, .hiratsuka).prevented ?? 1) < 1e-12)
  }

  /// Against all histories, enumerated: random sets with untied tenders between them, which are no lotteries.
  @Test(arguments: 0..<20) func agreesWithAllHistories(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(900 + seed))
    var sets = randomSets(groups: 2, draws: 2...3, pool: 3, firms: 4, using: &generator)
    for place in sets.indices where Int.random(in: 0..<4, using: &generator) == 0 {
      sets[place].firms = [sets[place].firms[0]]
    }
    let register = try draws(sets.map { ($0.group, $0.firms, 0) })
    func beyond(excludes: Bool) -> Double {
      func follow(_ place: Int, _ won: [[Int]: Int]) -> Double {
        guard place < sets.count else { return Double(won.values.reduce(0) { $0 + max(0, $1 - 1) }) }
        let (group, firms) = sets[place]
        if firms.count == 1 { return follow(place + 1, won) }
        let left = excludes ? firms.filter { won[[group, $0], default: 0] < 1 } : firms
        let drawn = left.isEmpty ? firms : left
        return drawn.reduce(0) { sum, firm in
          var next = won
          next[[group, firm], default: 0] += 1
          return sum + follow(place + 1, next) / Double(drawn.count)
        }
      }
      return follow(0, [:])
    }
    let found = try wins(register, .oneWin)
    #expect(abs(found.independent - beyond(excludes: false)) < 1e-12)
    #expect(abs((found.underRule ?? -1) - beyond(excludes: true)) < 1e-12)
  }

  /// Under nabari any win counts and dearer bids may win: A, B tie at the lowest, C is dearer; then A, B tie again with no
  /// other; an untied bid of C goes first. All courses counted by hand.
  @Test func nabariWithDearerBids() throws {
    func bid(_ firm: Int, _ amount: Int64) -> TenderBid { TenderBid(firm: firm, amount: Yen(amount)) }
    func tender(_ order: Int, _ bids: [TenderBid]) -> Tender {
      var notice = TenderNotice(identifier: "t\(order)")
      (notice.order, notice.group) = (order, "g")
      return Tender(notice: notice, bids: bids)
    }
    let firms = ["A", "B", "C"].map { Firm(name: $0) }
    let register = try TenderRegister(
      firms: firms,
      tenders: [
        tender(1, [bid(0, 100), bid(1, 100)]), tender(2, [bid(0, 100), bid(1, 100), bid(2, 150)]),
        tender(3, [bid(0, 100), bid(1, 100), bid(2, 150)]),
      ], groups: [TenderGroup(identifier: "g", tenders: [0, 1, 2])])
    let found = try wins(register, .nabari)
    // Free draws: each of A and B wins 3 of 3 with 1/8 and 2 of 3 with 3/8: 2 · (2/8 + 3/8).
    #expect(abs(found.independent - 1.25) < 1e-12)
    // Under nabari one of A and B takes t1, the other t2; then neither may win t3 and C does: no firm wins twice by lot.
    #expect(abs((found.underRule ?? -1) - 0) < 1e-12)
  }

  /// Against the law of all wins, where that says the same: sets without untied or dearer bids.
  @Test(arguments: 0..<10) func enumerationAgreesWithLaws(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(700 + seed))
    let sets = randomSets(groups: 2, draws: 2...4, pool: 4, firms: 5, using: &generator)
    let register = try draws(sets.map { ($0.group, $0.firms, 0) })
    let problem = LotteryProblem(register, under: .oneWin)
    let all = try #require(
      problem.blocks.reduce(Optional(0.0)) { sum, block in
        sum.flatMap { sum in LotteryEnumeration(problem.contests[block.contests], problem)?.beyond(1).map { sum + $0 } }
      })
    #expect(abs(all - (try wins(register, .oneWin).underRule ?? -1)) < 1e-12)
  }
}
