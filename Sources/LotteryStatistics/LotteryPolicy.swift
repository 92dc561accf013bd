import Procurement

/// A rule for awarding the tenders of a group one after another: a composition of components.
///
/// Each tender looks at its lowest valid bids. One bid wins outright, unless its firm has reached the cap and
/// `outrightWin` voids it. Several bids tie: firms at the cap are excluded; two or more left draw, one left is
/// `soleRemaining`'s case, none `nobodyRemaining`'s. Where bids become void the next lowest are looked at in
/// the same way, and `noBidRemaining` decides when none is left. A named model is a value built from these.
public struct LotteryPolicy: Sendable, Hashable {
  /// The policy's name.
  public let name: String
  /// The largest number of counted wins of a firm in a scope; nil excludes nobody.
  public let cap: Int?
  /// Which wins count.
  public let counted: CountedWins
  /// What an outright win of a firm at the cap is worth.
  public let outrightWin: OutrightWin
  /// What happens where one tied firm remains.
  public let soleRemaining: SoleRemaining
  /// What happens where no tied firm remains.
  public let nobodyRemaining: NobodyRemaining
  /// What happens where no valid bid remains.
  public let noBidRemaining: NoBidRemaining
  /// The order of opening.
  public let order: OpeningOrder
  /// How the excluded meet the draw.
  public let drawForm: DrawForm
  /// Over which tenders wins are counted.
  public let scope: CountingScope
  /// How a joint venture counts.
  public let jointVentures: JointVentureRule
  /// The chances of eligible firms.
  public let weighting: Weighting
  /// Whether the nearest eligible firms (same ward, same half, elsewhere) draw before others.
  public let drawsNearestFirst: Bool
  /// Who may bid.
  public let participation: Participation
  /// To which tenders the exclusion applies.
  public let coverage: Coverage
  /// The wards by half, for areas and nearness.
  public let halves: CityHalves

  /// A policy of components; each default is the one-win rule as the mission words it.
  ///
  /// - Throws: `PolicyError` for a cap or limit below 1, negative points, or components that contradict each
  ///   other.
  public init(
    name: String, cap: Int? = 1, counted: CountedWins = .lottery, outrightWin: OutrightWin = .stands,
    soleRemaining: SoleRemaining = .lotteryWin, nobodyRemaining: NobodyRemaining = .waived,
    noBidRemaining: NoBidRemaining = .waived, order: OpeningOrder = .caseNumber,
    drawForm: DrawForm = .renumber, scope: CountingScope = .group, jointVentures: JointVentureRule = .ownName,
    weighting: Weighting = .equal, drawsNearestFirst: Bool = false,
    participation: Participation = Participation(), coverage: Coverage = Coverage(),
    halves: CityHalves = CityHalves()
  ) throws(PolicyError) {
    if let cap, cap < 1 { throw PolicyError(.capBelowOne, policy: name, component: "cap") }
    if let cap, cap > 255 { throw PolicyError(.capAboveLimit, policy: name, component: "cap") }
    if case .pastLosses(let limit) = weighting, !(1...1_000_000).contains(limit) {
      throw PolicyError(.limitOutOfRange, policy: name, component: "weighting")
    }
    if let points = participation.minimumPoints, points < 0 {
      throw PolicyError(.negativePoints, policy: name, component: "minimum-points")
    }
    // A place that passes on presumes one draw among all tied firms with equal chances.
    if drawForm == .pass, drawsNearestFirst || weighting != .equal {
      throw PolicyError(.contradiction, policy: name, component: "draw")
    }
    self.init(
      unchecked: name, cap: cap, counted: counted, outrightWin: outrightWin, soleRemaining: soleRemaining,
      nobodyRemaining: nobodyRemaining, noBidRemaining: noBidRemaining, order: order, drawForm: drawForm,
      scope: scope, jointVentures: jointVentures, weighting: weighting,
      drawsNearestFirst: drawsNearestFirst, participation: participation, coverage: coverage, halves: halves)
  }

  init(
    unchecked name: String, cap: Int? = 1, counted: CountedWins = .lottery,
    outrightWin: OutrightWin = .stands, soleRemaining: SoleRemaining = .lotteryWin,
    nobodyRemaining: NobodyRemaining = .waived, noBidRemaining: NoBidRemaining = .waived,
    order: OpeningOrder = .caseNumber, drawForm: DrawForm = .renumber, scope: CountingScope = .group,
    jointVentures: JointVentureRule = .ownName, weighting: Weighting = .equal,
    drawsNearestFirst: Bool = false, participation: Participation = Participation(),
    coverage: Coverage = Coverage(), halves: CityHalves = CityHalves()
  ) {
    self.name = name
    self.cap = cap
    self.counted = counted
    self.outrightWin = outrightWin
    self.soleRemaining = soleRemaining
    self.nobodyRemaining = nobodyRemaining
    self.noBidRemaining = noBidRemaining
    self.order = order
    self.drawForm = drawForm
    self.scope = scope
    self.jointVentures = jointVentures
    self.weighting = weighting
    self.drawsNearestFirst = drawsNearestFirst
    self.participation = participation
    self.coverage = coverage
    self.halves = halves
  }

  /// The policy with another order of opening.
  func opened(in order: OpeningOrder) -> LotteryPolicy {
    LotteryPolicy(
      unchecked: name, cap: cap, counted: counted, outrightWin: outrightWin, soleRemaining: soleRemaining,
      nobodyRemaining: nobodyRemaining, noBidRemaining: noBidRemaining, order: order, drawForm: drawForm,
      scope: scope, jointVentures: jointVentures, weighting: weighting,
      drawsNearestFirst: drawsNearestFirst, participation: participation, coverage: coverage, halves: halves)
  }
}

/// Why components do not make a policy, and which.
public struct PolicyError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, Hashable, Sendable {
    /// A cap of 0 or less: nobody could ever win.
    case capBelowOne
    /// A cap above 255.
    case capAboveLimit
    /// A limit of weights outside 1 to 1,000,000.
    case limitOutOfRange
    /// Points below 0.
    case negativePoints
    /// Components that contradict each other.
    case contradiction
    /// A component that needs more than a record of bids and winners.
    case notRecomputable
  }

  /// What is wrong.
  public var kind: Kind
  /// The policy's name.
  public var policy: String
  /// The component, by the key it has in a policy file.
  public var component: String

  init(_ kind: Kind, policy: String, component: String) {
    self.kind = kind
    self.policy = policy
    self.component = component
  }
}
