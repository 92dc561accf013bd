import LotteryStatistics
import Procurement

/// Puts together tenders whose rows stand apart, in memory, and then counts them.
public struct TenderGathering {
  private var sums: IndicatorSums
  /// Which tenders count.
  package var plan: IndicatorPlan { sums.plan }
  /// The listed tenders that have not been met.
  package private(set) var listed: ListedTenders
  /// The tenders with their bids.
  public private(set) var tenders: [Tender] = []
  private var index: [String: Int] = [:]
  /// The bid of each firm for each tender that has been met.
  private var bids: [[Int: Int]] = []
  private let repeated: TenderAssembly.RepeatedBid
  /// How many further rows of a firm in one tender were left out.
  public private(set) var dropped = 0

  /// A gathering of no bid.
  ///
  /// - Parameter repeated: what to do with a second row of a firm for a tender; where the first is kept, a later one that won stands
  ///   in its place.
  public init(_ plan: IndicatorPlan, listed: ListedTenders = ListedTenders(), repeated: TenderAssembly.RepeatedBid) {
    sums = IndicatorSums(plan)
    (self.listed, self.repeated) = (listed, repeated)
  }

  /// Adds the rows of a batch.
  ///
  /// - Throws: `RegisterError` with tender, firm and line for a firm that stands twice, rows that disagree, a negative price, or a
  ///   floor above its ceiling.
  public mutating func add(_ batch: BidBatch) throws(RegisterError) {
    for row in 0..<batch.count {
      let bid = batch[row]
      let tender = try position(of: bid)
      guard bid.status != .absent || bid.amount != nil else { continue }
      if let amount = bid.amount, amount.value < 0 { throw error(.negativeBid, bid) }
      let firm = sums.firms.number(of: bid.firm)
      let entry = TenderBid(
        firm: firm, amount: bid.amount, status: bid.status, technicalPoints: bid.technicalPoints,
        isWinner: bid.isWinner, sourceLine: bid.sourceLine)
      guard let known = bids[tender][firm] else {
        bids[tender][firm] = tenders[tender].bids.count
        tenders[tender].append(entry, BidRound(bid))
        continue
      }
      if let round = bid.round, tenders[tender].rounds.count > known,
        case let before = Int(tenders[tender].rounds[known].number), before > 0, before != round
      {
        join(entry, bid, of: round, to: known, before, tender)
        continue
      }
      guard repeated == .keepFirst else {
        throw error(bid.notice.listed == nil ? .firmTwiceInTender : .tenderListedTwice, bid)
      }
      dropped += 1
      if bid.isWinner == true { tenders[tender].bids[known] = entry }
    }
  }

  /// Joins a firm's bid of another round to the one that it has: that of the later round counts, whatever 辞退 follows a price.
  private mutating func join(
    _ entry: TenderBid, _ bid: Bid, of round: Int, to known: Int, _ before: Int, _ tender: Int
  ) {
    let (older, newer) = before < round ? (tenders[tender].bids[known], entry) : (entry, tenders[tender].bids[known])
    let hasWon = older.isWinner == true || newer.isWinner == true
    let stays = [.withdrawn, .absent].contains(newer.status) && ![.withdrawn, .absent].contains(older.status)
    var joined = stays ? older : newer
    if hasWon { joined.isWinner = true }
    var first = tenders[tender].rounds[known].firstPrice
    if min(before, round) == 1 { first = older.amount?.value }
    tenders[tender].bids[known] = joined
    tenders[tender].rounds[known] = BidRound(
      number: UInt8(clamping: stays ? min(before, round) : max(before, round)), firstPrice: first)
  }

  private mutating func position(of bid: Bid) throws(RegisterError) -> Int {
    if let known = index[bid.notice.identifier] {
      if bid.notice.listed != nil { throw error(.tenderListedTwice, bid) }
      let notice = tenders[known].notice
      guard notice == bid.notice else {
        var disagreement = error(.noticesDisagree, bid)
        disagreement.difference = NoticeDifference.first(
          notice, bid.notice, firstLine: tenders[known].bids.first?.sourceLine ?? 0)
        throw disagreement
      }
      return known
    }
    if let floor = bid.notice.floor, let ceiling = bid.notice.ceiling, floor > ceiling {
      throw error(.floorAboveCeiling, bid)
    }
    index[bid.notice.identifier] = tenders.count
    tenders.append(Tender(notice: bid.notice, bids: []))
    bids.append([:])
    return tenders.count - 1
  }

  private func error(_ kind: RegisterError.Kind, _ bid: Bid) -> RegisterError {
    RegisterError(kind, tender: bid.notice.identifier, firm: bid.firm, line: bid.sourceLine)
  }

  /// The sums of all bids added.
  public mutating func finish() -> IndicatorSums {
    var sums = finishPart()
    for tender in listed.remaining() { sums.add(tender) }
    return sums
  }

  /// The sums of all bids added, where others may be counted elsewhere.
  package mutating func finishPart() -> IndicatorSums {
    for tender in tenders {
      var tender = tender
      if !listed.isEmpty { tender.notice = listed.completing(tender.notice) }
      sums.add(tender)
    }
    return sums
  }
}
