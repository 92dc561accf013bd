import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Timing an arrival")
struct ArrivalTimingTests {
  /// All arrivals of the others, one by one; ties of moments both ways.
  @Test("all arrivals give the chance", arguments: 0..<12)
  func enumeration(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let others = 1 + seed % 3
    var scheme: LotteryScheme = seed % 2 == 0 ? .coreSeconds : .milliseconds
    scheme.cutsSum = seed % 4 == 3 && seed < 8
    scheme.cutsNumbers = seed % 5 != 4
    let window = others == 1 ? 1_300 : others == 2 ? 60 : 12
    let typed = (0..<others).map { _ in Int.random(in: 0...999, using: &random) }
    let start = Int.random(in: 900...999, using: &random)
    let (moment, own) = (Int.random(in: 0..<window, using: &random), Int.random(in: 0...999, using: &random))
    var chance = 0.0
    func number(_ typed: Int, _ moment: Int) -> Int {
      scheme.determined(typed: typed, system: (start + moment) % 1_000)
    }
    func enumerate(_ index: Int, _ came: Int, _ sum: Int, _ probability: Double) {
      guard index < others else {
        if scheme.winner(sum: sum, count: others + 1) == came { chance += probability }
        return
      }
      for other in 0..<window {
        let next = sum + number(typed[index], other)
        let share = probability / Double(window)
        if other <= moment { enumerate(index + 1, came + 1, next, other == moment ? share / 2 : share) }
        if other >= moment { enumerate(index + 1, came, next, other == moment ? share / 2 : share) }
      }
    }
    enumerate(0, 0, number(own, moment), 1)
    let timing = ArrivalTiming(scheme, typed: typed, window: window, start: start)
    #expect(abs(timing.chance(at: moment, typing: own) - chance) < 1e-11)
  }

  @Test("two who arrive by chance share the win evenly, whatever they typed")
  func exchangeable() {
    // Averaged over the moment of the one who is looked at: the sum does not know the order.
    let timing = ArrivalTiming(.coreSeconds, typed: [17], window: 51)
    let mean = (0..<51).reduce(0.0) { $0 + timing.chance(at: $1, typing: 17) } / 51
    #expect(abs(mean - 0.5) < 1e-12)
  }

  @Test("a moment of one's own choice beats chance where bids crowd, and hardly where they do not")
  func gain() throws {
    // All in one second: the sum is known, and the typed number with it; the place alone is open.
    let crowd = ArrivalTiming(.coreSeconds, typed: [0, 0], window: 1)
    #expect(crowd.chance(at: 0) == 0.25)
    #expect(crowd.chance(at: 0, typing: 1) == 0.5)
    let few = ArrivalTiming(.coreSeconds, typed: [0, 0], window: 5)
    let best = try #require(few.best(among: 0..<5))
    #expect(best.chance > 0.339)
    #expect(best.chance < 0.35)
    #expect(few.chance(at: best.moment, typing: best.typed) == best.chance)
    let long = ArrivalTiming(.milliseconds, typed: [0, 0], window: 3_600_000)
    let other = try #require(long.best(among: stride(from: 0, to: 3_600_000, by: 900_000)))
    #expect(abs(other.chance - 1.0 / 3) < 0.002)
  }
}
