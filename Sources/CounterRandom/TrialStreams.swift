/// The random streams of a simulation, one for each (trial, draw) of one experiment under one seed.
///
/// Counter layout, low word first: block, draw, trial bits 0–31, trial bits 32–47 with the experiment above.
/// Word 0 of the streams of four neighbouring draws shares one block (block 0 at draw / 4), so that a trial
/// whose draws need one word each costs a quarter of a block a draw; words 1, 2, ... of a draw come from its
/// own blocks 1, 2, .... No two words of different (seed, experiment, trial, draw, word) share a place.
public struct TrialStreams: Sendable, Hashable {
  /// Trials are numbered from 0 to below this.
  public static let trialLimit: UInt64 = 1 << 48

  /// The generator keyed by the seed.
  public let generator: Philox4x32
  /// The number of the experiment; experiments under one seed are independent.
  public let experiment: UInt16

  /// The streams of an experiment under a seed.
  public init(seed: UInt64, experiment: UInt16) {
    generator = Philox4x32(seed: seed)
    self.experiment = experiment
  }

  /// The streams of another experiment under the same seed.
  public func withExperiment(_ experiment: UInt16) -> TrialStreams {
    TrialStreams(generator: generator, experiment: experiment)
  }

  private init(generator: Philox4x32, experiment: UInt16) {
    self.generator = generator
    self.experiment = experiment
  }

  /// The random words of one draw of one trial.
  ///
  /// - Parameter trial: below `trialLimit`.
  @inlinable
  public func stream(trial: UInt64, draw: UInt32) -> DrawStream {
    precondition(trial < Self.trialLimit, "trials are numbered with 48 bits")
    return DrawStream(
      generator: generator, draw: draw, trialLow: UInt32(truncatingIfNeeded: trial),
      trialHigh: UInt32(truncatingIfNeeded: trial >> 32) | UInt32(experiment) << 16)
  }
}

/// The random words of one draw of one trial, in order.
public struct DrawStream: Sendable, RandomNumberGenerator {
  @usableFromInline let generator: Philox4x32
  @usableFromInline let draw: UInt32
  @usableFromInline let trialLow: UInt32
  @usableFromInline let trialHigh: UInt32
  @usableFromInline var position: UInt64 = 0
  @usableFromInline var words: SIMD4<UInt32> = .zero

  @inlinable
  init(generator: Philox4x32, draw: UInt32, trialLow: UInt32, trialHigh: UInt32) {
    self.generator = generator
    self.draw = draw
    self.trialLow = trialLow
    self.trialHigh = trialHigh
  }

  /// The next 32 random bits.
  @inlinable
  public mutating func nextWord() -> UInt32 {
    defer { position += 1 }
    if position == 0 {
      return generator.block(at: SIMD4(0, draw >> 2, trialLow, trialHigh))[Int(draw & 3)]
    }
    let offset = position - 1
    if offset & 3 == 0 {
      let block = UInt32(truncatingIfNeeded: offset >> 2 + 1)
      words = generator.block(at: SIMD4(block, draw, trialLow, trialHigh))
    }
    return words[Int(offset & 3)]
  }

  /// The next 64 random bits, low word first.
  @inlinable
  public mutating func next() -> UInt64 {
    let low = nextWord()
    return UInt64(nextWord()) << 32 | UInt64(low)
  }
}
