import Procurement

/// Sets of firms that belong together (系列), and their entries.
struct AffiliateLayout: Sendable {
  /// A set with its tested firms.
  struct Group: Sendable {
    var name: String
    /// Positions in the register.
    var firms: [Int]
    /// Whether it was chosen after looking at the record, so that it stands outside the headline.
    var isAfterLooking: Bool
  }

  let groups: [Group]
  /// The sets of each tested firm.
  let groupsOfFirm: [[Int32]]

  /// The sets that the register's firms name, and one that the user names; nil without any.
  init?(_ register: TenderRegister, _ layout: HistoryLayout, chosen: Group?) {
    var names: [String] = []
    var index: [String: Int] = [:]
    var members: [[Int]] = []
    for firm in register.firms.indices {
      guard let name = register.firms[firm].affiliation else { continue }
      let group = index[name] ?? names.count
      if group == names.count {
        index[name] = group
        names.append(name)
        members.append([])
      }
      members[group].append(firm)
    }
    var groups = zip(names, members).filter { $0.1.count > 1 }.map {
      Group(name: $0.0, firms: $0.1, isAfterLooking: false)
    }
    if let chosen { groups.append(chosen) }
    guard !groups.isEmpty else { return nil }
    var groupsOfFirm = [[Int32]](repeating: [], count: layout.firms.count)
    for (number, group) in groups.enumerated() {
      for firm in group.firms {
        if let tested = layout.tested(firm) { groupsOfFirm[tested].append(Int32(number)) }
      }
    }
    self.groups = groups
    self.groupsOfFirm = groupsOfFirm
  }

  /// Whether any set takes part in the headline.
  var hasFamily: Bool { groups.contains { !$0.isAfterLooking } }

  /// The largest deviation of the sets in the headline.
  func largest(_ deviations: [Double]) -> Double {
    zip(groups, deviations).reduce(0) { $1.0.isAfterLooking ? $0 : max($0, $1.1) }
  }

  /// What a history says of every set.
  ///
  /// - Complexity: O(tied entries).
  func sums(_ trace: HistoryTrace, _ layout: HistoryLayout, lotteries: [Int]) -> [AffiliateSums] {
    var sums = [AffiliateSums](repeating: AffiliateSums(), count: groups.count)
    var shares = [Double](repeating: 0, count: groups.count)
    var entries = [Int](repeating: 0, count: groups.count)
    var touched: [Int] = []
    for contest in lotteries {
      let winner = Int(trace.winners[contest])
      let share = 1 / Double(max(1, layout.contests[contest].size))
      var eligible = 0
      var winning: [Int32] = []
      for entry in trace.candidates(contest, of: layout) {
        let chance = trace.chance(entry, in: contest, equally: share)
        if chance <= 0 { continue }
        eligible += 1
        let firm = Int(layout.firmOfEntry[entry])
        if firm < 0 { continue }
        if entry == winner { winning = groupsOfFirm[firm] }
        for group in groupsOfFirm[firm].map(Int.init) {
          if entries[group] == 0 { touched.append(group) }
          shares[group] += chance
          entries[group] += 1
        }
      }
      for group in touched {
        let chance = min(1, shares[group])
        sums[group].draws += 1
        sums[group].together += entries[group] > 1 ? 1 : 0
        sums[group].expected += chance
        sums[group].single += 1 / Double(eligible - entries[group] + 1)
        sums[group].variance += chance * (1 - chance)
        shares[group] = 0
        entries[group] = 0
      }
      touched.removeAll(keepingCapacity: true)
      for group in winning { sums[Int(group)].won += 1 }
    }
    return sums
  }
}

/// Sums over the lotteries of a history in which a set of affiliates drew.
struct AffiliateSums: Sendable {
  var draws = 0
  /// Lotteries with two or more of its firms.
  var together = 0
  var won = 0
  /// Σ k/n.
  var expected = 0.0
  /// What one entry each would have led one to expect.
  var single = 0.0
  var variance = 0.0

  /// |won − expected| over its standard deviation along the history.
  var deviation: Double { variance > 1e-12 ? abs(Double(won) - expected) / variance.squareRoot() : 0 }
}

/// What the draws say of firms that belong together.
public struct AffiliateTest: Sendable, Hashable {
  /// One set.
  public struct Group: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its firms, positions in the register.
    public var firms: [Int]
    /// Whether it was chosen after looking at the record.
    public var isAfterLooking: Bool
    /// Lotteries in which one of its firms drew, and those with two or more.
    public var draws: Int
    /// Lotteries with two or more of its firms.
    public var together: Int
    /// Its wins.
    public var won: Int
    /// Σ k/n: the wins to be expected with k of n firms that drew.
    public var expected: Double
    /// Σ 1/(n − k + 1): the same if it had entered each draw once.
    public var expectedOfOneEntry: Double
    /// Its Monte-Carlo p-value, two-sided, for this set alone.
    public var pValue: Double
  }

  /// The sets in the order of the record.
  public var groups: [Group]

  init(_ layout: AffiliateLayout, observed: [AffiliateSums], replicates: [[Double]]) {
    groups = layout.groups.enumerated().map { number, group in
      let sums = observed[number]
      return Group(
        name: group.name, firms: group.firms, isAfterLooking: group.isAfterLooking, draws: sums.draws,
        together: sums.together, won: sums.won, expected: sums.expected, expectedOfOneEntry: sums.single,
        pValue: MonteCarloPValue(observed: sums.deviation, among: replicates.lazy.map { $0[number] }).value)
    }
  }
}
