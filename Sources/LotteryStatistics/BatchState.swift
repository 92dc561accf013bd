/// What a batch of trials found under one policy: sums of integers.
struct BatchState: Hashable, Sendable {
  /// The number of trials.
  var trials: Int64 = 0
  /// Wins of each entry.
  var wins: [Int64]
  /// Conditional win probabilities of each entry, in units of 2^−40.
  var chances: [Int64]
  /// Trials without award, of each contest.
  var noAward: [Int64]
  /// Trials whose winner differs from the first policy's, of each contest.
  var changed: [Int64]
  /// Trials with at least one win, of each seat.
  var trialsWon: [Int64]
  /// Squared numbers of wins, of each seat.
  var squares: [Int64]
  /// Trials with an award to anyone, by number and by amount, for the measures.
  var measured: [Int64]
  /// Ex-post measures of inequality, in units of 2^−32 (the largest amount in yen or multiples, see `BatchRunner.unit`).
  var measures: [Int64]

  init(_ problem: LotteryProblem, _ layout: SimulationLayout) {
    wins = [Int64](repeating: 0, count: problem.entries.count)
    chances = wins
    noAward = [Int64](repeating: 0, count: problem.contests.count)
    changed = noAward
    trialsWon = [Int64](repeating: 0, count: layout.seatCount)
    squares = trialsWon
    measured = [0, 0]
    measures = [Int64](repeating: 0, count: 2 * Inequality.Measure.allCases.count)
  }

  /// The arrays, in the order in which a state is written down.
  private static let arrays: [WritableKeyPath<BatchState, [Int64]> & Sendable] = [
    \.wins, \.chances, \.noAward, \.changed, \.trialsWon, \.squares, \.measured, \.measures,
  ]

  /// Adds the sums of other trials; false where a sum leaves Int64, after which the state is of no further use.
  mutating func add(_ other: BatchState) -> Bool {
    var overflows = false
    func sum(_ a: Int64, _ b: Int64) -> Int64 {
      let (sum, overflow) = a.addingReportingOverflow(b)
      overflows = overflows || overflow
      return sum
    }
    trials = sum(trials, other.trials)
    for array in Self.arrays {
      let others = other[keyPath: array]
      for index in others.indices { self[keyPath: array][index] = sum(self[keyPath: array][index], others[index]) }
    }
    return !overflows
  }

  /// All numbers in a fixed order.
  var integers: [Int64] { Self.arrays.reduce(into: [trials]) { $0 += self[keyPath: $1] } }

  /// Reads the numbers back into a state of the same shape; false where there are not as many, one is negative, or
  /// something happened in more trials than there are.
  mutating func read(_ integers: ArraySlice<Int64>) -> Bool {
    var rest = integers
    guard let first = rest.popFirst(), integers.allSatisfy({ $0 >= 0 }) else { return false }
    trials = first
    for array in Self.arrays {
      let count = self[keyPath: array].count
      guard rest.count >= count else { return false }
      self[keyPath: array] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    let counts = [wins, noAward, changed, trialsWon, measured]
    return rest.isEmpty && counts.allSatisfy { $0.allSatisfy { $0 <= trials } }
  }
}
