import LotteryStatistics
import Procurement

/// What conditions of participation leave of a record, and what one group at once asks of firms.
public struct LeverStudy: Sendable {
  /// A trade and a grade (業種・ランク); nil where a tender names none.
  public struct Lot: Hashable, Sendable, Comparable {
    /// The trade.
    public var trade: String?
    /// The grade.
    public var grade: String?

    /// Orders by trade, then grade.
    public static func < (a: Lot, b: Lot) -> Bool { (a.trade ?? "", a.grade ?? "") < (b.trade ?? "", b.grade ?? "") }
  }

  /// One setting of a condition.
  public struct Setting: Sendable {
    /// What is asked.
    public enum Condition: Hashable, Sendable {
      /// So many subjective points, at least.
      case points(Int)
      /// So many, after the item was added for the listed firms.
      case pointsWithItem(Int)
      /// A head office in the site's ward or half of the city.
      case area(AreaCondition)
    }

    /// The condition.
    public var condition: Condition
    /// The firms of the register that meet it, by size and locality; nil where that depends on the tender.
    public var qualified: [ExpectedShares.Row: Int]?
    /// What it leaves of all tenders.
    public var all: FilterSummary
    /// What it leaves, by trade and grade of the tender.
    public var lots: [Lot: FilterSummary]
    /// The award's amount in yen by size and locality of the lowest bidders, ties shared equally, as expected under independent draws.
    public var shares: [ExpectedShares.Row: Double]
    /// Whether some recorded tender asked for more, so that bids of firms that were not admitted are missing.
    public var isInRecord: Bool
  }

  /// What firms may have in hand at once, under one policy.
  public struct Load: Sendable {
    /// The policy.
    public var policy: LotteryPolicy
    /// Expected number of (firm, group) with two works or more.
    public var severalAtOnce: Double
    /// Expected number of works for which there is no engineer; nil where no engineers are known.
    public var expectedExcess: Double?
    /// Firms whose engineers are known.
    public var firmsWithEngineers: Int
    /// The (firm, group) in which an engineer lacks most likely, at most ten.
    public var worst: [Workload]
    /// Why there is none; nil where the policy was solved exactly.
    public var refusal: ExactSolver.Refusal?
  }

  /// What is looked at.
  public struct Options: Sendable {
    /// The thresholds of subjective points, ascending.
    public var thresholds = Array(20...60)
    /// The points of an item, and the firms that have it.
    public var item: (points: Int, firms: [String])?
    /// The halves of the city.
    public var halves = CityHalves()
    /// The policies whose workload is looked at.
    public var policies: [LotteryPolicy] = [.independent, .oneWin]
    /// Threads; no result depends on it.
    public var threads = 1

    /// The thresholds from 20 to 60.
    public init() {}
  }

  /// The tenders and bidders.
  public let register: TenderRegister
  /// The options.
  public let options: Options
  /// The settings: thresholds, thresholds with the item, areas.
  public let settings: [Setting]
  /// The curve of firms that qualify, at every number of points that some firm has.
  public let curve: ThresholdCurve
  /// The same after the item.
  public let curveWithItem: ThresholdCurve?
  /// Firms with points, wards and engineers.
  public let knownPoints: Int, knownWards: Int, knownEngineers: Int
  /// The loads.
  public let loads: [Load]

  /// Studies a register.
  ///
  /// - Throws: `RegisterError` naming a firm with the item that is not in the register.
  /// - Complexity: O(bids log bids) for each setting, one exact solution for each policy.
  public init(_ register: TenderRegister, options: Options) throws(RegisterError) {
    self.register = register
    self.options = options
    knownPoints = register.firms.count { $0.points != nil }
    knownWards = register.firms.count { $0.ward != nil }
    knownEngineers = register.firms.count { $0.engineers != nil }
    var conditions: [(Setting.Condition, TenderRegister)] = []
    if knownPoints > 0 { conditions += options.thresholds.map { (.points($0), register) } }
    curve = ThresholdCurve(register.firms)
    if let item = options.item {
      let changed = try register.adding(points: item.points, to: item.firms)
      curveWithItem = ThresholdCurve(changed.firms)
      conditions += options.thresholds.map { (.pointsWithItem($0), changed) }
    } else {
      curveWithItem = nil
    }
    if knownWards > 0 {
      conditions.append((.area(.ward), register))
      if !options.halves.halfOfWard.isEmpty { conditions.append((.area(.half), register)) }
    }
    let asked = conditions
    settings = parallelMap(asked.count, threads: options.threads) { index in
      Self.setting(asked[index].0, asked[index].1, options.halves)
    }
    loads = Self.loads(register, options)
  }

  private static func setting(
    _ condition: Setting.Condition, _ register: TenderRegister, _ halves: CityHalves
  ) -> Setting {
    var participation = Participation()
    var qualified: [ExpectedShares.Row: Int]?
    var isInRecord = true
    switch condition {
    case .points(let points), .pointsWithItem(let points):
      participation.minimumPoints = points
      let firms = register.firms.filter { $0.points ?? -1 >= points }
      qualified = Dictionary(grouping: firms, by: ExpectedShares.Row.init).mapValues(\.count)
      isInRecord = !register.tenders.contains { $0.notice.minimumPoints ?? 0 > points }
    case .area(let area):
      participation.area = area
      isInRecord = area == .ward || !register.tenders.contains { $0.notice.areaCondition == .ward }
    }
    let effects = TenderFilterEffect.effects(of: participation, halves: halves, on: register)
    let (all, lots) = FilterSummary.summaries(of: effects) { effect in
      let notice = register.tenders[effect.tender].notice
      return Lot(trade: notice.trade, grade: notice.grade)
    }
    return Setting(
      condition: condition, qualified: qualified, all: all, lots: lots,
      shares: shares(participation, register, halves), isInRecord: isInRecord)
  }

  private static func shares(
    _ participation: Participation, _ register: TenderRegister, _ halves: CityHalves
  ) -> [ExpectedShares.Row: Double] {
    var shares: [ExpectedShares.Row: Double] = [:]
    for tender in register.tenders {
      let ranking = BidRanking(tender) { participation.admits(register.firms[$0], to: tender.notice, halves: halves) }
      guard let tied = ranking.tiers.first else { continue }
      for bid in tied.map({ tender.bids[$0] }) {
        let row = ExpectedShares.Row(register.firms[bid.firm])
        shares[row, default: 0] += Double(bid.amount?.value ?? 0) / Double(tied.count)
      }
    }
    return shares
  }

  private static func loads(_ register: TenderRegister, _ options: Options) -> [Load] {
    let solver = SharedSolver(register, under: options.policies, threads: options.threads)
    let firmsWithEngineers = register.firms.count { $0.engineers != nil }
    return zip(options.policies, solver.results).map { policy, result in
      var load = Load(
        policy: policy, severalAtOnce: 0, expectedExcess: nil, firmsWithEngineers: firmsWithEngineers, worst: [])
      switch result {
      case .failure(let refusal): load.refusal = refusal
      case .success(let outcome):
        let workloads = Workload.workloads(of: outcome, in: register)
        load.severalAtOnce = workloads.reduce(0) { $0 + $1.severalAtOnce }
        guard firmsWithEngineers > 0 else { return load }
        load.expectedExcess = workloads.reduce(0) { $0 + ($1.expectedExcess ?? 0) }
        let lacking = workloads.filter { $0.beyondEngineers ?? 0 > 1e-12 }
        load.worst = Array(
          lacking.sorted { a, b in
            let (x, y) = (a.beyondEngineers ?? 0, b.beyondEngineers ?? 0)
            return x != y ? x > y : (a.block, a.firm) < (b.block, b.firm)
          }.prefix(10))
      }
      return load
    }
  }
}
