import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct FairnessHeadlineTests {
  /// Ranks by hand: family a gives the histories 2, 1, 3, 4 of 4, family b 3, 4, 2, 1 of 4; the smallest of the record is
  /// 2/4, which the other three undercut or equal.
  @Test func ranksAreTakenTogether() {
    let headline = FairnessHeadline([(.high, 3, [4, 2, 1]), (.firms, 2, [1, 3, 4])])
    #expect(headline.tests.map(\.pValue) == [0.5, 0.75])
    #expect(headline.pValue == 1 && headline.reachable == 0.5)
  }

  /// Equal statistics count against the record in its family and in the joint rank.
  @Test func tiesStandAgainstTheRecord() {
    let headline = FairnessHeadline([(.high, 4, [4 - 1e-12, 2, 1])])
    #expect(headline.tests[0].pValue == 0.5 && headline.pValue == 0.5)
    let alone = FairnessHeadline([(.high, 5, [4, 2, 1]), (.low, -5, [-4, -2, -1])])
    #expect(alone.pValue == 0.5 && alone.pValueWithoutLow == 0.25)
  }

  /// With K families a record that is the most extreme in one of them has at best K/(B + 1).
  @Test(arguments: [(1, 0.01, 100), (6, 0.01, 600), (6, 0.001, 6_000), (3, 0.05, 60)])
  func theFewestReplicates(_ families: Int, _ alpha: Double, _ least: Int) {
    let found = FairnessHeadline.leastReplicates(families: families, alpha: alpha)
    #expect(found == least)
    #expect(Double(families) / Double(found + 1) < alpha && Double(families) / Double(found) >= alpha)
  }

  static func test(
    _ sets: [(group: Int, firms: [Int], winner: Int)], _ policy: LotteryPolicy = .independent,
    change: (inout FairnessTest.Options) -> Void = { _ in }
  ) throws -> FairnessTest {
    var options = FairnessTest.Options()
    options.replicates = 999
    options.powerHistories = 0
    change(&options)
    let register = try numbered(draws(sets))
    return try FairnessTest(DrawRecord(register, under: policy), options: options)
  }

  /// Three firms that take turns in 30 draws: T is 0, which 2 % of fair records reach; that they take turns, nearly none.
  @Test func rotationIsTooEven() throws {
    let test = try Self.test((0..<30).map { (group: $0, firms: [0, 1, 2], winner: $0 % 3) })
    #expect(test.isFinding && test.isTooEven && test.explanations.isEmpty && test.isUnexplained)
    #expect(test.headline.leading?.family == .low && test.flagged.isEmpty)
  }

  /// One win a group, judged as independent: more even than that allows, and one-win explains it.
  @Test func oneWinJudgedAsIndependentIsExplained() throws {
    let sets = (0..<24).map { draw in
      let group = draw / 3
      let order = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2], [0, 1, 2], [2, 0, 1]][group]
      return (group: group, firms: [0, 1, 2], winner: order[draw % 3])
    }
    let test = try Self.test(sets)
    #expect(test.isTooEven && !test.isUnexplained)
    #expect(test.explanations.contains { $0.policy == "one-win" && $0.pValue >= 0.01 })
    #expect(try Self.test(sets, .oneWin).isFinding == false)
  }

  /// Wins without a tie are no lotteries: the wins of all firms add up to the draws, and so do the expected ones.
  @Test(arguments: [LotteryPolicy.independent, .oneWin, .hiratsuka, .nabari, .torinuke])
  func onlyLotteriesCount(_ policy: LotteryPolicy) throws {
    var generator = SplitMix64(seed: 5)
    var sets = randomSets(groups: 9, draws: 2...4, pool: 4, firms: 7, using: &generator).map { ($0.group, $0.firms, 0) }
    for place in sets.indices where place % 4 == 0 { sets[place].1 = [sets[place].1[0]] }
    let drawn = sets.map { (group: $0.0, firms: $0.1, winner: Int.random(in: $0.1.indices, using: &generator)) }
    let test = try Self.test(drawn, policy)
    let lotteries = drawn.count { $0.firms.count > 1 }
    #expect(test.record.account.draws == lotteries && test.record.account.untied == drawn.count - lotteries)
    #expect(test.firms.reduce(0) { $0 + $1.wins } == lotteries)
    if policy.outrightWin == .stands {
      #expect(abs(test.firms.reduce(0) { $0 + $1.expected } - Double(lotteries)) < 1e-9)
    }
    let spread = try #require(test.spread)
    #expect(spread.lines.reduce(0) { $0 + $1.firms } == test.firmCount)
    #expect(spread.lines.reduce(0) { $0 + $1.firms * $1.wins } == lotteries)
    #expect(abs(spread.lines.reduce(0) { $0 + $1.expected } - Double(test.firmCount)) < 0.05)
  }

  @Test func tooFewReplicatesAreAnError() throws {
    let sets = (0..<6).map { (group: $0, firms: [0, 1, 2], winner: 0) }
    #expect(throws: FairnessTest.TestError.tooFewReplicates(needed: 500)) {
      try Self.test(sets) {
        $0.replicates = 499
        $0.requiresReachableLevel = true
      }
    }
  }

  /// One draw between two: no outcome is unusual.
  @Test func aShortRecordSaysNothing() throws {
    let test = try Self.test([(group: 0, firms: [0, 1], winner: 0)])
    #expect(test.isTooShort && !test.isFinding && test.headline.reachable == 1)
  }
}
