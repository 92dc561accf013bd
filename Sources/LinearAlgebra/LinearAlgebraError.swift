/// Why a matrix could not be factored.
public enum LinearAlgebraError: Error, Hashable, Sendable {
  /// The matrix has so many rows and another number of columns.
  case notSquare(rowCount: Int, columnCount: Int)
  /// An element is infinite or not a number; its row and column, from 0.
  case notFinite(row: Int, column: Int)
  /// The leading block of this order, from 1, is not positive definite.
  case notPositiveDefinite(order: Int)
  /// The iteration for the eigenvalues did not converge.
  case notConverged
}

extension Matrix {
  /// Throws unless the matrix is square and its lower triangle, the part that is read, is finite: the library
  /// promises nothing for NaN.
  func checkLowerTriangle() throws(LinearAlgebraError) {
    guard rowCount == columnCount else {
      throw .notSquare(rowCount: rowCount, columnCount: columnCount)
    }
    for column in 0..<columnCount {
      for row in column..<rowCount where !self[row, column].isFinite {
        throw .notFinite(row: row, column: column)
      }
    }
  }
}
