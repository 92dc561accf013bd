import LinearAlgebra
import TestSupport

extension Matrix {
  /// Elements uniform between −1 and 1.
  static func random(_ rowCount: Int, _ columnCount: Int, using generator: inout SplitMix64) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      storage: (0..<rowCount * columnCount).map { _ in Double.random(in: -1...1, using: &generator) })
  }

  /// G·Gᵀ + n·I for a random G: eigenvalues between n and 2n, roughly, so well conditioned.
  static func randomPositiveDefinite(_ order: Int, using generator: inout SplitMix64) -> Matrix {
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
