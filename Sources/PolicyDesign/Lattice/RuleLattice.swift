import LotteryStatistics
import Procurement

/// The rules that a city could write: every combination of the components that it leaves open.
///
/// A component without values stays as in the model that the lattice starts from. Combinations that make no policy and those that make
/// the same one are left out and counted; so are conditions that are wider than the record's, of which recorded bids show nothing.
public struct RuleLattice: Sendable, Hashable {
  /// A condition of participation in addition to those of the record.
  public enum Condition<Value: Sendable & Hashable>: Sendable, Hashable {
    /// As each tender was announced.
    case recorded
    /// So for all tenders.
    case set(Value)
  }

  /// The policy whose components stand where nothing is left open.
  public var base = LotteryPolicy.oneWin
  /// Caps; nil excludes nobody.
  public var caps: [Int?] = []
  /// Which wins count.
  public var counted: [CountedWins] = []
  /// What an outright win of a firm at the cap is worth.
  public var outrightWins: [OutrightWin] = []
  /// What happens where one tied firm remains.
  public var soleRemaining: [SoleRemaining] = []
  /// What happens where none remains.
  public var nobodyRemaining: [NobodyRemaining] = []
  /// What happens where no valid bid remains.
  public var noBidRemaining: [NoBidRemaining] = []
  /// Orders of opening.
  public var orders: [OpeningOrder] = []
  /// Forms of the draw.
  public var drawForms: [DrawForm] = []
  /// Over which tenders wins count: how groups are formed.
  public var scopes: [CountingScope] = []
  /// How joint ventures count.
  public var jointVentures: [JointVentureRule] = []
  /// Whether the nearest draw first.
  public var nearestFirst: [Bool] = []
  /// Subjective points (主観評価点) that bidders need, at least.
  public var minimumPoints: [Condition<Int>] = []
  /// Where bidders must be at home.
  public var areas: [Condition<AreaCondition>] = []
  /// The rule under which the recorded bids were made; nil where none limited wins, or where it is not known.
  public var recordedUnder: LotteryPolicy?

  /// A lattice in which nothing is left open.
  public init() {}

  /// The lattice of an advisory board that has decided nothing but that a firm shall not win everything.
  ///
  /// Conditions on points, wards and joint ventures are open only where the register knows them.
  public static func standard(for register: TenderRegister) -> RuleLattice {
    var lattice = RuleLattice()
    lattice.caps = [1, 2, 3]
    lattice.counted = CountedWins.allCases
    lattice.outrightWins = OutrightWin.allCases
    lattice.soleRemaining = [.lotteryWin, .waived]
    lattice.nobodyRemaining = [.waived, .nextLowest]
    lattice.orders = [.caseNumber, .ceilingDescending, .ceilingAscending]
    lattice.scopes = [.group, .openingRequirement]
    if register.firms.contains(where: { !$0.members.isEmpty }) { lattice.jointVentures = JointVentureRule.allCases }
    if register.firms.contains(where: { $0.ward != nil }),
      register.tenders.contains(where: { $0.notice.siteWard != nil })
    {
      lattice.nearestFirst = [false, true]
    }
    if register.firms.contains(where: { $0.points != nil }) { lattice.minimumPoints = [.recorded, .set(60)] }
    return lattice
  }

  /// The number of combinations, equal and invalid ones among them.
  public var combinationCount: Int {
    [
      caps.count, counted.count, outrightWins.count, soleRemaining.count, nobodyRemaining.count, noBidRemaining.count,
      orders.count, drawForms.count, scopes.count, jointVentures.count, nearestFirst.count, minimumPoints.count,
      areas.count,
    ].reduce(1) { product, count in
      let (value, overflow) = product.multipliedReportingOverflow(by: max(1, count))
      return overflow ? .max : value
    }
  }

  /// The combinations as policies, unnamed, in the order of the components.
  func combinations() -> [LotteryPolicy] {
    var policies = [base]
    func vary<Value>(_ values: [Value], _ set: (inout LotteryPolicy, Value) -> Void) {
      guard !values.isEmpty else { return }
      policies = policies.flatMap { policy in
        values.map { value in
          var changed = policy
          set(&changed, value)
          return changed
        }
      }
    }
    vary(scopes) { $0.scope = $1 }
    vary(caps) { $0.cap = $1 }
    vary(counted) { $0.counted = $1 }
    vary(soleRemaining) { $0.soleRemaining = $1 }
    vary(nobodyRemaining) { $0.nobodyRemaining = $1 }
    vary(outrightWins) { $0.outrightWin = $1 }
    vary(noBidRemaining) { $0.noBidRemaining = $1 }
    vary(orders) { $0.order = $1 }
    vary(drawForms) { $0.drawForm = $1 }
    vary(jointVentures) { $0.jointVentures = $1 }
    vary(nearestFirst) { $0.drawsNearestFirst = $1 }
    vary(minimumPoints) { if case .set(let points) = $1 { $0.participation.minimumPoints = points } }
    vary(areas) { if case .set(let area) = $1 { $0.participation.area = area } }
    return policies
  }

  /// Whether an area other than the record's is among the conditions; `none` for all tenders is one.
  func setsArea(_ policy: LotteryPolicy) -> Bool {
    let area = policy.participation.area
    return areas.contains(.set(area)) && !(areas.contains(.recorded) && area == base.participation.area)
  }
}

extension LotteryPolicy {
  /// The policy without components that have no effect beside the others.
  ///
  /// Without a cap nothing of exclusion matters; where no bid can become void, nothing of what happens then.
  var reduced: LotteryPolicy {
    var policy = self
    // Of these alone another component may take all effect away.
    let (cap, _, outrightWin, _, nobodyRemaining, _, _, _, _, _, _, _, _, _, _) = components
    if cap == nil {
      let free = LotteryPolicy.independent
      policy.counted = free.counted
      policy.outrightWin = free.outrightWin
      policy.soleRemaining = free.soleRemaining
      policy.nobodyRemaining = free.nobodyRemaining
      policy.noBidRemaining = free.noBidRemaining
      policy.order = free.order
      policy.drawForm = free.drawForm
      policy.scope = free.scope
      policy.jointVentures = free.jointVentures
    } else if outrightWin == .stands, nobodyRemaining != .nextLowest {
      policy.noBidRemaining = .waived
    }
    return policy
  }
}
