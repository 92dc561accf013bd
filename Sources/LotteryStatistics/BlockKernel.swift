import CLotteryKernels
import CounterRandom

/// The fast kernels for one block, where its policy and size permit them.
///
/// They hold up to 255 firms a block and 128 tied firms a tender, equal chances, renumbered draws, first tiers
/// only and a cap of one win or none; everything else is played by `TrialEngine`.
final class BlockKernel: @unchecked Sendable {
  // Sendable: the memory is written in `init` alone.
  private let contests: UnsafeMutableBufferPointer<lottery_contest>
  private let group: lottery_group
  /// 1 / n in the units of `TrialEngine`.
  private let units: [Int64] = [0] + (1...Int64(LOTTERY_TIED)).map { TrialEngine.chanceUnit / $0 }

  private let seatCount: UInt32

  static let stride = Int(LOTTERY_BLOCK)

  /// The kernel of a block, or nil where it needs the readable engine.
  init?(_ problem: LotteryProblem, layout: SimulationLayout.Block, seats: [UInt16], streams: TrialStreams) {
    let policy = problem.policy
    let rule = problem.rule
    guard rule.cap <= 1, !rule.looksBehindFirstTier, policy.drawForm == .renumber, policy.weighting == .equal,
      policy.order != .random, !policy.drawsNearestFirst,
      rule.soleRemaining != .outrightWin || rule.counted == .any,
      layout.firms.count < Int(LOTTERY_NOBODY), layout.contests.count <= Self.stride,
      layout.firms.allSatisfy({ problem.agents[$0] == [$0] }),
      layout.contests.allSatisfy({
        (problem.contests[$0].tiers.first?.count ?? 0) <= Int(LOTTERY_TIED)
      })
    else { return nil }
    seatCount = UInt32(layout.firms.count)
    contests = .allocate(capacity: layout.contests.count)
    contests.initialize(repeating: lottery_contest())
    for (place, position) in layout.contests.enumerated() {
      let contest = problem.contests[position]
      let first = contest.tiers.first ?? 0..<0
      let excludes = rule.cap > 0 && contest.isCovered
      contests[place].draw = contest.draw
      contests[place].size = UInt8(first.count)
      contests[place].excludes = excludes ? 1 : 0
      contests[place].counts = excludes && (rule.counted == .any || first.count > 1) ? 1 : 0
      withUnsafeMutableBytes(of: &contests[place].place) { places in
        for seat in places.indices { places[seat] = UInt8(LOTTERY_NOBODY) }
        for (tied, entry) in first.enumerated() { places[Int(seats[entry])] = UInt8(tied) }
      }
      withUnsafeMutableBytes(of: &contests[place].firms) { firms in
        for (tied, entry) in first.enumerated() { firms[tied] = UInt8(seats[entry]) }
      }
    }
    group = lottery_group(
      key: (streams.generator.key[0], streams.generator.key[1]), experiment: UInt32(streams.experiment),
      waives_sole: rule.soleRemaining == .waived ? 1 : 0,
      voids_none: rule.nobodyRemaining == .noAward ? 1 : 0, contests: UInt32(layout.contests.count),
      contest: UnsafePointer(contests.baseAddress))
  }

  deinit { contests.deallocate() }

  /// Seats that win, `stride` a contest, of trials that agree above bit 32.
  func draw(
    first: UInt64, count: Int, into winners: UnsafeMutableBufferPointer<UInt8>, isPortable: Bool = false
  ) {
    precondition(count <= Self.stride && winners.count >= contests.count * Self.stride, "a block of trials")
    precondition(first >> 32 == (first + UInt64(count) - 1) >> 32, "trials that agree above bit 32")
    withUnsafePointer(to: group) {
      lottery_draw($0, first, UInt32(count), winners.baseAddress, isPortable ? 1 : 0)
    }
  }

  /// Wins, 256 a contest, squared wins and trials with a win by seat, added to the sums.
  func tally(
    count: Int, winners: UnsafeMutableBufferPointer<UInt8>, wins: inout [Int64], squares: inout [Int64],
    trialsWon: inout [Int64]
  ) {
    precondition(
      wins.count >= contests.count * 256 && squares.count >= 256 && trialsWon.count >= 256, "256 sums")
    withUnsafePointer(to: group) {
      lottery_tally($0, seatCount, UInt32(count), winners.baseAddress, &wins, &squares, &trialsWon)
    }
  }

  /// Sums of conditional win probabilities, 256 a contest, added to `chances`.
  func condition(
    count: Int, winners: UnsafeMutableBufferPointer<UInt8>,
    into chances: UnsafeMutableBufferPointer<Int64>
  ) {
    precondition(chances.count >= contests.count * 256, "256 sums a contest")
    withUnsafePointer(to: group) {
      lottery_condition($0, UInt32(count), winners.baseAddress, units, chances.baseAddress)
    }
  }
}
