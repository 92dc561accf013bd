import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix A = V·diag(λ)·Vᵀ, by divide and conquer.
///
/// Source: Golub and Van Loan, *Matrix Computations*, 4th edition, §8.4; `dsyevd`.
public struct SymmetricEigen: Sendable {
  /// λ, ascending.
  public let values: [Double]
  /// V: one orthonormal eigenvector a column, in the order of `values`, each of either sign.
  public let vectors: Matrix

  /// Decomposes a symmetric matrix, of which only the lower triangle is read.
  ///
  /// - Throws: `LinearAlgebraError` where the matrix is not square or not finite, or the iteration fails.
  /// - Complexity: O(n³).
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkLowerTriangle()
    let order = matrix.rowCount
    var values = [Double](repeating: 0, count: order)
    var vectors = matrix
    if order > 0 {
      var job = CChar(UInt8(ascii: "V"))
      var triangle = CChar(UInt8(ascii: "L"))
      var size = Int32(order)
      var leading = size
      // The work space that dsyevd documents as enough for vectors.
      var workCount = Int32(1 + 6 * order + 2 * order * order)
      var integerCount = Int32(3 + 5 * order)
      var work = [Double](repeating: 0, count: Int(workCount))
      var integers = [Int32](repeating: 0, count: Int(integerCount))
      var status: Int32 = 0
      dsyevd_(
        &job, &triangle, &size, &vectors.storage, &leading, &values, &work, &workCount, &integers,
        &integerCount,
        &status)
      precondition(status >= 0, "arguments as dsyevd wants them")
      guard status == 0 else { throw .notConverged }
    }
    self.values = values
    self.vectors = vectors
  }
}
