/// One bid for one tender (入札): a one-row view of a `BidBatch`, for clarity and tests.
public struct Bid: Hashable, Sendable {
  /// What was announced of the tender; the same in every bid for it.
  public var notice: TenderNotice
  /// The bidder's name or number (業者).
  public var firm: String
  /// How the bidder's name is read, in kana (フリガナ).
  public var firmReading: String?
  /// The bidder's number in the body's list of qualified firms (業者コード, 企業ID).
  public var firmCode: String?
  /// The bid in yen (入札金額), nil where none was made.
  public var amount: Yen?
  /// Whether the bid takes part.
  public var status: BidStatus
  /// The round from which the price is (第何回), from 1; nil where the record knows no rounds.
  public var round: Int?
  /// The price of the first round, where there was a further one.
  public var firstPrice: Yen?
  /// The technical points of a scored tender (技術評価点), exact as written.
  public var technicalPoints: FixedPoint?
  /// The ward of the bidder's head office (区).
  public var firmWard: String?
  /// The bidder's subjective points (主観評価点).
  public var points: Int?
  /// The members of a joint venture (JV); empty for a firm that bids alone.
  public var members: [String]
  /// Whether the record names this bid as the winner, nil where it does not say.
  public var isWinner: Bool?
  /// The number typed by the bidder for an electronic lottery (くじ入力番号).
  public var enteredNumber: Int?
  /// The number that the system added.
  public var systemNumber: Int?
  /// The arrival in milliseconds since 1970-01-01T00:00:00Z.
  public var arrival: Int64?
  /// The line of the source file on which the record begins, from 1; 0 where there is no file.
  public var sourceLine: Int

  /// A bid of a firm for a tender.
  public init(
    notice: TenderNotice, firm: String, firmReading: String? = nil, firmCode: String? = nil,
    amount: Yen?, status: BidStatus = .valid,
    technicalPoints: FixedPoint? = nil, firmWard: String? = nil, points: Int? = nil, members: [String] = [],
    isWinner: Bool? = nil, enteredNumber: Int? = nil, systemNumber: Int? = nil, arrival: Int64? = nil,
    sourceLine: Int = 0, round: Int? = nil, firstPrice: Yen? = nil
  ) {
    (self.round, self.firstPrice) = (round, firstPrice)
    self.notice = notice
    self.firm = firm
    self.firmReading = firmReading
    self.firmCode = firmCode
    self.amount = amount
    self.status = status
    self.technicalPoints = technicalPoints
    self.firmWard = firmWard
    self.points = points
    self.members = members
    self.isWinner = isWinner
    self.enteredNumber = enteredNumber
    self.systemNumber = systemNumber
    self.arrival = arrival
    self.sourceLine = sourceLine
  }
}

/// Whether a recorded bid takes part, before it is held against ceiling and floor.
public enum BidStatus: String, CaseIterable, Sendable, Hashable {
  /// 有効.
  case valid
  /// 無効.
  case invalid
  /// 辞退.
  case withdrawn
  /// 不参加.
  case absent
  /// 失格, as for a bid below the floor price: neither invalid nor withdrawn.
  case disqualified
}
