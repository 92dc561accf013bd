import Procurement

/// What a condition of participation leaves of some tenders together.
public struct FilterSummary: Sendable, Hashable {
  /// Sums over tenders.
  public struct Standing: Sendable, Hashable {
    /// Valid bids.
    public var bids = 0
    /// Tenders that lots decide (同額).
    public var ties = 0
    /// Tenders with one valid bid.
    public var sole = 0
    /// Tenders with at least one.
    public var awards = 0
    /// The sum of the awards' prices in yen.
    public var amount: Int64 = 0

    mutating func add(_ standing: TenderFilterEffect.Standing) {
      bids += standing.bidders
      ties += standing.tied > 1 ? 1 : 0
      sole += standing.bidders == 1 ? 1 : 0
      awards += standing.bidders > 0 ? 1 : 0
      amount += standing.price?.value ?? 0
    }
  }

  /// The number of tenders.
  public var tenders = 0
  /// Without the condition.
  public var before = Standing()
  /// With it.
  public var after = Standing()
  /// Tenders of which the condition leaves no bidder though there were some.
  public var leftWithoutBidder = 0
  /// Tenders whose award becomes dearer, and by how many yen together; only of those that keep a bidder.
  public var dearer = 0
  /// The sum of these differences in yen.
  public var dearerBy: Int64 = 0

  /// No tender.
  public init() {}

  /// Adds a tender.
  public mutating func add(_ effect: TenderFilterEffect) {
    tenders += 1
    before.add(effect.before)
    after.add(effect.after)
    if effect.leavesNobody { leftWithoutBidder += 1 }
    if let old = effect.before.price, let new = effect.after.price, new > old {
      dearer += 1
      dearerBy += new.value - old.value
    }
  }

  /// The summary of effects by a key of each tender, and of all of them.
  ///
  /// - Complexity: O(tenders).
  public static func summaries<Key: Hashable>(
    of effects: [TenderFilterEffect], by key: (TenderFilterEffect) -> Key
  ) -> (all: FilterSummary, parts: [Key: FilterSummary]) {
    var all = FilterSummary()
    var parts: [Key: FilterSummary] = [:]
    for effect in effects {
      all.add(effect)
      parts[key(effect), default: FilterSummary()].add(effect)
    }
    return (all, parts)
  }
}
