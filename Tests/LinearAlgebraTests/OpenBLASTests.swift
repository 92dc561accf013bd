import COpenBLAS
import Testing

@testable import LinearAlgebra

@Suite struct OpenBLASTests {
  @Test func isLoadedWhenItIsNeededAndHasOneThread() {
    let square = Matrix(rows: [[1, 2], [3, 4]])
    #expect(Matrix.product(square, square) == Matrix(rows: [[7, 10], [15, 22]]))
    #expect(openblas_is_loaded() == 1)
    #expect(openblas_get_num_threads() == 1)
  }
}
