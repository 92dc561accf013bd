/// The firms of a block by type, tender by tender, for the exact solver.
///
/// Firms are lumped by *future* participation: two firms whose bids in the tenders still to come stand in the
/// same tiers, equally near, are exchangeable from there on. Only tenders whose outcome depends on earlier
/// wins, or changes who is excluded, are steps; the others are drawn once and for all (`fixed`).
struct ExchangeableTypes {
  /// Some classes of firms that stand in one tier of a tender, equally near.
  struct Seat {
    var firmClass: Int
    var distance: UInt8
  }

  /// A tender whose outcome depends on the state.
  struct Step {
    /// Its position in the block's order.
    var contest: Int
    /// The classes of each tier that can be reached.
    var tiers: [[Seat]]
    /// The number of all tiers.
    var tierCount: Int
    /// The number of firms of each class from this tender on; class 0 has no future.
    var population: [Int]
    /// The class of each local firm.
    var classOf: [Int]
    /// The class after this tender of each class.
    var successor: [Int]
  }

  /// A tender whose outcome does not depend on the state.
  struct Fixed {
    var contest: Int
    /// The local firms that win with equal chances.
    var drawn: [Int]
  }

  /// A bid of a local firm that can win.
  struct Bid: Hashable {
    var contest: Int
    var code: Int
    var price: Int64
  }

  /// The firms, positions in the register.
  let firms: [Int]
  let steps: [Step]
  let fixed: [Fixed]
  /// The bids that can win, of each local firm, by contest.
  let bids: [[Bid]]

  /// The types of a block whose contests are opened in a given order.
  init(_ problem: LotteryProblem, contests: [Int]) {
    let rule = problem.rule
    var local: [Int: Int] = [:]
    var firms: [Int] = []
    for contest in contests {
      for entry in problem.entries[problem.contests[contest].entries] where local[entry.firm] == nil {
        local[entry.firm] = firms.count
        firms.append(entry.firm)
      }
    }

    var bids = [[Bid]](repeating: [], count: firms.count)
    var fixed: [Fixed] = []
    var stepContests: [(place: Int, tiers: [Range<Int>])] = []
    var codes: [[Int]] = []
    var priorWins = 0
    for (place, position) in contests.enumerated() {
      let contest = problem.contests[position]
      let tiers = Self.reachableTiers(contest, rule: rule, priorWins: priorWins)
      let isInert = Self.isInert(contest, rule: rule)
      var code = [Int](repeating: 0, count: firms.count)
      for range in tiers {
        for entry in range {
          let firm = local[problem.entries[entry].firm] ?? 0
          code[firm] = Self.code(problem, entry: entry, in: contest)
          bids[firm].append(Bid(contest: place, code: code[firm], price: problem.entries[entry].price))
        }
      }
      if isInert {
        let first = tiers.first.map { Array($0) } ?? []
        let nearest = first.map { problem.entries[$0].distance }.min() ?? 0
        let drawn = first.filter { problem.entries[$0].distance == nearest }
        fixed.append(Fixed(contest: place, drawn: drawn.compactMap { local[problem.entries[$0].firm] }))
      } else {
        stepContests.append((place, tiers))
        codes.append(code)
        priorWins += 1
      }
    }
    self.firms = firms
    self.bids = bids
    self.fixed = fixed
    steps = Self.steps(problem, contests: contests, at: stepContests, codes: codes, local: local)
  }

  /// A tender without effect on the state, and on which the state has none.
  static func isInert(_ contest: LotteryProblem.Contest, rule: AwardRule) -> Bool {
    if rule.cap == 0 || !contest.isCovered || contest.tiers.isEmpty { return true }
    return contest.tiers[0].count == 1 && rule.outrightWin == .stands && rule.counted == .lottery
  }

  /// The tiers that earlier wins can uncover: a tier is reached only when all firms before it are excluded.
  private static func reachableTiers(
    _ contest: LotteryProblem.Contest, rule: AwardRule, priorWins: Int
  ) -> [Range<Int>] {
    guard rule.looksBehindFirstTier, contest.isCovered else { return Array(contest.tiers.prefix(1)) }
    let excluded = priorWins / Int(rule.cap)
    var reachable: [Range<Int>] = []
    var before = 0
    for tier in contest.tiers {
      if before > excluded { break }
      reachable.append(tier)
      before += tier.count
      if tier.count == 1 ? rule.outrightWin == .stands : rule.nobodyRemaining != .nextLowest { break }
    }
    return reachable
  }

  /// Firms with equal codes stand alike in a contest; where places pass on, nobody stands alike.
  private static func code(_ problem: LotteryProblem, entry: Int, in contest: LotteryProblem.Contest) -> Int {
    if problem.policy.drawForm == .pass { return 1 + entry - contest.entries.lowerBound }
    return 1 + problem.entries[entry].tier * 3 + Int(problem.entries[entry].distance)
  }

  private static func steps(
    _ problem: LotteryProblem, contests: [Int], at places: [(place: Int, tiers: [Range<Int>])],
    codes: [[Int]], local: [Int: Int]
  ) -> [Step] {
    struct Future: Hashable {
      var code: Int
      var rest: Int
    }
    let firmCount = local.count
    var later = [Int](repeating: 0, count: firmCount)
    var steps: [Step] = []
    for index in places.indices.reversed() {
      let none = Future(code: 0, rest: 0)
      var classes: [Future: Int] = [none: 0]
      var successor = [0]
      var classOf = [Int](repeating: 0, count: firmCount)
      for firm in 0..<firmCount {
        let future = Future(code: codes[index][firm], rest: later[firm])
        if let known = classes[future] {
          classOf[firm] = known
        } else {
          classOf[firm] = successor.count
          classes[future] = successor.count
          successor.append(future.rest)
        }
      }
      var population = [Int](repeating: 0, count: successor.count)
      for firm in 0..<firmCount { population[classOf[firm]] += 1 }
      let seats = places[index].tiers.map { tier -> [Seat] in
        var seen: Set<Int> = []
        return tier.compactMap { entry in
          let firmClass = classOf[local[problem.entries[entry].firm] ?? 0]
          guard seen.insert(firmClass).inserted else { return nil }
          return Seat(firmClass: firmClass, distance: problem.entries[entry].distance)
        }
      }
      let contest = problem.contests[contests[places[index].place]]
      steps.append(
        Step(
          contest: places[index].place, tiers: seats, tierCount: contest.tiers.count, population: population,
          classOf: classOf, successor: successor))
      later = classOf
    }
    return steps.reversed()
  }
}
