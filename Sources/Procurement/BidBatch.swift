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
  public private(set) var noticeTexts = TextList()
  /// In batches of one lineage other than 0 a firm or a text of notices has the same code.
  public private(set) var lineage = 0
  /// The notice of each row, an index into `notices`.
  public private(set) var noticeCodes: [UInt32] = []
  /// The bidder of each row.
  public private(set) var firms = TextColumn()
  /// The bid of each row in yen, nil where none was made.
  public private(set) var amounts: [Int64?] = []
  /// The status of each row.
  public private(set) var statuses: [BidStatus] = []
  /// The technical points of each row; empty where no row has any.
  public private(set) var technicalPoints: [FixedPoint?] = []
  /// The line on which each record begins, from 1.
  public private(set) var sourceLines: [Int] = []
  /// What the batch says of a bid beyond who offered what for which tender; nil where it says no more.
  public private(set) var details: BidDetails?
  private var noticeIndex: [TenderNotice: UInt32] = [:]

  /// An empty batch.
  public init(hasDetails: Bool = true) {
    details = hasDetails ? BidDetails() : nil
  }

  /// Whether the batch says more of a bid than who offered what for which tender.
  public var hasDetails: Bool { details != nil }

  /// A batch in columns of equal length; nothing can be appended to it.
  ///
  /// - Parameter technicalPoints: empty where no row has any.
  package init(
    lineage: Int, notices: [CodedNotice], noticeTexts: TextList, noticeCodes: [UInt32], firms: TextColumn,
    amounts: [Int64?], statuses: [BidStatus], technicalPoints: [FixedPoint?] = [], sourceLines: [Int],
    details: BidDetails? = nil
  ) {
    self.lineage = lineage
    (codedNotices, self.noticeTexts, self.noticeCodes, self.firms) = (notices, noticeTexts, noticeCodes, firms)
    (self.amounts, self.statuses, self.technicalPoints) = (amounts, statuses, technicalPoints)
    (self.sourceLines, self.details) = (sourceLines, details)
  }

  /// A batch of given bids.
  public init(_ bids: some Sequence<Bid>) {
    self.init()
    for bid in bids { append(bid) }
  }

  /// Some rows as a batch of their own; nothing can be appended to it.
  ///
  /// - Complexity: O(rows).
  public func rows(_ range: Range<Int>) -> BidBatch {
    var part = BidBatch(hasDetails: false)
    part.lineage = lineage
    part.details = details?.rows(range)
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
  public func notice(of row: Int) -> TenderNotice { notice(coded: noticeCodes[row]) }

  /// The notice of a code.
  public func notice(coded code: UInt32) -> TenderNotice {
    codedNotices.isEmpty ? notices[Int(code)] : codedNotices[Int(code)].notice(noticeTexts)
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
    details?.append(bid)
  }

  /// The batch with other notices in the place of some, by code.
  ///
  /// - Complexity: O(notices).
  public func replacing(notices others: [Int: TenderNotice]) -> BidBatch {
    var result = self
    if !codedNotices.isEmpty { result.notices = codedNotices.map { $0.notice(noticeTexts) } }
    (result.codedNotices, result.noticeIndex) = ([], [:])
    for (code, notice) in others { result.notices[code] = notice }
    return result
  }

  /// The batch in which the notices that name no group are of the one that a function gives them, if any.
  ///
  /// - Complexity: O(notices).
  public func grouped(by group: (TenderNotice) -> String?) -> BidBatch {
    var result = self
    result.noticeIndex = [:]
    for place in result.notices.indices where result.notices[place].group == nil {
      result.notices[place].group = group(result.notices[place])
    }
    for place in result.codedNotices.indices where result.codedNotices[place].group == nil {
      result.codedNotices[place].group = group(result.codedNotices[place].notice(noticeTexts))
    }
    return result
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
    var bid = Bid(
      notice: notice(of: row), firm: firms[row] ?? "", amount: amounts[row].map(Yen.init),
      status: statuses[row], technicalPoints: technicalPoints(of: row), sourceLine: sourceLines[row])
    details?.complete(&bid, row)
    return bid
  }
}
