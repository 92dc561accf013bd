import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  let sample = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func isStoredColumnByColumn() {
    #expect(sample.storage == [1, 4, 2, 5, 3, 6])
    #expect(sample == Matrix(rowCount: 2, columnCount: 3, storage: [1, 4, 2, 5, 3, 6]))
    #expect(sample[1, 2] == 6)
    #expect(sample.storage[sample.offsets(ofColumn: 1)] == [2, 5])
  }

  @Test func elementsCanBeSet() {
    var matrix = sample
    matrix[0, 2] = 9
    #expect(matrix == Matrix(rows: [[1, 2, 9], [4, 5, 6]]))
  }

  @Test func transposes() {
    #expect(sample.transposed() == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(sample.transposed().transposed() == sample)
  }

  @Test func sumsSquaresByColumn() {
    #expect(sample.columnSumsOfSquares() == [17, 29, 45])
    #expect(Matrix(rowCount: 0, columnCount: 2).columnSumsOfSquares() == [0, 0])
  }

  @Test func theIdentityHasOnesOnItsDiagonal() {
    #expect(Matrix.identity(2) == Matrix(rows: [[1, 0], [0, 1]]))
    #expect(Matrix.identity(0).storage.isEmpty)
  }

  @Test func aWrongNumberOfElementsTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix(rowCount: 2, columnCount: 2, storage: [1, 2, 3])
    }
  }

  @Test func aPlaceOutsideTraps() async {
    // Column 0, row 2 of a 2 × 2 matrix lies inside the storage, so only the check on places can catch it.
    await #expect(processExitsWith: .failure) {
      _ = Matrix.identity(2)[2, 0]
    }
  }
}
