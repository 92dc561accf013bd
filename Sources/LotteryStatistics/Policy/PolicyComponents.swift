import Procurement

/// Which wins count towards the cap of a policy.
public enum CountedWins: String, CaseIterable, Sendable, Hashable {
  /// Wins decided by lot (くじによる落札).
  case lottery
  /// Every win.
  case any
}

/// What an untied lowest bid of a firm that has reached the cap is worth.
public enum OutrightWin: String, CaseIterable, Sendable, Hashable {
  /// It wins.
  case stands
  /// The bid is void (無効) and the next lowest valid bid is looked at.
  case void
}

/// What happens where exclusion leaves one of several tied firms.
public enum SoleRemaining: String, CaseIterable, Sendable, Hashable {
  /// It wins, and the win counts as one by lottery.
  case lotteryWin = "lottery-win"
  /// It wins, and the win counts as an outright one.
  case outrightWin = "outright-win"
  /// The rule is waived: all tied firms draw.
  case waived
}

/// What happens where exclusion leaves none of several tied firms.
public enum NobodyRemaining: String, CaseIterable, Sendable, Hashable {
  /// The rule is waived: all tied firms draw.
  case waived
  /// No award is made (不調).
  case noAward = "no-award"
  /// The tied bids are void, and the next lowest valid bids are looked at.
  case nextLowest = "next-lowest"
}

/// What happens where every valid bid of a tender has become void.
public enum NoBidRemaining: String, CaseIterable, Sendable, Hashable {
  /// The rule is waived: the lowest bids stand, and draw if they tie.
  case waived
  /// No award is made (不調).
  case noAward = "no-award"
}

/// The order in which the tenders of a group are opened.
public enum OpeningOrder: String, CaseIterable, Sendable, Hashable {
  /// The recorded order: case numbers (案件番号順).
  case caseNumber = "case-number"
  /// The dearest ceiling price first; without a ceiling last.
  case ceilingDescending = "ceiling-descending"
  /// The cheapest ceiling price first; without a ceiling last.
  case ceilingAscending = "ceiling-ascending"
  /// Every order equally likely.
  case random
}

/// How excluded firms meet the draw.
public enum DrawForm: String, CaseIterable, Sendable, Hashable {
  /// The excluded leave and the rest are renumbered before the draw: equal chances.
  case renumber
  /// All tied firms draw, and an excluded winner's place passes to the next eligible firm in the order of the
  /// record, cyclically: whoever follows an excluded firm has a double chance.
  case pass
}

/// Over which tenders wins are counted.
public enum CountingScope: String, CaseIterable, Sendable, Hashable {
  /// Over a group (同一の公告日・開札日・参加資格).
  case group
  /// Over the tenders of one opening date and requirement, whatever their notice date (開札日・参加資格が同一).
  case openingRequirement = "opening-requirement"
  /// Over the tenders of one opening date (開札日が同一).
  case openingDay = "opening-day"
  /// Over the tenders of one requirement that open in one calendar month (開札月・参加資格が同一).
  case monthRequirement = "month-requirement"
  /// Over the tenders that open in one calendar month (開札月が同一).
  case month
  /// Over the fiscal year of the opening, group after group.
  case fiscalYear = "fiscal-year"
}

/// How a joint venture (JV) counts.
public enum JointVentureRule: String, CaseIterable, Sendable, Hashable {
  /// As a bidder of its own.
  case ownName = "own-name"
  /// Through its members: a win counts for each of them, and it is excluded as soon as one of them is.
  case members
}

/// The chances of eligible tied firms.
public enum Weighting: Sendable, Hashable {
  /// Equal.
  case equal
  /// Proportional to 1 + the firm's draws lost since its last win, at most `limit`.
  case pastLosses(limit: Int)

  /// The name of the form, `equal` or `past-losses`.
  public var identifier: String {
    switch self {
    case .equal: "equal"
    case .pastLosses: "past-losses"
    }
  }
}

/// The wards of a city by half (市南部・北部), as a policy needs them for conditions and nearness.
public struct CityHalves: Sendable, Hashable {
  /// The name of the half of each ward.
  public var halfOfWard: [String: String]

  /// Wards and their halves; none by default, so that no ward shares a half with another.
  public init(_ halfOfWard: [String: String] = [:]) {
    self.halfOfWard = halfOfWard
  }

  /// Whether two wards lie in the same half; equal wards do.
  public func areInSameHalf(_ a: String, _ b: String) -> Bool {
    a == b || (halfOfWard[a] != nil && halfOfWard[a] == halfOfWard[b])
  }
}

/// Who may bid (入札参加資格) beyond having been admitted in the record.
///
/// A firm whose ward, points or grade a condition needs but nobody knows does not meet the condition.
public struct Participation: Sendable, Hashable {
  /// Whether the tender's own conditions (area, minimum points) are applied to the recorded bids again.
  public var appliesTenderConditions: Bool
  /// Subjective points that every bidder needs, at least; nil asks for none.
  public var minimumPoints: Int?
  /// Where every bidder must have its head office, seen from the site.
  public var area: AreaCondition
  /// Grades that may bid; nil admits all.
  public var grades: Set<String>?

  /// Conditions; without any, every recorded bid takes part.
  public init(
    appliesTenderConditions: Bool = false, minimumPoints: Int? = nil, area: AreaCondition = .none,
    grades: Set<String>? = nil
  ) {
    self.appliesTenderConditions = appliesTenderConditions
    self.minimumPoints = minimumPoints
    self.area = area
    self.grades = grades
  }

  /// Whether a firm may bid for a tender.
  public func admits(_ firm: Firm, to tender: TenderNotice, halves: CityHalves) -> Bool {
    if let grades, !(firm.grade.map(grades.contains) ?? false) { return false }
    var needed = minimumPoints
    var areas = [area]
    if appliesTenderConditions {
      needed = [needed, tender.minimumPoints].compactMap { $0 }.max()
      areas.append(tender.areaCondition)
    }
    if let needed, (firm.points ?? -1) < needed { return false }
    return areas.allSatisfy { Self.meets($0, firm: firm.ward, site: tender.siteWard, halves: halves) }
  }

  private static func meets(
    _ area: AreaCondition, firm: String?, site: String?, halves: CityHalves
  ) -> Bool {
    if area == .none { return true }
    guard let firm, let site else { return false }
    return area == .ward ? firm == site : halves.areInSameHalf(firm, site)
  }
}

/// To which tenders a policy's exclusion applies; in the others every tie is drawn among all and no win counts.
public struct Coverage: Sendable, Hashable {
  /// The trades covered; nil covers all.
  public var trades: Set<String>?
  /// The grades covered; nil covers all.
  public var grades: Set<String>?

  /// Trades and grades; all by default.
  public init(trades: Set<String>? = nil, grades: Set<String>? = nil) {
    self.trades = trades
    self.grades = grades
  }

  /// Whether the exclusion applies to a tender.
  public func covers(_ tender: TenderNotice) -> Bool {
    (trades.map { $0.contains(tender.trade ?? "") } ?? true)
      && (grades.map { $0.contains(tender.grade ?? "") } ?? true)
  }
}
