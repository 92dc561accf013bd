import Procurement

/// The valid bids of a tender in tiers, best first; bids of one tier tie (同額入札, 同評価値).
///
/// Without scores the lowest price is best; in a scored tender (総合評価) the highest points / price (除算方式), or, where the notice
/// gives the points P of the price, the highest P·(1 − price / ceiling) + points (加算方式). Values are compared as exact
/// rationals, so that what ties is what is equal and not what is printed alike.
public struct BidRanking: Sendable, Hashable {
  /// Positions in the tender's bids, tier by tier, within a tier in the order of the record.
  public let tiers: [[Int]]

  /// The ranking of the valid bids whose bidder is admitted.
  ///
  /// - Complexity: O(n log n) for n bids.
  public init(_ tender: Tender, admitting isAdmitted: (_ firm: Int) -> Bool = { _ in true }) {
    let valid = tender.bids.indices.filter {
      tender.isValid(tender.bids[$0]) && isAdmitted(tender.bids[$0].firm)
    }
    let rule = Evaluation(tender.notice)
    func isBetter(_ a: TenderBid, _ b: TenderBid) -> Bool { rule.isBetter(a, b) }
    // The record's order breaks ties, so that a tier lists its bids as they stand.
    let ordered = valid.sorted { (i: Int, j: Int) -> Bool in
      if isBetter(tender.bids[i], tender.bids[j]) { return true }
      return !isBetter(tender.bids[j], tender.bids[i]) && i < j
    }
    var tiers: [[Int]] = []
    for bid in ordered {
      if let last = tiers.last?.last, !isBetter(tender.bids[last], tender.bids[bid]) {
        tiers[tiers.count - 1].append(bid)
      } else {
        tiers.append([bid])
      }
    }
    self.tiers = tiers
  }

  /// Whether a lottery decides the tender when no rule excludes anyone.
  public var isTied: Bool { (tiers.first?.count ?? 0) > 1 }
}
