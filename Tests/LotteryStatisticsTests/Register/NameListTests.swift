import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Name list")
struct NameListTests {
  @Test("numbers are those of a dictionary, whether names ascend or not", arguments: 0..<30)
  func numbers(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var names = (0..<60).map { _ in "é\(Int.random(in: 0..<40, using: &random))" }
    // Ascending all through, at first, or not at all.
    let sorted = [60, 30, 0][seed % 3]
    names.replaceSubrange(0..<sorted, with: names[..<sorted].sorted())
    var list = NameList()
    var expected: [String: Int] = [:]
    for name in names {
      let number = expected[name] ?? expected.count
      expected[name] = number
      #expect(list.number(of: name) == number)
      #expect(list.names[number] == name && list.count == expected.count)
    }
    // Names that are canonically equivalent are one.
    #expect(list.number(of: "e\u{301}" + names[0].dropFirst()) == 0)
  }
}
