import LotteryStatistics
import Testing

@Suite struct OrderSensitivityTests {
  @Test func extremesAreThoseOfAllOrders() throws {
    let register = try register(tiedSets: [[0, 1], [0, 1, 2], [2, 3]])
    let sensitivity = try OrderSensitivity(LotteryProblem(register, under: .oneWin), block: 0)
    #expect(sensitivity.count == 6 && sensitivity.isExhaustive)
    for firm in sensitivity.firms {
      var values: [Double] = []
      for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let truth = BruteForce(register, .oneWin, order: order)
        let mean = truth.distribution[firm.firm].enumerated().reduce(Int128(0)) {
          $0 + Int128($1.offset) * $1.element
        }
        values.append(Double(mean) / Double(BruteForce.unit))
      }
      #expect(abs(firm.lowest - (values.min() ?? 0)) < 1e-12)
      #expect(abs(firm.highest - (values.max() ?? 0)) < 1e-12)
      #expect(abs(firm.mean - values.reduce(0, +) / 6) < 1e-12)
    }
    #expect((sensitivity.mostEven.gini ?? 1) < sensitivity.leastEven.gini ?? 0)
    #expect(sensitivity.cheapest.amount == 300 && sensitivity.cheapest.tenders == [0, 1, 2])
  }

  @Test func samplesWhereOrdersAreMany() throws {
    let register = try register(tiedSets: [[0, 1], [0, 1, 2], [2, 3], [1, 3], [0, 3]])
    let problem = LotteryProblem(register, under: .oneWin)
    let all = try OrderSensitivity(problem, block: 0)
    let some = try OrderSensitivity(problem, block: 0, samples: 20, exhaustive: 4)
    #expect(all.count == 120 && some.count == 20 && !some.isExhaustive)
    for (a, b) in zip(all.firms, some.firms) { #expect(a.lowest <= b.lowest && b.highest <= a.highest) }
    #expect(try OrderSensitivity(problem, block: 0, samples: 20, exhaustive: 4).firms == some.firms)
  }

  @Test func dearerBidsMakeTheOrderCost() throws {
    // Where a dear bid of a third firm may win, it matters how late the tied firms have both won.
    let register = try register(prices: [[100, 100, nil], [100, 100, nil], [100, 100, 150]])
    let sensitivity = try OrderSensitivity(LotteryProblem(register, under: .nabari), block: 0)
    #expect(sensitivity.dearest.amount == 350 && sensitivity.dearest.tenders.last == 2)
    #expect(sensitivity.cheapest.amount == 300 && sensitivity.cheapest.tenders.last != 2)
  }
}
