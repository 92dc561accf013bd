import Testing

@testable import ShareStatistics

@Suite("Exact ratios")
struct ExactRatioTests {
  @Test("the sum of many is that of one after another", arguments: [0, 1, 2, 3, 7, 8, 33])
  func sums(_ count: Int) {
    let ratios = (0..<Int64(count)).compactMap { ExactRatio($0 * $0 - 20, over: $0 + 3) }
    #expect(ratios.count == count)
    #expect(ExactRatio.sum(ratios) == ratios.reduce(.zero, +))
    #expect(ExactRatio.sum(ratios[...].reversed()) == ratios.reduce(.zero, +))
  }

  @Test("1/(1·2) + 1/(2·3) + … has a known sum")
  func telescope() {
    let ratios = (1...Int64(999)).compactMap { ExactRatio(1, over: $0 * ($0 + 1)) }
    #expect(ExactRatio.sum(ratios) == ExactRatio(999, over: 1000))
  }
}
