#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The probabilities of the sum of independent whole numbers of one law.
///
/// They are the powers of the law's discrete Fourier transform, on so many points that what wraps around is far below
/// the last digit of a double.
struct LatticeSum {
  /// The probability of the likeliest sum.
  let largest: Double
  /// The mean of the sum, rounded: the middle of the sums that are held.
  private let mean: Int
  /// The sum at the beginning of `values`, which wrap around.
  private let origin: Int
  private let values: [Double]

  /// The law of a sum.
  ///
  /// - Parameters:
  ///   - law: the probabilities of `first`, `first` + 1 and so on.
  ///   - terms: how many numbers are added up; 0 for the certain sum 0.
  ///   - width: how many neighbouring sums hold all but a negligible part of the probability.
  /// - Complexity: O(w log w) with w = `width` and the length of the law.
  init(_ law: [Double], first: Int, terms: Int, width: Int) {
    var length = 1
    while length < max(width, terms == 1 ? law.count : 1) { length *= 2 }
    // Counted from its mean, so that the phase of the transform is small where its power matters.
    let excess = law.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let middle = first + Int(excess.rounded())
    mean = first * terms + Int((excess * Double(terms)).rounded())
    origin = middle * terms
    var spectrum = Spectrum(length)
    for (offset, value) in law.enumerated() { spectrum.real[(first + offset - middle) & (length - 1)] += value }
    if terms != 1 {
      spectrum.transform()
      spectrum.raise(to: terms)
      // The inverse is the transform read backwards.
      spectrum.transform()
      let scale = 1 / Double(length)
      values = (0..<length).map { max(0, spectrum.real[(length - $0) & (length - 1)] * scale) }
    } else {
      values = spectrum.real
    }
    largest = values.max() ?? 0
  }

  /// The probability of a sum.
  subscript(sum: Int) -> Double {
    guard sum - mean >= -values.count / 2, sum - mean < (values.count + 1) / 2 else { return 0 }
    return values[(sum - origin) & (values.count - 1)]
  }
}

/// Complex numbers, a power of two of them, and their discrete Fourier transform.
private struct Spectrum {
  var real: [Double]
  var imaginary: [Double]

  init(_ length: Int) {
    real = Array(repeating: 0, count: length)
    imaginary = real
  }

  /// Every number to a power.
  mutating func raise(to power: Int) {
    for index in real.indices {
      var (a, b) = (real[index], imaginary[index])
      var (x, y) = (1.0, 0.0)
      var rest = power
      while rest > 0 {
        if rest & 1 == 1 { (x, y) = (x * a - y * b, x * b + y * a) }
        (a, b) = (a * a - b * b, 2 * a * b)
        rest >>= 1
      }
      (real[index], imaginary[index]) = (x, y)
    }
  }

  /// The transform in place, by halves (Cooley and Tukey, 1965).
  mutating func transform() {
    let count = real.count
    if count == 1 { return }
    var mirrored = 0
    for index in 1..<count {
      var bit = count / 2
      while mirrored & bit != 0 {
        mirrored ^= bit
        bit /= 2
      }
      mirrored |= bit
      if index < mirrored {
        real.swapAt(index, mirrored)
        imaginary.swapAt(index, mirrored)
      }
    }
    let turns = (0..<count / 2).map { unitRoot($0, of: count) }
    var size = 2
    while size <= count {
      let (half, step) = (size / 2, count / size)
      for start in stride(from: 0, to: count, by: size) {
        for offset in 0..<half {
          let (low, high) = (start + offset, start + offset + half)
          let turn = turns[offset * step]
          let x = real[high] * turn.real - imaginary[high] * turn.imaginary
          let y = real[high] * turn.imaginary + imaginary[high] * turn.real
          (real[high], imaginary[high]) = (real[low] - x, imaginary[low] - y)
          real[low] += x
          imaginary[low] += y
        }
      }
      size *= 2
    }
  }
}

/// e^(−2πi · index / count).
private func unitRoot(_ index: Int, of count: Int) -> (real: Double, imaginary: Double) {
  let angle = -2 * Double.pi * Double(index) / Double(count)
  return (cos(angle), sin(angle))
}
