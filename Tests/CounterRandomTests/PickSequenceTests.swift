import CounterRandom
import Testing

@Suite struct PickSequenceTests {
  /// The picks that the leading digits of whole words give, computed by division instead of products.
  func picksByDivision(_ stream: DrawStream, below bound: UInt32, count: Int) -> [UInt32] {
    var stream = stream
    let digits = Int(PickSequence.digitsPerWord(bound))
    let values = (0..<digits).reduce(UInt64(1)) { power, _ in power * UInt64(bound) }
    var picks: [UInt32] = []
    while picks.count < count {
      let product = UInt64(stream.nextWord()) * values
      if product & 0xffff_ffff < (UInt64(1) << 32) % values { continue }
      var number = product >> 32
      var leading: [UInt32] = []
      for _ in 0..<digits {
        leading.insert(UInt32(number % UInt64(bound)), at: 0)
        number /= UInt64(bound)
      }
      picks += leading
    }
    return Array(picks.prefix(count))
  }

  @Test(arguments: [1, 2, 3, 7, 40, 64, 128, 129, 1000, 1024, 1025, 70_000, 3_000_000_000] as [UInt32])
  func agreesWithDivision(bound: UInt32) {
    for trial in 0..<50 as Range<UInt64> {
      let stream = TrialStreams(seed: 11, experiment: 0).stream(trial: trial, draw: 5)
      var sequence = PickSequence(stream: stream, below: bound)
      let picks = (0..<20).map { _ in sequence.next() }
      #expect(picks == picksByDivision(stream, below: bound, count: 20))
      #expect(picks.allSatisfy { $0 < bound })
    }
  }

  /// χ² of all pairs of successive picks below 7: 48 degrees of freedom, 99.999th percentile 104.2, so this
  /// seed had a chance of 1e-5 to fail.
  @Test func successivePicksAreUniformAndIndependent() {
    var counts = [Int](repeating: 0, count: 49)
    let pairs = 40_000
    for trial in 0..<UInt64(pairs) {
      var sequence = PickSequence(
        stream: TrialStreams(seed: 2, experiment: 1).stream(trial: trial, draw: 1), below: 7)
      counts[Int(sequence.next()) * 7 + Int(sequence.next())] += 1
    }
    let expected = Double(pairs) / 49
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(statistic < 104.2 && statistic > 15)
  }
}
