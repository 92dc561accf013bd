import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Tenders that are over")
struct ClosedTendersTests {
  @Test("an identifier that comes back is found, in order and out of order", arguments: 0..<100)
  func repetition(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var numbers = Array(100..<100 + Int.random(in: 2...300, using: &random))
    if seed % 2 == 0 { numbers.shuffle(using: &random) }
    var closed = ClosedTenders()
    let known = numbers.count { closed.insert("T\($0)") }
    let isNew = closed.insert("T\(numbers[Int.random(in: 0..<numbers.count, using: &random)])")
    #expect(known == numbers.count && !isNew)
  }
}
