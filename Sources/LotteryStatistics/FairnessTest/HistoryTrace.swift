/// Who drew and who won in every contest of one history, for what is looked at after it was played.
struct HistoryTrace: Sendable {
  /// The winning entry of each contest, −1 for no award.
  private(set) var winners: [Int32]
  /// Whether the chances of a contest are others than equal ones of its first tier.
  private(set) var isCustom: [Bool]
  /// The chance of each entry in the contests with other chances.
  private(set) var chances: [Double]
  private var customs: [Int] = []
  private let entries: [Range<Int>]

  /// A trace of no history yet.
  init(_ problem: LotteryProblem) {
    winners = [Int32](repeating: -1, count: problem.contests.count)
    isCustom = [Bool](repeating: false, count: problem.contests.count)
    chances = [Double](repeating: 0, count: problem.entries.count)
    entries = problem.contests.map(\.entries)
  }

  /// Forgets the history.
  ///
  /// - Complexity: O(contests).
  mutating func clear() {
    for contest in customs { isCustom[contest] = false }
    customs.removeAll(keepingCapacity: true)
    for contest in winners.indices { winners[contest] = -1 }
  }

  /// All of the first tier drew.
  @inline(__always)
  mutating func set(_ contest: Int, winner: Int) { winners[contest] = Int32(truncatingIfNeeded: winner) }

  /// Some of a tier drew with equal chances.
  mutating func set(_ contest: Int, winner: Int, tier: Range<Int>, share: Double, isExcluded: (Int) -> Bool) {
    set(contest, winner: winner)
    open(contest)
    for entry in tier where !isExcluded(entry) { chances[entry] = share }
  }

  /// Other chances.
  mutating func set(_ contest: Int, winner: Int?, chances given: [EntryChance]) {
    set(contest, winner: winner ?? -1)
    open(contest)
    for chance in given { chances[chance.entry] = chance.chance }
  }

  private mutating func open(_ contest: Int) {
    if !isCustom[contest] {
      isCustom[contest] = true
      customs.append(contest)
    }
    for entry in entries[contest] { chances[entry] = 0 }
  }

  /// The entries that may have drawn in a contest.
  @inline(__always)
  func candidates(_ contest: Int, of layout: HistoryLayout) -> Range<Int> {
    if isCustom[contest] { return entries[contest] }
    let first = Int(layout.contests[contest].first)
    return first..<first + Int(layout.contests[contest].size)
  }

  /// The chance of an entry that may have drawn.
  @inline(__always)
  func chance(_ entry: Int, in contest: Int, equally share: Double) -> Double {
    isCustom[contest] ? chances[entry] : share
  }
}
