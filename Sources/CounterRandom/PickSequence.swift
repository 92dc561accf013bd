/// Independent uniform picks from 0 to below a bound, exactly unbiased, out of one random stream.
///
/// One accepted word gives up to three picks: they are the leading digits of word / 2^32 in base `bound`,
/// uniform on all bound^digits values by Lemire's rejection (*Fast random integer generation in an interval*,
/// 2019). A rejected word (chance below 2^−11, or below bound / 2^32 where a word gives one pick) is left for
/// the next word of the same stream, so no other draw notices.
public struct PickSequence: Sendable {
  @usableFromInline var stream: DrawStream
  @usableFromInline let bound: UInt32
  @usableFromInline let digits: UInt32
  @usableFromInline var rest: UInt32 = 0
  @usableFromInline var digitsLeft: UInt32 = 0

  /// Picks below a bound.
  ///
  /// - Parameter bound: above 0.
  @inlinable
  public init(stream: DrawStream, below bound: UInt32) {
    precondition(bound > 0, "a pick from nothing")
    self.stream = stream
    self.bound = bound
    digits = Self.digitsPerWord(bound)
  }

  /// How many picks below a bound one word gives: as many, up to three, as keep bound^digits within 2^21.
  @inlinable
  public static func digitsPerWord(_ bound: UInt32) -> UInt32 {
    bound <= 128 ? 3 : bound <= 1024 ? 2 : 1
  }

  /// A word is rejected when word · bound^digits mod 2^32 is below this, 2^32 mod bound^digits.
  @inlinable
  public static func rejectionThreshold(_ bound: UInt32) -> UInt32 {
    let values = power(bound)
    return (0 &- values) % values
  }

  /// How many values the picks of one word have together: bound^digits.
  @inlinable
  public static func power(_ bound: UInt32) -> UInt32 {
    switch digitsPerWord(bound) {
    case 3: bound * bound * bound
    case 2: bound * bound
    default: bound
    }
  }

  /// The next pick.
  ///
  /// - Complexity: one product; a word of the stream for every `digitsPerWord` picks.
  @inlinable
  public mutating func next() -> UInt32 {
    if digitsLeft == 0 {
      let threshold = Self.rejectionThreshold(bound)
      repeat { rest = stream.nextWord() } while rest &* Self.power(bound) < threshold
      digitsLeft = digits
    }
    let product = UInt64(rest) &* UInt64(bound)
    rest = UInt32(truncatingIfNeeded: product)
    digitsLeft -= 1
    return UInt32(truncatingIfNeeded: product >> 32)
  }
}
