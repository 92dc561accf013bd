import CounterRandom
import Foundation
import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct FairnessTestTests {
  private static func options(_ replicates: Int, seed: UInt64 = 1, threads: Int = 1) -> FairnessTest.Options {
    var options = FairnessTest.Options()
    options.replicates = replicates
    options.seed = seed
    options.threads = threads
    options.powerHistories = 0
    return options
  }

  /// Four draws of {A, B}, all won by A: T = (O − E)² / (4 · 1/4) = 4, and 2 of the 16 histories reach it. With 4,000
  /// replicates five standard errors are 0.026.
  @Test func smallCaseByHand() throws {
    let sets = (0..<4).map { (group: $0, firms: [0, 1], winner: 0) }
    let test = try FairnessTest(DrawRecord(try draws(sets), under: .independent), options: Self.options(4_000))
    #expect(abs(test.statistic - 4) < 1e-12 && test.degreesOfFreedom == 1 && test.componentCount == 1)
    #expect(abs(test.monteCarlo.value - 0.125) < 0.026)
    #expect(abs(test.pValueChiSquare - 0.045_500_263_896_358_4) < 1e-12)  // scipy.stats.chi2.sf(4, 1)
    #expect(test.firms.map(\.wins) == [4, 0] && test.firms.allSatisfy { abs($0.pValue - 0.125) < 1e-15 })
    #expect(test.firms.allSatisfy { $0.method == .exact && !$0.isTestable && $0.holm == nil })
  }

  /// Every history of a small record, with the exact chance of each under one-win: the Monte-Carlo p-value against the
  /// exact one, and the exact tails against the enumerated wins.
  @Test(arguments: 0..<4) func agreesWithAllHistories(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(40 + seed))
    let sets = withWinners(
      randomSets(groups: 2, draws: 2...3, pool: 4, firms: 5, using: &generator), using: &generator)
    let recordWinners = DrawRecord(try draws(sets), under: .oneWin)
    let reference = try ReferenceCovariation(
      HistoryPlayer(
        recordWinners, HistoryLayout(recordWinners.problem), streams: TrialStreams(seed: 1, experiment: 0x6002)),
      pilots: 64)
    let test = try FairnessTest(recordWinners, options: Self.options(3_000))
    let layout = HistoryLayout(recordWinners.problem)

    var exact = 0.0
    var wins = [[Double]](repeating: [Double](repeating: 0, count: sets.count + 1), count: layout.firms.count)
    func follow(_ place: Int, _ winners: [Int], _ residuals: [Double], _ chance: Double) {
      guard place < sets.count else {
        if reference.forms(residuals, count: 1)[0] >= test.statistic - 1e-9 { exact += chance }
        for firm in layout.firms.indices { wins[firm][winners.count { $0 == layout.firms[firm] }] += chance }
        return
      }
      let earlier = Set(zip(sets, winners).filter { $0.0.group == sets[place].group }.map(\.1))
      let left = sets[place].firms.filter { !earlier.contains($0) }
      let drawn = left.isEmpty ? sets[place].firms : left
      for winner in drawn {
        var next = residuals
        for firm in drawn {
          guard let tested = layout.tested(firm) else { continue }
          next[tested] += (firm == winner ? 1 : 0) - 1 / Double(drawn.count)
        }
        follow(place + 1, winners + [winner], next, chance / Double(drawn.count))
      }
    }
    follow(0, [], layout.firms.map { _ in 0 }, 1)
    let error = 5 * (exact * (1 - exact) / 3_000).squareRoot() + 1.0 / 3_000
    #expect(abs(test.monteCarlo.value - exact) <= error)
    for firm in test.firms {
      let distribution = wins[layout.tested(firm.firm) ?? 0]
      let tail = min(
        distribution[firm.wins...].reduce(0, +), distribution[...firm.wins].reduce(0, +))
      #expect(firm.method == .exact && abs(firm.pValue - min(1, 2 * tail)) < 1e-12)
      let mean = distribution.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      #expect(abs(firm.expected - mean) < 1e-12)
    }
  }

  /// Integers are equal for any number of threads, and so are the other figures here: the chunks are.
  @Test func threadsDoNotMatter() throws {
    var generator = SplitMix64(seed: 8)
    let sets = randomSets(groups: 20, draws: 1...4, pool: 5, firms: 12, using: &generator)
    let record = DrawRecord(try draws(withWinners(sets, using: &generator)), under: .oneWin)
    let (one, three) = (
      try FairnessTest(record, options: Self.options(150)),
      try FairnessTest(record, options: Self.options(150, threads: 3))
    )
    #expect(one.monteCarlo == three.monteCarlo && one.firms == three.firms)
    #expect(one.meanReplicate == three.meanReplicate)
  }

  @Test func afterExclusionIsIndependentAndApproximate() throws {
    let sets = (0..<6).map { (group: 0, firms: [0, 1, 2], winner: $0 / 2) }
    let register = try draws(sets)
    let record = DrawRecord(register, under: .oneWin, isAfterExclusion: true)
    let test = try FairnessTest(record, options: Self.options(99))
    #expect(test.firms.allSatisfy { $0.method == .approximate } && test.contradictions.isEmpty)
    // The same sets before exclusion cannot have had these winners: the second repeats the first.
    let strict = try FairnessTest(DrawRecord(register, under: .oneWin), options: Self.options(99))
    #expect(!strict.contradictions.isEmpty)
  }

  @Test func weightsByPastLossesAreSimulated() throws {
    let policy = try LotteryPolicy(name: "weighted", cap: nil, weighting: .pastLosses(limit: 3))
    let sets = (0..<4).map { (group: $0 / 2, firms: [0, 1, 2], winner: $0 % 3) }
    let test = try FairnessTest(DrawRecord(try draws(sets), under: policy), options: Self.options(199))
    #expect(test.firms.allSatisfy { $0.method == .simulated && $0.pValue <= 1 })
    #expect(abs(test.firms.reduce(0) { $0 + $1.residual }) < 1e-9)
    #expect(abs(test.firms.reduce(0) { $0 + $1.expected } - 4) < 1e-9)
  }

  @Test func withoutADrawThereIsNothingToTest() throws {
    let record = DrawRecord(try draws([(group: 0, firms: [0], winner: 0)]), under: .independent)
    #expect(throws: FairnessTest.TestError.noDraws) { try FairnessTest(record) }
    #expect(record.account.untied == 1)
  }

  /// A firm that always wins is found out by every test, and a fair table of powers rises with the weight.
  @Test func plantedBiasIsFound() throws {
    var generator = SplitMix64(seed: 77)
    var sets = withWinners(
      randomSets(groups: 40, draws: 1...1, pool: 5, firms: 10, using: &generator), using: &generator)
    for place in sets.indices {
      if let winner = sets[place].firms.firstIndex(of: 3) { sets[place].winner = winner }
    }
    var options = Self.options(199)
    options.powerHistories = 60
    options.alpha = 0.05
    let test = try FairnessTest(DrawRecord(try draws(sets), under: .independent), options: options)
    #expect(test.isFinding && test.flagged.first.map { test.record.problem.register.firms[$0.firm].name } == "F3")
    let power = try #require(test.power)
    let busiest = power.points.prefix(5)
    #expect(busiest.map(\.bias.weight) == [1.5, 2, 3, 5, 10])
    #expect((busiest.last?.firm ?? 0) > 0.9 && (busiest.first?.firm ?? 1) < 0.5)
    #expect(power.smallestWeight(firm: test.firms[0].firm) != nil || power.points.count == 10)
  }
}
