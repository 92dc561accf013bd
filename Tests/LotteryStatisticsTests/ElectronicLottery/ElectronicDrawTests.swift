import Testing

@testable import LotteryStatistics

@Suite("Electronic draw")
struct ElectronicDrawTests {
  private func bidders(_ numbers: [Int], excluded: Set<Int> = []) -> [LotteryBidder] {
    numbers.enumerated().map {
      LotteryBidder(
        name: "\($0.offset)", typed: $0.element, system: 0, arrival: Int64($0.offset),
        isExcluded: excluded.contains($0.offset))
    }
  }

  private func names(_ draw: ElectronicDraw) -> [String] { draw.ranking.map { draw.entries[$0].bidder.name } }

  @Test("next places: around the order, or from the rest computed again")
  func succession() throws {
    var scheme = LotteryScheme.random
    // 5 + 1 + 3 + 1 = 10 mod 4 = 2.
    let around = try ElectronicDraw(bidders([5, 1, 3, 1]), scheme: scheme)
    #expect(names(around) == ["2", "3", "0", "1"])
    #expect(around.steps.map(\.sum) == [10])
    // Without firm 2: 7 mod 3 = 1, firm 1 of {0, 1, 3}; then 6 mod 2 = 0, firm 0 of {0, 3}.
    scheme.succession = .recompute
    let again = try ElectronicDraw(bidders([5, 1, 3, 1]), scheme: scheme)
    #expect(names(again) == ["2", "1", "0", "3"])
    #expect(again.steps.map(\.sum) == [10, 7, 6, 1])
  }

  @Test("numbered again with the whole sum, or computed again without the winner's number")
  func renumberKeepsTheSum() throws {
    var scheme = LotteryScheme.random
    scheme.succession = .renumber
    // 1 + 2 + 5 = 8 mod 3 = 2; the whole sum mod 2 = 0, firm 0; without the winner's 5 it is 3 mod 2 = 1, firm 1.
    let whole = try ElectronicDraw(bidders([1, 2, 5]), scheme: scheme)
    #expect(names(whole) == ["2", "0", "1"])
    #expect(whole.steps.map(\.sum) == [8, 8, 8])
    scheme.succession = .recompute
    #expect(names(try ElectronicDraw(bidders([1, 2, 5]), scheme: scheme)) == ["2", "1", "0"])
  }

  @Test("高知県: the sum is cut to three digits before it is divided")
  func cutSum() throws {
    var all = bidders([999, 2, 0])
    for index in all.indices { all[index].system = 0 }
    let draw = try ElectronicDraw(all, scheme: .millisecondsCut)
    #expect(draw.sum == 1_001)
    #expect(draw.steps[0].dividend == 1)
    #expect(draw.entries[draw.winner].bidder.name == "1")
    let uncut = try ElectronicDraw(all, scheme: .milliseconds)
    #expect(uncut.entries[uncut.winner].bidder.name == "2")
  }

  @Test("the excluded leave and the rest are numbered again")
  func leaving() throws {
    let draw = try ElectronicDraw(bidders([1, 1, 1], excluded: [0]), scheme: .random)
    #expect(draw.entries.map(\.bidder.name) == ["1", "2"])
    #expect(draw.excluded.map(\.name) == ["0"])
    #expect(draw.sum == 2)
    #expect(draw.entries[draw.winner].bidder.name == "1")
  }

  @Test("or all draw, and the place of an excluded winner passes on")
  func passing() throws {
    var scheme = LotteryScheme.random
    scheme.exclusion = .pass
    let draw = try ElectronicDraw(bidders([1, 1, 1], excluded: [0]), scheme: scheme)
    #expect(names(draw) == ["0", "1", "2"])
    #expect(draw.entries[draw.winner].bidder.name == "1")
    // Where all are excluded nobody is.
    let all = try ElectronicDraw(bidders([1, 1, 1], excluded: [0, 1, 2]), scheme: scheme)
    #expect(all.entries[all.winner].bidder.name == "0")
  }

  @Test("one firm wins without more; none is an error")
  func fewBidders() throws {
    let draw = try ElectronicDraw(bidders([7]), scheme: .random)
    #expect(draw.winner == 0)
    #expect(draw.ranking == [0])
    #expect(throws: DrawError.self) { try ElectronicDraw([], scheme: .random) }
  }

  @Test("what leaves a draw open is an error that names firm and line")
  func open() {
    typealias Case = (LotteryScheme, LotteryBidder, DrawError.Kind)
    let other = LotteryBidder(name: "X", reading: "エックス", typed: 1, system: 1, arrival: 1_000)
    let cases: [Case] = [
      (.random, LotteryBidder(name: "Y", typed: 1_234, system: 1, arrival: 2), .numberOutOfRange(1_234, digits: 3)),
      (.random, LotteryBidder(name: "Y", typed: -1, system: 1, arrival: 2), .numberOutOfRange(-1, digits: 3)),
      (.random, LotteryBidder(name: "Y", typed: 1, system: 1_000, arrival: 2), .numberOutOfRange(1_000, digits: 3)),
      (.random, LotteryBidder(name: "Y", system: 1, arrival: 2), .missingTyped),
      (.random, LotteryBidder(name: "Y", typed: 1, arrival: 2), .missingSystem),
      (.random, LotteryBidder(name: "Y", typed: 1, system: 1), .missingArrival),
      (.random, LotteryBidder(name: "Y", typed: 1, system: 1, arrival: 1_000), .equalArrivals(with: "X")),
      (.wakayama, LotteryBidder(name: "Y", arrival: 2), .missingOpening),
      (.nameOrder, LotteryBidder(name: "大橋組", typed: 1), .missingReading),
      (.nameOrder, LotteryBidder(name: "Y", reading: "えっくす", typed: 1), .equalKeys(with: "X")),
    ]
    for (scheme, bidder, kind) in cases {
      var bidder = bidder
      bidder.sourceLine = 3
      let error = #expect(throws: DrawError.self) { try ElectronicDraw([other, bidder], scheme: scheme) }
      #expect(error?.kind == kind, "\(bidder)")
      #expect(error?.scheme == scheme.name)
      guard kind != .missingOpening else { continue }
      #expect(error?.firm == bidder.name)
      #expect(error?.line == 3)
    }
  }

  @Test("defaults stand in for missing numbers, times and equal arrivals")
  func defaults() throws {
    var scheme = LotteryScheme.random
    scheme.missingTyped = .number(111)
    scheme.missingSystem = .number(5)
    scheme.missingArrival = .last
    scheme.equalArrivals = .record
    let paper = LotteryBidder(name: "paper")
    let first = LotteryBidder(name: "b", code: "00109", typed: 1, system: 2, arrival: 9)
    let second = LotteryBidder(name: "a", code: "108", typed: 3, system: 4, arrival: 9)
    let draw = try ElectronicDraw([paper, first, second], scheme: scheme)
    #expect(draw.entries.map(\.bidder.name) == ["b", "a", "paper"])
    #expect(draw.entries.map(\.k) == [3, 7, 116])
    #expect(draw.entries.map(\.usesDefault) == [false, false, true])
    scheme.equalArrivals = .firmCode
    scheme.missingArrival = .first
    let other = try ElectronicDraw([paper, first, second], scheme: scheme)
    #expect(other.entries.map(\.bidder.name) == ["paper", "a", "b"])
  }

  @Test("a recorded system number goes before the arrival's, and the difference is kept")
  func recordedNumber() throws {
    let bidders = [
      LotteryBidder(name: "a", typed: 0, system: 7, arrival: 12_000),
      LotteryBidder(name: "b", typed: 0, arrival: 13_000),
    ]
    let draw = try ElectronicDraw(bidders, scheme: .coreSeconds)
    #expect(draw.entries.map(\.system) == [7, 13])
    #expect(draw.entries.map(\.systemOfArrival) == [12, nil])
  }

  @Test("schemes that make no sense are refused")
  func badSchemes() {
    var scheme = LotteryScheme.typedOnly
    scheme.usesTypedNumber = false
    #expect(throws: SchemeError.self) { try scheme.checked() }
    scheme = .random
    scheme.firstNumber = 2
    #expect(throws: SchemeError.self) { try scheme.checked() }
    scheme = .random
    scheme.missingTyped = .number(1_000)
    #expect(throws: SchemeError.self) { try scheme.checked() }
    for named in LotteryScheme.named { #expect(throws: Never.self) { try named.checked() } }
  }

  @Test("every remainder names one firm, whatever the numbering", arguments: WinningNumber.allCases, [0, 1])
  func numbering(_ winning: WinningNumber, _ first: Int) {
    var scheme = LotteryScheme.random
    scheme.winningNumber = winning
    scheme.firstNumber = first
    for count in 1...7 {
      let winners = (0..<count).map { scheme.winner(sum: $0, count: count) }
      #expect(Set(winners) == Set(0..<count))
    }
  }
}
