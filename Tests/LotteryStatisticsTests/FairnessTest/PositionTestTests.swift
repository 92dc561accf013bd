import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct PositionTestTests {
  private func register(_ winners: [Int], arrivals: [[Int64?]], officers: [String] = []) throws -> TenderRegister {
    let tenders = winners.enumerated().map { place, winner in
      Tender(
        notice: TenderNotice(
          identifier: "D\(place)", officer: officers.isEmpty ? nil : officers[place % officers.count]),
        bids: arrivals[place].enumerated().map { firm, arrival in
          TenderBid(firm: firm, amount: Yen(0), isWinner: firm == winner, arrival: arrival)
        })
    }
    return try TenderRegister(
      firms: (0..<4).map { Firm(name: "F\($0)") }, tenders: tenders,
      groups: tenders.indices.map { TenderGroup(identifier: "G\($0)", tenders: [$0]) })
  }

  private func test(_ register: TenderRegister, _ policy: LotteryPolicy = .independent) throws -> FairnessTest {
    var options = FairnessTest.Options()
    options.replicates = 1_999
    options.powerHistories = 0
    return try FairnessTest(DrawRecord(register, under: policy), options: options)
  }

  /// Eight draws among four, the earliest winning all: the rank sum is 8 · (1/8 − 1/2) = −3 with variance
  /// 8 · 15/192, and a fair history has eight first or eight last with chance 2 · 4⁻⁸.
  @Test func theEarliestAlwaysWins() throws {
    let arrivals: [[Int64?]] = (0..<8).map { draw in (0..<4).map { Int64((draw + $0) % 4) } }
    let winners = arrivals.map { $0.firstIndex(of: 0) ?? 0 }
    let positions = try #require(try test(register(winners, arrivals: arrivals)).positions)
    #expect(positions.draws == 8 && positions.leftOut == 0)
    #expect(abs(positions.rank.observed - -3 / (8.0 * 15 / 192).squareRoot()) < 1e-12)
    #expect(positions.first.observed == 8 && positions.first.expected == 2 && positions.last.observed == 0)
    #expect(positions.rank.pValue < 0.002 && positions.first.pValue < 0.002 && positions.last.pValue > 0.05)
  }

  @Test func equalOrMissingArrivalsAreLeftOut() throws {
    let arrivals: [[Int64?]] = [[1, 2, 3, 4], [1, 1, 2, 3], [1, 2, nil, 3]]
    let positions = try #require(try test(register([0, 1, 2], arrivals: arrivals)).positions)
    #expect(positions.draws == 1 && positions.leftOut == 2)
    let none: [[Int64?]] = [[nil, nil, nil, nil]]
    #expect(try test(register([0], arrivals: none)).positions == nil)
  }

  /// The file's order is no order of arrival: other rows of the same draws give the same figures.
  @Test func theOrderOfRowsSaysNothing() throws {
    var generator = SplitMix64(seed: 2)
    let arrivals: [[Int64?]] = (0..<12).map { _ in [3, 1, 4, 2].shuffled(using: &generator).map { Int64($0) } }
    let winners = (0..<12).map { _ in Int.random(in: 0..<4, using: &generator) }
    let straight = try test(register(winners, arrivals: arrivals)).positions
    let mirrored = try test(
      register(winners.map { 3 - $0 }, arrivals: arrivals.map { $0.reversed() })
    ).positions
    #expect(straight?.rank.observed == mirrored?.rank.observed && straight?.first.observed == mirrored?.first.observed)
  }

  /// One officer's draws all go to F0, the other's go round: the pair is found, the rest is not.
  @Test func anOfficerWhoFavoursAFirm() throws {
    let none: [[Int64?]] = (0..<40).map { _ in [nil, nil, nil, nil] }
    let winners = (0..<40).map { $0 % 2 == 0 ? 0 : 1 + $0 / 2 % 3 }
    let officers = try #require(
      try test(register(winners, arrivals: none, officers: ["佐藤", "鈴木"])).officers)
    #expect(officers.officers == 2 && officers.pairCount == 8 && officers.pValue < 0.002)
    #expect(officers.pairs[0].officer == "佐藤" && officers.pairs[0].firm == 0)
    // 20 wins where 5 are expected, with variance 20 · 3/16.
    #expect(abs(officers.pairs[0].deviation - 15 / 3.75.squareRoot()) < 1e-12 && officers.pairs[0].adjusted < 0.002)
    #expect(try test(register(winners, arrivals: none, officers: ["佐藤"])).officers == nil)
  }

  /// Under a rule that excludes, places are those among the firms that are left: no bias is seen where none is.
  @Test func exclusionMovesThePlaces() throws {
    let bids = (0..<3).map { firm in
      { (winner: Int) in
        TenderBid(firm: firm, amount: Yen(0), isWinner: firm == winner, arrival: Int64(firm))
      }
    }
    let tenders = [0, 1, 2].map { winner in
      Tender(notice: TenderNotice(identifier: "D\(winner)"), bids: bids.map { $0(winner) })
    }
    let register = try TenderRegister(
      firms: (0..<3).map { Firm(name: "F\($0)") }, tenders: tenders,
      groups: [TenderGroup(identifier: "G", tenders: [0, 1, 2])])
    let positions = try #require(try test(register, .oneWin).positions)
    // First of three, first of the two left, and the last one alone.
    #expect(positions.first.observed == 2 && abs(positions.first.expected - (1.0 / 3 + 0.5)) < 1e-11)
  }
}
