import Foundation
import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

/// The test under fair draws with exclusion, and under a planted bias. The histories are drawn here, by the words of
/// the rule alone. `scripts/measure-fairness` runs the same with 10,000 histories and 999 replicates.
@Suite struct FairnessValidityTests {
  static let isLong = ProcessInfo.processInfo.environment["JUCHU_LONG_TESTS"] != nil
  /// 10,000 histories where JUCHU_LONG_TESTS is set, else few enough for a debug build.
  static let histories = isLong ? 10_000 : 240
  static let replicates = isLong ? 199 : 99

  /// Winners under one-win; `weight` is that of firm 0.
  static func drawn(
    _ sets: [(group: Int, firms: [Int])], weight: Double = 1, using generator: inout SplitMix64
  ) -> [(group: Int, firms: [Int], winner: Int)] {
    var won: [Int: Set<Int>] = [:]
    return sets.map { set in
      let left = set.firms.indices.filter { !won[set.group, default: []].contains(set.firms[$0]) }
      let drawn = left.isEmpty ? Array(set.firms.indices) : left
      let weights = drawn.map { set.firms[$0] == 0 ? weight : 1 }
      var rest = Double.random(in: 0..<weights.reduce(0, +), using: &generator)
      let winner =
        zip(drawn, weights).first { _, weight in
          rest -= weight
          return rest < 0
        }?.0 ?? drawn[0]
      won[set.group, default: []].insert(set.firms[winner])
      return (set.group, set.firms, winner)
    }
  }

  static func test(
    _ sets: [(group: Int, firms: [Int], winner: Int)], seed: UInt64, replicates: Int = replicates
  ) throws -> FairnessTest {
    var options = FairnessTest.Options()
    options.replicates = replicates
    options.seed = seed
    options.pilots = 16
    options.powerHistories = 0
    options.testsFirms = false
    return try FairnessTest(DrawRecord(try numbered(draws(sets)), under: .oneWin), options: options)
  }

  /// Kolmogorov–Smirnov at a false-alarm rate of 0.1 % for the randomised p-values, which are exactly uniform, and for
  /// the reported ones, which lie on a grid of 1 / (B + 1): that much is allowed for. Reported p-values below a level may
  /// be too many by three standard errors: false alarm 0.13 % each.
  @Test func pValuesAreUniformUnderFairDraws() throws {
    var generator = SplitMix64(seed: 2_024)
    let sets = randomSets(groups: 8, draws: 2...4, pool: 5, firms: 14, using: &generator)
    var (reported, randomized, joint): ([Double], [Double], [Double]) = ([], [], [])
    var excluded = 0
    for history in 0..<Self.histories {
      let record = Self.drawn(sets, using: &generator)
      let test = try Self.test(record, seed: UInt64(history))
      excluded += test.contradictions.count
      reported.append(test.monteCarlo.value)
      joint.append(test.headline.pValue)
      randomized.append(test.monteCarlo.randomized(Double.random(in: 0..<1, using: &generator)))
    }
    #expect(excluded == 0)
    #expect(kolmogorov(randomized) < 1.949)
    let count = Double(Self.histories)
    #expect(kolmogorov(reported) < 1.949 + count.squareRoot() / Double(Self.replicates + 1))
    // The joint p over five families, streaks among them, keeps its level too.
    for values in [reported, joint] {
      for level in [0.01, 0.05, 0.10] {
        let share = Double(values.count { $0 <= level + 1e-12 }) / count
        #expect(share <= level + 3 * (level * (1 - level) / count).squareRoot(), "\(share) at \(level)")
      }
    }
    if Self.isLong {
      let shares = [0.01, 0.05, 0.10].map { level in Double(joint.count { $0 <= level + 1e-12 }) / count }
      print("joint p at .01, .05, .10: \(shares)")
    }
  }

  /// A record drawn by the player has the statistic of the history that it is.
  @Test func theRecordAndItsReplicateAgree() throws {
    var generator = SplitMix64(seed: 3)
    let sets = randomSets(groups: 6, draws: 2...4, pool: 4, firms: 9, using: &generator)
    for policy in [LotteryPolicy.oneWin, .hiratsuka, .torinuke, .independent] {
      let blank = DrawRecord(try draws(sets.map { ($0.group, $0.firms, 0) }), under: policy)
      let layout = HistoryLayout(blank.problem)
      let player = HistoryPlayer(blank, layout, streams: .init(seed: 5, experiment: 0x6001))
      let runner = HistoryRunner(
        record: blank, layout: layout, reference: try ReferenceCovariation(player, pilots: 8), positions: nil,
        officers: nil)
      let histories = runner.run(player, trials: 0..<10, threads: 1).histories
      var engine = TrialEngine(blank.problem, streams: player.streams, wantsChances: false)
      for trial in 0..<10 {
        var record = sets.map { (group: $0.group, firms: $0.firms, winner: 0) }
        var isComplete = true
        for block in blank.problem.blocks.indices {
          engine.play(block, trial: UInt64(trial))
          for (contest, winner) in engine.awards {
            let entries = blank.problem.contests[contest].entries
            if let winner { record[contest].winner = winner - entries.lowerBound } else { isComplete = false }
          }
        }
        // A history without an award somewhere is no record of draws.
        guard isComplete else { continue }
        let observed = DrawRecord(try draws(record), under: policy)
        let other = HistoryPlayer(observed, HistoryLayout(observed.problem), streams: player.streams)
        #expect(abs(runner.observed(other).history.statistic - histories[trial].statistic) < 1e-9)
      }
    }
  }

  /// Firm 0 of weight 12 in 24 histories: nearly always found at 0.05; fair ones rarely.
  @Test func aLargeBiasIsFound() throws {
    var generator = SplitMix64(seed: 99)
    // Firm 0 ties in the first draw of every group.
    let sets = (0..<30).map { group in
      (group: group, firms: [0] + (1..<9).shuffled(using: &generator).prefix(3))
    }
    var found = 0
    for history in 0..<24 {
      let test = try Self.test(Self.drawn(sets, weight: 12, using: &generator), seed: UInt64(history), replicates: 99)
      found += test.monteCarlo.value < 0.05 ? 1 : 0
    }
    #expect(found >= 20)
  }
}
