import Procurement

/// The lotteries of a record in the order in which they were opened, in blocks of equal time.
///
/// Where every lottery has an instant these decide, else the dates. Without any the order of the record is taken, as far
/// as it numbers its draws; a record that lists its draws winner by winner is in no order of opening.
struct OpeningSequence: Sendable {
  /// The lotteries, positions among the contests of the problem, block after block.
  let contests: [Int32]
  /// The blocks, ranges of `contests`.
  let blocks: [Range<Int>]
  /// Where the order comes from.
  let source: Source
  /// Lotteries without a time where others have one.
  let leftOut: Int

  /// Where an order of opening comes from.
  enum Source: Sendable, Hashable {
    /// Times of opening.
    case times
    /// Dates of opening.
    case dates
    /// The order of the record.
    case record
  }

  /// The order of the lotteries of a problem, or nil where none is known.
  ///
  /// - Parameter winners: the recorded winner of each contest, to tell a record that is sorted by them.
  /// - Complexity: O(contests log contests).
  init?(_ problem: LotteryProblem, winners: [Int?]) {
    let lotteries = problem.contests.indices.filter { problem.contests[$0].isTied }
    guard !lotteries.isEmpty else { return nil }
    let notices = lotteries.map { problem.register.tenders[problem.contests[$0].tender].notice }
    var keyed: [(key: Int64, contest: Int)] = []
    if notices.allSatisfy({ $0.openingTime != nil }) {
      source = .times
      keyed = zip(notices, lotteries).map { ($0.openingTime ?? 0, $1) }
    } else if notices.contains(where: { $0.openingTime != nil || $0.openingDate != nil }) {
      source = .dates
      keyed = zip(notices, lotteries).compactMap { notice, contest in
        let date = notice.openingDate ?? notice.openingTime.flatMap { JapanTime($0)?.date }
        return date.map { (Int64($0.daysSince1970), contest) }
      }
    } else if notices.allSatisfy({ $0.order != nil }) {
      source = .record
      keyed = lotteries.enumerated().map { (Int64($0.offset), $0.element) }
      if Self.isSortedByWinner(lotteries.map { winners[$0].map { problem.entries[$0].firm } ?? -1 }) { return nil }
    } else {
      return nil
    }
    keyed.sort { ($0.key, $0.contest) < ($1.key, $1.contest) }
    leftOut = lotteries.count - keyed.count
    contests = keyed.map { Int32($0.contest) }
    var blocks: [Range<Int>] = []
    for place in keyed.indices {
      if place > 0, keyed[place].key == keyed[place - 1].key {
        blocks[blocks.count - 1] = blocks[blocks.count - 1].lowerBound..<place + 1
      } else {
        blocks.append(place..<place + 1)
      }
    }
    self.blocks = blocks
    if blocks.count < 2 { return nil }
  }

  /// Whether the wins of each firm stand together, of three firms or more of which some won twice.
  private static func isSortedByWinner(_ winners: [Int]) -> Bool {
    let distinct = Set(winners).count
    let runs = winners.indices.count { $0 == 0 || winners[$0] != winners[$0 - 1] }
    return distinct > 2 && runs == distinct && winners.count > distinct
  }
}

extension LotteryProblem.Contest {
  /// Whether its lowest bids tie before any exclusion: a lottery.
  var isTied: Bool { (tiers.first?.count ?? 0) > 1 }
}
