import Testing

@testable import LotteryStatistics

/// The examples that bodies print in their notices, with their workings.
@Suite("Worked examples of electronic lotteries")
struct WorkedExamplesTests {
  /// One printed example: typed and system numbers in order of arrival, what comes out.
  struct Example: Sendable, CustomTestStringConvertible {
    var source: String
    var scheme: LotteryScheme
    var typed: [Int]
    var system: [Int?]
    var k: [Int]
    var sum: Int
    var winner: Int

    var testDescription: String { source }
  }

  static let examples: [Example] = [
    Example(
      source: "芦屋市", scheme: .random, typed: [343, 887, 909, 776], system: [412, 355, 573, 400],
      k: [755, 242, 482, 176], sum: 1_655, winner: 3),
    Example(
      source: "大阪府", scheme: .random, typed: [123, 456, 789], system: [254, 593, 618], k: [377, 49, 407], sum: 833,
      winner: 2),
    Example(
      source: "山口県", scheme: .typedOnly, typed: [42, 102, 248], system: [nil, nil, nil], k: [42, 102, 248], sum: 392,
      winner: 2),
    Example(
      source: "HARP 2", scheme: .typedOnly, typed: [122, 691], system: [nil, nil], k: [122, 691], sum: 813, winner: 1),
    Example(
      source: "HARP 3", scheme: .typedOnly, typed: [662, 445, 568], system: [nil, nil, nil], k: [662, 445, 568],
      sum: 1_675, winner: 1),
    Example(
      source: "HARP 2, equal numbers", scheme: .typedOnly, typed: [705, 705], system: [nil, nil], k: [705, 705],
      sum: 1_410, winner: 0),
    Example(
      source: "HARP 3, equal numbers", scheme: .typedOnly, typed: [858, 880, 880], system: [nil, nil, nil],
      k: [858, 880, 880], sum: 2_618, winner: 2),
  ]

  @Test("numbers, sum and winner are as printed", arguments: examples)
  func printed(_ example: Example) throws {
    let bidders = example.typed.indices.map {
      LotteryBidder(name: "\($0)", typed: example.typed[$0], system: example.system[$0], arrival: Int64($0))
    }
    // The record may list the firms in any order: arrival decides.
    let draw = try ElectronicDraw(bidders.reversed(), scheme: example.scheme)
    #expect(draw.entries.map(\.k) == example.k)
    #expect(draw.sum == example.sum)
    #expect(draw.remainder == example.sum % example.typed.count)
    #expect(draw.entries[draw.winner].bidder.name == "\(example.winner)")
    #expect(draw.steps[0].number == example.winner)
  }

  private static let seconds: [LotteryBidder] = [
    LotteryBidder(name: "A", typed: 418, arrival: 1_109_644_210_000),
    LotteryBidder(name: "B", typed: 210, arrival: 1_110_000_040_000),
    LotteryBidder(name: "C", typed: 861, arrival: 1_110_786_480_000),
  ]

  @Test("seconds of Unix time: 628 + 250 + 341 = 1219, remainder 1, the second bidder")
  func coreSeconds() throws {
    let draw = try ElectronicDraw(Self.seconds, scheme: .coreSeconds)
    #expect(draw.entries.map(\.system) == [210, 40, 480])
    #expect(draw.entries.map(\.k) == [628, 250, 341])
    #expect(draw.sum == 1_219)
    #expect(draw.remainder == 1)
    #expect(draw.entries[draw.winner].bidder.name == "B")
    // 広島県: without the winner 628 + 341 = 969, remainder 1 of two: C before A.
    #expect(draw.steps.map(\.sum) == [1_219, 969, 628])
    #expect(draw.ranking.map { draw.entries[$0].bidder.name } == ["B", "C", "A"])
  }

  @Test("the cut matters: without it 2219 mod 3 = 2, the third bidder")
  func withoutCut() throws {
    var scheme = LotteryScheme.coreSeconds
    scheme.cutsNumbers = false
    let draw = try ElectronicDraw(Self.seconds, scheme: scheme)
    #expect(draw.entries.map(\.k) == [628, 250, 1_341])
    #expect(draw.sum == 2_219)
    #expect(draw.remainder == 2)
    #expect(draw.entries[draw.winner].bidder.name == "C")
  }

  @Test("和歌山県: digit sums of arrivals and the milliseconds of the opening, N − remainder from 1")
  func wakayama() throws {
    // 2021-06-01T10:30 in Japan: 2+0+2+1+0+6+0+1+1+0+3+0 = 16; 11:59 on the 29th: 5+6+11+1+1+5+9 = 38; 2021-12-31T23:00: 5+3+4+5 = 17.
    let bidders = [
      LotteryBidder(name: "A", arrival: Self.japan(day: 18_779, hour: 10, minute: 30)),
      LotteryBidder(name: "B", arrival: Self.japan(day: 18_807, hour: 11, minute: 59)),
      LotteryBidder(name: "C", arrival: Self.japan(day: 18_992, hour: 23, minute: 0)),
    ]
    let opening = Self.japan(day: 19_000, hour: 9, minute: 0) + 345
    let draw = try ElectronicDraw(bidders, scheme: .wakayama, openingTime: opening)
    #expect(draw.entries.map(\.k) == [16, 38, 17])
    #expect(draw.openingMilliseconds == 345)
    // 16 + 38 + 17 + 345 = 416 = 138 · 3 + 2: order 3 − 2 = 1, the first.
    #expect(draw.sum == 416)
    #expect(draw.remainder == 2)
    #expect(draw.steps[0].number == 1)
    // 38 + 17 + 345 = 400, remainder 0: order 2 − 0 = 2, which is C.
    #expect(draw.steps[1].sum == 400)
    #expect(draw.ranking.map { draw.entries[$0].bidder.name } == ["A", "C", "B"])
  }

  @Test("postal notice: by name from 1, remainder and one, 999 for a missing number")
  func nameOrder() throws {
    let bidders = [
      LotteryBidder(name: "みどり", typed: 100), LotteryBidder(name: "アオバ", typed: nil),
      LotteryBidder(name: "大橋", reading: "オオハシ", typed: 3),
    ]
    let draw = try ElectronicDraw(bidders, scheme: .nameOrder)
    #expect(draw.entries.map(\.bidder.name) == ["アオバ", "大橋", "みどり"])
    #expect(draw.entries.map(\.usesDefault) == [true, false, false])
    // 999 + 3 + 100 = 1102 = 367 · 3 + 1: number 1 + 1 = 2.
    #expect(draw.sum == 1_102)
    #expect(draw.steps[0].number == 2)
    #expect(draw.entries[draw.winner].bidder.name == "大橋")
  }

  private static func japan(day: Int64, hour: Int64, minute: Int64) -> Int64 {
    ((day * 24 + hour - 9) * 60 + minute) * 60_000
  }
}
