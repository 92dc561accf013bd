import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Totals in order, measured in doubles")
struct OrderedTotalsTests {
  private static let indices: [Concentration.Index] = [
    .hhi, .topShare(0), .topShare(3), .topShare(100_000), .gini, .theil,
  ]

  private func measures(_ totals: [Int64], asCounts: Bool) -> [Double] {
    var ordered = OrderedTotals()
    totals.withUnsafeBufferPointer { asCounts ? ordered.assign(counts: $0) : ordered.assign(amounts: $0) }
    return ordered.measures(Self.indices)
  }

  @Test(
    "measures are those of the concentration, whatever the size, the ties and the order",
    arguments: [1, 2, 7, 512, 513, 3000], [Int64(1), 12, 1_000_000_007])
  func measures(_ count: Int, _ largest: Int64) throws {
    var generator = SplitMix64(seed: UInt64(count) &+ UInt64(largest))
    var totals = (0..<count).map { _ in Int64.random(in: 0...largest, using: &generator) }
    totals[0] = largest
    let exact = try #require(Concentration(totals))
    for asCounts in [false, true] {
      let found = measures(totals, asCounts: asCounts)
      for (value, index) in zip(found, Self.indices) { #expect(abs(value - exact[index]) < 1e-12) }
      #expect(found == measures(totals.shuffled(using: &generator), asCounts: asCounts))
    }
  }

  @Test("amounts that differ only beyond the leading bits are put in order")
  func nearlyEqual() throws {
    let totals = (0..<1000).map { Int64(1 << 40) + Int64(($0 * 7919) % 1000) }
    let exact = try #require(Concentration(totals))
    #expect(abs(measures(totals, asCounts: false)[4] - exact[.gini]) < 1e-15)
  }

  @Test("nothing has no measures")
  func nothing() {
    #expect(measures([0, 0], asCounts: false).allSatisfy { $0.isNaN })
    #expect(measures([], asCounts: true).allSatisfy { $0.isNaN })
  }
}
