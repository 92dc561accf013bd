/// Up to 64 K bids in columns: the boundary between readers and lottery statistics.
///
/// Tender notices are stored once each and named by code, so that a reader builds a notice only where it
/// changes. All columns have `count` rows.
public struct BidBatch: Sendable {
  /// The largest number of rows that a reader puts into one batch.
  public static let capacity = 65_536

  /// The notices that rows name, in order of their first row; empty where they are coded.
  public private(set) var notices: [TenderNotice] = []
  /// The same as codes, in a batch that was read in passing.
  public private(set) var codedNotices: [CodedNotice] = []
  /// The texts of the coded notices.
  public private(set) var noticeTexts: [String] = []
  /// In batches of one lineage other than 0 a firm or a text of notices has the same code.
  public private(set) var lineage = 0
  /// The notice of each row, an index into `notices`.
  public private(set) var noticeCodes: [UInt32] = []
  /// The bidder of each row.
  public private(set) var firms = TextColumn()
  /// How the bidder's name of each row is read, in kana.
  public private(set) var firmReadings = TextColumn()
  /// The bid of each row in yen, nil where none was made.
  public private(set) var amounts: [Int64?] = []
  /// The status of each row.
  public private(set) var statuses: [BidStatus] = []
  /// The technical points of each row; empty where no row has any.
  public private(set) var technicalPoints: [FixedPoint?] = []
  /// The ward of the bidder of each row.
  public private(set) var firmWards = TextColumn()
  /// The subjective points of the bidder of each row.
  public private(set) var points: [Int?] = []
  /// The members of the joint venture of each row, joined by `|`; absent for a firm alone.
  public private(set) var members = TextColumn()
  /// Whether the record names each row as the winner.
  public private(set) var winners: [Bool?] = []
  /// The number typed by the bidder of each row.
  public private(set) var enteredNumbers: [Int?] = []
  /// The number that the system added to each row.
  public private(set) var systemNumbers: [Int?] = []
  /// The arrival of each row in milliseconds since 1970-01-01T00:00:00Z.
  public private(set) var arrivals: [Int64?] = []
  /// The line on which each record begins, from 1.
  public private(set) var sourceLines: [Int] = []
  /// Whether the batch says more of a bid than who offered what for which tender; otherwise the rest is nil.
  public let hasDetails: Bool
  private var noticeIndex: [TenderNotice: UInt32] = [:]

  /// An empty batch.
  public init(hasDetails: Bool = true) {
    self.hasDetails = hasDetails
  }

  /// A batch without details, in columns of equal length; nothing can be appended to it.
  package init(
    lineage: Int, notices: [CodedNotice], noticeTexts: [String], noticeCodes: [UInt32], firms: TextColumn,
    amounts: [Int64?], statuses: [BidStatus], sourceLines: [Int]
  ) {
    hasDetails = false
    self.lineage = lineage
    (codedNotices, self.noticeTexts, self.noticeCodes, self.firms) = (notices, noticeTexts, noticeCodes, firms)
    (self.amounts, self.statuses, self.sourceLines) = (amounts, statuses, sourceLines)
  }

  /// A batch of given bids.
  public init(_ bids: some Sequence<Bid>) {
    self.init()
    for bid in bids { append(bid) }
  }

  /// Some rows as a batch of their own; without details nothing can be appended to it.
  ///
  /// - Complexity: O(rows).
  public func rows(_ range: Range<Int>) -> BidBatch {
    if hasDetails { return BidBatch(range.map { self[$0] }) }
    var part = BidBatch(hasDetails: false)
    (part.notices, part.codedNotices, part.noticeTexts) = (notices, codedNotices, noticeTexts)
    part.noticeCodes = Array(noticeCodes[range])
    part.firms = TextColumn(codes: Array(firms.codes[range]), values: firms.values)
    (part.amounts, part.statuses) = (Array(amounts[range]), Array(statuses[range]))
    part.technicalPoints = technicalPoints.isEmpty ? [] : Array(technicalPoints[range])
    part.sourceLines = Array(sourceLines[range])
    return part
  }

  /// The number of rows.
  public var count: Int { statuses.count }

  /// The notice of a row.
  public func notice(of row: Int) -> TenderNotice {
    let code = Int(noticeCodes[row])
    return codedNotices.isEmpty ? notices[code] : codedNotices[code].notice(noticeTexts)
  }

  /// The identifier of a row's tender.
  public func tender(of row: Int) -> String {
    let code = Int(noticeCodes[row])
    return codedNotices.isEmpty ? notices[code].identifier : codedNotices[code].identifier
  }

  /// The technical points of a row.
  public func technicalPoints(of row: Int) -> FixedPoint? {
    technicalPoints.isEmpty ? nil : technicalPoints[row]
  }

  /// Appends a row.
  public mutating func append(_ bid: Bid) {
    noticeCodes.append(code(of: bid.notice))
    firms.append(bid.firm)
    amounts.append(bid.amount?.value)
    statuses.append(bid.status)
    technicalPoints.append(bid.technicalPoints)
    sourceLines.append(bid.sourceLine)
    guard hasDetails else { return }
    firmReadings.append(bid.firmReading)
    firmWards.append(bid.firmWard)
    points.append(bid.points)
    members.append(bid.members.isEmpty ? nil : bid.members.joined(separator: "|"))
    winners.append(bid.isWinner)
    enteredNumbers.append(bid.enteredNumber)
    systemNumbers.append(bid.systemNumber)
    arrivals.append(bid.arrival)
  }

  private mutating func code(of notice: TenderNotice) -> UInt32 {
    if let code = noticeIndex[notice] { return code }
    let code = UInt32(notices.count)
    notices.append(notice)
    noticeIndex[notice] = code
    return code
  }

  /// The row at a position, as a view.
  public subscript(row: Int) -> Bid {
    guard hasDetails else {
      return Bid(
        notice: notice(of: row), firm: firms[row] ?? "", amount: amounts[row].map(Yen.init),
        status: statuses[row], technicalPoints: technicalPoints(of: row), sourceLine: sourceLines[row])
    }
    return Bid(
      notice: notice(of: row), firm: firms[row] ?? "", firmReading: firmReadings[row],
      amount: amounts[row].map(Yen.init),
      status: statuses[row], technicalPoints: technicalPoints(of: row), firmWard: firmWards[row],
      points: points[row], members: members[row]?.split(separator: "|").map(String.init) ?? [],
      isWinner: winners[row], enteredNumber: enteredNumbers[row], systemNumber: systemNumbers[row],
      arrival: arrivals[row], sourceLine: sourceLines[row])
  }
}
