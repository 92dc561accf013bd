import LinearAlgebra

/// A small generator with a fixed seed (SplitMix64, Steele, Lea and Flood 2014), so that a failure repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension Matrix {
  /// Elements uniform between −1 and 1.
  static func random(_ rowCount: Int, _ columnCount: Int, using generator: inout SplitMix) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      storage: (0..<rowCount * columnCount).map { _ in Double.random(in: -1...1, using: &generator) })
  }

  /// G·Gᵀ + n·I for a random G: eigenvalues between n and 2n, roughly, so well conditioned.
  static func randomPositiveDefinite(_ order: Int, using generator: inout SplitMix) -> Matrix {
    let factor = random(order, order, using: &generator)
    var matrix = product(factor, factor, transposingRight: true)
    for index in 0..<order { matrix[index, index] += Double(order) }
    return matrix
  }

  /// The Hilbert matrix, 1 / (i + j + 1) from 0.
  static func hilbert(_ order: Int) -> Matrix {
    Matrix(rows: (0..<order).map { i in (0..<order).map { j in 1 / Double(i + j + 1) } })
  }

  /// The largest distance between two elements in the same place.
  func distance(to other: Matrix) -> Double {
    zip(storage, other.storage).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
