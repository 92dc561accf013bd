import Procurement

/// Who has bid for the tender whose bids are being put together.
///
/// Bids for a tender mostly stand together: then a mark for each firm suffices. A tender that comes back gets a set.
struct TenderBidders: Sendable {
  /// The tender for which each firm bid last, among those that had not come back.
  private var lastTender: [Int] = []
  private var tender = -1
  private var hasComeBack = false
  private var sets: [Int: Set<Int>] = [:]

  /// Goes on with a tender that is new.
  mutating func open(_ tender: Int) { (self.tender, hasComeBack) = (tender, false) }

  /// Goes on with a tender that was met before and has these bids.
  mutating func reopen(_ tender: Int, _ bids: [TenderBid]) {
    guard tender != self.tender else { return }
    (self.tender, hasComeBack) = (tender, true)
    if sets[tender] == nil { sets[tender] = Set(bids.map(\.firm)) }
  }

  /// Notes a firm; false where it has bid for the tender already.
  ///
  /// - Complexity: amortised O(1).
  mutating func insert(_ firm: Int) -> Bool {
    if hasComeBack { return sets[tender, default: []].insert(firm).inserted }
    if firm >= lastTender.count {
      lastTender += repeatElement(-1, count: max(firm + 1, 2 * lastTender.count) - lastTender.count)
    }
    guard lastTender[firm] != tender else { return false }
    lastTender[firm] = tender
    return true
  }
}
