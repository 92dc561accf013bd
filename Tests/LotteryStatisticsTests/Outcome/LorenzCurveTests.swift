import LotteryStatistics
import Testing

@Suite("Lorenz curve of wins")
struct LorenzCurveTests {
  @Test("twice the area above the curve, up to the diagonal, is the Gini coefficient")
  func gini() throws {
    let amounts: [Double] = [0, 0, 1, 2, 5, 0.5, 3]
    let curve = try #require(LorenzCurve(amounts))
    var area = 0.0
    for (a, b) in zip(curve.points, curve.points.dropFirst()) {
      area += (b.firms - a.firms) * (a.sum + b.sum) / 2
    }
    let gini = try #require(Inequality(amounts)[.gini])
    #expect(abs(1 - 2 * area - gini) < 1e-12)
    #expect(curve.points.first.map { [$0.firms, $0.sum] } == [0, 0])
    #expect(abs((curve.points.last?.sum ?? 0) - 1) < 1e-12)
  }

  @Test("the part of the sum lies on the line between two points")
  func part() throws {
    let curve = try #require(LorenzCurve([1, 3]))
    #expect([0, 0.25, 0.5, 0.75, 1].map(curve.part(of:)) == [0, 0.125, 0.25, 0.625, 1])
  }

  @Test("nothing won, no curve")
  func empty() {
    #expect(LorenzCurve([]) == nil)
    #expect(LorenzCurve([0, 0]) == nil)
  }
}
