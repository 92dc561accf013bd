import CounterRandom
import Testing

@testable import ShareStatistics

@Suite("Random words of chance")
struct ChanceWordsTests {
  private static let streams = TrialStreams(seed: 5, experiment: 9)

  @Test("words are those of a stream from its second half word on")
  func words() {
    var words = ChanceWords(Self.streams, trial: 77)
    var stream = Self.streams.stream(trial: 77, draw: 0)
    _ = stream.nextWord()
    for _ in 0..<2000 { #expect(words.next() == stream.next()) }
  }

  @Test("every order is alike")
  func shuffle() {
    var words = ChanceWords(Self.streams, trial: 1)
    var seen: [[UInt8]: Int] = [:]
    for _ in 0..<24_000 {
      var target: [UInt8] = [9, 9, 9, 9]
      let source: [UInt8] = [0, 1, 2, 3]
      source.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { words.shuffle(source, into: $0) }
      }
      seen[target, default: 0] += 1
    }
    #expect(seen.count == 24)
    #expect(seen.keys.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
    let chi = seen.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    // 23 degrees of freedom: larger with a chance of 1e-6.
    #expect(chi < 69)
  }
}
