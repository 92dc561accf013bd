import Procurement

/// How often lots decide tenders, and where (くじ引きの発生状況).
///
/// A tender counts as decided by lot when its lowest valid bids, or its best evaluation values, tie. A tie at
/// the published floor price is ordinary, as formula and unit prices are public; a tie elsewhere is worth a look.
/// Counts merge: incidences of parts of a record add up to that of the whole.
public struct LotteryIncidence: Sendable, Equatable {
  /// Counts of some tenders.
  public struct Counts: Sendable, Hashable {
    /// Tenders with at least one valid bid.
    public var tenders = 0
    /// Those decided by lot.
    public var decidedByLot = 0
    /// Those decided by lot, by the number of tied firms.
    public var tied: [Int: Int] = [:]
    /// Ties of prices at the floor price.
    public var atFloor = 0
    /// Ties elsewhere, the floor being known.
    public var elsewhere = 0
    /// Ties of tenders whose floor is not known.
    public var floorUnknown = 0

    /// Counts of no tender.
    public init() {}

    /// The share of tenders decided by lot; nil without tenders.
    public var share: Double? { tenders > 0 ? Double(decidedByLot) / Double(tenders) : nil }

    mutating func add(_ other: Counts) {
      tenders += other.tenders
      decidedByLot += other.decidedByLot
      tied.merge(other.tied, uniquingKeysWith: +)
      atFloor += other.atFloor
      elsewhere += other.elsewhere
      floorUnknown += other.floorUnknown
    }
  }

  /// What tenders are told apart by.
  public enum Dimension: String, CaseIterable, Sendable {
    /// The trade (業種).
    case trade
    /// The grade (ランク).
    case grade
    /// The ward of the site (区).
    case ward
    /// The fiscal year of the opening (年度).
    case year
    /// What is bought (種別).
    case category
  }

  /// All tenders.
  public private(set) var all = Counts()
  /// Tenders without a valid bid.
  public private(set) var withoutValidBid = 0
  /// The groups of tenders.
  public private(set) var groups = GroupIncidence()
  /// The counts by each value of a dimension; a tender without the value is under the empty text.
  public private(set) var by: [Dimension: [String: Counts]] = [:]

  /// The incidence of no tender.
  public init() {}

  /// An incidence of counts that were made elsewhere.
  public init(all: Counts, withoutValidBid: Int, groups: GroupIncidence, by: [Dimension: [String: Counts]]) {
    (self.all, self.withoutValidBid, self.groups, self.by) = (all, withoutValidBid, groups, by)
  }

  /// The incidence of a register.
  ///
  /// - Complexity: O(bids log bids).
  public init(_ register: TenderRegister) {
    for group in register.groups {
      let number = groups.number(ofGroup: group.identifier)
      for position in group.tenders {
        let tender = register.tenders[position]
        let ranking = BidRanking(tender)
        let first = ranking.tiers.first ?? []
        groups.add(tenders: 1, ties: first.count > 1 ? 1 : 0, in: number)
        guard !first.isEmpty else {
          withoutValidBid += 1
          continue
        }
        let counts = Self.counts(of: tender, lowest: first)
        all.add(counts)
        for dimension in Dimension.allCases {
          by[dimension, default: [:]][Self.value(tender.notice, dimension), default: Counts()].add(counts)
        }
        guard first.count > 1 else { continue }
        for bid in first {
          groups.add(firm: groups.number(ofFirm: register.firms[tender.bids[bid].firm].name), in: number)
        }
      }
    }
  }

  /// Adds the counts of other tenders.
  public mutating func merge(_ other: LotteryIncidence) {
    all.add(other.all)
    withoutValidBid += other.withoutValidBid
    groups.merge(other.groups)
    for (dimension, values) in other.by {
      for (value, counts) in values { by[dimension, default: [:]][value, default: Counts()].add(counts) }
    }
  }

  private static func counts(of tender: Tender, lowest: [Int]) -> Counts {
    var counts = Counts()
    counts.tenders = 1
    guard lowest.count > 1 else { return counts }
    counts.decidedByLot = 1
    counts.tied = [lowest.count: 1]
    if let floor = tender.notice.floor {
      let isAtFloor = lowest.allSatisfy { tender.bids[$0].amount == floor }
      counts.atFloor = isAtFloor ? 1 : 0
      counts.elsewhere = isAtFloor ? 0 : 1
    } else {
      counts.floorUnknown = 1
    }
    return counts
  }

  static func value(_ notice: TenderNotice, _ dimension: Dimension) -> String {
    switch dimension {
    case .trade: notice.trade ?? ""
    case .grade: notice.grade ?? ""
    case .ward: notice.siteWard ?? ""
    case .year: notice.year?.description ?? ""
    case .category: notice.category?.identifier ?? ""
    }
  }
}
