import Testing

@testable import LotteryStatistics

@Suite struct WinCountsTests {
  static func counts(_ wins: [UInt16]) -> WinCounts {
    var counts = WinCounts(count: wins.count)
    counts.update { for (entry, own) in wins.enumerated() { $0[entry] = own } }
    return counts
  }

  /// The trials where two bytes no longer do, from below and from above.
  @Test(arguments: [16_384, 32_767, 32_768, 40_000] as [Int64])
  func sumsAreTheSameWhereverTheyBecomeWide(trials: Int64) throws {
    let (a, b, c) = (Self.counts([1, 0, 16_000]), Self.counts([2, 16_384, 0]), Self.counts([0, 1, 16_384]))
    var (first, second) = (a, b)
    let fits = [
      first.add(b, trials: 2 * trials), first.add(c, trials: 3 * trials), second.add(c, trials: 2 * trials),
      second.add(a, trials: 3 * trials),
    ]
    #expect(fits.allSatisfy(\.self) && first == second)
    #expect((0..<3).map { first[$0] } == [3, 16_385, 32_384])
    #expect(first == WinCounts([3, 16_385, 32_384], trials: 3 * trials))
    var seen: [UInt32] = []
    first.forEach { if $0 == seen.count { seen.append($1) } }
    #expect(seen == [3, 16_385, 32_384])
  }

  @Test func whatCannotBeIsRefused() {
    #expect(WinCounts([0, 65_535], trials: 65_535)?[1] == 65_535)
    #expect(WinCounts([0, 65_536], trials: 65_536)?[1] == 65_536)
    #expect(WinCounts([0, 11], trials: 10) == nil)
    #expect(WinCounts([-1], trials: 10) == nil)
    #expect(WinCounts([1], trials: 1 << 32) == nil)
    var sum = Self.counts([65_535])
    let fits = sum.add(Self.counts([1]), trials: 65_535)
    #expect(!fits)
  }
}
