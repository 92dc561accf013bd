import LotteryStatistics
import Procurement

/// What a piece found of lotteries: the counts of the tenders that are whole in it, and the bids of its first and its last
/// tender, of which the neighbours may hold more.
public struct IncidencePiece: Codable, Hashable, Sendable {
  /// Tenders, lotteries, at the floor, elsewhere, floor unknown, then the number of tied firms and how often, in pairs.
  typealias Counts = [Int]

  /// A group of tenders.
  struct Group: Codable, Hashable, Sendable {
    var tenders: Int
    var ties: Int
    var firms: [String: Int]
  }

  private var all: Counts
  private var withoutValidBid: Int
  private var groups: [String: Group]
  private var by: [String: [String: Counts]]
  /// The bids of the first tender; none where there is but one tender, or none.
  var head: BidRecords
  /// The bids of the last tender; none where the piece has no bid.
  var tail: BidRecords

  init(_ incidence: LotteryIncidence, head: [Bid], tail: [Bid]) {
    all = Self.counts(incidence.all)
    withoutValidBid = incidence.withoutValidBid
    groups = Dictionary(
      uniqueKeysWithValues: zip(incidence.groups.groups(), incidence.groups.tiedFirms()).map { group, firms in
        (group.identifier, Group(tenders: group.tenders, ties: group.ties, firms: firms))
      })
    by = Dictionary(
      uniqueKeysWithValues: incidence.by.map { ($0.key.rawValue, $0.value.mapValues(Self.counts)) })
    (self.head, self.tail) = (BidRecords(head), BidRecords(tail))
  }

  private static func counts(_ counts: LotteryIncidence.Counts) -> Counts {
    [counts.tenders, counts.decidedByLot, counts.atFloor, counts.elsewhere, counts.floorUnknown]
      + counts.tied.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
  }

  private static func counts(_ written: Counts) -> LotteryIncidence.Counts {
    var counts = LotteryIncidence.Counts()
    (counts.tenders, counts.decidedByLot) = (written[0], written[1])
    (counts.atFloor, counts.elsewhere, counts.floorUnknown) = (written[2], written[3], written[4])
    for place in stride(from: 5, to: written.count, by: 2) { counts.tied[written[place]] = written[place + 1] }
    return counts
  }

  /// The counts of the tenders that are whole in the piece.
  var incidence: LotteryIncidence {
    var counts = GroupIncidence()
    for (identifier, group) in groups {
      counts.add(group: identifier, tenders: group.tenders, ties: group.ties, tiedFirms: group.firms)
    }
    return LotteryIncidence(
      all: Self.counts(all), withoutValidBid: withoutValidBid, groups: counts,
      by: Dictionary(
        uniqueKeysWithValues: by.compactMap { name, values in
          LotteryIncidence.Dimension(rawValue: name).map { ($0, values.mapValues(Self.counts)) }
        }))
  }

  /// Whether the piece could have been written by juchu; no count is above that of the bids.
  func check(used: Int) throws(PartialFault) {
    func isSound(_ counts: Counts) -> Bool {
      guard counts.count >= 5, counts.count % 2 == 1, counts.allSatisfy({ (0...used).contains($0) }) else {
        return false
      }
      // Each tie is at the floor, elsewhere or unknown, and of some number of firms.
      var untold = counts[1]
      for place in stride(from: 6, to: counts.count, by: 2) where untold >= 0 { untold -= counts[place] }
      return counts[1] <= counts[0] && counts[2] + counts[3] + counts[4] == counts[1] && untold == 0
    }
    let areGroupsSound = groups.values.allSatisfy { group in
      (0...used).contains(group.tenders) && (0...group.tenders).contains(group.ties)
        && group.firms.values.allSatisfy { 0 < $0 && $0 <= group.ties }
    }
    guard isSound(all), (0...used).contains(withoutValidBid), areGroupsSound,
      by.allSatisfy({ LotteryIncidence.Dimension(rawValue: $0.key) != nil && $0.value.values.allSatisfy(isSound) }),
      head.count + tail.count <= used, let first = head.rows, let last = tail.rows,
      first.isEmpty || !last.isEmpty && first.first?.notice.identifier != last.first?.notice.identifier
    else { throw .damaged }
  }
}
