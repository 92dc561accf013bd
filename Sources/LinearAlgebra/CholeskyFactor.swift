import COpenBLAS

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The Cholesky factor L of a symmetric positive definite matrix A = L·Lᵀ, and what can be had from it.
///
/// Source: Golub and Van Loan, *Matrix Computations*, 4th edition, §4.2; `dpotrf` and `dtrsm`.
public struct CholeskyFactor: Sendable {
  /// L, with zeros above the diagonal.
  public let lower: Matrix

  /// Factors a symmetric matrix, of which only the lower triangle is read.
  ///
  /// - Throws: `LinearAlgebraError` where the matrix is not square, not finite or not positive definite to
  ///   working precision.
  /// - Complexity: O(n³).
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try self.init(consuming: matrix)
  }

  /// Factors a symmetric matrix in its own storage, for one so large that a copy matters.
  ///
  /// - Throws: `LinearAlgebraError`, as for a copy.
  /// - Complexity: O(n³) time, no memory where the caller keeps no copy.
  public init(consuming matrix: consuming Matrix) throws(LinearAlgebraError) {
    try matrix.checkLowerTriangle()
    let order = matrix.rowCount
    var lower = matrix
    if order > 0 {
      var triangle = CChar(UInt8(ascii: "L"))
      var size = Int32(order)
      var leading = size
      var status: Int32 = 0
      dpotrf_(&triangle, &size, &lower.storage, &leading, &status)
      precondition(status >= 0, "arguments as dpotrf wants them")
      guard status == 0 else { throw .notPositiveDefinite(order: Int(status)) }
    }
    // A pivot can overflow on the way without a status.
    for column in 0..<order {
      guard lower[column, column] > 0, lower[column, column].isFinite else {
        throw .notPositiveDefinite(order: column + 1)
      }
    }
    lower.update { storage in
      for column in 0..<order {
        for row in 0..<column { storage[column * order + row] = 0 }
      }
    }
    self.lower = lower
  }

  /// The number of rows and columns of A.
  public var order: Int { lower.rowCount }

  /// A⁻¹·B: the solutions for all columns of B at once.
  ///
  /// - Parameter right: B, with as many rows as A.
  /// - Complexity: O(n²) a column.
  public func solve(_ right: consuming Matrix) -> Matrix {
    Self.solveTriangle(lower, &right, transposed: false)
    Self.solveTriangle(lower, &right, transposed: true)
    return right
  }

  /// A⁻¹·b: the solution for one right-hand side.
  public func solve(_ right: [Double]) -> [Double] {
    solve(Matrix(column: right)).storage
  }

  /// L⁻¹·B: whitens the columns of B; if their covariance is A, the result's is the identity.
  ///
  /// - Parameter right: B, with as many rows as A.
  /// - Complexity: O(n²) a column.
  public func forwardSolve(_ right: consuming Matrix) -> Matrix {
    Self.solveTriangle(lower, &right, transposed: false)
    return right
  }

  /// The quadratic form xᵀ·A⁻¹·x of each column x of a matrix with as many rows as A.
  ///
  /// - Complexity: O(n²) a column.
  public func quadraticForms(of columns: consuming Matrix) -> [Double] {
    forwardSolve(columns).columnSumsOfSquares()
  }

  /// The natural logarithm of the determinant of A; 0 for order 0.
  public var logDeterminant: Double {
    (0..<order).reduce(0) { $0 + 2 * log(lower[$1, $1]) }
  }

  private static func solveTriangle(_ lower: Matrix, _ right: inout Matrix, transposed: Bool) {
    precondition(right.rowCount == lower.rowCount, "as many rows as the matrix has")
    guard right.rowCount > 0, right.columnCount > 0 else { return }
    cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit,
      Int32(right.rowCount), Int32(right.columnCount), 1, lower.storage, Int32(lower.rowCount),
      &right.storage, Int32(right.rowCount))
  }
}
