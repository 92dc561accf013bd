import Procurement
import Testing

@testable import LotteryStatistics

/// Simulations of bids so large that their sums over a batch leave Int64 in yen.
@Suite("Simulations of large amounts")
struct LargeAmountTests {
  private func register(bidding amount: Int64) throws -> TenderRegister {
    var assembly = TenderAssembly()
    for tender in 0..<3 {
      let notice = TenderNotice(identifier: "T\(tender)", order: tender, group: "G")
      for firm in ["A", "B"] { try assembly.add(Bid(notice: notice, firm: firm, amount: Yen(amount))) }
    }
    return try assembly.register()
  }

  /// The expected largest amount when each of three tenders is drawn between the same two firms: 9/4 of a bid.
  @Test("the largest amount is that of small bids, times as much", arguments: [1_000, 900_000_000_000_000, .max])
  func largest(amount: Int64) throws {
    let options = PolicyEvaluation.Options(trials: 1 << 16, prefersExact: false)
    let evaluation = try PolicyEvaluation(register(bidding: amount), policies: [.oneWin], options: options)
    let largest = try #require(evaluation.chance.amount.exPost[.max]).value
    // The standard error is 0.43 / 256 of a bid; six of them are exceeded once in 5 x 10^8 seeds.
    #expect(abs(largest / Double(amount) - 2.25) < 6 * 0.433 / 256)
  }

  @Test("chances of a seat add up beyond Int64")
  func chances() throws {
    let options = PolicyEvaluation.Options(prefersExact: false)
    let simulation = try PolicyEvaluation.simulation(register(bidding: 5), policies: [], options: options)
    let state = simulation.run(batches: 0..<1)
    // Fingerprint, sizes, one range, a batch and two lengths, trials and wins stand before the chances.
    var integers = state.integers
    let first = 9 + simulation.problems[0].entries.count
    for entry in simulation.problems[0].entries.indices { integers[first + entry] = .max }
    let changed = try simulation.state(integers: integers)
    #expect(changed.states(of: 0)[0].chances.allSatisfy { $0 == .max })
    let firm = try #require(simulation.outcome(0, state: changed, estimator: .conditional).blocks.first?.firms.first)
    #expect(firm.expectedWins > 1_000)
  }
}
