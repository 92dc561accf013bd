/// What a batch of trials found under one policy: sums of integers.
struct BatchState: Hashable, Sendable {
  /// Which numbers a state has; another number where they mean something else, so that states of older programs are refused.
  static let layout = 3

  /// The number of trials.
  var trials: Int64 = 0
  /// Wins of each entry.
  var wins: WinCounts
  /// Conditional win probabilities of each entry, in units of 2^−40.
  var chances: [Int64]
  /// Trials without award, of each contest.
  var noAward: [Int64]
  /// Trials whose winner differs from the first policy's, of each contest.
  var changed: [Int64]
  /// Wins of a trial beyond the first, of each seat; where a rule permits one, nobody has any, and batches share them.
  var repeats: [Int64]
  /// Pairs of wins in one trial, of each seat.
  var pairs: [Int64]
  /// Trials with an award to anyone, by number and by amount, for the measures.
  var measured: [Int64]
  /// Ex-post measures of inequality, in units of 2^−32 (the largest amount in yen or multiples, see `BatchRunner.unit`).
  var measures: [Int64]

  init(_ problem: LotteryProblem, _ layout: SimulationLayout) {
    wins = WinCounts(count: problem.entries.count)
    chances = [Int64](repeating: 0, count: problem.entries.count)
    noAward = [Int64](repeating: 0, count: problem.contests.count)
    changed = noAward
    repeats = [Int64](repeating: 0, count: layout.seatCount)
    pairs = repeats
    measured = [0, 0]
    measures = [Int64](repeating: 0, count: 2 * Inequality.Measure.allCases.count)
  }

  /// The arrays behind the wins, in the order in which a state is written down.
  private static let arrays: [WritableKeyPath<BatchState, [Int64]> & Sendable] = [
    \.chances, \.noAward, \.changed, \.repeats, \.pairs, \.measured, \.measures,
  ]

  /// Adds the sums of other trials; false where a sum overflows, after which the state is of no further use.
  mutating func add(_ other: BatchState) -> Bool {
    var overflows = false
    func sum<Sum: FixedWidthInteger>(_ a: Sum, _ b: Sum) -> Sum {
      let (sum, overflow) = a.addingReportingOverflow(b)
      overflows = overflows || overflow
      return sum
    }
    trials = sum(trials, other.trials)
    overflows = !wins.add(other.wins, trials: trials) || overflows
    for array in Self.arrays {
      let others = other[keyPath: array]
      // Taken out, so that nobody else holds it and no element is reached through a key path.
      var own: [Int64] = []
      swap(&own, &self[keyPath: array])
      for index in others.indices { own[index] = sum(own[index], others[index]) }
      self[keyPath: array] = own
    }
    return !overflows
  }

  /// All numbers in a fixed order.
  var integers: [Int64] {
    Self.arrays.reduce(into: [trials] + (0..<wins.count).map { Int64(wins[$0]) }) { $0 += self[keyPath: $1] }
  }

  /// Reads the numbers back into a state of the same shape; false where there are not as many, one is out of range, or
  /// something happened in more trials than there are.
  mutating func read(_ integers: ArraySlice<Int64>) -> Bool {
    var rest = integers
    guard let first = rest.popFirst(), integers.allSatisfy({ $0 >= 0 }) else { return false }
    trials = first
    guard rest.count >= wins.count, let ownWins = WinCounts(rest.prefix(wins.count), trials: trials) else {
      return false
    }
    rest = rest.dropFirst(wins.count)
    wins = ownWins
    for array in Self.arrays {
      let count = self[keyPath: array].count
      guard rest.count >= count else { return false }
      self[keyPath: array] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    let counts = [noAward, changed, measured]
    return rest.isEmpty && counts.allSatisfy { $0.allSatisfy { $0 <= trials } }
  }
}
