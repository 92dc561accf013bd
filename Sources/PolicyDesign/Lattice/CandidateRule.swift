import LotteryStatistics
import Procurement

/// A rule of a lattice, with what of it the record cannot show.
public struct CandidateRule: Sendable, Hashable {
  /// A condition that is wider than that of the record.
  public enum Relaxation: String, CaseIterable, Sendable, Hashable {
    /// Fewer subjective points than recorded tenders asked for.
    case fewerPoints = "fewer-points"
    /// A wider area than recorded tenders asked for.
    case widerArea = "wider-area"
    /// A looser limit of wins than that under which the bids were made.
    case looserCap = "looser-cap"
  }

  /// The policy.
  public var policy: LotteryPolicy
  /// What is wider than in the record; empty where recorded bids show the rule.
  public var relaxations: [Relaxation]
  /// How many firms of the register more could have bid, tender by tender, under fewer points or a wider area: an upper bound of what
  /// the record does not show. Nil where nothing is wider.
  public var possibleNewBids: Int?

  /// Whether recorded bids show what the rule does, as far as bids stay as they are.
  public var isInRecord: Bool { relaxations.isEmpty }
}

/// The rules of a lattice, and how many combinations are none.
public struct LatticeRules: Sendable {
  /// Why there is no rule.
  public enum Failure: Error, Hashable, Sendable {
    /// No combination makes a rule that the record can show.
    case empty(invalid: Int, relaxed: Int)
    /// More combinations than `limit`.
    case tooMany(combinations: Int, limit: Int)
  }

  /// The most combinations that are gone through.
  public static let limit = 200_000

  /// The rules that recorded bids show.
  public private(set) var rules: [CandidateRule] = []
  /// The rules of which they show a part.
  public private(set) var relaxed: [CandidateRule] = []
  /// Combinations.
  public let combinations: Int
  /// How many of them contradict themselves.
  public private(set) var invalid = 0
  /// How many equal another one.
  public private(set) var equal = 0

  /// The rules of a lattice for a register.
  ///
  /// - Throws: `Failure` where there is none or where there are too many.
  /// - Complexity: O(combinations), and O(tenders × firms) for each condition that is wider than the record's.
  public init(_ lattice: RuleLattice, for register: TenderRegister) throws(Failure) {
    combinations = lattice.combinationCount
    guard combinations <= Self.limit else { throw .tooMany(combinations: combinations, limit: Self.limit) }
    let record = RecordedConditions(register, recordedUnder: lattice.recordedUnder)
    let names = RuleNames()
    var seen: Set<LotteryPolicy> = []
    var bounds: [Participation: Int] = [:]
    for var policy in lattice.combinations() {
      policy = policy.reduced
      policy.name = ""
      guard (try? policy.checked()) != nil else {
        invalid += 1
        continue
      }
      guard seen.insert(policy).inserted else {
        equal += 1
        continue
      }
      let relaxations = record.relaxations(of: policy, setsArea: lattice.setsArea(policy))
      policy.name = names.name(of: policy)
      var possible: Int?
      if relaxations.contains(where: { $0 != .looserCap }) {
        let known = bounds[policy.participation] ?? record.possibleNewBids(under: policy)
        bounds[policy.participation] = known
        possible = known
      }
      let rule = CandidateRule(policy: policy, relaxations: relaxations, possibleNewBids: possible)
      if rule.isInRecord { rules.append(rule) } else { relaxed.append(rule) }
    }
    if rules.isEmpty { throw .empty(invalid: invalid, relaxed: relaxed.count) }
  }
}

/// What recorded tenders asked of their bidders.
struct RecordedConditions {
  private let register: TenderRegister
  private let recordedUnder: LotteryPolicy?
  private let mostPoints: Int
  private let strictestArea: AreaCondition

  init(_ register: TenderRegister, recordedUnder: LotteryPolicy?) {
    self.register = register
    self.recordedUnder = recordedUnder
    mostPoints = register.tenders.compactMap(\.notice.minimumPoints).max() ?? 0
    let areas = Set(register.tenders.map(\.notice.areaCondition))
    strictestArea = areas.contains(.ward) ? .ward : areas.contains(.half) ? .half : .none
  }

  func relaxations(of policy: LotteryPolicy, setsArea: Bool) -> [CandidateRule.Relaxation] {
    var found: [CandidateRule.Relaxation] = []
    if let points = policy.participation.minimumPoints, points < mostPoints { found.append(.fewerPoints) }
    if setsArea, Self.strictness(policy.participation.area) < Self.strictness(strictestArea) {
      found.append(.widerArea)
    }
    if let limited = recordedUnder?.cap, isLooser(policy, than: limited) { found.append(.looserCap) }
    return found
  }

  /// Whether a firm may win more often than when the bids were made.
  private func isLooser(_ policy: LotteryPolicy, than limit: Int) -> Bool {
    guard let cap = policy.cap, let recordedUnder else { return true }
    let counts = recordedUnder.counted == .any && policy.counted == .lottery
    return cap > limit || counts || policy.scope.rank < recordedUnder.scope.rank
  }

  private static func strictness(_ area: AreaCondition) -> Int { area == .ward ? 2 : area == .half ? 1 : 0 }

  /// How many bids by further firms of the tenders' grades a condition would allow where the tender's own did not.
  func possibleNewBids(under policy: LotteryPolicy) -> Int {
    register.tenders.reduce(0) { sum, tender in
      let bidders = Set(tender.bids.map(\.firm))
      let own = Participation(appliesTenderConditions: true)
      return sum
        + register.firms.indices.count { position in
          let firm = register.firms[position]
          guard !bidders.contains(position), tender.notice.grade == nil || firm.grade == tender.notice.grade else {
            return false
          }
          return !own.admits(firm, to: tender.notice, halves: policy.halves)
            && policy.participation.admits(firm, to: tender.notice, halves: policy.halves)
        }
    }
  }
}

extension CountingScope {
  /// How many tenders a scope unites, beside the others.
  var rank: Int {
    switch self {
    case .group: 0
    case .openingRequirement: 1
    case .openingDay, .monthRequirement: 2
    case .month: 3
    case .fiscalYear: 4
    }
  }
}

/// Names that say in what a rule differs from the one-win rule.
struct RuleNames {
  private let documented: [LotteryPolicy: String]

  init() {
    documented = Dictionary(
      LotteryPolicy.named.map { policy in
        var unnamed = policy.reduced
        unnamed.name = ""
        return (unnamed, policy.name)
      }, uniquingKeysWith: { first, _ in first })
  }

  func name(of policy: LotteryPolicy) -> String {
    if let name = documented[policy] { return name }
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, jointVentures,
      weighting, drawsNearestFirst, participation, coverage, _
    ) = policy.components
    let base = LotteryPolicy.oneWin
    var parts = [cap.map { "cap-\($0)" } ?? "no-cap"]
    if counted != base.counted { parts.append("any-win") }
    if outrightWin != base.outrightWin { parts.append("void") }
    if soleRemaining != base.soleRemaining { parts.append("sole-\(soleRemaining.rawValue)") }
    if nobodyRemaining != base.nobodyRemaining { parts.append("nobody-\(nobodyRemaining.rawValue)") }
    if noBidRemaining != base.noBidRemaining { parts.append("no-bid-\(noBidRemaining.rawValue)") }
    if order != base.order { parts.append(order.rawValue) }
    if drawForm != base.drawForm { parts.append(drawForm.rawValue) }
    if scope != base.scope { parts.append(scope.rawValue) }
    if jointVentures != base.jointVentures { parts.append("jv-\(jointVentures.rawValue)") }
    if case .pastLosses(let limit) = weighting { parts.append("weights-\(limit)") }
    if drawsNearestFirst { parts.append("nearest-first") }
    if let points = participation.minimumPoints { parts.append("points-\(points)") }
    if participation.area != .none { parts.append("area-\(participation.area.rawValue)") }
    if participation.appliesTenderConditions { parts.append("tender-conditions") }
    if let grades = participation.grades { parts.append("grades-" + grades.sorted().joined(separator: ".")) }
    if let trades = coverage.trades { parts.append("trades-" + trades.sorted().joined(separator: ".")) }
    if let grades = coverage.grades { parts.append("covers-" + grades.sorted().joined(separator: ".")) }
    return parts.joined(separator: "+")
  }
}
