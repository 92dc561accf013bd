import Procurement

/// Tenders with their bidders and groups: what every lottery statistic starts from.
public struct TenderRegister: Sendable {
  /// The bidders; tenders name them by position.
  public let firms: [Firm]
  /// The tenders in the order of the record.
  public let tenders: [Tender]
  /// The groups (同一の公告日・開札日・参加資格), each with at least one tender, in order of their first tender.
  public let groups: [TenderGroup]

  /// A register of checked parts.
  ///
  /// - Throws: `RegisterError` where a bidder is not among the firms, a firm stands twice in a tender, a bid or
  ///   points are negative, a floor lies above its ceiling, a group is empty or a tender is not in exactly one
  ///   group.
  /// - Complexity: O(bids).
  public init(firms: [Firm], tenders: [Tender], groups: [TenderGroup]) throws(RegisterError) {
    for firm in firms {
      if let points = firm.points, points < 0 { throw RegisterError(.negativePoints, firm: firm.name) }
    }
    for tender in tenders { try Self.check(tender, firms: firms) }
    var isGrouped = [Bool](repeating: false, count: tenders.count)
    for group in groups {
      if group.tenders.isEmpty { throw RegisterError(.emptyGroup, group: group.identifier) }
      for tender in group.tenders {
        guard tenders.indices.contains(tender), !isGrouped[tender] else {
          throw RegisterError(.tenderNotInOneGroup, group: group.identifier)
        }
        isGrouped[tender] = true
      }
    }
    if let lost = isGrouped.firstIndex(of: false) {
      throw RegisterError(.tenderNotInOneGroup, tender: tenders[lost].notice.identifier)
    }
    self.firms = firms
    self.tenders = tenders
    self.groups = groups
  }

  /// A register of parts of a checked register.
  init(checkedFirms firms: [Firm], tenders: [Tender], groups: [TenderGroup]) {
    self.firms = firms
    self.tenders = tenders
    self.groups = groups
  }

  private static func check(_ tender: Tender, firms: [Firm]) throws(RegisterError) {
    let identifier = tender.notice.identifier
    if let floor = tender.notice.floor, let ceiling = tender.notice.ceiling, floor > ceiling {
      throw RegisterError(.floorAboveCeiling, tender: identifier)
    }
    if tender.notice.minimumPoints ?? 0 < 0 || tender.notice.pricePoints?.units ?? 0 < 0 {
      throw RegisterError(.negativePoints, tender: identifier)
    }
    if tender.notice.lacksCeiling { throw RegisterError(.pricePointsWithoutCeiling, tender: identifier) }
    var seen: Set<Int> = []
    for bid in tender.bids {
      guard firms.indices.contains(bid.firm) else { throw RegisterError(.unknownFirm, tender: identifier) }
      let name = firms[bid.firm].name
      if !seen.insert(bid.firm).inserted {
        throw RegisterError(.firmTwiceInTender, tender: identifier, firm: name)
      }
      if let amount = bid.amount, amount.value < 0 {
        throw RegisterError(.negativeBid, tender: identifier, firm: name)
      }
    }
  }
}

/// Tenders for which a one-win rule counts together, in the order in which they are opened.
public struct TenderGroup: Hashable, Sendable {
  /// The group's name.
  public var identifier: String
  /// The tenders, positions in the register, in order of opening.
  public var tenders: [Int]

  /// A group of tenders in order of opening.
  public init(identifier: String, tenders: [Int]) {
    self.identifier = identifier
    self.tenders = tenders
  }
}

/// Why bids do not make a register, and where.
public struct RegisterError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, Hashable, Sendable {
    /// A bid of a firm that the list of firms does not name.
    case unknownFirm
    /// A list of firms names a firm twice.
    case firmListedTwice
    /// Two bids of one firm for one tender.
    case firmTwiceInTender
    /// Two rows of a list of results that are one tender.
    case tenderListedTwice
    /// A firm that stands twice among the tied of one draw.
    case firmTwiceInDraw
    /// A firm with two sets of affiliates.
    case severalAffiliations
    /// A bid below 0 yen.
    case negativeBid
    /// Points below 0.
    case negativePoints
    /// A scored tender that adds points for the price, without the ceiling from which these follow.
    case pricePointsWithoutCeiling
    /// A floor price above the ceiling price.
    case floorAboveCeiling
    /// Rows of one tender that announce different things.
    case noticesDisagree
    /// A tender or draw with two recorded winners.
    case severalWinners
    /// A group without a tender.
    case emptyGroup
    /// A tender that is in no group, in two, or not in the register.
    case tenderNotInOneGroup
    /// A draw of which no winner is recorded.
    case noWinner
    /// A draw whose winner is not among its tied firms.
    case winnerNotTied
    /// Rows of one draw that disagree about its group, order or officer.
    case drawRowsDisagree
  }

  /// What is wrong.
  public var kind: Kind
  /// The tender's identifier.
  public var tender: String?
  /// The firm's name.
  public var firm: String?
  /// The group's identifier.
  public var group: String?
  /// The line of the source file, from 1; 0 where there is none.
  public var line: Int
  /// Where two rows disagree.
  public var difference: Difference?

  /// A column in which two rows say different things.
  public struct Difference: Hashable, Sendable {
    /// The column's canonical name.
    public var column: String
    /// What the first row says, empty for nothing.
    public var first: String
    /// The line of that row; 0 where it is not known.
    public var firstLine: Int
    /// What the other row says.
    public var second: String
  }

  package init(
    _ kind: Kind, tender: String? = nil, firm: String? = nil, group: String? = nil, line: Int = 0,
    difference: Difference? = nil
  ) {
    self.difference = difference
    self.kind = kind
    self.tender = tender
    self.firm = firm
    self.group = group
    self.line = line
  }
}
