/// How often lots decide in each group of tenders, and which firms tie there.
///
/// There are hundreds of thousands of groups, and more ties than of anything else: groups and firms are numbers here, and
/// ties rows of a table. Counts of parts add up to those of the whole.
public struct GroupIncidence: Sendable {
  /// A group of tenders opened together.
  public struct Group: Sendable, Hashable {
    /// The group's name.
    public var identifier: String
    /// Tenders, with or without a valid bid.
    public var tenders = 0
    /// Tenders decided by lot.
    public var ties = 0
    /// Firms that tied in some of them.
    public var firms = 0
    /// Firms that tied in more than one of them.
    public var repeatedFirms = 0

    /// Whether a rule of one win a group could change an award: some firm ties twice.
    public var isTouched: Bool { repeatedFirms > 0 }
  }

  /// That a firm tied in so many tenders of a group; several rows may be of one firm and group.
  private struct Tie {
    var group: UInt32
    var firm: UInt32
    var tenders: Int
  }

  private var names = NameList()
  private var counts: [(tenders: Int, ties: Int)] = []
  private var firms = NameList()
  private var ties: [Tie] = []

  /// The counts of no group.
  public init() {}

  /// How many groups there are.
  public var count: Int { counts.count }

  /// The number of a group, which is new where its name is.
  mutating func number(ofGroup identifier: String) -> Int {
    let number = names.number(of: identifier)
    if number == counts.count { counts.append((0, 0)) }
    return number
  }

  /// The number of a firm.
  mutating func number(ofFirm name: String) -> Int { firms.number(of: name) }

  /// Counts tenders of a group, so many of them decided by lot.
  mutating func add(tenders: Int, ties: Int, in group: Int) {
    counts[group].tenders += tenders
    counts[group].ties += ties
  }

  /// Counts a firm that tied in so many tenders of a group.
  mutating func add(firm: Int, in group: Int, tenders: Int = 1) {
    ties.append(
      Tie(group: UInt32(truncatingIfNeeded: group), firm: UInt32(truncatingIfNeeded: firm), tenders: tenders))
  }

  /// Adds the counts of a group that were written down.
  ///
  /// - Parameter tiedFirms: of each firm that tied, by name, in how many tenders it did.
  package mutating func add(group identifier: String, tenders: Int, ties: Int, tiedFirms: [String: Int]) {
    let group = number(ofGroup: identifier)
    add(tenders: tenders, ties: ties, in: group)
    for (name, tenders) in tiedFirms { add(firm: number(ofFirm: name), in: group, tenders: tenders) }
  }

  /// Adds the counts of other tenders.
  public mutating func merge(_ other: GroupIncidence) {
    let groupNumbers = other.names.names.map { number(ofGroup: $0) }
    let firmNumbers = other.firms.names.map { number(ofFirm: $0) }
    for (number, counts) in zip(groupNumbers, other.counts) {
      add(tenders: counts.tenders, ties: counts.ties, in: number)
    }
    for tie in other.ties {
      add(firm: firmNumbers[Int(tie.firm)], in: groupNumbers[Int(tie.group)], tenders: tie.tenders)
    }
  }

  /// The groups, in the order in which they came.
  ///
  /// - Complexity: O(groups + ties).
  public func groups() -> [Group] {
    var groups = zip(names.names, counts).map { Group(identifier: $0, tenders: $1.tenders, ties: $1.ties) }
    // What was last seen of a firm: in which group, and in how many of its tenders.
    var seen = [(group: UInt32, tenders: Int)](repeating: (.max, 0), count: firms.count)
    for tie in tiesByGroup() {
      let firm = Int(tie.firm)
      let before = seen[firm].group == tie.group ? seen[firm].tenders : 0
      seen[firm] = (tie.group, before + tie.tenders)
      if before == 0 { groups[Int(tie.group)].firms += 1 }
      if before < 2, before + tie.tenders > 1 { groups[Int(tie.group)].repeatedFirms += 1 }
    }
    return groups
  }

  /// Of each firm that tied in a group, by name, in how many of its tenders it did; in the order of `groups()`.
  ///
  /// - Complexity: O(groups + ties).
  public func tiedFirms() -> [[String: Int]] {
    var result = [[String: Int]](repeating: [:], count: count)
    for tie in ties { result[Int(tie.group)][firms.names[Int(tie.firm)], default: 0] += tie.tenders }
    return result
  }

  /// The ties, those of a group together.
  private func tiesByGroup() -> [Tie] {
    if zip(ties, ties.dropFirst()).allSatisfy({ $0.group <= $1.group }) { return ties }
    // A counting sort.
    var next = [Int](repeating: 0, count: count + 1)
    for tie in ties { next[Int(tie.group) + 1] += 1 }
    for group in 0..<count { next[group + 1] += next[group] }
    var sorted = ties
    for tie in ties {
      sorted[next[Int(tie.group)]] = tie
      next[Int(tie.group)] += 1
    }
    return sorted
  }
}

extension GroupIncidence: Equatable {
  /// Whether the same groups have the same counts and the same tied firms, in whatever order they came.
  ///
  /// - Complexity: O(groups + ties).
  public static func == (left: GroupIncidence, right: GroupIncidence) -> Bool { left.byName == right.byName }

  private struct Contents: Equatable {
    var group: Group
    var tiedFirms: [String: Int]
  }

  private var byName: [String: Contents] {
    Dictionary(
      uniqueKeysWithValues: zip(groups(), tiedFirms()).map { ($0.identifier, Contents(group: $0, tiedFirms: $1)) })
  }
}
