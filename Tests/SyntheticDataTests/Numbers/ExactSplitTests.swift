import TestSupport
import Testing

@testable import SyntheticData

@Suite("Exact splits")
struct ExactSplitTests {
  @Test("adjacent ranges add up, and a yen each stays a yen each")
  func parts() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<200 {
      let count = Int64(random.next() % 5_000 + 1)
      let total = count + Int64(random.next() % (1 << (random.next() % 60 + 1)))
      var (first, sum): (Int64, Int64) = (0, 0)
      while first < count {
        let next = min(count, first + Int64(random.next() % 400))
        let part = ExactSplit.part(of: total, over: first..<next, of: count)
        #expect(part >= next - first)
        sum += part
        first = next
      }
      #expect(sum == total)
    }
  }

  @Test("amounts add up exactly, each at least a yen, for all sizes of totals")
  func amounts() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let count = Int(random.next() % 300 + 1)
      let total = Int64(count) + Int64(random.next() >> (random.next() % 62 + 1) & (.max >> 2))
      let weights = (0..<count).map { _ in random.next() >> (random.next() % 40 + 14) | 1 }
      var amounts = weights
      ExactSplit.distribute(total, &amounts)
      #expect(amounts.reduce(0, +) == UInt64(total))
      #expect(amounts.allSatisfy { $0 >= 1 })
      // In proportion: the unit kept for each moves a share by at most a hundredth of the mean.
      let sum = weights.reduce(0.0) { $0 + Double($1) }
      let off = zip(amounts, weights).count { amount, weight in
        abs(Double(amount) - Double(weight) / sum * Double(total)) > Double(total) * 0.02 + 20_000
      }
      #expect(off <= 1)
    }
  }

  @Test("amounts look like prices: multiples of a unit, but for one of them")
  func units() {
    var amounts: [UInt64] = [5, 1, 9, 3, 2]
    ExactSplit.distribute(123_456_789, &amounts)
    #expect(amounts.count { $0 % 10_000 == 0 } == 4)
    #expect(amounts.reduce(0, +) == 123_456_789)
  }
}
