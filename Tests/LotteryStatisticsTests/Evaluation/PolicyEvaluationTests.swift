import LotteryStatistics
import Procurement
import Testing

@Suite struct PolicyEvaluationTests {
  /// Two firms tied in two tenders: under the rule each wins one; by chance one of them wins both half the time.
  @Test func twoFirmsInTwoTenders() throws {
    let evaluation = try PolicyEvaluation(
      try register(tiedSets: [[0, 1], [0, 1]]), policies: [.oneWin], options: .init(trials: 16_384))
    let count = evaluation.results[0].count
    func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
      abs((value ?? .nan) - expected) <= tolerance
    }
    #expect(isClose(count.exAnte[.gini]?.value, 0) && isClose(count.exAnte[.gini]?.chance, 0))
    #expect(isClose(count.exPost[.hhi]?.value, 0.5) && isClose(count.exPost[.hhi]?.chance, 0.75))
    #expect(
      isClose(count.exPost[.atLeastOneShare]?.value, 1)
        && isClose(count.exPost[.atLeastOneShare]?.chance, 0.75))
    // ln 2 with both served, 0 or ln 2 by chance.
    #expect(
      isClose(count.exPost[.entropy]?.value, 0.6931471805599453)
        && isClose(count.exPost[.entropy]?.chance, 0.34657359027997264))
    // Simulated, but certain under the rule; by chance Gini is 0 or 1/2 and the maximum 1 or 2, 16,384 trials:
    // 5 standard errors are 0.0098 and 0.0196.
    #expect(isClose(count.exPost[.gini]?.value, 0) && isClose(count.exPost[.max]?.value, 1))
    #expect(isClose(count.exPost[.gini]?.chance, 0.25, 0.0098))
    #expect(isClose(count.exPost[.max]?.chance, 1.5, 0.0196))
    #expect(isClose(evaluation.results[0].amount.exPost[.hhi]?.value, 0.5))
    #expect(!count.isPlugIn)
  }

  @Test func simulatedMeasuresAgreeWithExactOnes() throws {
    let register = try register(tiedSets: [[0, 1, 2], [1, 2, 3], [0, 3]])
    let exact = try PolicyEvaluation(
      register, policies: [.oneWin], options: .init(trials: 0, measures: false)
    ).results[0]
    let simulated = try PolicyEvaluation(
      register, policies: [.oneWin], options: .init(trials: 16_384, prefersExact: false)
    ).results[0]
    #expect(simulated.outcome.method == .simulation(trials: 16_384) && simulated.count.isPlugIn)
    for measure in [Inequality.Measure.hhi, .theil, .entropy, .atLeastOneShare] {
      let (a, b) = (exact.count.exPost[measure]?.value, simulated.count.exPost[measure]?.value)
      // A measure between 0 and ln 4 has a standard deviation of at most 0.7; 5 standard errors are 0.027.
      #expect(abs((a ?? .nan) - (b ?? .infinity)) < 0.027, "\(measure)")
    }
  }

  @Test func withoutTrialsARefusalIsAnError() throws {
    let policy = try LotteryPolicy(name: "w", weighting: .pastLosses(limit: 2))
    #expect(throws: PolicyEvaluation.EvaluationError.refused(policy: "w", .weightsByPastLosses)) {
      try PolicyEvaluation(
        try register(tiedSets: [[0, 1]]), policies: [policy], options: .init(trials: 0, measures: false))
    }
  }

  @Test func nothingToGoOnIsAnError() throws {
    let register = try register(tiedSets: [[0, 1]])
    let options = PolicyEvaluation.Options(trials: 0, prefersExact: false)
    #expect(throws: PolicyEvaluation.EvaluationError.noTrials) {
      try PolicyEvaluation(register, policies: [.oneWin], options: options)
    }
    let simulation = PolicyEvaluation.simulation(register, policies: [.oneWin], options: options)
    #expect(throws: PolicyEvaluation.EvaluationError.noTrials) {
      try PolicyEvaluation(simulation, state: simulation.emptyState, options: options)
    }
    let other = try LotteryPolicy(name: "one-win", cap: 2)
    #expect(throws: PolicyEvaluation.EvaluationError.repeatedName("one-win")) {
      try PolicyEvaluation(register, policies: [.oneWin, other])
    }
  }

  @Test func shardsEvaluateLikeOneRun() throws {
    let register = try register(tiedSets: [[0, 1, 2], [0, 1, 2]])
    let options = PolicyEvaluation.Options(trials: 16_384 * 2, prefersExact: false, measures: false)
    let whole = try PolicyEvaluation(register, policies: [.oneWin], options: options)
    let simulation = PolicyEvaluation.simulation(register, policies: [.oneWin], options: options)
    let schedule = TrialSchedule(trials: options.trials)
    var state = simulation.run(units: 16..<32, of: schedule)
    try state.merge(simulation.run(units: 0..<16, of: schedule))
    let merged = try PolicyEvaluation(simulation, state: state, options: options)
    #expect(
      merged.results[0].outcome.blocks[0].firms.map(\.expectedWins)
        == whole.results[0].outcome.blocks[0].firms.map(\.expectedWins))
  }

  @Test func totalsConvolveIndependentGroups() throws {
    let bids = [0, 1].map { TenderBid(firm: $0, amount: Yen(10)) }
    let register = try TenderRegister(
      firms: [Firm(name: "A"), Firm(name: "B")],
      tenders: (0..<3).map { Tender(notice: TenderNotice(identifier: "\($0)"), bids: bids) },
      groups: [TenderGroup(identifier: "g", tenders: [0, 1]), TenderGroup(identifier: "h", tenders: [2])])
    let outcome = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin))
    let totals = FirmTotal.totals(of: outcome)
    // One win in the first group for sure, another in the second half the time.
    #expect(totals.map(\.distribution) == [[0, 0.5, 0.5], [0, 0.5, 0.5]])
    #expect(totals.map(\.amount) == [15, 15] && totals.map(\.atLeastOne) == [1, 1])
  }

  @Test func differencesNameWinnersAndLosers() throws {
    // C's sole tender last: under the rule C waives into it whatever happened, and gains in the middle draw.
    let register = try register(tiedSets: [[0, 1], [0, 1, 2], [2]])
    let simulation = LotterySimulation(register, under: [.independent, .oneWin])
    let exact = simulation.problems.compactMap { try? ExactSolver().outcome(of: $0) }
    let truth = PolicyDifference.differences(of: exact[1], from: exact[0])
    #expect(truth.map(\.verdict) == [.worse, .worse, .better])
    #expect(abs(truth[2].wins - 1.0 / 6) < 1e-12 && abs(truth[0].wins + 1.0 / 12) < 1e-12)
    let found = simulation.differences(of: 1, from: 0, state: simulation.run(batches: 0..<8))
    for (a, b) in zip(found, truth) {
      // Eight batches: |t| on 7 degrees of freedom above 12 has chance 7e-6.
      #expect(abs(a.wins - b.wins) <= 12 * (a.standardError ?? 0) + 1e-9)
    }
  }
}
