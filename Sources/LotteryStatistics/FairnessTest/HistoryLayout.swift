import CounterRandom

/// A record's contests in flat arrays for playing histories, and which firms are tested.
///
/// Firms that never stand in a tie cannot be drawn for or against and are left out. Nothing here depends on who won.
struct HistoryLayout: Sendable {
  /// One contest.
  struct Contest: Sendable {
    /// The first entry of the first tier.
    var first: Int32
    /// The number of entries of the first tier.
    var size: UInt32
    /// The number of the draw in the random streams.
    var draw: UInt32
    /// How many picks one word holds, the number of their values, and the remainder below which it is rejected.
    var digits: UInt32
    var power: UInt32
    var threshold: UInt32
    /// Whether an earlier win in its block can exclude one of its firms.
    var isTouched: Bool
    /// Whether a win brings its firm nearer to the cap when nobody is excluded.
    var countsWin: Bool
  }

  let contests: [Contest]
  let blocks: [Range<Int>]
  /// The tested firm of each entry, or −1.
  let firmOfEntry: [Int32]
  /// The position in the register of each entry's firm.
  let bidders: [Int32]
  /// The position in the register of each tested firm.
  let firms: [Int]
  private let testedOfFirm: [Int32]
  /// In how many ties (first tiers) each tested firm stands.
  let ties: [Int]
  /// Minus the expected wins when nobody is excluded: what O − E starts from.
  let base: [Double]
  /// How the tested firms are linked by ties.
  let componentCount: Int
  /// Of each tested firm its row in the reduced matrix; −1 for the one of each component that is dropped.
  let rowOfFirm: [Int32]
  /// Whether the flat player covers the policy.
  let isSimple: Bool

  /// The layout of a problem.
  ///
  /// - Complexity: O(bids).
  init(_ problem: LotteryProblem) {
    let cap = problem.rule.cap
    // Ties behind the lowest price count where a policy can reach them.
    let tiers: [[Range<Int>]] = problem.contests.map { contest in
      let reachable = problem.rule.looksBehindFirstTier ? contest.tiers[...] : contest.tiers.prefix(1)
      return Array(reachable)
    }
    var tested: [Int: Int32] = [:]
    var firms: [Int] = []
    for tier in tiers.joined() where tier.count > 1 {
      for entry in tier where tested[problem.entries[entry].firm] == nil {
        tested[problem.entries[entry].firm] = Int32(firms.count)
        firms.append(problem.entries[entry].firm)
      }
    }
    testedOfFirm = problem.register.firms.indices.map { tested[$0] ?? -1 }
    let testedOfFirm = self.testedOfFirm
    firmOfEntry = problem.entries.map { testedOfFirm[$0.firm] }
    let firmOfEntry = self.firmOfEntry
    bidders = problem.entries.map { Int32($0.firm) }
    self.firms = firms

    var components = FirmComponents(firms: firms.count)
    var ties = [Int](repeating: 0, count: firms.count)
    var base = [Double](repeating: 0, count: firms.count)
    for (contest, reachable) in zip(problem.contests, tiers) {
      for tier in reachable where tier.count > 1 {
        for entry in tier.dropFirst() {
          components.link(Int(firmOfEntry[tier.lowerBound]), Int(firmOfEntry[entry]))
        }
      }
      guard let first = contest.tiers.first else { continue }
      for entry in first where firmOfEntry[entry] >= 0 {
        base[Int(firmOfEntry[entry])] -= 1 / Double(first.count)
        if first.count > 1 { ties[Int(firmOfEntry[entry])] += 1 }
      }
    }
    self.ties = ties
    self.base = base
    componentCount = components.count
    var row: Int32 = 0
    rowOfFirm = firms.indices.map { firm in
      if components.root(of: firm) == firm { return -1 }
      defer { row += 1 }
      return row
    }

    isSimple = Self.isSimple(problem)
    blocks = problem.blocks.map(\.contests)
    contests = Self.contests(problem, cap: cap)
  }

  /// The tested firm of a position in the register, or nil.
  func tested(_ firm: Int) -> Int? {
    let tested = testedOfFirm[firm]
    return tested < 0 ? nil : Int(tested)
  }

  /// Equal chances, renumbering, firms of their own, and one tier that counts.
  private static func isSimple(_ problem: LotteryProblem) -> Bool {
    // The first six are the rule's, which the player asks; a record has its order, and the rest is in the layout.
    let (_, _, _, _, _, _, _, drawForm, _, _, weighting, drawsNearestFirst, _, _, _) = problem.policy.components
    let hasOneTier = !problem.rule.looksBehindFirstTier || problem.contests.allSatisfy { $0.tiers.count == 1 }
    return weighting == .equal && drawForm == .renumber && !drawsNearestFirst && hasOneTier
      && problem.entries.indices.allSatisfy { problem.soleAgent(of: $0) == problem.entries[$0].firm }
  }

  private static func contests(_ problem: LotteryProblem, cap: UInt8) -> [Contest] {
    var contests: [Contest] = []
    contests.reserveCapacity(problem.contests.count)
    var lastBlock = [Int32](repeating: -1, count: problem.register.firms.count)
    for (number, block) in problem.blocks.enumerated() {
      for contest in problem.contests[block.contests] {
        let tier = contest.tiers.first ?? contest.entries.lowerBound..<contest.entries.lowerBound
        let size = UInt32(tier.count)
        let digits = PickSequence.digitsPerWord(max(1, size))
        let isTouched =
          cap > 0 && contest.isCovered && tier.contains { lastBlock[problem.entries[$0].firm] == Int32(number) }
        for entry in tier { lastBlock[problem.entries[entry].firm] = Int32(number) }
        contests.append(
          Contest(
            first: Int32(tier.lowerBound), size: size, draw: contest.draw, digits: digits,
            power: (0..<digits).reduce(1) { power, _ in power * max(1, size) },
            threshold: PickSequence.rejectionThreshold(max(1, size)), isTouched: isTouched,
            countsWin: cap > 0 && contest.isCovered && (problem.rule.counted == .any || size > 1)))
      }
    }
    return contests
  }
}
