import Procurement
import Testing

@testable import ShareStatistics

@Suite("Bunching below a limit")
struct BunchingTests {
  @Test("windows are half open at the bottom, and the limit is below itself")
  func windows() throws {
    var bunching = try #require(Bunching(limit: 1000, window: 100))
    bunching.add(ContractBatch([899, 900, 901, 1000, 1001, 1100, 1101].map { SmallLedger.contract($0) }))
    #expect(bunching.below == 2 && bunching.above == 2)
    bunching.add(ContractBatch([950, 950].map { SmallLedger.contract($0) }), rows: 1..<2)
    #expect(bunching.below == 3)
    #expect(bunching.share == ExactRatio(3, over: 5))
  }

  @Test("contracts of exactly the limit can be left out, and are counted")
  func withoutLimit() throws {
    var bunching = try #require(Bunching(limit: 1000, window: 100, leavesOutLimit: true))
    bunching.add(ContractBatch([901, 999, 1000, 1000, 1001].map { SmallLedger.contract($0) }))
    #expect(bunching.below == 2 && bunching.atLimit == 2 && bunching.above == 1)
  }

  // SciPy 1.17.1: binomtest(8, 10, alternative='greater').pvalue and binomtest(8, 10).proportion_ci(0.95).
  @Test("the test and the interval are SciPy's")
  func reference() throws {
    var bunching = try #require(Bunching(limit: 1000, window: 100))
    bunching.add(ContractBatch((0..<10).map { SmallLedger.contract($0 < 8 ? 950 : 1050) }))
    #expect(abs(bunching.pValue - 56.0 / 1024) < 1e-15)
    let interval = bunching.interval()
    #expect(abs(interval.lowerBound - 0.4439045376923585) < 1e-10)
    #expect(abs(interval.upperBound - 0.9747892736731666) < 1e-10)
  }

  @Test("without contracts nothing is known")
  func empty() throws {
    let bunching = try #require(Bunching(limit: 1000, window: 100))
    #expect(bunching.share == nil)
    #expect(bunching.pValue == 1)
    #expect(bunching.interval() == 0...1)
  }

  @Test("windows beyond the numbers are refused")
  func refused() {
    #expect(Bunching(limit: 1000, window: 0) == nil)
    #expect(Bunching(limit: 1000, window: 1001) == nil)
    #expect(Bunching(limit: -1, window: 1) == nil)
    #expect(Bunching(limit: .max, window: 1) == nil)
  }
}
