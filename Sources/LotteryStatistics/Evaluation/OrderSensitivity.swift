import CounterRandom

/// How much the order of opening matters within one block: all orders when they are few, sampled ones otherwise.
public struct OrderSensitivity: Sendable {
  /// One firm over the orders.
  public struct Range: Sendable, Hashable {
    /// The firm, a position in the register.
    public var firm: Int
    /// The smallest expected number of wins in any order tried.
    public var lowest: Double
    /// The mean over the orders tried.
    public var mean: Double
    /// The largest.
    public var highest: Double
  }

  /// One order and what it leads to.
  public struct Order: Sendable, Hashable {
    /// The tenders in order of opening, positions in the register.
    public var tenders: [Int]
    /// The Gini coefficient of expected wins over the block's firms; nil where nobody can win.
    public var gini: Double?
    /// The expected sum of awards in yen.
    public var amount: Double
  }

  /// The number of orders tried.
  public let count: Int
  /// Whether these are all orders there are; a sample's extremes lie inside those of all.
  public let isExhaustive: Bool
  /// The firms with a valid bid in the block.
  public let firms: [Range]
  /// The order with the most even expected wins.
  public let mostEven: Order
  /// The order with the least even expected wins.
  public let leastEven: Order
  /// The order with the smallest expected sum of awards.
  public let cheapest: Order
  /// The order with the largest.
  public let dearest: Order

  /// Tries the orders of a block.
  ///
  /// - Parameters:
  ///   - block: the position of the block among the problem's groups (or years).
  ///   - samples: how many orders are drawn, with replacement, where there are more than `exhaustive`.
  ///   - exhaustive: the largest number of tenders of which all orders are tried.
  /// - Throws: the exact solver's refusal.
  /// - Complexity: one exact solution an order.
  public init(
    _ problem: LotteryProblem, block: Int, samples: Int = 500, exhaustive: Int = 5, seed: UInt64 = 1,
    solver: ExactSolver = ExactSolver()
  ) throws(ExactSolver.Refusal) {
    let contests = Array(problem.blocks[block].contests)
    isExhaustive = contests.count <= exhaustive
    let orders =
      isExhaustive
      ? permutations(contests) : Self.sample(contests, count: max(1, samples), seed: seed)
    var ranges: [Range] = []
    var tried: [Order] = []
    for order in orders {
      let outcome = try solver.solve(block, of: problem, openedAs: order)
      let wins = outcome.firms.map(\.expectedWins)
      if ranges.isEmpty {
        ranges = outcome.firms.map { Range(firm: $0.firm, lowest: .infinity, mean: 0, highest: 0) }
      }
      for (place, value) in wins.enumerated() {
        ranges[place].lowest = min(ranges[place].lowest, value)
        ranges[place].highest = max(ranges[place].highest, value)
        ranges[place].mean += value / Double(orders.count)
      }
      tried.append(
        Order(
          tenders: order.map { problem.contests[$0].tender }, gini: Inequality(wins)[.gini],
          amount: outcome.tenders.reduce(0) { $0 + $1.expectedAmount }))
    }
    // The first of equals, so that the recorded order is named where no order matters.
    func best(_ value: (Order) -> Double) -> Order {
      tried.dropFirst().reduce(tried[0]) { value($1) < value($0) - 1e-12 ? $1 : $0 }
    }
    count = orders.count
    firms = ranges
    mostEven = best { $0.gini ?? 0 }
    leastEven = best { -($0.gini ?? 0) }
    cheapest = best { $0.amount }
    dearest = best { -$0.amount }
  }

  /// The recorded order and random ones, from streams that no simulation uses.
  private static func sample(_ contests: [Int], count: Int, seed: UInt64) -> [[Int]] {
    let streams = TrialStreams(seed: seed, experiment: 2)
    return [contests]
      + (1..<max(1, count)).map { trial in
        var order = contests
        for place in order.indices.dropFirst().reversed() {
          let stream = streams.stream(trial: UInt64(trial), draw: UInt32(place))
          var picks = PickSequence(stream: stream, below: UInt32(place + 1))
          order.swapAt(place, Int(picks.next()))
        }
        return order
      }
  }
}
