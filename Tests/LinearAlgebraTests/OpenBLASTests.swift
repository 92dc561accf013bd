import COpenBLAS
import Testing

@testable import LinearAlgebra

@Suite struct OpenBLASTests {
  @Test func runsOnOneThread() {
    OpenBLAS.prepare()
    #expect(openblas_get_num_threads() == 1)
  }

  @Test func computesWithoutItsThreads() {
    OpenBLAS.endThreads()
    let square = Matrix(rows: [[1, 2], [3, 4]])
    #expect(Matrix.product(square, square) == Matrix(rows: [[7, 10], [15, 22]]))
  }
}
