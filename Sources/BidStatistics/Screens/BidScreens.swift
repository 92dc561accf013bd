import LotteryStatistics
import Procurement
import ShareStatistics

/// Patterns of bids that have been found in cartels; none of them is a proof, and each has innocent causes.
///
/// Tenders are those that count under the plan and are decided by price alone. Where fewer than `least` tenders, pairs or firms are there, a
/// screen says nothing. Sources and false alarms stand in `docs/methods/bidding-statistics.md`.
public struct BidScreens: Sendable {
  /// The spread of prices in some tenders with three valid prices or more.
  public struct Variation: Sendable, Hashable {
    /// How many tenders.
    public var tenders = 0
    /// The means over tenders of the coefficient of variation and of the skewness.
    public var variation = 0.0, skewness = 0.0
  }

  /// Prices of a trade, with and without a floor.
  public struct TradeVariation: Sendable {
    /// The trade; empty for all.
    public var trade: String
    /// Tenders with a floor price, and without.
    public var withFloor, withoutFloor: Variation
  }

  /// Fewer than this are too few.
  public static let least = 20
  /// A firm with so many bids is expected to win now and then.
  public static let manyBids = 10

  /// The spread of prices: all trades together, then each that has enough tenders with a floor and without.
  public private(set) var variations: [TradeVariation] = []
  /// Tenders with two valid prices or more, and those of them with equal ones, by where these are.
  public private(set) var compared = 0, equal = [EqualPrices: Int]()
  /// Who stays lowest when a tender is bid for again.
  public private(set) var rebids = Rebids()
  /// Who wins in turn, and who was there before.
  public private(set) var turns = Turns()
  /// Tenders of which the second price lies less than 0.1 % of the ceiling above the lowest, and less than 0.2 %.
  public private(set) var near = 0, twiceAsNear = 0
  /// Near ties: the second price lies less than 0.5 % of the ceiling above the lowest, and both firms are known.
  public private(set) var nearTies = 0
  /// Of these, those in which the winner alone, and the loser alone, won another tender within 90 days before.
  public private(set) var winnerWonBefore = 0, loserWonBefore = 0
  /// Firms with ten bids or more, those of them without a win, and how many would be expected had each bidder the same chance.
  public private(set) var frequentBidders = 0, frequentLosers = 0, expectedLosers = 0.0

  /// The screens of tenders whose bids name firms by their number.
  ///
  /// - Complexity: O(bids log bids).
  public init(_ tenders: [Tender], _ plan: IndicatorPlan) {
    let counted = tenders.filter { tender in
      let notice = tender.notice
      return plan.methods.contains(plan.method(of: notice)) && !notice.isScored && notice.pricePoints == nil
        && notice.outcome != .cancelled && notice.listed == nil
    }
    addVariations(counted)
    // Who won when, for what was won before a near tie.
    let winners = counted.map(Self.winner)
    var wins: [Int: [Int]] = [:]
    for (tender, winner) in zip(counted, winners) {
      guard let winner, let day = tender.notice.openingDate?.daysSince1970 else { continue }
      wins[winner, default: []].append(day)
    }
    for (tender, winner) in zip(counted, winners) { addPrices(tender, winner, wins) }
    addLosers(counted, winners)
    for tender in counted { rebids.add(tender) }
    turns = Turns(counted, winners)
  }

  /// The prices of valid bids with their firms, the lowest first.
  static func prices(of tender: Tender) -> [(price: Int64, firm: Int)] {
    tender.bids.compactMap { bid in
      guard bid.status == .valid, let amount = bid.amount?.value, amount > 0 else { return nil }
      return (amount, bid.firm)
    }.sorted { ($0.price, $0.firm) < ($1.price, $1.firm) }
  }

  /// The recorded winner, or else the only lowest valid bid.
  private static func winner(of tender: Tender) -> Int? {
    if let recorded = tender.bids.first(where: { $0.isWinner == true }) { return recorded.firm }
    guard tender.bids.allSatisfy({ $0.isWinner == nil }) else { return nil }
    let valid = tender.bids.filter { tender.isValid($0) && $0.amount != nil }
    guard let low = valid.compactMap(\.amount).min() else { return nil }
    let best = valid.filter { $0.amount == low }
    return best.count == 1 ? best[0].firm : nil
  }

  // MARK: Prices

  private mutating func addVariations(_ tenders: [Tender]) {
    var sums: [String: [Bool: Variation]] = [:]
    for tender in tenders {
      let prices = Self.prices(of: tender).map { Double($0.price) }
      guard prices.count > 2 else { continue }
      let count = Double(prices.count)
      let mean = prices.reduce(0, +) / count
      let squares = prices.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / (count - 1)).squareRoot()
      let cubes = prices.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) }
      let skewness =
        deviation > 0 ? count / ((count - 1) * (count - 2)) * cubes / (deviation * deviation * deviation) : 0
      for trade in Set(["", tender.notice.trade ?? ""]) {
        var own = sums[trade, default: [:]][tender.notice.floor != nil] ?? Variation()
        own.tenders += 1
        own.variation += deviation / mean
        own.skewness += skewness
        sums[trade, default: [:]][tender.notice.floor != nil] = own
      }
    }
    func means(_ sum: Variation?) -> Variation {
      guard var own = sum, own.tenders > 0 else { return Variation() }
      own.variation /= Double(own.tenders)
      own.skewness /= Double(own.tenders)
      return own
    }
    variations = sums.map { trade, own in
      TradeVariation(trade: trade, withFloor: means(own[true]), withoutFloor: means(own[false]))
    }.filter { $0.trade.isEmpty || min($0.withFloor.tenders, $0.withoutFloor.tenders) >= Self.least }
      .sorted { $0.trade < $1.trade }
  }

  private mutating func addPrices(_ tender: Tender, _ winner: Int?, _ wins: [Int: [Int]]) {
    let prices = Self.prices(of: tender)
    guard prices.count > 1 else { return }
    compared += 1
    if let place = EqualPrices(prices.map(\.price), tender.notice) { equal[place, default: 0] += 1 }
    guard let ceiling = tender.notice.ceiling?.value, ceiling > 0, case let gap = prices[1].price - prices[0].price,
      gap > 0
    else { return }
    if Int128(gap) * 1_000 < Int128(ceiling) { near += 1 }
    if Int128(gap) * 500 < Int128(ceiling) { twiceAsNear += 1 }
    guard Int128(gap) * 200 < Int128(ceiling), let day = tender.notice.openingDate?.daysSince1970,
      winner == prices[0].firm
    else { return }
    nearTies += 1
    func wonBefore(_ firm: Int) -> Bool { (wins[firm] ?? []).contains { (day - 90..<day).contains($0) } }
    let (first, second) = (wonBefore(prices[0].firm), wonBefore(prices[1].firm))
    if first, !second { winnerWonBefore += 1 }
    if second, !first { loserWonBefore += 1 }
  }

  // MARK: Firms

  private mutating func addLosers(_ tenders: [Tender], _ winners: [Int?]) {
    var bids: [Int: (count: Int, wins: Int, chanceOfNone: Double)] = [:]
    for (tender, winner) in zip(tenders, winners) {
      let bidders = tender.bids.filter { [.valid, .invalid, .disqualified].contains($0.status) }
      guard let winner, !bidders.isEmpty else { continue }
      for bid in bidders {
        var own = bids[bid.firm] ?? (0, 0, 1)
        own.count += 1
        if bid.firm == winner { own.wins += 1 }
        own.chanceOfNone *= 1 - 1 / Double(bidders.count)
        bids[bid.firm] = own
      }
    }
    // In a fixed order, so that the sum has the same bits.
    for (_, own) in bids.sorted(by: { $0.key < $1.key }) where own.count >= Self.manyBids {
      frequentBidders += 1
      if own.wins == 0 { frequentLosers += 1 }
      expectedLosers += own.chanceOfNone
    }
  }

  // MARK: Chance

  /// The probability that of so many fair coins so few, or as far on the other side, show heads.
  ///
  /// - Complexity: O(√count).
  public static func coinProbability(_ heads: Int, of count: Int) -> Double {
    guard count > 0 else { return 1 }
    return min(1, 2 * BinomialTail(trials: count, chance: 0.5).atMost(min(heads, count - heads)))
  }

  /// How likely it is under chance that the gap just behind the lowest price is as empty, or as full; nil where there are too few.
  public var gapProbability: Double? {
    twiceAsNear >= Self.least ? Self.coinProbability(near, of: twiceAsNear) : nil
  }

  /// How likely it is under chance that winners and losers of near ties differ so much in what they won before; nil where there are too
  /// few.
  public var rotationProbability: Double? {
    winnerWonBefore + loserWonBefore >= Self.least
      ? Self.coinProbability(winnerWonBefore, of: winnerWonBefore + loserWonBefore) : nil
  }
}
