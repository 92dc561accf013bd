import Foundation
import Testing

@testable import SyntheticData

@Suite("Heavy-tailed weights")
struct HeavyTailTests {
  /// 20,000 logarithms of a normal law: mean and deviation lie outside 4.5 standard errors once in 150,000 seeds.
  @Test("the logarithm has mean 0 and the given deviation", arguments: [80, 160, 200])
  func moments(hundredths: Int) {
    let tail = HeavyTail(sigmaHundredths: hundredths)
    var words = SyntheticStreams.ledgerAmounts.words(seed: 7, 0)
    let logs = (0..<20_000).map { _ in log(Double(tail.next(&words)) / 68_719_476_736) }
    let sigma = Double(hundredths) / 100
    let mean = logs.reduce(0, +) / 20_000
    let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
    #expect(abs(mean) < 4.5 * sigma / 20_000.0.squareRoot())
    #expect(abs(deviation / sigma - 1) < 4.5 / 40_000.0.squareRoot())
  }

  @Test("without a deviation all weights are alike")
  func constant() {
    let tail = HeavyTail(sigmaHundredths: 0)
    var words = SyntheticStreams.ledgerAmounts.words(seed: 7, 0)
    #expect((0..<100).allSatisfy { _ in tail.next(&words) == 1 << 36 })
  }

  @Test("the first weights of seed 1 are these on every machine")
  func fixedBits() {
    let tail = HeavyTail(sigmaHundredths: 160)
    var words = SyntheticStreams.ledgerAmounts.words(seed: 1, 0)
    #expect((0..<4).map { _ in tail.next(&words) } == Self.firstWeights)
  }

  /// From a second program, in Python, with its own Philox.
  private static let firstWeights: [UInt64] = [13_890_306_048, 678_916_259_840, 82_765_479_936, 317_616_553_984]
}
