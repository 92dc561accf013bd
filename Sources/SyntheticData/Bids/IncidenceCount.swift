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
  /// The tenders by trade.
  public private(set) var trades: [String: OfTrade] = [:]

  /// No tenders.
  public init() {}

  /// The number of tenders.
  public var tenders: Int { trades.values.reduce(0) { $0 + $1.tenders } }
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
    trades.merge(other.trades) {
      OfTrade(tenders: $0.tenders + $1.tenders, decidedByLot: $0.decidedByLot + $1.decidedByLot)
    }
  }

  mutating func add(_ tender: TenderWithBids, trade: String) {
    bids += tender.bids.count
    let lowest = tender.lowest
    trades[trade, default: OfTrade()].tenders += 1
    guard let first = lowest.first else { return }
    awarded += 1
    guard lowest.count > 1 else { return }
    trades[trade, default: OfTrade()].decidedByLot += 1
    tied[lowest.count, default: 0] += 1
    if tender.bids[first].amount == tender.floor { atFloor += 1 }
  }
}
