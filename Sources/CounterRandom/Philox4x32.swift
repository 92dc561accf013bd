/// Philox4x32-10: a bijection of 128-bit counters under a 64-bit key, used as a random number generator.
///
/// The numbers at a counter depend on nothing but counter and key, so trials can be drawn in any order, on
/// any machine, and give the same bits. Source: Salmon, Moraes, Dror and Shaw, *Parallel random numbers: as
/// easy as 1, 2, 3*, SC11.
public struct Philox4x32: Sendable, Hashable {
  /// The two words of the key.
  public let key: SIMD2<UInt32>

  /// A generator with a given key.
  @inlinable
  public init(key: SIMD2<UInt32>) {
    self.key = key
  }

  /// A generator whose key is a 64-bit seed, low word first.
  @inlinable
  public init(seed: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  /// The four random words at a counter.
  ///
  /// - Complexity: ten rounds of two 32 × 32 bit products.
  @inlinable
  public func block(at counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let p0 = UInt64(0xD251_1F53) &* UInt64(c0)
      let p1 = UInt64(0xCD9E_8D57) &* UInt64(c2)
      c0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: p1)
      c2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: p0)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }
}
