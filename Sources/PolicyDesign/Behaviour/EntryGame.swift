import LotteryStatistics

/// A group of tenders that firms choose to enter or not, knowing the rule and each other's entries.
///
/// Every entrant bids the price that the public formula gives, so that entrants tie (同額入札); with `tieChance` below 1 a firm misses it
/// with the remaining probability, and wins only where nobody ties. A firm that is alone in a tender asks the ceiling price. What a
/// win is worth is what is left after the work is paid; a bid costs the same whether it wins or not. The record shows none of this.
public struct EntryGame: Sendable, Hashable {
  /// A tender of the group, in the recorded order.
  public struct Tender: Sendable, Hashable {
    /// What a win at the tied price is worth.
    public var value: Double
    /// What a win is worth to the only bidder, who asks the ceiling price.
    public var soleValue: Double
    /// By what an order of opening by ceiling price goes.
    public var ceiling: Double

    /// A tender; by default a sole bidder gains no more, and the value orders.
    public init(value: Double, soleValue: Double? = nil, ceiling: Double? = nil) {
      (self.value, self.soleValue, self.ceiling) = (value, soleValue ?? value, ceiling ?? value)
    }
  }

  /// Firms that are alike.
  public struct FirmType: Sendable, Hashable {
    /// How many there are.
    public var count: Int
    /// What one bid costs.
    public var cost: Double
    /// What a win is worth to them, as a multiple of the tender's value.
    public var scale: Double
    /// The chance that a bid ties.
    public var tieChance: Double
    /// How many works they can do at once; nil for any number.
    public var capacity: Int?
    /// What each win beyond the capacity costs.
    public var excessCost: Double

    /// Firms that always tie, with any capacity unless given.
    public init(
      count: Int, cost: Double, scale: Double = 1, tieChance: Double = 1, capacity: Int? = nil, excessCost: Double = 0
    ) {
      self.count = count
      self.cost = cost
      self.scale = scale
      self.tieChance = tieChance
      self.capacity = capacity
      self.excessCost = excessCost
    }
  }

  /// Firms of one type that enter the same tenders.
  public struct Entry: Sendable, Hashable {
    /// The type, a position.
    public var type: Int
    /// The tenders entered, bit t for tender t.
    public var mask: Int
    /// How many firms.
    public var count: Int
  }

  /// The tenders, at most 12.
  public var tenders: [Tender]
  /// The types.
  public var types: [FirmType]
  /// The rule.
  public var policy: LotteryPolicy

  /// A game of some firms over some tenders under a rule.
  public init(tenders: [Tender], types: [FirmType], policy: LotteryPolicy) {
    precondition(tenders.count <= 12, "a firm has 2^tenders ways to enter")
    (self.tenders, self.types, self.policy) = (tenders, types, policy)
  }

  /// The number of ways in which a firm can enter.
  public var strategyCount: Int { 1 << tenders.count }
  /// The number of firms.
  public var firmCount: Int { types.reduce(0) { $0 + $1.count } }
  /// The least cost of a bid.
  public var smallestCost: Double { types.map(\.cost).min() ?? 0 }

  /// The tenders in order of opening; a random order is followed as the recorded one, over which firms cannot plan.
  var opening: [Int] {
    switch policy.order {
    case .caseNumber, .random: Array(tenders.indices)
    case .ceilingDescending: tenders.indices.sorted { (-tenders[$0].ceiling, $0) < (-tenders[$1].ceiling, $1) }
    case .ceilingAscending: tenders.indices.sorted { (tenders[$0].ceiling, $0) < (tenders[$1].ceiling, $1) }
    }
  }
}

/// How many firms of each type enter how: firms of a type that enter alike stand together.
public struct EntryProfile: Sendable, Hashable {
  /// Of each type the number of firms by the tenders they enter; ways that nobody takes are absent.
  public private(set) var counts: [[Int: Int]]

  /// All firms of each type enter alike.
  public init(_ game: EntryGame, all mask: Int) {
    counts = game.types.map { $0.count > 0 ? [mask: $0.count] : [:] }
  }

  /// Firms by type.
  public init(_ counts: [[Int: Int]]) {
    self.counts = counts.map { $0.filter { $0.value > 0 } }
  }

  /// The profile after a firm of a type enters otherwise.
  public func moving(type: Int, from: Int, to: Int) -> EntryProfile {
    var moved = self
    moved.counts[type][from, default: 0] -= 1
    if moved.counts[type][from] == 0 { moved.counts[type][from] = nil }
    moved.counts[type][to, default: 0] += 1
    return moved
  }

  /// The entries in a fixed order.
  public var entries: [EntryGame.Entry] {
    counts.enumerated().flatMap { type, byMask in
      byMask.sorted { $0.key < $1.key }.map { EntryGame.Entry(type: type, mask: $0.key, count: $0.value) }
    }
  }

  /// How many firms enter each tender.
  public func bidders(_ tenders: Int) -> [Int] {
    (0..<tenders).map { tender in
      counts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1.key >> tender & 1) * $1.value } }
    }
  }
}
