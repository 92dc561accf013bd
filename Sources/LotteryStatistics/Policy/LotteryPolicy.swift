import Procurement

/// A rule for awarding the tenders of a group one after another: a composition of components.
///
/// Each tender looks at its lowest valid bids. One bid wins outright, unless its firm has reached the cap and
/// `outrightWin` voids it. Several bids tie: firms at the cap are excluded; two or more left draw, one left is
/// `soleRemaining`'s case, none `nobodyRemaining`'s. Where bids become void the next lowest are looked at in
/// the same way, and `noBidRemaining` decides when none is left. A named model is a value built from these.
public struct LotteryPolicy: Sendable, Hashable {
  /// The policy's name.
  public var name: String
  /// The largest number of counted wins of a firm in a scope; nil excludes nobody.
  public var cap: Int? = 1
  /// Which wins count.
  public var counted = CountedWins.lottery
  /// What an outright win of a firm at the cap is worth.
  public var outrightWin = OutrightWin.stands
  /// What happens where one tied firm remains.
  public var soleRemaining = SoleRemaining.lotteryWin
  /// What happens where no tied firm remains.
  public var nobodyRemaining = NobodyRemaining.waived
  /// What happens where no valid bid remains.
  public var noBidRemaining = NoBidRemaining.waived
  /// The order of opening.
  public var order = OpeningOrder.caseNumber
  /// How the excluded meet the draw.
  public var drawForm = DrawForm.renumber
  /// Over which tenders wins are counted.
  public var scope = CountingScope.group
  /// How a joint venture counts.
  public var jointVentures = JointVentureRule.ownName
  /// The chances of eligible firms.
  public var weighting = Weighting.equal
  /// Whether the nearest eligible firms (same ward, same half, elsewhere) draw before others.
  public var drawsNearestFirst = false
  /// Who may bid.
  public var participation = Participation()
  /// To which tenders the exclusion applies.
  public var coverage = Coverage()
  /// The wards by half, for areas and nearness.
  public var halves = CityHalves()

  /// A policy whose components are the one-win rule as the mission words it.
  ///
  ///     var twoWins = LotteryPolicy(name: "two-wins")
  ///     twoWins.cap = 2
  ///     let policy = try twoWins.checked()
  public init(name: String) {
    self.name = name
  }

  /// All components, without the name.
  package typealias Components = (
    cap: Int?, counted: CountedWins, outrightWin: OutrightWin, soleRemaining: SoleRemaining,
    nobodyRemaining: NobodyRemaining, noBidRemaining: NoBidRemaining, order: OpeningOrder, drawForm: DrawForm,
    scope: CountingScope, jointVentures: JointVentureRule, weighting: Weighting, drawsNearestFirst: Bool,
    participation: Participation, coverage: Coverage, halves: CityHalves
  )

  /// All components, to be taken apart one by one wherever policies are judged by what they consist of: a component that is
  /// added does not compile there until somebody has said what it means.
  package var components: Components {
    (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, jointVentures,
      weighting, drawsNearestFirst, participation, coverage, halves
    )
  }

  /// The policy itself, if its components make one.
  ///
  /// - Throws: `PolicyError` for a cap or limit below 1 or too large, negative points, or components that contradict each
  ///   other.
  public func checked() throws(PolicyError) -> LotteryPolicy {
    let (cap, _, _, _, _, _, _, drawForm, _, _, weighting, drawsNearestFirst, participation, _, _) = components
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
    return self
  }

  /// The policy with another order of opening.
  func opened(in order: OpeningOrder) -> LotteryPolicy {
    var policy = self
    policy.order = order
    return policy
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
