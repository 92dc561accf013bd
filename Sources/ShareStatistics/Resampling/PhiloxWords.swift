import CounterRandom

/// The words of a `DrawStream` many at a time: eight Philox blocks side by side.
///
/// The 64-bit words are those that a `DrawStream` gives from its second 32-bit word on, low word first.
struct PhiloxWords {
  private typealias Lanes = SIMD8<UInt64>

  /// Blocks computed side by side.
  static let blocksAtOnce = 8
  /// 64-bit words that one step yields.
  static let wordsAtOnce = 2 * blocksAtOnce

  private let streams: TrialStreams

  init(_ streams: TrialStreams) {
    self.streams = streams
  }

  /// Fills a buffer with the words of a draw from a step on.
  ///
  /// - Parameters:
  ///   - buffer: a multiple of `wordsAtOnce` long.
  ///   - step: how many times `wordsAtOnce` words of the draw have been used.
  func fill(_ buffer: UnsafeMutableBufferPointer<UInt64>, trial: UInt32, draw: UInt32, step: UInt32) {
    let high = UInt64(streams.experiment) << 16
    let (k0, k1) = (UInt64(streams.generator.key[0]), UInt64(streams.generator.key[1]))
    let low = Lanes(repeating: 0xFFFF_FFFF)
    let offsets = Lanes(1, 2, 3, 4, 5, 6, 7, 8)
    for place in stride(from: 0, to: buffer.count, by: Self.wordsAtOnce) {
      let first = (UInt64(step) &+ UInt64(place / Self.wordsAtOnce)) &* UInt64(Self.blocksAtOnce)
      var c0 = (Lanes(repeating: first) &+ offsets) & low
      var c1 = Lanes(repeating: UInt64(draw))
      var c2 = Lanes(repeating: UInt64(trial))
      var c3 = Lanes(repeating: high)
      var (r0, r1) = (k0, k1)
      for _ in 0..<10 {
        // Operands are masked to 32 bits, so that the compiler can use 32 × 32 bit products.
        let p0 = (c0 & low) &* Lanes(repeating: 0xD251_1F53)
        let p1 = (c2 & low) &* Lanes(repeating: 0xCD9E_8D57)
        c0 = (p1 &>> 32) ^ c1 ^ Lanes(repeating: r0)
        c1 = p1 & low
        c2 = (p0 &>> 32) ^ c3 ^ Lanes(repeating: r1)
        c3 = p0 & low
        r0 = (r0 &+ 0x9E37_79B9) & 0xFFFF_FFFF
        r1 = (r1 &+ 0xBB67_AE85) & 0xFFFF_FFFF
      }
      let (even, odd) = (c0 | (c1 &<< 32), c2 | (c3 &<< 32))
      for lane in 0..<Self.blocksAtOnce {
        buffer[place + 2 * lane] = even[lane]
        buffer[place + 2 * lane + 1] = odd[lane]
      }
    }
  }
}
