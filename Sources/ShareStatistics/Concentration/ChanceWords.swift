import CounterRandom

/// The random words of one simulation, taken one by one from a buffer that is filled many at a time.
struct ChanceWords: ~Copyable {
  private static let capacity = 64 * PhiloxWords.wordsAtOnce

  private let words: PhiloxWords
  private let trial: UInt32
  private let buffer: UnsafeMutableBufferPointer<UInt64>
  private var place: Int
  private var step = 0

  /// The words of a simulation of an experiment.
  init(_ streams: TrialStreams, trial: Int) {
    words = PhiloxWords(streams)
    self.trial = UInt32(truncatingIfNeeded: trial)
    buffer = .allocate(capacity: Self.capacity)
    buffer.initialize(repeating: 0)
    place = Self.capacity
  }

  deinit { buffer.deallocate() }

  /// The next 64 random bits.
  @inline(__always)
  mutating func next() -> UInt64 {
    if place == Self.capacity { refill() }
    defer { place &+= 1 }
    return buffer[place]
  }

  /// Uniform on 2^53 equal steps from 0 to below 1.
  @inline(__always)
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  @inline(never)
  private mutating func refill() {
    words.fill(buffer, trial: trial, draw: 0, step: step)
    step += Self.capacity / PhiloxWords.wordsAtOnce
    place = 0
  }

  /// A number from 0 to below a bound, every one alike, out of 32 random bits.
  ///
  /// Lemire's rejection (*Fast random integer generation in an interval*, 2019): a rejected half word is replaced by
  /// a word of its own.
  @inline(__always)
  private mutating func pick(_ bits: UInt32, below bound: UInt32) -> Int {
    let product = UInt64(bits) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound { return pickAgain(product, below: bound) }
    return Int(truncatingIfNeeded: product &>> 32)
  }

  @inline(never)
  private mutating func pickAgain(_ first: UInt64, below bound: UInt32) -> Int {
    let threshold = (0 &- bound) % bound
    var product = first
    while UInt32(truncatingIfNeeded: product) < threshold {
      product = UInt64(UInt32(truncatingIfNeeded: next())) &* UInt64(bound)
    }
    return Int(truncatingIfNeeded: product &>> 32)
  }

  /// Writes the elements of a source in an order of which every one is alike.
  ///
  /// The inside-out form of Fisher and Yates: the source is read from first to last, so nothing needs copying before.
  ///
  /// - Parameter target: as long as the source, which has fewer than 2^32 elements.
  /// - Complexity: O(elements).
  mutating func shuffle<Element: BitwiseCopyable>(
    _ source: UnsafeBufferPointer<Element>, into target: UnsafeMutableBufferPointer<Element>
  ) {
    precondition(target.count == source.count && source.count < 1 << 32, "room for all, and 32 bits to choose one")
    guard let from = source.baseAddress, let to = target.baseAddress else { return }
    var place = 0
    while place < source.count {
      let word = next()
      let first = pick(UInt32(truncatingIfNeeded: word), below: UInt32(truncatingIfNeeded: place &+ 1))
      to[place] = to[first]
      to[first] = from[place]
      place &+= 1
      if place == source.count { return }
      let second = pick(UInt32(truncatingIfNeeded: word &>> 32), below: UInt32(truncatingIfNeeded: place &+ 1))
      to[place] = to[second]
      to[second] = from[place]
      place &+= 1
    }
  }
}
