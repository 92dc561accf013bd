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

/// A bid as part of a tender; the firm is an index into the register that holds the tender.
public struct TenderBid: Hashable, Sendable {
  /// The bidder, an index into the register's firms.
  public var firm: Int
  /// The bid in yen, nil where none was made.
  public var amount: Yen?
  /// Whether the bid takes part, before ceiling and floor.
  public var status: BidStatus
  /// The technical points of a scored tender.
  public var technicalPoints: FixedPoint?
  /// Whether the record names this bid as the winner, nil where it does not say.
  public var isWinner: Bool?
  /// The number typed by the bidder for an electronic lottery.
  public var enteredNumber: Int?
  /// The number that the system added.
  public var systemNumber: Int?
  /// The arrival in milliseconds since 1970-01-01T00:00:00Z.
  public var arrival: Int64?
  /// The line of the source file on which the record begins, from 1; 0 where there is no file.
  public var sourceLine: Int

  /// A bid of a firm.
  public init(
    firm: Int, amount: Yen?, status: BidStatus = .valid, technicalPoints: FixedPoint? = nil,
    isWinner: Bool? = nil, enteredNumber: Int? = nil, systemNumber: Int? = nil, arrival: Int64? = nil,
    sourceLine: Int = 0
  ) {
    self.firm = firm
    self.amount = amount
    self.status = status
    self.technicalPoints = technicalPoints
    self.isWinner = isWinner
    self.enteredNumber = enteredNumber
    self.systemNumber = systemNumber
    self.arrival = arrival
    self.sourceLine = sourceLine
  }
}
