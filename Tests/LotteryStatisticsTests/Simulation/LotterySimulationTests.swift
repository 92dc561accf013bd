import Foundation
import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct LotterySimulationTests {
  /// Trials of a group: a full batch where JUCHU_SLOW_TESTS is set, else few enough for a debug build.
  static let trials: UInt64 = ProcessInfo.processInfo.environment["JUCHU_SLOW_TESTS"] == nil ? 1_024 : 16_384

  /// 200 groups, larger than enumeration reaches, each under a policy in turn, simulated once and solved
  /// exactly. About 11,000 probabilities are held against 5 standard errors of their exact binomial
  /// distribution, 5.7e-7 each in the normal limit: family-wise false-alarm rate below 1 %. Probabilities of 0
  /// and 1 must be met exactly.
  @Test(arguments: 0..<20) func agreesWithTheExactSolver(chunk: Int) throws {
    var generator = SplitMix64(seed: UInt64(500 + chunk))
    for index in 0..<10 {
      let prices = randomPrices(tenders: 3...8, firms: 5...14, using: &generator)
      let firms = randomFirms(prices[0].count, using: &generator)
      let notices = randomNotices(prices.count, using: &generator)
      let register = try register(prices: prices, firms: firms, notices: notices)
      let policy = index < 5 ? LotteryPolicy.named[index] : try randomPolicy(using: &generator)
      let exact = try ExactSolver().outcome(of: LotteryProblem(register, under: policy)).blocks[0]
      let simulation = LotterySimulation(
        register, under: [policy], seed: UInt64(chunk * 10 + index), options: .init(conditional: false))
      var state = simulation.emptyState
      let runner = simulation.runner(0)
      var work = runner.workspace()
      try state.insert(runner.run(0..<Self.trials, in: &work), units: 0..<1)
      let outcome = simulation.outcome(0, state: state, estimator: .plain)
      let trials = Double(Self.trials)
      for (tender, truth) in zip(outcome.blocks[0].tenders, exact.tenders) {
        let found = Dictionary(uniqueKeysWithValues: tender.chances.map { ($0.firm, $0.probability) })
        let expected = Dictionary(uniqueKeysWithValues: truth.chances.map { ($0.firm, $0.probability) })
        func check(_ value: Double, _ p: Double) {
          // Within summation error of 0 and 1 the standard error is 0.
          let error = p < 1e-12 || p > 1 - 1e-12 ? 0 : (p * (1 - p) / trials).squareRoot()
          #expect(abs(value - p) <= 5 * error + 1e-12, "\(policy.name) \(value) against \(p)")
        }
        for firm in Set(found.keys).union(expected.keys) { check(found[firm] ?? 0, expected[firm] ?? 0) }
        check(tender.noAward, truth.noAward)
      }
      for (firm, truth) in zip(outcome.blocks[0].firms, exact.firms) {
        let variance = max(0, truth.expectedSquaredWins - truth.expectedWins * truth.expectedWins)
        let tolerance = 5 * (variance / trials).squareRoot() + 1e-12
        #expect(firm.firm == truth.firm && abs(firm.expectedWins - truth.expectedWins) <= tolerance)
        let p = truth.winAtLeastOne
        #expect(abs(firm.winAtLeastOne - p) <= 5 * max(0, p * (1 - p) / trials).squareRoot() + 1e-12)
      }
    }
  }

  @Test func weightedDrawsFavourPastLosers() throws {
    // Firms 0 and 1 lose or win the first draw; whoever lost has weight 2 against 1 in the second.
    let policy = try LotteryPolicy(name: "weighted", cap: nil, weighting: .pastLosses(limit: 2))
    let simulation = LotterySimulation(try register(tiedSets: [[0, 1], [0, 1]]), under: [policy])
    let state = simulation.run(batches: 0..<2)
    let firm = simulation.outcome(0, state: state, estimator: .plain).blocks[0].firms[0]
    // P(no win) = P(two losses) = 1/2 · 1/3; 32,768 trials, 5 standard errors 0.0103, false alarm 6e-7.
    #expect(abs(firm.winAtLeastOne - 5.0 / 6) < 0.0103)
  }

  @Test func jointVenturesCountThroughTheirMembers() throws {
    let firms = [Firm(name: "A"), Firm(name: "J", members: ["A", "B"]), Firm(name: "B"), Firm(name: "C")]
    // A wins or C does; if A has won, the joint venture of A and B is out and B wins the second.
    let prices: [[Int64?]] = [[5, nil, nil, 5], [nil, 5, 5, nil]]
    let policy = try LotteryPolicy(name: "members", jointVentures: .members)
    let simulation = LotterySimulation(try register(prices: prices, firms: firms), under: [policy])
    let outcome = simulation.outcome(0, state: simulation.run(batches: 0..<1))
    let wins = Dictionary(uniqueKeysWithValues: outcome.blocks[0].firms.map { ($0.firm, $0) })
    // 16,384 trials: 5 standard errors of a quarter are 0.017; conditional estimates are closer still.
    #expect(abs((wins[1]?.expectedWins ?? 0) - 0.25) < 0.017)
    #expect(abs((wins[2]?.expectedWins ?? 0) - 0.75) < 0.017)
    #expect(throws: ExactSolver.Refusal.jointVentureMembers) {
      try ExactSolver().outcome(of: LotteryProblem(try register(prices: prices, firms: firms), under: policy))
    }
  }

  @Test func countingOverAYearLinksGroups() throws {
    func notice(_ identifier: String, _ month: Int) -> TenderNotice {
      TenderNotice(identifier: identifier, openingDate: CivilDate(year: 2022, month: month, day: 1))
    }
    let bids = [0, 1].map { TenderBid(firm: $0, amount: Yen(5)) }
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")],
      tenders: [Tender(notice: notice("1", 9), bids: bids), Tender(notice: notice("2", 5), bids: bids)],
      groups: [TenderGroup(identifier: "g", tenders: [0]), TenderGroup(identifier: "h", tenders: [1])])
    let policy = try LotteryPolicy(name: "yearly", scope: .fiscalYear)
    let exact = try ExactSolver().outcome(of: LotteryProblem(register, under: policy))
    #expect(exact.blocks.map(\.identifier) == ["FY2022"])
    #expect(exact.blocks[0].tenders.map(\.tender) == [1, 0])
    #expect(exact.blocks[0].firms.map(\.distribution) == [[0, 1], [0, 1]])
    let simulation = LotterySimulation(register, under: [policy])
    let outcome = simulation.outcome(0, state: simulation.run(batches: 0..<1))
    #expect(outcome.blocks[0].firms.map(\.expectedWins) == [1, 1])
  }

  @Test func randomOrderAgreesWithTheExactMean() throws {
    let register = try register(tiedSets: [[0, 1], [0, 1, 2], [2]])
    let policy = try LotteryPolicy(name: "shuffled", order: .random)
    let exact = try ExactSolver().outcome(of: LotteryProblem(register, under: policy)).blocks[0]
    let simulation = LotterySimulation(register, under: [policy], seed: 4)
    let found = simulation.outcome(0, state: simulation.run(batches: 0..<2), estimator: .plain).blocks[0]
    for (a, b) in zip(found.firms, exact.firms) {
      let variance = b.expectedSquaredWins - b.expectedWins * b.expectedWins
      #expect(abs(a.expectedWins - b.expectedWins) < 5 * (variance / 32_768).squareRoot())
    }
  }

  @Test func anOutcomeChangesOnlyWhereTheRuleBites() throws {
    let register = try register(tiedSets: [[0, 1, 2], [0, 1, 2], [3, 4]])
    let simulation = LotterySimulation(
      register, under: [.independent, .oneWin], options: .init(conditional: false, changes: true))
    let state = simulation.run(batches: 0..<2)
    let changed = simulation.changedShare(1, state: state)
    #expect(changed[0] == 0 && changed[2] == 0)
    // The second draw changes when it would repeat the first winner: one time in three, 5 standard errors.
    #expect(abs((changed[1] ?? 0) - 1.0 / 3) < 5 * (2.0 / 9 / 32_768).squareRoot())
  }
}
