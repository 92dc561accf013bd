import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct FirmComponentsTests {
  /// Against flooding from every firm.
  @Test func agreesWithFlooding() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<50 {
      let links = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        (Int.random(in: 0..<15, using: &generator), Int.random(in: 0..<15, using: &generator))
      }
      var components = FirmComponents(firms: 15)
      for (a, b) in links { components.link(a, b) }
      var label = Array(0..<15)
      for _ in 0..<15 {
        for (a, b) in links {
          let lowest = min(label[a], label[b])
          label[a] = lowest
          label[b] = lowest
        }
      }
      #expect(components.count == Set(label).count)
      for a in 0..<15 {
        for b in 0..<15 { #expect((components.root(of: a) == components.root(of: b)) == (label[a] == label[b])) }
      }
    }
  }
}
