import Procurement

/// Puts rows of bids together into tenders and groups.
///
/// A group is the one that the notice names, else the tenders with equal notice date, opening date and
/// requirement (公告日・開札日・参加資格が同一). A tender that lacks one of the three and names no group is a group
/// of its own: absence is not equality.
public struct TenderAssembly: Sendable {
  /// What to do with a second bid of a firm for a tender.
  public enum RepeatedBid: String, CaseIterable, Sendable {
    /// It is an error.
    case reject
    /// The first one stands, later ones are dropped and counted.
    case keepFirst = "keep-first"
  }

  /// How many bids were dropped because their firm had already bid for the tender.
  public private(set) var dropped = 0
  private let isClosed: Bool
  private let repeated: RepeatedBid
  private var firms: [Firm] = []
  private var firmIndex: [String: Int] = [:]
  private var tenders: [Tender] = []
  private var tenderIndex: [String: Int] = [:]
  private var bidders = TenderBidders()
  private var positionsOfLineage: [Int: [Int]] = [:]

  /// An assembly of bids by any firm; what is known of a firm comes from its bids.
  public init(repeated: RepeatedBid = .reject) {
    isClosed = false
    self.repeated = repeated
  }

  /// An assembly of bids by listed firms only.
  ///
  /// - Throws: `RegisterError` where the list names a firm twice.
  public init(firms: [Firm], repeated: RepeatedBid = .reject) throws(RegisterError) {
    isClosed = true
    self.repeated = repeated
    for firm in firms {
      if firmIndex.updateValue(self.firms.count, forKey: firm.name) != nil {
        throw RegisterError(.firmListedTwice, firm: firm.name)
      }
      self.firms.append(firm)
    }
  }

  /// Adds the rows of a batch.
  ///
  /// - Throws: `RegisterError` with tender, firm and line, where a firm is not listed or stands twice in a
  ///   tender, or where rows of a tender disagree about its notice.
  /// - Complexity: O(rows); texts are looked up once a batch.
  public mutating func add(_ batch: BidBatch) throws(RegisterError) {
    // Batches of one lineage share their codes; -1 is a firm that was not met yet.
    var positions = positionsOfLineage.removeValue(forKey: batch.lineage) ?? []
    positions += repeatElement(-1, count: max(batch.firms.values.count - positions.count, 0))
    defer {
      // Few lineages go on at a time.
      if positionsOfLineage.count > 64 { positionsOfLineage = [:] }
      if batch.lineage != 0 { positionsOfLineage[batch.lineage] = positions }
    }
    var row = 0
    while row < batch.count {
      let code = batch.noticeCodes[row]
      var end = row + 1
      while end < batch.count, batch.noticeCodes[end] == code { end += 1 }
      try add(batch, row..<end, batch.notice(coded: code), &positions)
      row = end
    }
  }

  /// Adds a bid.
  ///
  /// - Throws: `RegisterError`, as for a batch.
  public mutating func add(_ bid: Bid) throws(RegisterError) { try add(BidBatch([bid])) }

  /// Adds rows that announce the same of a tender.
  private mutating func add(
    _ batch: BidBatch, _ rows: Range<Int>, _ notice: TenderNotice, _ positions: inout [Int]
  ) throws(RegisterError) {
    func error(_ kind: RegisterError.Kind, _ row: Int) -> RegisterError {
      RegisterError(kind, tender: notice.identifier, firm: batch.firms[row], line: batch.sourceLines[row])
    }
    // Whether a firm may bid is asked before anything about its tender.
    guard let first = position(in: batch, rows.lowerBound, &positions) else {
      throw error(.unknownFirm, rows.lowerBound)
    }
    let tender: Int
    if let known = tenderIndex[notice.identifier] {
      guard tenders[known].notice == notice else {
        var disagreement = error(.noticesDisagree, rows.lowerBound)
        disagreement.difference = NoticeDifference.first(
          tenders[known].notice, notice, firstLine: tenders[known].bids.first?.sourceLine ?? 0)
        throw disagreement
      }
      tender = known
      bidders.reopen(tender, tenders[tender].bids)
    } else {
      tender = tenders.count
      tenderIndex[notice.identifier] = tender
      tenders.append(Tender(notice: notice, bids: []))
      tenders[tender].bids.reserveCapacity(rows.count)
      bidders.open(tender)
    }
    for row in rows {
      var firm = first
      if row > rows.lowerBound {
        guard let found = position(in: batch, row, &positions) else { throw error(.unknownFirm, row) }
        firm = found
      }
      guard bidders.insert(firm) else {
        guard repeated == .keepFirst else { throw error(.firmTwiceInTender, row) }
        dropped += 1
        continue
      }
      var bid = TenderBid(
        firm: firm, amount: batch.amounts[row].map(Yen.init), status: batch.statuses[row],
        technicalPoints: batch.technicalPoints(of: row), sourceLine: batch.sourceLines[row])
      batch.details?.complete(&bid, row)
      tenders[tender].bids.append(bid)
    }
  }

  /// The position of a row's firm, about which the row may tell something new; nil where it is not listed.
  private mutating func position(in batch: BidBatch, _ row: Int, _ positions: inout [Int]) -> Int? {
    let code = Int(batch.firms.codes[row])
    var known = positions[code]
    if known < 0 {
      let name = batch.firms.values[code]
      if let found = firmIndex[name] {
        known = found
      } else if isClosed {
        return nil
      } else {
        known = firms.count
        firmIndex[name] = known
        firms.append(Firm(name: name))
      }
      positions[code] = known
    }
    // What the first bids leave open, later ones may tell.
    if let details = batch.details { details.complete(&firms[known], row) }
    return known
  }

  /// The register of all bids added so far.
  ///
  /// - Throws: `RegisterError` where a bid or points are negative or a floor lies above its ceiling.
  /// - Complexity: O(bids + tenders log tenders).
  public func register() throws(RegisterError) -> TenderRegister {
    var groups: [TenderGroup] = []
    var groupIndex: [GroupKey: Int] = [:]
    for (position, tender) in tenders.enumerated() {
      let key = GroupKey(tender.notice)
      if let group = groupIndex[key] {
        groups[group].tenders.append(position)
      } else {
        groupIndex[key] = groups.count
        groups.append(TenderGroup(identifier: key.identifier, tenders: [position]))
      }
    }
    for group in groups.indices {
      groups[group].tenders.sort { a, b in
        let (x, y) = (tenders[a].notice.order ?? .max, tenders[b].notice.order ?? .max)
        return x != y ? x < y : a < b
      }
    }
    return try TenderRegister(firms: firms, tenders: tenders, groups: groups)
  }
}

/// What tenders of one group have in common.
enum GroupKey: Hashable {
  case named(String)
  case alike(notice: CivilDate, opening: CivilDate, requirement: String)
  case alone(tender: String)

  init(_ notice: TenderNotice) {
    if let group = notice.group {
      self = .named(group)
    } else if let date = notice.noticeDate, let opening = notice.openingDate,
      let requirement = notice.requirement
    {
      self = .alike(notice: date, opening: opening, requirement: requirement)
    } else {
      self = .alone(tender: notice.identifier)
    }
  }

  var identifier: String {
    switch self {
    case .named(let name): name
    case .alike(let notice, let opening, let requirement): "\(notice) \(opening) \(requirement)"
    case .alone(let tender): tender
    }
  }
}
