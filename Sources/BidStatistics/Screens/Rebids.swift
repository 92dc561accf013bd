import Procurement

/// Whether who was lowest in the first round stays so when all bids were above the ceiling and the tender is bid for again.
///
/// Bidders learn nothing but the lowest price of the first round. Where the two lowest were close to each other, the second has as good a
/// chance to be lower in the next round; under an arrangement the order stays (Kawai and Nakabayashi, *Journal of Political Economy* 130,
/// 2022: 96 to 97 % of tenders).
public struct Rebids: Sendable, Hashable {
  /// Tenders in which both of the two lowest of the first round have a price in the last one.
  public private(set) var tenders = 0
  /// Those in which the lowest of the first round is the lowest of the last.
  public private(set) var staysLowest = 0
  /// Those in which the two lowest of the first round lay within 1 % of the ceiling, or of the lowest price where there is none.
  public private(set) var close = 0
  /// Of these, those in which the first stays below the second.
  public private(set) var closeStays = 0

  init() {}

  /// Adds a tender, of which rounds are known.
  mutating func add(_ tender: Tender) {
    guard !tender.rounds.isEmpty, let last = tender.rounds.map(\.number).max(), last > 1 else { return }
    var rows: [(firm: Int, first: Int64, last: Int64?)] = []
    for (bid, round) in zip(tender.bids, tender.rounds) {
      // Who has one price alone had it in the first round.
      guard let first = round.firstPrice ?? (round.number == 1 ? bid.amount?.value : nil), first > 0 else { continue }
      rows.append((bid.firm, first, round.number == last && bid.status == .valid ? bid.amount?.value : nil))
    }
    rows.sort { ($0.first, $0.firm) < ($1.first, $1.firm) }
    guard rows.count > 1, rows[0].first < rows[1].first, let mine = rows[0].last, let other = rows[1].last else {
      return
    }
    tenders += 1
    if rows.dropFirst().allSatisfy({ $0.last.map { mine < $0 } ?? true }) { staysLowest += 1 }
    let whole = tender.notice.ceiling?.value ?? rows[0].first
    guard whole > 0, Int128(rows[1].first - rows[0].first) * 100 < Int128(whole), mine != other else { return }
    close += 1
    if mine < other { closeStays += 1 }
  }

  /// How likely it is under chance that the order of close ones stays as often, or as seldom; nil where there are too few.
  public var probability: Double? {
    close >= BidScreens.least ? BidScreens.coinProbability(closeStays, of: close) : nil
  }
}
