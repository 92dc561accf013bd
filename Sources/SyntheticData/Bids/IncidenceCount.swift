/// How many tenders ended in a lottery, as the generator knows it.
///
/// Counts merge by addition, so pages may be counted apart.
public struct IncidenceCount: Hashable, Sendable {
  /// The tenders of a trade.
  public struct OfTrade: Hashable, Sendable {
    /// The number of tenders.
    public var tenders = 0
    /// Those decided by lot.
    public var decidedByLot = 0
  }

  /// The number of bids, withdrawn and invalid ones included.
  public private(set) var bids = 0
  /// The number of tenders with at least one valid bid among all tenders.
  public private(set) var awarded = 0
  /// The number of tenders decided by lot by the number of tied bids.
  public private(set) var tied: [Int: Int] = [:]
  /// Ties at the floor price.
  public private(set) var atFloor = 0
  /// The tenders by trade, in the order of the place's trades.
  public private(set) var trades: [OfTrade]

  /// No tenders of a place with so many trades.
  public init(trades: Int) {
    self.trades = [OfTrade](repeating: OfTrade(), count: trades)
  }

  /// The number of tenders.
  public var tenders: Int { trades.reduce(0) { $0 + $1.tenders } }
  /// The number of tenders decided by lot.
  public var decidedByLot: Int { tied.values.reduce(0, +) }
  /// Ties elsewhere than at the floor price.
  public var elsewhere: Int { decidedByLot - atFloor }

  /// Adds the counts of other tenders.
  public mutating func merge(_ other: IncidenceCount) {
    bids += other.bids
    awarded += other.awarded
    atFloor += other.atFloor
    tied.merge(other.tied, uniquingKeysWith: +)
    precondition(trades.count == other.trades.count, "counts of one place")
    for (trade, others) in other.trades.enumerated() {
      trades[trade].tenders += others.tenders
      trades[trade].decidedByLot += others.decidedByLot
    }
  }

  mutating func add(_ tender: TenderWithBids) {
    let trade = tender.draft.group.trade
    bids += tender.bids.count
    let lowest = tender.lowest
    trades[trade].tenders += 1
    guard let first = lowest.first else { return }
    awarded += 1
    guard lowest.count > 1 else { return }
    trades[trade].decidedByLot += 1
    tied[lowest.count, default: 0] += 1
    if tender.bids[first].amount == tender.floor { atFloor += 1 }
  }
}
