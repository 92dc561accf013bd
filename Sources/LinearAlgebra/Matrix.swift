/// A dense matrix of doubles, stored column by column as LAPACK reads it.
///
/// Sizes that do not match are programming errors and trap; what depends on the values is thrown by the
/// factorisations.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The elements, column after column.
  public internal(set) var storage: [Double]

  /// A matrix of elements given column after column.
  public init(rowCount: Int, columnCount: Int, storage: [Double]) {
    precondition(rowCount >= 0 && columnCount >= 0, "sizes from 0")
    precondition(storage.count == rowCount * columnCount, "rows × columns elements")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.storage = storage
  }

  /// A matrix whose elements are all the same.
  public init(rowCount: Int, columnCount: Int, repeating element: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      storage: Array(repeating: element, count: rowCount * columnCount))
  }

  /// A matrix written row by row, as on paper; rows of equal length.
  public init(rows: [[Double]]) {
    let columnCount = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columnCount }, "rows of equal length")
    self.init(
      rowCount: rows.count, columnCount: columnCount,
      storage: (0..<columnCount).flatMap { column in rows.map { $0[column] } })
  }

  /// The matrix of one column.
  public init(column: [Double]) {
    self.init(rowCount: column.count, columnCount: 1, storage: column)
  }

  /// The identity of an order.
  public static func identity(_ order: Int) -> Matrix {
    var matrix = Matrix(rowCount: order, columnCount: order)
    for index in 0..<order { matrix[index, index] = 1 }
    return matrix
  }

  /// The element in a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { storage[offset(row, column)] }
    set { storage[offset(row, column)] = newValue }
  }

  /// Changes the elements in place, column after column, without a check of each.
  public mutating func update(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    storage.withUnsafeMutableBufferPointer { body($0) }
  }

  /// The matrix with rows and columns exchanged.
  ///
  /// - Complexity: O(rows × columns).
  public func transposed() -> Matrix {
    Matrix(
      rowCount: columnCount, columnCount: rowCount,
      storage: (0..<rowCount).flatMap { row in (0..<columnCount).map { self[row, $0] } })
  }

  /// The sum of the squares of each column.
  ///
  /// - Complexity: O(rows × columns).
  public func columnSumsOfSquares() -> [Double] {
    storage.withUnsafeBufferPointer { storage in
      (0..<columnCount).map { column in
        storage[offsets(ofColumn: column)].reduce(0) { $0 + $1 * $1 }
      }
    }
  }

  /// Where a column stands in `storage`.
  public func offsets(ofColumn column: Int) -> Range<Int> {
    precondition((0..<columnCount).contains(column), "a column of the matrix")
    return column * rowCount..<(column + 1) * rowCount
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(
      (0..<rowCount).contains(row) && (0..<columnCount).contains(column), "an element of the matrix")
    return column * rowCount + row
  }
}
