import Procurement

/// Turns among the same bidders, and who of two that nearly tie won the tender before.
///
/// A set of bidders that meets again and again, and of which nobody wins twice running, may take turns (rotation). At near ties who wins is
/// chance under competition, so that the winner and the loser are about equally often the incumbent, the firm that won the last tender of
/// the same office, trade and grade (Kawai, Nakabayashi, Ortner and Chassang, *Review of Economic Studies* 90, 2023).
public struct Turns: Sendable, Hashable {
  /// Tenders whose bidders, two to ten of them, all bid for an earlier tender together and for no other between, both with a known winner.
  public private(set) var again = 0
  /// Those that the same firm won as the one before.
  public private(set) var sameWinner = 0
  /// How many would be expected had each bidder the same chance.
  public private(set) var expected = 0.0
  /// The chances of each, for the probability.
  private var chances: [Double] = []
  /// Near ties (within 0.5 % of the ceiling) of which the winner, and of which the loser is the incumbent.
  public private(set) var winnerIncumbent = 0, loserIncumbent = 0

  init() {}

  /// An office, a trade and a grade: where somebody is the incumbent.
  private struct Place: Hashable {
    var office: String?, trade: String?, grade: String?
  }

  /// The turns of tenders with their winners, in the order of their opening; those of one day do not follow each other.
  init(_ tenders: [Tender], _ winners: [Int?]) {
    let dated = zip(tenders, winners).enumerated().compactMap { place, pair in
      pair.0.notice.openingDate.map { (day: $0.daysSince1970, place: place, tender: pair.0, winner: pair.1) }
    }.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
    var last: [Set<Int>: (day: Int, winner: Int)] = [:]
    var incumbents: [Place: (day: Int, winner: Int)] = [:]
    var start = 0
    while start < dated.count {
      var end = start
      while end < dated.count, dated[end].day == dated[start].day { end += 1 }
      for item in dated[start..<end] { add(item.tender, item.winner, last, incumbents) }
      for item in dated[start..<end] {
        guard let winner = item.winner else { continue }
        last[Self.bidders(of: item.tender)] = (item.day, winner)
        incumbents[Self.place(of: item.tender)] = (item.day, winner)
      }
      start = end
    }
  }

  private static func bidders(of tender: Tender) -> Set<Int> {
    Set(tender.bids.filter { [.valid, .invalid, .disqualified].contains($0.status) }.map(\.firm))
  }

  private static func place(of tender: Tender) -> Place {
    Place(office: tender.notice.office, trade: tender.notice.trade, grade: tender.notice.grade)
  }

  private mutating func add(
    _ tender: Tender, _ winner: Int?, _ last: [Set<Int>: (day: Int, winner: Int)],
    _ incumbents: [Place: (day: Int, winner: Int)]
  ) {
    guard let winner else { return }
    let bidders = Self.bidders(of: tender)
    if (2...10).contains(bidders.count), let before = last[bidders] {
      again += 1
      if before.winner == winner { sameWinner += 1 }
      chances.append(1 / Double(bidders.count))
      expected += 1 / Double(bidders.count)
    }
    let prices = BidScreens.prices(of: tender)
    guard prices.count > 1, let ceiling = tender.notice.ceiling?.value, winner == prices[0].firm,
      case let gap = prices[1].price - prices[0].price, gap > 0, Int128(gap) * 200 < Int128(ceiling),
      tender.notice.office != nil || tender.notice.trade != nil,
      let incumbent = incumbents[Self.place(of: tender)]?.winner
    else { return }
    if incumbent == prices[0].firm { winnerIncumbent += 1 }
    if incumbent == prices[1].firm { loserIncumbent += 1 }
  }

  /// How likely it is under equal chances that nobody wins twice running more often than was seen; nil where there are too few.
  ///
  /// - Complexity: O(tenders²).
  public var rotationProbability: Double? {
    guard again >= BidScreens.least, again <= 20_000 else { return nil }
    // The distribution of a sum of unequal chances, as far as the number seen.
    var distribution = [Double](repeating: 0, count: sameWinner + 1)
    distribution[0] = 1
    for chance in chances {
      for count in stride(from: sameWinner, through: 0, by: -1) {
        distribution[count] = distribution[count] * (1 - chance) + (count > 0 ? distribution[count - 1] * chance : 0)
      }
    }
    return min(1, distribution.reduce(0, +))
  }

  /// How likely it is under chance that winners and losers of near ties differ so much in being the incumbent; nil where there are too few.
  public var incumbencyProbability: Double? {
    winnerIncumbent + loserIncumbent >= BidScreens.least
      ? BidScreens.coinProbability(winnerIncumbent, of: winnerIncumbent + loserIncumbent) : nil
  }
}
