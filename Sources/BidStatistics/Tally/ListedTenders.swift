import Procurement

/// Tenders of a list of their own (`--tenders`): those for which nobody bid stand in no file of bids.
///
/// Of a tender that has bids the list fills in what the bids do not say, and what became of it.
public struct ListedTenders: Sendable {
  private var notices: [String: TenderNotice] = [:]
  private var order: [String] = []

  /// No list.
  public init() {}

  /// Whether the list names no tender.
  public var isEmpty: Bool { notices.isEmpty }

  /// Adds the rows of a batch; of several rows of a tender the last one counts.
  public mutating func add(_ batch: BidBatch) {
    for row in 0..<batch.count {
      let notice = batch.notice(of: row)
      if notices.updateValue(notice, forKey: notice.identifier) == nil { order.append(notice.identifier) }
    }
  }

  /// The notice with what the list says more, which is then no longer listed.
  mutating func completing(_ notice: TenderNotice) -> TenderNotice {
    guard let listed = notices.removeValue(forKey: notice.identifier) else { return notice }
    var result = notice
    result.outcome = listed.outcome ?? notice.outcome
    result.openingDate = notice.openingDate ?? listed.openingDate
    result.trade = notice.trade ?? listed.trade
    result.grade = notice.grade ?? listed.grade
    result.office = notice.office ?? listed.office
    result.method = notice.method ?? listed.method
    result.category = notice.category ?? listed.category
    result.siteWard = notice.siteWard ?? listed.siteWard
    result.ceiling = notice.ceiling ?? listed.ceiling
    result.floor = notice.floor ?? listed.floor
    result.surveyThreshold = notice.surveyThreshold ?? listed.surveyThreshold
    return result
  }

  /// The places in the list of those tenders that have bids.
  package var met: [Int] { order.indices.filter { notices[order[$0]] == nil } }

  /// Takes tenders off the list whose bids were counted elsewhere; false where there is no such place.
  package mutating func remove(_ places: [Int]) -> Bool {
    for place in places {
      guard order.indices.contains(place) else { return false }
      notices.removeValue(forKey: order[place])
    }
    return true
  }

  /// The tenders that are left: nobody bid for them.
  func remaining() -> [Tender] { order.compactMap { notices[$0] }.map { Tender(notice: $0, bids: []) } }
}
