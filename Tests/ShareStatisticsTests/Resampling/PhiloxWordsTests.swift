import CounterRandom
import Testing

@testable import ShareStatistics

@Suite("Philox words")
struct PhiloxWordsTests {
  @Test("words at once are the words of the stream, whatever the step", arguments: [0, 1, 5])
  func stream(step: Int) {
    let streams = TrialStreams(seed: 0x0123_4567_89AB_CDEF, experiment: 0xB002)
    var stream = streams.stream(trial: 77, draw: 41)
    _ = stream.nextWord()
    for _ in 0..<step * PhiloxWords.wordsAtOnce { _ = stream.next() }
    var words = [UInt64](repeating: 0, count: 3 * PhiloxWords.wordsAtOnce)
    words.withUnsafeMutableBufferPointer {
      PhiloxWords(streams).fill($0, trial: 77, draw: 41, step: step)
    }
    #expect(words == words.map { _ in stream.next() })
  }
}
