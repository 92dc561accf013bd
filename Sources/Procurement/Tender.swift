/// A tender with its bids (入札案件).
public struct Tender: Hashable, Sendable {
  /// What was announced.
  public var notice: TenderNotice
  /// The bids in the order of the record.
  public var bids: [TenderBid]
  /// The round of each bid, in the same order; empty where the record knows no rounds.
  public var rounds: [BidRound] = []

  /// A tender of a notice and its bids.
  public init(notice: TenderNotice, bids: [TenderBid]) {
    self.notice = notice
    self.bids = bids
  }

  /// Adds a bid with its round; as long as no bid has one none is kept.
  package mutating func append(_ bid: TenderBid, _ round: BidRound) {
    bids.append(bid)
    guard round.number > 0 || !rounds.isEmpty else { return }
    rounds += repeatElement(BidRound(number: 0), count: bids.count - 1 - rounds.count)
    rounds.append(round)
  }

  /// Whether a bid takes part: its status allows, an amount stands, and floor ≤ amount ≤ ceiling, where an
  /// empty bound is no bound; in a scored tender technical points of 0 or more and a price above 0 too.
  public func isValid(_ bid: TenderBid) -> Bool {
    guard bid.status == .valid, let amount = bid.amount else { return false }
    if let floor = notice.floor, amount < floor { return false }
    if let ceiling = notice.ceiling, amount > ceiling { return false }
    guard notice.isScored else { return true }
    return amount.value > 0 && (bid.technicalPoints?.units ?? -1) >= 0
  }
}

/// The round from which a bid's price is (入札の回).
public struct BidRound: Hashable, Sendable {
  /// From 1; 0 where it is not known.
  public var number: UInt8
  /// The price of the first round, where there was a further one.
  public var firstPrice: Int64?

  /// A round.
  public init(number: UInt8, firstPrice: Int64? = nil) { (self.number, self.firstPrice) = (number, firstPrice) }

  /// The round of a bid.
  public init(_ bid: Bid) { self.init(number: UInt8(clamping: bid.round ?? 0), firstPrice: bid.firstPrice?.value) }
}
