import LotteryStatistics
import Procurement

extension EntryEstimate {
  /// The tenders of a register in which a win costs no later chance: those that stand alone in their group, by price, with a bid.
  ///
  /// Potential entrants are the firms that the roster has of the tender's grade, where one lists firms that never bid, else the firms that bid
  /// for some tender of its trade and grade; the latter are too few, and the ratio then too large.
  public static func observations(of register: TenderRegister) -> [Observation] {
    struct Lot: Hashable {
      var trade: String?
      var grade: String?
    }
    var seen: [Lot: Set<Int>] = [:]
    for tender in register.tenders {
      let lot = Lot(trade: tender.notice.trade, grade: tender.notice.grade)
      seen[lot, default: []].formUnion(tender.bids.map(\.firm))
    }
    return register.groups.compactMap { group -> Observation? in
      guard group.tenders.count == 1, let position = group.tenders.first else { return nil }
      let tender = register.tenders[position]
      guard !tender.notice.isScored, let first = BidRanking(tender).tiers.first?.first,
        let price = tender.bids[first].amount?.value
      else { return nil }
      let lot = Lot(trade: tender.notice.trade, grade: tender.notice.grade)
      let entrants = Set(tender.bids.filter { $0.status == .valid }.map(\.firm)).count
      return Observation(price: Double(price), potential: seen[lot]?.count ?? 0, entrants: entrants)
    }
  }
}
