#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The deviation of a distribution from uniformity on the residues of two coprime moduli, by frequencies.
///
/// The spectrum of a sum of independent numbers is the product of their spectra, and without the frequency 0 it is
/// that of the deviation p − 1/M. So a deviation of 1e-20 is as precise as one of 1e-2: nothing is subtracted from
/// 1/M at the end. A second modulus of 1 gives residues of one modulus.
///
/// Source: Diaconis, *Group Representations in Probability and Statistics* (1988), chapter 3; the split of Z_NM into
/// Z_N × Z_M by the Chinese remainder theorem is Good's prime-factor transform (1958).
struct ResidueSpectrum {
  /// The two moduli.
  let first: Int
  let second: Int
  /// At frequency (a, b), a the slower index; (0, 0) is kept at 0.
  private var values: [SIMD2<Double>]
  /// Whether the residues are exactly uniform.
  private let isZero: Bool

  /// The spectrum of a number.
  ///
  /// - Complexity: O(M₁M₂(M₁ + M₂)).
  init(_ number: NumberDistribution, _ first: Int, _ second: Int = 1) {
    self.first = first
    self.second = second
    var counts = [Int64](repeating: 0, count: first * second)
    for (value, weight) in number.weights.enumerated() {
      counts[value % first * second + value % second] += weight
    }
    // Exact up to here: a distribution that is uniform on the residues has the spectrum 0, not nearly 0.
    let (cells, total) = (Int128(first * second), Int128(number.total))
    let scale = Double(number.total) * Double(first * second)
    let deviations = counts.map { SIMD2(Double(nearest: Int128($0) * cells - total) / scale, 0) }
    isZero = deviations.allSatisfy { $0.x == 0 }
    values = isZero ? deviations : Self.transform(deviations, first, second, sign: -1)
    values[0] = .zero
  }

  private init(_ values: [SIMD2<Double>], _ first: Int, _ second: Int) {
    self.values = values
    isZero = false
    self.first = first
    self.second = second
  }

  /// The spectrum of the sum of independent numbers: so many of each distribution. A sum of no numbers is 0.
  static func sum(
    _ parts: [(number: NumberDistribution, count: Int)], _ first: Int, _ second: Int = 1
  ) -> ResidueSpectrum {
    var product = [SIMD2<Double>](repeating: SIMD2(1, 0), count: first * second)
    product[0] = .zero
    for part in parts where part.count > 0 {
      let spectrum = ResidueSpectrum(part.number, first, second)
      // One uniform number makes the sum uniform, whatever the others.
      if spectrum.isZero { return spectrum }
      for index in product.indices {
        product[index] = multiply(product[index], power(spectrum.values[index], part.count))
      }
    }
    return ResidueSpectrum(product, first, second)
  }

  /// Of each pair of residues the probability minus 1 / (M₁M₂), the residue of the first modulus the slower index.
  var deviations: [Double] {
    if isZero { return Array(repeating: 0, count: values.count) }
    let scale = 1 / Double(first * second)
    return Self.transform(values, first, second, sign: 1).map { $0.x * scale }
  }

  /// Of each residue of one modulus the probability minus 1 / M, for the sum of so many independent numbers of each
  /// distribution.
  ///
  /// - Complexity: O(d · M (a + b)) for d distributions, a · b = M being the most even split into coprime factors.
  static func deviations(_ parts: [(number: NumberDistribution, count: Int)], _ modulus: Int) -> [Double] {
    if let known = known(parts) {
      var point = [Double](repeating: -1 / Double(modulus), count: modulus)
      point[known % modulus] += 1
      return point
    }
    let (first, second) = coprimeFactors(modulus)
    let deviations = sum(parts, first, second).deviations
    return (0..<modulus).map { deviations[$0 % first * second + $0 % second] }
  }

  /// The sum where every number is known.
  private static func known(_ parts: [(number: NumberDistribution, count: Int)]) -> Int? {
    var sum = 0
    for part in parts where part.count > 0 {
      guard let value = part.number.weights.firstIndex(where: { $0 > 0 }),
        part.number.weights[value] == part.number.total
      else { return nil }
      sum += part.count * value
    }
    return sum
  }

  /// Two coprime factors of a number with the least sum, as 8 and 125 of 1,000.
  private static func coprimeFactors(_ number: Int) -> (Int, Int) {
    var best = (number, 1)
    for factor in 2..<max(3, number) where number.isMultiple(of: factor) {
      let other = number / factor
      var (a, b) = (factor, other)
      while b > 0 { (a, b) = (b, a % b) }
      if a == 1, factor + other < best.0 + best.1 { best = (factor, other) }
    }
    return best
  }

  private static func multiply(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
  }

  private static func power(_ base: SIMD2<Double>, _ exponent: Int) -> SIMD2<Double> {
    var (result, square, rest) = (SIMD2<Double>(1, 0), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = multiply(result, square) }
      square = multiply(square, square)
      rest >>= 1
    }
    return result
  }

  private static func transform(
    _ values: [SIMD2<Double>], _ first: Int, _ second: Int, sign: Double
  ) -> [SIMD2<Double>] {
    let (slow, fast) = (roots(first, sign), roots(second, sign))
    var half = [SIMD2<Double>](repeating: .zero, count: values.count)
    for a in 0..<first {
      var angle = 0
      for x in 0..<first {
        let root = slow[angle]
        for y in 0..<second { half[a * second + y] += multiply(values[x * second + y], root) }
        angle = (angle + a) % first
      }
    }
    guard second > 1 else { return half }
    var result = [SIMD2<Double>](repeating: .zero, count: values.count)
    for a in 0..<first {
      for b in 0..<second {
        var (sum, angle) = (SIMD2<Double>.zero, 0)
        for y in 0..<second {
          sum += multiply(half[a * second + y], fast[angle])
          angle += b
          if angle >= second { angle -= second }
        }
        result[a * second + b] = sum
      }
    }
    return result
  }

  private static func roots(_ count: Int, _ sign: Double) -> [SIMD2<Double>] {
    (0..<count).map { index in
      let angle = sign * 2 * Double.pi * Double(index) / Double(count)
      return SIMD2(cos(angle), sin(angle))
    }
  }
}
