/// Adds up the weighted results of exact passes to the outcome of a block.
struct BlockAccumulator {
  private let problem: LotteryProblem
  private let block: LotteryProblem.Block
  /// The firms with a valid bid in the block, ascending, and their places.
  private let firms: [Int]
  private let placeOfFirm: [Int: Int]
  private var noAward: [Double]
  private var drawn: [Double]
  /// The probability of every entry of the block.
  private var probabilities: [Double]
  private let firstEntry: Int
  private var results: [FirmOutcome]

  init(_ block: LotteryProblem.Block, of problem: LotteryProblem) {
    self.problem = problem
    self.block = block
    let contests = problem.contests[block.contests]
    firstEntry = contests.first?.entries.lowerBound ?? 0
    let entries = firstEntry..<(contests.last?.entries.upperBound ?? firstEntry)
    firms = Set(problem.entries[entries].map(\.firm)).sorted()
    placeOfFirm = Dictionary(uniqueKeysWithValues: firms.enumerated().map { ($0.element, $0.offset) })
    noAward = [Double](repeating: 0, count: contests.count)
    drawn = noAward
    probabilities = [Double](repeating: 0, count: entries.count)
    results = firms.map {
      FirmOutcome(
        firm: $0, expectedWins: 0, standardError: nil, winAtLeastOne: 0, distribution: [],
        expectedAmount: 0, expectedSquaredWins: 0, expectedSquaredAmount: 0)
    }
  }

  /// Adds what a pass without a tagged firm found.
  mutating func add(untagged result: StatePass.Result, order: [Int], weight: Double) {
    for (place, contest) in order.enumerated() {
      noAward[contest - block.contests.lowerBound] += weight * result.noAward[place]
      drawn[contest - block.contests.lowerBound] += weight * result.drawn[place]
    }
  }

  /// Adds what a pass found of a firm, for one order of opening of a weight, 1 where there is but one order.
  mutating func add(_ result: StatePass.Result, firm: Int, order: [Int], weight: Double) {
    guard let place = placeOfFirm[firm] else { return }
    for (contest, chance) in zip(order, result.wins) where chance > 0 {
      let entries = problem.contests[contest].entries
      if let entry = entries.first(where: { problem.entries[$0].firm == firm }) {
        probabilities[entry - firstEntry] += weight * chance
      }
    }
    for (wins, chance) in result.distribution.enumerated() {
      results[place].expectedWins += weight * chance * Double(wins)
      results[place].expectedSquaredWins += weight * chance * Double(wins * wins)
      if wins > 0 { results[place].winAtLeastOne += weight * chance }
    }
    if weight == 1 {
      // All firms of the pass share its distribution: most of a large register are alike.
      results[place].distribution = result.distribution
    } else {
      var distribution = results[place].distribution ?? []
      while distribution.count < result.distribution.count { distribution.append(0) }
      for (wins, chance) in result.distribution.enumerated() { distribution[wins] += weight * chance }
      results[place].distribution = distribution
    }
    results[place].expectedAmount += weight * result.amount
    results[place].expectedSquaredAmount =
      (results[place].expectedSquaredAmount ?? 0) + weight * result.squaredAmount
  }

  /// The outcome of all that was added.
  func outcome(identifier: String) -> BlockOutcome {
    let tenders = block.contests.enumerated().map { place, position in
      let contest = problem.contests[position]
      let chances = contest.entries.compactMap { entry -> TenderOutcome.Chance? in
        let probability = probabilities[entry - firstEntry]
        guard probability > 0 else { return nil }
        return TenderOutcome.Chance(
          firm: problem.entries[entry].firm, probability: probability, standardError: nil,
          price: problem.entries[entry].price)
      }
      return TenderOutcome(
        tender: contest.tender, noAward: noAward[place], drawn: drawn[place], chances: chances)
    }
    return BlockOutcome(identifier: identifier, tenders: tenders, firms: results)
  }
}
