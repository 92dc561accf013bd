import CounterRandom

/// Heavy-tailed weights: lognormal with a given σ of the logarithm, in integer arithmetic throughout.
///
/// The normal deviate is a sum of eight 16-bit uniforms (cut at ±4.9 standard deviations), the power of two a
/// table with 4,096 steps an octave: no function of the C library takes part, so all machines agree to the bit.
struct HeavyTail: Sendable {
  /// Octaves of a weight for one unit of the centred sum, in units of 2^−32.
  private let octavesPerUnit: Int64
  private static let stepBits = 12
  /// 2^(i/4096) in units of 2^−20.
  private static let powers: [UInt64] = {
    // Twelve square roots of 2 give 2^(1/4096); square roots and products are exact to the last bit of IEEE 754.
    var root = 2.0
    for _ in 0..<stepBits { root = root.squareRoot() }
    var (value, table): (Double, [UInt64]) = (1, [])
    for _ in 0..<(1 << stepBits) {
      table.append(UInt64(value * 1_048_576))
      value *= root
    }
    return table
  }()
  private let powers: [UInt64]

  /// Weights whose logarithm has a standard deviation of so many hundredths.
  ///
  /// - Parameter hundredths: from 0, all alike, to 400.
  init(sigmaHundredths hundredths: Int) {
    precondition((0...400).contains(hundredths), "a spread between 0 and 4")
    // σ / ln 2 octaves for one standard deviation, √(8 (2^32 − 1) / 12) = 53,509.9 units of the sum.
    octavesPerUnit = Int64((Double(hundredths) / 100 / 0.693_147_180_559_945_3 / 53_509.9 * 4_294_967_296).rounded())
    powers = Self.powers
  }

  /// The next weight, 1 to 2^50.
  func next(_ words: inout DrawStream) -> UInt64 {
    var sum: Int64 = -262_140
    for _ in 0..<4 {
      let word = words.nextWord()
      sum += Int64(word & 0xFFFF) + Int64(word >> 16)
    }
    // 2^20 stands for the weight 2^0 and 16 octaves of room below it.
    let octaves = (sum &* octavesPerUnit) >> (32 - Int64(Self.stepBits))
    let exponent = min(max((octaves >> Int64(Self.stepBits)) + 16, -20), 29)
    let mantissa = powers[Int(octaves & ((1 << Int64(Self.stepBits)) - 1))]
    return max(exponent >= 0 ? mantissa << UInt64(exponent) : mantissa >> UInt64(-exponent), 1)
  }
}
