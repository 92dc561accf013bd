import BidStatistics
import Procurement
import Testing

@Suite struct QuartileTests {
  @Test("Quartiles are those of QUARTILE.INC: 1, 2, 4, 8 have 1.75, 3 and 5")
  func ofCounts() {
    // Tenders with 1, 2, 4 and 8 bidders, one each.
    let counts = [0, 1, 1, 0, 1, 0, 0, 0, 1]
    let values = Quartile.allCases.map { $0.value(ofCounts: counts)?.rounded(decimals: 2)?.description }
    #expect(values == ["1.75", "3.00", "5.00"])
    #expect(Quartile.median.value(ofCounts: []) == nil)
  }

  @Test("Quartiles of rates are exact between two rates")
  func ofRates() {
    let rates = [AwardRate(award: 1, ceiling: 3), AwardRate(award: 2, ceiling: 3)]
    // 1/3 + 1/4 · 1/3 = 5/12 = 41.666…
    #expect(Quartile.lower.value(ofAscending: rates)?.percent(decimals: 2)?.description == "41.67")
    #expect(Quartile.median.value(ofAscending: rates)?.percent(decimals: 2)?.description == "50.00")
  }
}
