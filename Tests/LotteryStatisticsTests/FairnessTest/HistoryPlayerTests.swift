import CounterRandom
import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

/// Remembers who won each contest and with what chances firms drew.
private struct Recorder: HistorySink {
  let problem: LotteryProblem
  var winners: [Int: Int?] = [:]
  var chances: [Int: [Int: Double]] = [:]

  mutating func drawn(_ contest: Int, winner: Int) {
    winners[contest] = winner
    let tier = problem.contests[contest].tiers[0]
    chances[contest] = Dictionary(uniqueKeysWithValues: tier.map { ($0, 1 / Double(tier.count)) })
  }

  mutating func drawn(_ contest: Int, winner: Int, remaining: Int, isExcluded: (Int) -> Bool) {
    winners[contest] = winner
    let left = problem.contests[contest].tiers[0].filter { !isExcluded($0) }
    #expect(left.count == remaining)
    chances[contest] = Dictionary(uniqueKeysWithValues: left.map { ($0, 1 / Double(remaining)) })
  }

  mutating func drawn(_ contest: Int, winner: Int?, chances: [EntryChance]) {
    winners[contest] = .some(winner)
    self.chances[contest] = Dictionary(uniqueKeysWithValues: chances.map { ($0.entry, $0.chance) })
  }
}

@Suite struct HistoryPlayerTests {
  /// The flat player against the readable engine: winners bit for bit, chances to the engine's unit.
  @Test(arguments: 0..<12) func agreesWithTheTrialEngine(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let caps: [Int?] = [1, 2, nil]
    let sets = withWinners(
      randomSets(groups: 6, draws: 1...5, pool: 2 + seed % 5, firms: 12, using: &generator), using: &generator)
    let own = try LotteryPolicy(
      name: "own", cap: caps[seed % 3], soleRemaining: SoleRemaining.allCases[seed % 3],
      nobodyRemaining: NobodyRemaining.allCases[seed / 3 % 3], noBidRemaining: NoBidRemaining.allCases[seed % 2])
    for policy in LotteryPolicy.named + [own] {
      let record = DrawRecord(try draws(sets), under: policy)
      let layout = HistoryLayout(record.problem)
      #expect(layout.isSimple)
      let streams = TrialStreams(seed: UInt64(seed), experiment: 9)
      let player = HistoryPlayer(record, layout, streams: streams)
      var scratch = HistoryPlayer.Scratch(player)
      var engine = TrialEngine(record.problem, streams: streams, wantsChances: true)
      for trial in 0..<20 {
        var recorder = Recorder(problem: record.problem)
        player.play(UInt64(trial), scratch: &scratch, into: &recorder)
        for block in record.problem.blocks.indices {
          engine.play(block, trial: UInt64(trial))
          for (contest, winner) in engine.awards { #expect(recorder.winners[contest] == .some(winner)) }
          for (entry, units) in engine.chances {
            let contest = record.problem.contests.firstIndex { $0.entries.contains(entry) } ?? -1
            let chance = Double(units) / Double(TrialEngine.chanceUnit)
            #expect(abs((recorder.chances[contest]?[entry] ?? -1) - chance) < 1e-11)
          }
        }
      }
    }
  }

  /// The recorded history is played as it was: its winners, and the chances that they leave.
  @Test func playsTheRecord() throws {
    // Under one-win A wins the first, so B and C draw the second with chances of a half.
    let sets = [(group: 0, firms: [0, 1, 2], winner: 0), (0, [0, 1, 2], 2), (0, [0, 1, 2], 0)]
    let record = DrawRecord(try draws(sets), under: .oneWin)
    let player = HistoryPlayer(
      record, HistoryLayout(record.problem), streams: TrialStreams(seed: 1, experiment: 1))
    var recorder = Recorder(problem: record.problem)
    let contradictions = player.playRecord(into: &recorder)
    #expect(recorder.winners[0] == 0 && recorder.winners[1] == 5 && recorder.winners[2] == 6)
    #expect(recorder.chances[1] == [4: 0.5, 5: 0.5])
    // Only B is left for the third, which A is said to have won.
    #expect(recorder.chances[2] == [7: 1] && contradictions == [2])
  }

  /// A firm of weight 3 among 4 wins half of its draws: 1,000 histories of 8 draws, five standard errors 0.028.
  @Test func plantedBiasHasItsChance() throws {
    let sets = (0..<8).map { (group: $0, firms: [0, 1, 2, 3], winner: 0) }
    for policy in [LotteryPolicy.independent, try LotteryPolicy(name: "near", cap: nil, drawsNearestFirst: true)] {
      let record = DrawRecord(try draws(sets), under: policy)
      let player = HistoryPlayer(
        record, HistoryLayout(record.problem), streams: TrialStreams(seed: 3, experiment: 1),
        bias: PlantedBias(firm: 2, numerator: 3))
      var scratch = HistoryPlayer.Scratch(player)
      var wins = 0
      for trial in 0..<1_000 {
        var recorder = Recorder(problem: record.problem)
        player.play(UInt64(trial), scratch: &scratch, into: &recorder)
        wins += recorder.winners.values.count { $0.map { record.problem.entries[$0].firm == 2 } ?? false }
      }
      #expect(abs(Double(wins) / 8_000 - 0.5) < 0.028)
    }
  }
}
