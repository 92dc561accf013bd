import LotteryStatistics
import Procurement
import TestSupport

/// A register of price-only tenders in one group; `prices[t][f]` is firm f's bid for tender t, nil for none.
func register(
  prices: [[Int64?]], firms: [Firm]? = nil, notices: [TenderNotice]? = nil
) throws -> TenderRegister {
  let count = prices.map(\.count).max() ?? 0
  let tenders = prices.enumerated().map { place, bids in
    Tender(
      notice: notices?[place] ?? TenderNotice(identifier: "T\(place)"),
      bids: bids.enumerated().compactMap { firm, price in
        price.map { TenderBid(firm: firm, amount: Yen($0)) }
      })
  }
  return try TenderRegister(
    firms: firms ?? (0..<count).map { Firm(name: "F\($0)") }, tenders: tenders,
    groups: [TenderGroup(identifier: "G", tenders: Array(prices.indices))])
}

/// A register of tied sets: every firm of a set bids the same price.
func register(tiedSets: [[Int]]) throws -> TenderRegister {
  let count = (tiedSets.joined().max() ?? -1) + 1
  return try register(prices: tiedSets.map { set in (0..<count).map { set.contains($0) ? 100 : nil } })
}

/// Bids of a few firms for a few tenders, with many ties at the lowest price and some behind it.
func randomPrices(
  tenders: ClosedRange<Int>, firms: ClosedRange<Int>, using generator: inout SplitMix64
) -> [[Int64?]] {
  let firmCount = Int.random(in: firms, using: &generator)
  return (0..<Int.random(in: tenders, using: &generator)).map { _ in
    let lowest = Int.random(in: 2...6, using: &generator)
    return (0..<firmCount).map { _ -> Int64? in
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<lowest: 100
      case lowest: 110
      case lowest + 1: 120
      default: nil
      }
    }
  }
}

/// A policy with every component that the exact solver permits chosen at random.
func randomPolicy(using generator: inout SplitMix64) throws -> LotteryPolicy {
  func any<T>(_ cases: [T]) -> T { cases[Int.random(in: 0..<cases.count, using: &generator)] }
  let form = any([DrawForm.renumber, .renumber, .pass])
  return try LotteryPolicy(
    name: "random", cap: any([1, 1, 1, 2, 3, nil]), counted: any(CountedWins.allCases),
    outrightWin: any(OutrightWin.allCases), soleRemaining: any(SoleRemaining.allCases),
    nobodyRemaining: any(NobodyRemaining.allCases), noBidRemaining: any(NoBidRemaining.allCases),
    order: any([.caseNumber, .ceilingAscending, .ceilingDescending]), drawForm: form,
    drawsNearestFirst: form == .renumber && any([false, false, true]),
    coverage: Coverage(trades: any([nil, nil, ["土木"]])), halves: CityHalves(["a": "south", "b": "south"]))
}

/// Notices with ceilings, sites and trades at random, for policies that look at them.
func randomNotices(_ count: Int, using generator: inout SplitMix64) -> [TenderNotice] {
  (0..<count).map { place in
    TenderNotice(
      identifier: "T\(place)", trade: Bool.random(using: &generator) ? "土木" : "舗装",
      siteWard: ["a", "b", "c", nil][Int.random(in: 0..<4, using: &generator)],
      ceiling: [nil, Yen(150), Yen(200), Yen(250)][Int.random(in: 0..<4, using: &generator)])
  }
}

/// Firms in wards at random.
func randomFirms(_ count: Int, using generator: inout SplitMix64) -> [Firm] {
  (0..<count).map { place in
    Firm(name: "F\(place)", ward: ["a", "b", "c", nil][Int.random(in: 0..<4, using: &generator)])
  }
}
