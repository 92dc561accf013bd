import Procurement

/// Where the winners stand in the order of arrival of those who drew.
///
/// Only draws in which every tied firm has an arrival of its own take part; the order of a file says nothing.
struct PositionLayout: Sendable {
  /// The place of each entry in the order of arrival of its tier, from 0; −1 where the draw does not take part.
  let places: [Int32]
  /// Draws that take part.
  let draws: Int
  /// Ties left out because two arrivals are equal or one is missing.
  let leftOut: Int

  /// The arrivals of a problem, or nil where it has none.
  init?(_ problem: LotteryProblem) {
    var places = [Int32](repeating: -1, count: problem.entries.count)
    var (draws, leftOut) = (0, 0)
    for contest in problem.contests {
      guard let tier = contest.tiers.first, tier.count > 1 else { continue }
      let bids = problem.register.tenders[contest.tender].bids
      let arrivals = Dictionary(bids.map { ($0.firm, $0.arrival) }) { first, _ in first }
      let known = tier.compactMap { entry in
        (arrivals[problem.entries[entry].firm] ?? nil).map { (arrival: $0, entry: entry) }
      }
      guard known.count == tier.count, Set(known.map(\.arrival)).count == tier.count else {
        leftOut += 1
        continue
      }
      draws += 1
      for (place, item) in known.sorted(by: { $0.arrival < $1.arrival }).enumerated() {
        places[item.entry] = Int32(place)
      }
    }
    guard draws > 0 else { return nil }
    self.places = places
    self.draws = draws
    self.leftOut = leftOut
  }
}

/// Sums over the draws of a history of what the place of the winner says; each has mean 0 if draws are fair.
struct PositionSums: Sendable {
  private let layout: PositionLayout
  /// Of the winner's rank (place + ½) / n − ½ and its variance.
  private(set) var rank = 0.0
  private(set) var rankVariance = 0.0
  /// Wins of the first and of the last to arrive, less what is expected, and what is expected.
  private(set) var first = 0.0
  private(set) var firstExpected = 0.0
  private(set) var last = 0.0
  private(set) var lastExpected = 0.0
  /// The variances of the two.
  private(set) var firstVariance = 0.0
  private(set) var lastVariance = 0.0

  init(_ layout: PositionLayout) {
    self.layout = layout
  }

  @inline(__always)
  mutating func add(_ contest: Int, winner: Int, of history: HistoryLayout) {
    let place = layout.places[winner]
    let count = history.contests[contest].size
    if place < 0 || count < 2 { return }
    add(place: Int(place), count: Int(count))
  }

  private mutating func add(place: Int, count: Int) {
    let n = Double(count)
    rank += (Double(place) + 0.5) / n - 0.5
    rankVariance += (n * n - 1) / (12 * n * n)
    first += (place == 0 ? 1 : 0) - 1 / n
    firstExpected += 1 / n
    last += (place == count - 1 ? 1 : 0) - 1 / n
    lastExpected += 1 / n
    firstVariance += (n - 1) / (n * n)
    lastVariance += (n - 1) / (n * n)
  }

  /// The largest of the three deviations, each over its standard deviation.
  var largest: Double {
    [(rank, rankVariance), (first, firstVariance), (last, lastVariance)].reduce(0) { largest, sum in
      sum.1 > 1e-12 ? max(largest, abs(sum.0) / sum.1.squareRoot()) : largest
    }
  }

  /// A draw with other chances; the places are those among the firms that drew.
  mutating func add(_ contest: Int, winner: Int?, chances: [EntryChance]) {
    guard let winner, chances.count > 1, chances.allSatisfy({ layout.places[$0.entry] >= 0 }) else { return }
    let ordered = chances.sorted { layout.places[$0.entry] < layout.places[$1.entry] }
    guard let place = ordered.firstIndex(where: { $0.entry == winner }) else { return }
    let n = Double(ordered.count)
    let scores = ordered.indices.map { (Double($0) + 0.5) / n - 0.5 }
    let mean = zip(scores, ordered).reduce(0) { $0 + $1.0 * $1.1.chance }
    rank += scores[place] - mean
    rankVariance += zip(scores, ordered).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1.chance }
    first += (place == 0 ? 1 : 0) - ordered[0].chance
    firstExpected += ordered[0].chance
    last += (place == ordered.count - 1 ? 1 : 0) - ordered[ordered.count - 1].chance
    lastExpected += ordered[ordered.count - 1].chance
    firstVariance += ordered[0].chance * (1 - ordered[0].chance)
    lastVariance += ordered[ordered.count - 1].chance * (1 - ordered[ordered.count - 1].chance)
  }
}

/// Whether the order of arrival matters for who wins.
public struct PositionTest: Sendable, Hashable {
  /// One way to look at the winners' places.
  public struct Effect: Sendable, Hashable {
    /// What is observed: for ranks the standardised sum, for the ends the number of wins.
    public var observed: Double
    /// What fair draws lead one to expect.
    public var expected: Double
    /// The two-sided Monte-Carlo p-value.
    public var pValue: Double
  }

  /// Draws with arrivals.
  public var draws: Int
  /// Ties left out for equal or missing arrivals.
  public var leftOut: Int
  /// The sum of the winners' ranks, standardised: below 0 the early win more often.
  public var rank: Effect
  /// Wins of the first to arrive.
  public var first: Effect
  /// Wins of the last to arrive.
  public var last: Effect

  /// The test of a record against the sums of replicates.
  init(_ layout: PositionLayout, observed: PositionSums, replicates: [PositionSums]) {
    draws = layout.draws
    leftOut = layout.leftOut
    func pValue(_ sum: (PositionSums) -> Double) -> Double {
      MonteCarloPValue(observed: abs(sum(observed)), among: replicates.map { abs(sum($0)) }).value
    }
    let scale = observed.rankVariance.squareRoot()
    rank = Effect(observed: scale > 0 ? observed.rank / scale : 0, expected: 0, pValue: pValue(\.rank))
    first = Effect(
      observed: observed.first + observed.firstExpected, expected: observed.firstExpected, pValue: pValue(\.first))
    last = Effect(
      observed: observed.last + observed.lastExpected, expected: observed.lastExpected, pValue: pValue(\.last))
  }
}
