import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct SymmetricEigenTests {
  @Test func decomposesByHand() throws {
    let eigen = try SymmetricEigen(Matrix(rows: [[2, 1], [1, 2]]))
    #expect(abs(eigen.values[0] - 1) < 1e-15 && abs(eigen.values[1] - 3) < 1e-15 * 4)
    for column in 0..<2 {
      #expect(abs(abs(eigen.vectors[0, column]) - 0.5.squareRoot()) < 1e-15)
    }
    #expect(eigen.vectors[0, 0] * eigen.vectors[1, 0] < 0)
    #expect(eigen.vectors[0, 1] * eigen.vectors[1, 1] > 0)
  }

  // mpmath 1.3.0 with 40 digits: mp.eigsy of the matrix of mpf(1) / (i + j + 1).
  @Test func agreesWithMpmathOnTheHilbertMatrix() throws {
    let expected = [
      3.2879287721718629571e-6, 0.00030589804015119172688, 0.011407491623419806559, 0.20853421861101333591,
      1.5670506910982307955,
    ]
    let largest = [
      0.76785473506580713502, 0.4457910604627094436, 0.32157829448022014656, 0.25343894324517510247,
      0.20982263656363150797,
    ]
    let eigen = try SymmetricEigen(.hilbert(5))
    // Absolute errors are of the order of the largest value times 2⁻⁵³.
    for (value, exact) in zip(eigen.values, expected) { #expect(abs(value - exact) < 1e-15) }
    for (row, exact) in largest.enumerated() { #expect(abs(abs(eigen.vectors[row, 4]) - exact) < 1e-14) }
  }

  // Brouwer and Haemers, *Spectra of Graphs*, §1.4.4: the Laplacian of a path has values 2 − 2·cos(πj/n).
  @Test func findsTheSpectrumOfAPath() throws {
    let order = 20
    var laplacian = Matrix(rowCount: order, columnCount: order)
    for node in 1..<order {
      laplacian[node, node] += 1
      laplacian[node - 1, node - 1] += 1
      laplacian[node, node - 1] -= 1
      laplacian[node - 1, node] -= 1
    }
    let values = try SymmetricEigen(laplacian).values
    for (index, value) in values.enumerated() {
      #expect(abs(value - (2 - 2 * cos(.pi * Double(index) / Double(order)))) < 1e-13)
    }
  }

  @Test(arguments: [1, 2, 9, 60, 130])
  func keepsTheIdentities(order: Int) throws {
    var generator = SplitMix64(seed: UInt64(order))
    let half = Matrix.random(order, order, using: &generator)
    let matrix = Matrix(
      rowCount: order, columnCount: order,
      storage: zip(half.storage, half.transposed().storage).map { $0 + $1 })
    let eigen = try SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted())

    let gram = Matrix.product(eigen.vectors, eigen.vectors, transposingLeft: true)
    #expect(gram.distance(to: .identity(order)) < 1e-14 * Double(order))
    var scaled = eigen.vectors
    for column in 0..<order {
      for row in 0..<order { scaled[row, column] *= eigen.values[column] }
    }
    let product = Matrix.product(scaled, eigen.vectors, transposingRight: true)
    #expect(product.distance(to: matrix) < 1e-14 * Double(order))
  }

  @Test func readsOnlyTheLowerTriangle() throws {
    #expect(
      try SymmetricEigen(Matrix(rows: [[2, .nan], [1, 2]])).values
        == SymmetricEigen(Matrix(rows: [[2, 1], [1, 2]])).values)
  }

  @Test func theEmptyMatrixHasNoValues() throws {
    #expect(try SymmetricEigen(Matrix(rowCount: 0, columnCount: 0)).values.isEmpty)
  }

  @Test(arguments: [
    (Matrix(rowCount: 1, columnCount: 2), LinearAlgebraError.notSquare(rowCount: 1, columnCount: 2)),
    (Matrix(rows: [[.nan]]), .notFinite(row: 0, column: 0)),
    (Matrix(rows: [[1, 0, 0], [0, 1, 0], [0, -.infinity, 1]]), .notFinite(row: 2, column: 1)),
  ])
  func refuses(_ matrix: Matrix, with error: LinearAlgebraError) {
    #expect(throws: error) { try SymmetricEigen(matrix) }
  }
}
