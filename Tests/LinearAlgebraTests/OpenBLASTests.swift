import COpenBLAS
import Testing

@testable import LinearAlgebra

@Suite struct OpenBLASTests {
  @Test func runsOnOneThread() {
    OpenBLAS.prepare()
    #expect(openblas_get_num_threads() == 1)
  }
}
