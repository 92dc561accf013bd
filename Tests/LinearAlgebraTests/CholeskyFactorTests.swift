import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct CholeskyFactorTests {
  /// 4 1 2 / 1 5 3 / 2 3 6, determinant 70.
  static let small = Matrix(rows: [[4, 1, 2], [1, 5, 3], [2, 3, 6]])

  // Wikipedia, *Cholesky decomposition*, Example.
  @Test func factorsTheTextbookMatrix() throws {
    let factor = try CholeskyFactor(Matrix(rows: [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
    #expect(factor.lower == Matrix(rows: [[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
    #expect(factor.order == 3)
    #expect(abs(factor.logDeterminant - log(36)) < 1e-14)
  }

  // numpy.linalg.cholesky([[4, 1, 2], [1, 5, 3], [2, 3, 6]]), NumPy 2.4.6.
  @Test func agreesWithNumPy() throws {
    let lower = try CholeskyFactor(Self.small).lower
    let expected = Matrix(rows: [
      [2, 0, 0], [0.5, 2.179449471770337, 0], [1, 1.1470786693528088, 1.9194297398747862],
    ])
    #expect(lower.distance(to: expected) < 1e-15)
  }

  /// In its own storage, and whatever stands above the diagonal.
  @Test func factorsInPlace() throws {
    var matrix = Self.small
    matrix.update { storage in storage[3] = .nan }
    #expect(matrix[0, 1].isNaN)
    #expect(try CholeskyFactor(consuming: matrix).lower == CholeskyFactor(Self.small).lower)
  }

  // By hand: A·(0, 1/7, 3/7) = (1, 2, 3), A·(1/10, 3/7, −29/70) = (0, 1, −1).
  @Test func solvesForAllRightHandSidesAtOnce() throws {
    let factor = try CholeskyFactor(Self.small)
    let right = Matrix(rows: [[1, 0], [2, 1], [3, -1]])
    let expected = Matrix(rows: [[0, 0.1], [1.0 / 7, 3.0 / 7], [3.0 / 7, -29.0 / 70]])
    #expect(factor.solve(right).distance(to: expected) < 1e-15)
    #expect(
      Matrix(column: factor.solve([1, 2, 3])).distance(to: Matrix(rows: [[0], [1.0 / 7], [3.0 / 7]])) < 1e-15)
  }

  // By hand from the solutions above: 11/7 and 59/70. The determinant of A is 70.
  @Test func givesQuadraticFormsAndDeterminant() throws {
    let factor = try CholeskyFactor(Self.small)
    let forms = factor.quadraticForms(of: Matrix(rows: [[1, 0], [2, 1], [3, -1]]))
    #expect(abs(forms[0] - 11.0 / 7) < 1e-15 * 4)
    #expect(abs(forms[1] - 59.0 / 70) < 1e-15 * 4)
    #expect(abs(factor.logDeterminant - log(70)) < 1e-14)
  }

  // scipy.linalg.solve_triangular(numpy.linalg.cholesky(A), B, lower=True), SciPy 1.17.1.
  @Test func whitens() throws {
    let white = try CholeskyFactor(Self.small).forwardSolve(Matrix(rows: [[1, 0], [2, 1], [3, -1]]))
    let expected = Matrix(rows: [
      [0.5, 0], [0.8029550685469661, 0.4588314677411235], [0.8226127456606228, -0.7951923208052686],
    ])
    #expect(white.distance(to: expected) < 1e-15)
  }

  // mpmath, 40 digits: log(det(hilbert(5))) = −26.309453258276443339, that is −log 266,716,800,000.
  // The condition number 4.8e5 allows a relative error of the determinant of about 1e-10.
  @Test func findsTheDeterminantOfTheHilbertMatrix() throws {
    #expect(abs(try CholeskyFactor(.hilbert(5)).logDeterminant + 26.309453258276443339) < 1e-10)
  }

  // The inverse of the Hilbert matrix has whole entries: for order 3, 9 −36 30 / −36 192 −180 / 30 −180 180.
  @Test func invertsTheHilbertMatrix() throws {
    let inverse = try CholeskyFactor(.hilbert(3)).solve(.identity(3))
    let expected = Matrix(rows: [[9, -36, 30], [-36, 192, -180], [30, -180, 180]])
    #expect(inverse.distance(to: expected) < 1e-10)
  }

  /// The matrices have condition numbers of a few units, so residuals stay near n·2⁻⁵³ times their size.
  @Test(arguments: [1, 2, 5, 33, 150])
  func keepsTheIdentities(order: Int) throws {
    var generator = SplitMix64(seed: UInt64(order))
    let matrix = Matrix.randomPositiveDefinite(order, using: &generator)
    let right = Matrix.random(order, 7, using: &generator)
    let factor = try CholeskyFactor(matrix)
    let tolerance = 1e-14 * Double(order)

    let product = Matrix.product(factor.lower, factor.lower, transposingRight: true)
    #expect(product.distance(to: matrix) < tolerance * Double(order))
    #expect(Matrix.product(matrix, factor.solve(right)).distance(to: right) < tolerance)
    #expect(Matrix.product(factor.lower, factor.forwardSolve(right)).distance(to: right) < tolerance)

    let gram = Matrix.product(right, factor.solve(right), transposingLeft: true)
    for (column, form) in factor.quadraticForms(of: right).enumerated() {
      #expect(abs(form - gram[column, column]) < tolerance)
    }
    let eigen = try SymmetricEigen(matrix)
    #expect(abs(factor.logDeterminant - eigen.values.reduce(0) { $0 + log($1) }) < tolerance)
  }

  @Test func readsOnlyTheLowerTriangle() throws {
    var matrix = Self.small
    matrix[0, 2] = .nan
    #expect(try CholeskyFactor(matrix).lower == CholeskyFactor(Self.small).lower)
  }

  @Test func theEmptyMatrixHasDeterminantOne() throws {
    let factor = try CholeskyFactor(Matrix(rowCount: 0, columnCount: 0))
    #expect(factor.logDeterminant == 0)
    #expect(factor.solve([]) == [])
    #expect(factor.quadraticForms(of: Matrix(rowCount: 0, columnCount: 3)) == [0, 0, 0])
    #expect(try CholeskyFactor(.identity(2)).quadraticForms(of: Matrix(rowCount: 2, columnCount: 0)) == [])
  }

  @Test(arguments: [
    (Matrix(rows: [[1, 2, 3], [4, 5, 6]]), LinearAlgebraError.notSquare(rowCount: 2, columnCount: 3)),
    (Matrix(rows: [[1, 0], [.nan, 1]]), .notFinite(row: 1, column: 0)),
    (Matrix(rows: [[1, 0], [0, .infinity]]), .notFinite(row: 1, column: 1)),
    (Matrix(rows: [[1, 2], [2, 1]]), .notPositiveDefinite(order: 2)),
    (Matrix(rows: [[1, 1, 0], [1, 1, 0], [0, 0, 1]]), .notPositiveDefinite(order: 2)),
    (Matrix(rows: [[-1]]), .notPositiveDefinite(order: 1)),
    (Matrix(rows: [[0]]), .notPositiveDefinite(order: 1)),
    (Matrix(rows: [[1, 0], [1e200, 1]]), .notPositiveDefinite(order: 2)),
  ])
  func refuses(_ matrix: Matrix, with error: LinearAlgebraError) {
    #expect(throws: error) { try CholeskyFactor(matrix) }
  }

  @Test func aRightHandSideOfAnotherSizeTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = try CholeskyFactor(.identity(2)).solve([1, 2, 3])
    }
  }

  @Test func repeatsToTheBit() throws {
    var generator = SplitMix64(seed: 9)
    let matrix = Matrix.randomPositiveDefinite(120, using: &generator)
    #expect(try CholeskyFactor(matrix).lower == CholeskyFactor(matrix).lower)
  }
}
