/// A tender with its bids (入札案件).
public struct Tender: Hashable, Sendable {
  /// What was announced.
  public var notice: TenderNotice
  /// The bids in the order of the record.
  public var bids: [TenderBid]

  /// A tender of a notice and its bids.
  public init(notice: TenderNotice, bids: [TenderBid]) {
    self.notice = notice
    self.bids = bids
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
