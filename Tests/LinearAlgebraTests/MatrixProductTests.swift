import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixProductTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])
  let b = Matrix(rows: [[1, 0], [2, -1], [0, 3]])

  @Test func multipliesByHand() {
    #expect(Matrix.product(a, b) == Matrix(rows: [[5, 7], [14, 13]]))
  }

  @Test(arguments: [false, true], [false, true])
  func transposesFirstOnRequest(left: Bool, right: Bool) {
    let product = Matrix.product(
      left ? a.transposed() : a, right ? b.transposed() : b, transposingLeft: left, transposingRight: right)
    #expect(product == Matrix(rows: [[5, 7], [14, 13]]))
  }

  @Test(arguments: [(1, 1, 1), (3, 7, 5), (17, 64, 33), (90, 10, 120)])
  func agreesWithThreeLoops(sizes: (m: Int, k: Int, n: Int)) {
    var generator = SplitMix64(seed: 1)
    let a = Matrix.random(sizes.m, sizes.k, using: &generator)
    let b = Matrix.random(sizes.k, sizes.n, using: &generator)
    var expected = Matrix(rowCount: sizes.m, columnCount: sizes.n)
    for i in 0..<sizes.m {
      for j in 0..<sizes.n {
        for inner in 0..<sizes.k { expected[i, j] += a[i, inner] * b[inner, j] }
      }
    }
    // Elements up to 1: the rounding error of k products and sums is below 2·k·k·2⁻⁵³.
    let bound = 2 * Double(sizes.k * sizes.k) * 0x1p-53
    #expect(Matrix.product(a, b).distance(to: expected) <= bound)
  }

  @Test func withoutAnythingToSumIsZero() {
    let product = Matrix.product(Matrix(rowCount: 2, columnCount: 0), Matrix(rowCount: 0, columnCount: 3))
    #expect(product == Matrix(rowCount: 2, columnCount: 3))
    #expect(Matrix.product(Matrix(rowCount: 0, columnCount: 2), b.transposed()).rowCount == 0)
  }

  @Test func sizesThatDoNotMatchTrap() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix.product(Matrix.identity(2), Matrix.identity(3))
    }
  }
}
