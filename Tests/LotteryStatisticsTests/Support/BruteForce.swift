import LotteryStatistics
import Procurement

/// The outcome of a group by going through every path of draws, in exact rationals.
///
/// Probabilities are integers in units of 420^−6: every chance of a draw among up to 7 firms is a multiple of
/// 1/420, so up to 6 tenders divide exactly and nothing is rounded. Written from the words of the rules alone,
/// with sets of firms, and sharing nothing with the solver.
struct BruteForce {
  static let unit: Int128 = 420 * 420 * 420 * 420 * 420 * 420

  let tenders: [Tender]
  let firms: [Firm]
  let policy: LotteryPolicy
  /// By tender in the register, then firm.
  private(set) var wins: [[Int128]]
  private(set) var noAward: [Int128]
  /// By firm, then number of wins.
  private(set) var distribution: [[Int128]]
  /// Expected squared amount won, in yen² units.
  private(set) var squaredAmount: [Int128]

  init(_ register: TenderRegister, _ policy: LotteryPolicy, order: [Int]) {
    tenders = register.tenders
    firms = register.firms
    self.policy = policy
    wins = [[Int128]](repeating: [Int128](repeating: 0, count: firms.count), count: tenders.count)
    noAward = [Int128](repeating: 0, count: tenders.count)
    distribution = [[Int128]](
      repeating: [Int128](repeating: 0, count: tenders.count + 1), count: firms.count)
    squaredAmount = [Int128](repeating: 0, count: firms.count)
    follow(order[...], counted: [:], won: [:], amount: [:], weight: Self.unit)
  }

  /// Whoever opens next, given everything that has happened.
  private mutating func follow(
    _ rest: ArraySlice<Int>, counted: [Int: Int], won: [Int: Int], amount: [Int: Int64], weight: Int128
  ) {
    guard let tender = rest.first else {
      for firm in firms.indices {
        distribution[firm][won[firm] ?? 0] += weight
        squaredAmount[firm] += weight * Int128(amount[firm] ?? 0) * Int128(amount[firm] ?? 0)
      }
      return
    }
    let (chances, counts) = award(tender, counted: counted)
    if chances.isEmpty {
      noAward[tender] += weight
      return follow(rest.dropFirst(), counted: counted, won: won, amount: amount, weight: weight)
    }
    for (firm, chance) in chances {
      let (share, remainder) = (weight * Int128(chance.0)).quotientAndRemainder(dividingBy: Int128(chance.1))
      precondition(remainder == 0, "the unit divides")
      wins[tender][firm] += share
      var (counted, won, amount) = (counted, won, amount)
      won[firm, default: 0] += 1
      amount[firm, default: 0] += tenders[tender].bids.first { $0.firm == firm }?.amount?.value ?? 0
      if counts { counted[firm, default: 0] += 1 }
      follow(rest.dropFirst(), counted: counted, won: won, amount: amount, weight: share)
    }
  }

  /// The chance of each firm as (numerator, denominator), and whether the win counts.
  private func award(_ tender: Int, counted: [Int: Int]) -> ([Int: (Int, Int)], Bool) {
    let bids = tenders[tender].bids
    let applies =
      policy.cap != nil && (policy.coverage.trades?.contains(tenders[tender].notice.trade ?? "") ?? true)
    let isOut: (Int) -> Bool = { applies && (counted[$0] ?? 0) >= (policy.cap ?? .max) }
    let prices = Set(bids.compactMap { $0.amount?.value }).sorted()
    for price in prices {
      let tied = bids.filter { $0.amount?.value == price }.map(\.firm)
      let left = tied.filter { !isOut($0) }
      if tied.count == 1 {
        if left.isEmpty && policy.outrightWin == .void { continue }
        return ([tied[0]: (1, 1)], applies && policy.counted == .any)
      }
      if left.isEmpty {
        if policy.nobodyRemaining == .nextLowest { continue }
        if policy.nobodyRemaining == .noAward { return ([:], false) }
        return (draw(tied, tender), applies)
      }
      if left.count == 1 {
        if policy.soleRemaining == .waived { return (draw(tied, tender), applies) }
        let counts = policy.counted == .any || policy.soleRemaining == .lotteryWin
        return ([left[0]: (1, 1)], applies && counts)
      }
      if policy.drawForm == .pass {
        var chances: [Int: (Int, Int)] = [:]
        for start in tied.indices {
          var place = start
          while !left.contains(tied[place]) { place = (place + 1) % tied.count }
          chances[tied[place]] = ((chances[tied[place]]?.0 ?? 0) + 1, tied.count)
        }
        return (chances, applies)
      }
      return (draw(left, tender), applies)
    }
    guard let lowest = prices.first, policy.noBidRemaining == .waived else { return ([:], false) }
    let tied = bids.filter { $0.amount?.value == lowest }.map(\.firm)
    return (draw(tied, tender), applies && (policy.counted == .any || tied.count > 1))
  }

  /// Equal chances, of the nearest where the policy says so.
  private func draw(_ among: [Int], _ tender: Int) -> [Int: (Int, Int)] {
    var among = among
    if policy.drawsNearestFirst {
      let halves = policy.halves.halfOfWard
      let site = tenders[tender].notice.siteWard
      func distance(_ firm: Int) -> Int {
        guard let site, let ward = firms[firm].ward else { return 2 }
        if site == ward { return 0 }
        guard let half = halves[site] else { return 2 }
        return half == halves[ward] ? 1 : 2
      }
      let nearest = among.map(distance).min() ?? 0
      among = among.filter { distance($0) == nearest }
    }
    return Dictionary(uniqueKeysWithValues: among.map { ($0, (1, among.count)) })
  }
}
