import COpenBLAS
import Testing

@testable import LinearAlgebra

@Suite struct OpenBLASTests {
  @Test func runsOnOneThread() {
    OpenBLAS.prepare()
    #expect(openblas_get_num_threads() == 1)
  }

  @Test func computesWithoutItsThreads() throws {
    OpenBLAS.endThreads()
    let square = Matrix(rows: 2, columns: 2) { row, column in Double(2 * row + column + 1) }
    #expect(square.product(with: square) == Matrix(rows: 2, columns: 2) { [[7, 10], [15, 22]][$0][$1] })
  }
}
