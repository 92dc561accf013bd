import LotteryStatistics
import Procurement

/// Measures outcomes of rules on one register: what is looked up of tenders and firms is looked up once.
struct OutcomeMeter: Sendable {
  /// Values by aim; an aim that is not known for an outcome is absent.
  typealias Values = [Aim: Double]

  private let register: TenderRegister
  /// The lowest valid bid of each priced tender, −1 where points decide or nobody bid.
  private let lowest: [Int64]
  /// The number of each tender's opening day, −1 without one.
  private let dayOfTender: [Int]
  private let dayCount: Int
  /// The firms with a valid bid.
  private let bidders: [Int]
  private let chanceWins: [Double]
  private let knowsWards: Bool
  private let knowsHalves: Bool
  private let knowsSizes: Bool
  private let halves: CityHalves

  /// A meter beside independent draws of the record.
  ///
  /// - Parameter chance: the outcome of `independent`.
  init(_ register: TenderRegister, chance: LotteryOutcome, halves: CityHalves) {
    self.register = register
    self.halves = halves
    lowest = register.tenders.map { tender in
      guard !tender.notice.isScored, let first = BidRanking(tender).tiers.first?.first else { return -1 }
      return tender.bids[first].amount?.value ?? -1
    }
    var days: [CivilDate: Int] = [:]
    dayOfTender = register.tenders.map { tender in
      guard let date = tender.notice.openingDate else { return -1 }
      if let day = days[date] { return day }
      days[date] = days.count
      return days.count - 1
    }
    dayCount = days.count
    var wins = [Double](repeating: 0, count: register.firms.count)
    var bids = [Bool](repeating: false, count: register.firms.count)
    for firm in chance.blocks.flatMap(\.firms) {
      wins[firm.firm] += firm.expectedWins
      bids[firm.firm] = true
    }
    chanceWins = wins
    bidders = bids.indices.filter { bids[$0] }
    knowsWards = register.firms.contains { $0.ward != nil } && register.tenders.contains { $0.notice.siteWard != nil }
    knowsHalves = knowsWards && !halves.halfOfWard.isEmpty
    knowsSizes = register.firms.contains { $0.locality != nil }
  }

  /// Sums over the firms of an outcome.
  private struct FirmSums {
    var wins: [Double]
    var amounts: [Double]
    /// The probability of no win, and the expected square of the wins.
    var none: [Double]
    var squares: [Double]
    var isPresent: [Bool]

    init(count: Int) {
      wins = [Double](repeating: 0, count: count)
      (amounts, squares) = (wins, wins)
      none = [Double](repeating: 1, count: count)
      isPresent = [Bool](repeating: false, count: count)
    }

    mutating func add(_ part: FirmOutcome, times: Int) {
      let firm = part.firm
      isPresent[firm] = true
      for _ in 0..<times {
        squares[firm] += part.expectedSquaredWins + 2 * wins[firm] * part.expectedWins
        wins[firm] += part.expectedWins
        amounts[firm] += part.expectedAmount
        none[firm] *= 1 - part.winAtLeastOne
      }
    }
  }

  /// Sums over the tenders of an outcome.
  private struct TenderSums {
    var tenders = 0
    var contested = 0
    var awards = 0.0
    var noAward = 0.0
    var amount = 0.0
    var aboveLowest = 0.0
    var inWard = 0.0
    var inHalf = 0.0
    var sited = 0.0
    var localSME = 0.0
    var isCertain = true
    var knowsDraws = true
    var draws: [Double]
  }

  /// The expected wins of every firm of the register.
  func wins(of outcome: LotteryOutcome) -> [Double] {
    var wins = [Double](repeating: 0, count: register.firms.count)
    for block in outcome.blocks { for firm in block.firms { wins[firm.firm] += firm.expectedWins } }
    return wins
  }

  /// The values of an outcome.
  ///
  /// - Parameter times: how often each block counts, for samples of groups; nil counts each once.
  /// - Complexity: O(bids).
  func values(of outcome: LotteryOutcome, times: ((BlockOutcome) -> Int)? = nil) -> Values {
    var firms = FirmSums(count: register.firms.count)
    var tenders = TenderSums(draws: [Double](repeating: 0, count: dayCount + 1))
    for block in outcome.blocks {
      let count = times?(block) ?? 1
      guard count > 0 else { continue }
      for part in block.firms { firms.add(part, times: count) }
      for tender in block.tenders { add(tender, times: count, to: &tenders) }
    }
    return values(firms, tenders, isSample: times != nil)
  }

  private func add(_ tender: TenderOutcome, times: Int, to sums: inout TenderSums) {
    let (count, notice) = (Double(times), register.tenders[tender.tender].notice)
    let low = lowest[tender.tender]
    var awarded = 0.0
    for chance in tender.chances {
      let (probability, firm) = (count * chance.probability, register.firms[chance.firm])
      awarded += probability
      sums.amount += probability * Double(chance.price)
      if low >= 0, chance.price > low { sums.aboveLowest += probability }
      if knowsSizes, ExpectedShares.Row(firm) == .localSME { sums.localSME += probability * Double(chance.price) }
      guard let site = notice.siteWard else { continue }
      sums.sited += probability
      guard let ward = firm.ward else { continue }
      if ward == site { sums.inWard += probability }
      if knowsHalves, halves.areInSameHalf(ward, site) { sums.inHalf += probability }
    }
    sums.tenders += times
    sums.awards += awarded
    sums.noAward += count * tender.noAward
    if !tender.chances.isEmpty { sums.contested += times }
    if tender.noAward > 0, !tender.chances.isEmpty { sums.isCertain = false }
    if let drawn = tender.drawn {
      sums.draws[dayOfTender[tender.tender] + 1] += count * drawn
    } else {
      sums.knowsDraws = false
    }
  }

  private func values(_ firms: FirmSums, _ tenders: TenderSums, isSample: Bool) -> Values {
    var values: Values = [
      .awards: tenders.tenders > 0 ? tenders.awards / Double(tenders.tenders) : 0, .noAward: tenders.noAward,
      .amount: tenders.amount, .aboveLowest: tenders.aboveLowest,
    ]
    // Who may no longer bid has won nothing: the firms are those of the record.
    let counted = isSample ? bidders.filter { firms.isPresent[$0] } : bidders
    let wins = counted.map { firms.wins[$0] }
    values[.firmsWithWin] = counted.reduce(0) { $0 + 1 - firms.none[$1] } / Double(max(1, counted.count))
    values[.mostWins] = wins.max() ?? 0
    values[.gini] = Inequality(wins)[.gini]
    values[.giniAmount] = Inequality(counted.map { firms.amounts[$0] })[.gini]
    if tenders.isCertain, tenders.contested > 0 {
      let total = Double(tenders.contested)
      values[.hhi] = counted.reduce(0) { $0 + firms.squares[$1] } / (total * total)
    }
    if knowsWards, tenders.sited > 0 { values[.ward] = tenders.inWard / tenders.sited }
    if knowsHalves, tenders.sited > 0 { values[.half] = tenders.inHalf / tenders.sited }
    if knowsSizes, tenders.amount > 0 { values[.localSME] = tenders.localSME / tenders.amount }
    if tenders.knowsDraws {
      values[.draws] = tenders.draws.reduce(0, +)
      values[.busiestDay] = tenders.draws.dropFirst().max() ?? 0
    }
    guard !isSample else { return values }
    let losses = bidders.map { chanceWins[$0] - firms.wins[$0] }
    values[.losers] = Double(losses.count { $0 > 1e-9 })
    values[.largestLoss] = max(0, losses.max() ?? 0)
    return values
  }
}
