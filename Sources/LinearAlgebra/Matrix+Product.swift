import COpenBLAS

extension Matrix {
  /// The product of two matrices, each transposed first on request.
  ///
  /// - Parameters:
  ///   - a: the left factor, m × k once transposed.
  ///   - b: the right factor, k × n once transposed.
  /// - Complexity: O(m·k·n); `dgemm`.
  public static func product(
    _ a: Matrix, _ b: Matrix, transposingLeft: Bool = false, transposingRight: Bool = false
  ) -> Matrix {
    let (rows, inner) = transposingLeft ? (a.columnCount, a.rowCount) : (a.rowCount, a.columnCount)
    let (innerRight, columns) = transposingRight ? (b.columnCount, b.rowCount) : (b.rowCount, b.columnCount)
    precondition(inner == innerRight, "as many columns on the left as rows on the right")
    var result = Matrix(rowCount: rows, columnCount: columns)
    guard rows > 0, columns > 0, inner > 0 else { return result }
    cblas_dgemm(
      CblasColMajor, transposingLeft ? CblasTrans : CblasNoTrans,
      transposingRight ? CblasTrans : CblasNoTrans,
      Int32(rows), Int32(columns), Int32(inner), 1, a.storage, Int32(a.rowCount), b.storage,
      Int32(b.rowCount),
      0, &result.storage, Int32(rows))
    return result
  }
}
