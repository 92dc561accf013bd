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
  private var bidders: [Set<Int>] = []

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
  /// - Complexity: O(rows).
  public mutating func add(_ batch: BidBatch) throws(RegisterError) {
    for row in 0..<batch.count { try add(batch[row]) }
  }

  /// Adds a bid.
  ///
  /// - Throws: `RegisterError`, as for a batch.
  public mutating func add(_ bid: Bid) throws(RegisterError) {
    let identifier = bid.notice.identifier
    let firm = try position(of: bid)
    let tender: Int
    if let known = tenderIndex[identifier] {
      guard tenders[known].notice == bid.notice else {
        throw RegisterError(.noticesDisagree, tender: identifier, firm: bid.firm, line: bid.sourceLine)
      }
      tender = known
    } else {
      tender = tenders.count
      tenderIndex[identifier] = tender
      tenders.append(Tender(notice: bid.notice, bids: []))
      bidders.append([])
    }
    guard bidders[tender].insert(firm).inserted else {
      if repeated == .keepFirst {
        dropped += 1
        return
      }
      throw RegisterError(.firmTwiceInTender, tender: identifier, firm: bid.firm, line: bid.sourceLine)
    }
    tenders[tender].bids.append(
      TenderBid(
        firm: firm, amount: bid.amount, status: bid.status, technicalPoints: bid.technicalPoints,
        isWinner: bid.isWinner, enteredNumber: bid.enteredNumber, systemNumber: bid.systemNumber,
        arrival: bid.arrival, sourceLine: bid.sourceLine))
  }

  private mutating func position(of bid: Bid) throws(RegisterError) -> Int {
    if let known = firmIndex[bid.firm] {
      // What the first bids leave open, later ones may tell.
      firms[known].reading = firms[known].reading ?? bid.firmReading
      firms[known].ward = firms[known].ward ?? bid.firmWard
      firms[known].points = firms[known].points ?? bid.points
      if firms[known].members.isEmpty { firms[known].members = bid.members }
      return known
    }
    if isClosed {
      throw RegisterError(
        .unknownFirm, tender: bid.notice.identifier, firm: bid.firm, line: bid.sourceLine)
    }
    firmIndex[bid.firm] = firms.count
    firms.append(
      Firm(name: bid.firm, reading: bid.firmReading, ward: bid.firmWard, points: bid.points, members: bid.members))
    return firms.count - 1
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
