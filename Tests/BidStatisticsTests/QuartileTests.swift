import Procurement
import TestSupport
import Testing

@testable import BidStatistics

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

@Suite struct RateSelectionTests {
  @Test("Selected quartiles are those of ordered rates, with equal quotients and prices beyond doubles")
  func selection() {
    var random = SplitMix64(seed: 7)
    for count in [1, 2, 3, 5, 33, 100, 1_000, 5_000] {
      for kind in 0..<4 {
        let rates = (0..<count).map { _ -> AwardRate in
          func below(_ limit: Int64) -> Int64 { Int64.random(in: 1...limit, using: &random) }
          switch kind {
          case 0: return AwardRate(award: below(9), ceiling: below(9))
          case 1: return AwardRate(award: below(1_000_000), ceiling: 1_000_000 + below(1_000))
          // One number in many fractions, and its neighbours.
          case 2:
            let scale = below(1_000_000)
            return AwardRate(award: 9 * scale + below(3) - 2, ceiling: 10 * scale)
          // Doubles of these are equal, the numbers are not.
          default: return AwardRate(award: (1 << 60) + below(64), ceiling: (1 << 61) + below(64))
          }
        }
        let selected = Quartile.values(of: rates)
        let ascending = rates.sorted()
        for quartile in Quartile.allCases { #expect(selected[quartile] == quartile.value(ofAscending: ascending)) }
        let marks: [Int64] = [0, 50, 90, 100]
        var sums = TenderSums()
        for rate in rates { sums.add(rate) }
        let counts = BidFigures(sums, showsNoBid: true).rates(in: marks)
        let expected = marks.indices.map { place in
          rates.count { rate in
            rate.isAtLeast(percent: marks[place])
              && (place + 1 == marks.count || !rate.isAtLeast(percent: marks[place + 1]))
          }
        }
        #expect(counts == expected)
      }
    }
    #expect(Quartile.values(of: []).isEmpty)
  }
}
