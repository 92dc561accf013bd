import Procurement

/// The valid bids of a tender in tiers, best first; bids of one tier tie (同額入札, 同評価値).
///
/// Without scores the lowest price is best; in a scored tender the highest points / price (総合評価 除算方式),
/// compared as exact rationals.
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
    let isScored = tender.notice.isScored
    func isBetter(_ a: TenderBid, _ b: TenderBid) -> Bool {
      isScored ? Self.hasHigherValue(a, b) : Self.hasLowerPrice(a, b)
    }
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

  private static func hasLowerPrice(_ a: TenderBid, _ b: TenderBid) -> Bool {
    (a.amount?.value ?? .max) < (b.amount?.value ?? .max)
  }

  /// Whether points_a / price_a > points_b / price_b, by cross products.
  private static func hasHigherValue(_ a: TenderBid, _ b: TenderBid) -> Bool {
    guard let p = a.technicalPoints, let q = b.technicalPoints, let x = a.amount, let y = b.amount else {
      return false
    }
    let decimals = max(p.decimals, q.decimals)
    let (left, right) = (product(p, to: decimals, times: y), product(q, to: decimals, times: x))
    return (left.high, left.low) > (right.high, right.low)
  }

  /// Points in units of 10^−`decimals` times a price; both are at least 0 in a valid bid, and 18 decimals of
  /// points times any price fit into 256 bits.
  private static func product(
    _ points: FixedPoint, to decimals: Int, times price: Yen
  ) -> (high: UInt128, low: UInt128) {
    let scaled =
      UInt128(points.units.magnitude) * UInt128(FixedPoint.powerOfTen(decimals - points.decimals).magnitude)
    return scaled.multipliedFullWidth(by: UInt128(price.value.magnitude))
  }
}
