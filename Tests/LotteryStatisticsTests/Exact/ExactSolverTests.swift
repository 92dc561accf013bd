import LotteryStatistics
import Procurement
import TestSupport
import Testing

@Suite struct ExactSolverTests {
  func outcome(
    _ register: TenderRegister, _ policy: LotteryPolicy, budget: Int = 100_000_000
  ) throws -> BlockOutcome {
    try #require(
      try ExactSolver(budget: budget).outcome(of: LotteryProblem(register, under: policy)).blocks.first)
  }

  @Test func threeTendersByHand() throws {
    // A wins the first half the time; then B and C draw, else A and C; C alone is waived into the last.
    let register = try register(tiedSets: [[0, 1], [0, 1, 2], [2]])
    let wins = try outcome(register, .oneWin).firms.map(\.expectedWins)
    #expect(zip(wins, [0.75, 0.75, 1.5]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test(arguments: [(1, 1), (3, 2), (5, 5), (7, 4), (40, 8), (100, 12)])
  func allTiedInAllShareEvenly(firms: Int, tenders: Int) throws {
    let all = Array(0..<firms)
    let block = try outcome(
      try register(tiedSets: [[Int]](repeating: all, count: tenders)), .oneWin)
    for firm in block.firms {
      #expect(abs(firm.expectedWins - Double(tenders) / Double(firms)) < 1e-13)
      #expect(abs(firm.winAtLeastOne - Double(tenders) / Double(firms)) < 1e-13)
      #expect(firm.distribution?.count ?? 0 <= 2)
    }
  }

  /// Named policies in turn and random compositions, on random groups: every number that the solver gives,
  /// against enumeration of all paths in exact rationals.
  @Test(arguments: 0..<10) func agreesWithEnumeration(chunk: Int) throws {
    var generator = SplitMix64(seed: UInt64(1000 + chunk))
    for index in 0..<50 {
      var prices = randomPrices(tenders: 1...6, firms: 1...7, using: &generator)
      // Paths multiply: the largest groups stay below 4^6 of them.
      if prices.count * (prices.first?.count ?? 0) > 30 { prices.removeLast() }
      let firms = randomFirms(prices.first?.count ?? 0, using: &generator)
      let notices = randomNotices(prices.count, using: &generator)
      let register = try register(prices: prices, firms: firms, notices: notices)
      let policy =
        index % 10 < 5 ? LotteryPolicy.named[index % 5] : try randomPolicy(using: &generator)
      let block = try outcome(register, policy)
      check(block, BruteForce(register, policy, order: block.tenders.map(\.tender)), policy)
    }
  }

  func check(_ block: BlockOutcome, _ truth: BruteForce, _ policy: LotteryPolicy) {
    func value(_ numerator: Int128) -> Double { Double(numerator) / Double(BruteForce.unit) }
    for tender in block.tenders {
      #expect(abs(tender.noAward - value(truth.noAward[tender.tender])) < 1e-12, "\(policy)")
      var chances = [Double](repeating: 0, count: truth.firms.count)
      for chance in tender.chances { chances[chance.firm] = chance.probability }
      for firm in truth.firms.indices {
        #expect(abs(chances[firm] - value(truth.wins[tender.tender][firm])) < 1e-12, "\(policy)")
      }
    }
    for firm in block.firms {
      let exact = truth.distribution[firm.firm].map(value)
      let found = firm.distribution ?? []
      for wins in exact.indices {
        #expect(abs((wins < found.count ? found[wins] : 0) - exact[wins]) < 1e-12, "\(policy)")
      }
      let mean = exact.enumerated().reduce(0.0) { $0 + Double($1.offset) * $1.element }
      #expect(abs(firm.expectedWins - mean) < 1e-12)
      #expect(abs(firm.winAtLeastOne - (1 - exact[0])) < 1e-12)
      let squared = value(truth.squaredAmount[firm.firm])
      #expect(abs((firm.expectedSquaredAmount ?? -1) - squared) < 1e-12 * max(1, squared))
    }
  }

  @Test func randomOrderIsTheMeanOverAllOrders() throws {
    var generator = SplitMix64(seed: 77)
    let register = try register(prices: randomPrices(tenders: 4...4, firms: 5...5, using: &generator))
    let policy = try LotteryPolicy(name: "shuffled", order: .random)
    let block = try outcome(register, policy)
    var mean = [Double](repeating: 0, count: 5)
    for a in 0..<4 {
      for b in 0..<4 where b != a {
        for c in 0..<4 where c != a && c != b {
          let truth = BruteForce(register, policy, order: [a, b, c, 6 - a - b - c])
          for firm in 0..<5 {
            for wins in 0...4 {
              mean[firm] +=
                Double(wins) * Double(truth.distribution[firm][wins]) / Double(BruteForce.unit) / 24
            }
          }
        }
      }
    }
    for firm in block.firms { #expect(abs(firm.expectedWins - mean[firm.firm]) < 1e-12) }
  }

  @Test func noValidBidIsNoAwardUnderEveryPolicy() throws {
    let register = try register(prices: [[nil, nil], [5, 5]])
    for policy in LotteryPolicy.named {
      let block = try outcome(register, policy)
      #expect(block.tenders[0].noAward == 1 && block.tenders[0].chances.isEmpty)
      #expect(block.tenders[0].expectedAmount == 0 && block.tenders[1].expectedAmount == 5)
    }
  }

  @Test func declinesWithTheEstimate() throws {
    var generator = SplitMix64(seed: 5)
    let sets = (0..<8).map { _ in Array(Array(0..<60).shuffled(using: &generator).prefix(40)) }
    let problem = LotteryProblem(try register(tiedSets: sets), under: .oneWin)
    #expect(throws: ExactSolver.Refusal.tooCostly(atLeast: 10_000, budget: 10_000)) {
      try ExactSolver(budget: 10_000).outcome(of: problem)
    }
    let weighted = try LotteryPolicy(name: "w", weighting: .pastLosses(limit: 3))
    #expect(throws: ExactSolver.Refusal.weightsByPastLosses) {
      try ExactSolver().outcome(of: LotteryProblem(try register(tiedSets: [[0, 1]]), under: weighted))
    }
  }

  @Test func declinesStatesThatNoKeyHolds() throws {
    var generator = SplitMix64(seed: 9)
    let sets = (0..<20).map { _ in Array(0..<150).shuffled(using: &generator).prefix(100).sorted() }
    // 150 firms, each unlike any other: one bit a firm beside the tagged one's status.
    #expect(throws: ExactSolver.Refusal.tooManyTypes(bits: 151)) {
      try ExactSolver().outcome(of: LotteryProblem(try register(tiedSets: sets), under: .oneWin))
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    var generator = SplitMix64(seed: 6)
    let sets = (0..<5).map { _ in Array(Array(0..<16).shuffled(using: &generator).prefix(8)) }
    let problem = LotteryProblem(try register(tiedSets: sets), under: .oneWin)
    let one = try ExactSolver(threads: 1).outcome(of: problem)
    let two = try ExactSolver(threads: 2).outcome(of: problem)
    #expect(one.blocks[0].firms.map(\.expectedWins) == two.blocks[0].firms.map(\.expectedWins))
  }
}
