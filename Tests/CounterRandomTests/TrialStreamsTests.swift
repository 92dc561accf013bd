import CounterRandom
import Testing

@Suite struct TrialStreamsTests {
  let streams = TrialStreams(seed: 7, experiment: 3)

  @Test func wordsComeFromTheStatedCounters() {
    let generator = Philox4x32(seed: 7)
    let trial: UInt64 = 0x1234_5678_9abc
    let high: UInt32 = 0x0003_1234
    var stream = streams.stream(trial: trial, draw: 6)
    let words = (0..<9).map { _ in stream.nextWord() }
    let first = generator.block(at: SIMD4(0, 1, 0x5678_9abc, high))
    let own = generator.block(at: SIMD4(1, 6, 0x5678_9abc, high))
    let next = generator.block(at: SIMD4(2, 6, 0x5678_9abc, high))
    #expect(words == [first[2], own[0], own[1], own[2], own[3], next[0], next[1], next[2], next[3]])
  }

  @Test func differentAddressesGiveDifferentWords() {
    var seen: Set<UInt64> = []
    for seed in [UInt64(1), 2] {
      for experiment in [UInt16(0), 1] {
        let streams = TrialStreams(seed: seed, experiment: experiment)
        for trial in [UInt64(0), 1, 1 << 32, TrialStreams.trialLimit - 1] {
          for draw in [UInt32(0), 1, 3, 4, .max] {
            var stream = streams.stream(trial: trial, draw: draw)
            for _ in 0..<4 { seen.insert(stream.next()) }
          }
        }
      }
    }
    // 320 words of 64 bits: two agree by chance with probability 3e-15.
    #expect(seen.count == 2 * 2 * 4 * 5 * 4)
  }

  @Test func shufflesThroughTheStandardLibrary() {
    var (a, b) = (streams.stream(trial: 1, draw: 0), streams.stream(trial: 1, draw: 0))
    let shuffled = Array(0..<50).shuffled(using: &a)
    #expect(shuffled == Array(0..<50).shuffled(using: &b))
    #expect(shuffled.sorted() == Array(0..<50) && shuffled != shuffled.sorted())
  }
}
