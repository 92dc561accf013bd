import BidStatistics
import Procurement
import TestSupport
import Testing

@Suite struct IndicatorChangeTests {
  private static func bids(_ year: Int, _ trade: String, _ rates: [Int64]) -> [Bid] {
    rates.enumerated().map { place, rate in
      var notice = TenderNotice(
        identifier: "\(year) \(trade) \(place)", openingDate: CivilDate(year: year, month: 5, day: 1), trade: trade)
      notice.ceiling = Yen(1_000)
      return Bid(notice: notice, firm: "甲", amount: Yen(rate * 10))
    }
  }

  @Test("A mean falls by the mix alone where no trade's mean changed, and by the trades where the mix did not")
  func decomposition() throws {
    var tally = BidTally(IndicatorPlan(divisions: [.trade]) { _ in .open })
    // 土木 95 %, 舗装 85 %: 3 and 1 of them, then 1 and 3; then 舗装 falls to 81 %.
    let rows =
      Self.bids(2020, "土木", [95, 95, 95]) + Self.bids(2020, "舗装", [85]) + Self.bids(2021, "土木", [95])
      + Self.bids(2021, "舗装", [85, 85, 85]) + Self.bids(2022, "土木", [95]) + Self.bids(2022, "舗装", [81, 81, 81])
    try tally.add(BidBatch(rows))
    let table = IndicatorTable(try tally.finish(), showsNoBid: false, lookBack: 1)
    let years = (2020...2022).map { TenderYear.year(FiscalYear(startingIn: $0)) }
    let first = try #require(IndicatorChange(.rateMean, of: table, from: years[0], to: years[1]))
    #expect(first.total.description == "-5.00")
    #expect(first.within?.description == "0.00")
    #expect(first.mix?.description == "-5.00")
    let second = try #require(IndicatorChange(.rateMean, of: table, from: years[1], to: years[2]))
    #expect(second.total.description == "-3.00")
    #expect(second.within?.description == "-3.00")
    #expect(second.mix?.description == "0.00")
    #expect(second.parts.map(\.within.description) == ["0.00", "-3.00"])
  }

  @Test("Changes are exact in points and percent, and what one tender moves is the change less the one without it")
  func influence() throws {
    var plan = IndicatorPlan { _ in .open }
    plan.namesTenders = true
    func table(_ bids: [Bid]) throws -> IndicatorTable {
      var tally = BidTally(plan)
      try tally.add(BidBatch(bids))
      return IndicatorTable(try tally.finish(), showsNoBid: false, lookBack: 1)
    }
    // Ceilings differ, so that the rate of sums is none of the mean.
    let rows = (Self.bids(2020, "土木", [95, 90, 70]) + Self.bids(2021, "土木", [99, 80, 85, 61])).enumerated().map {
      place, bid -> Bid in
      var bid = bid
      bid.notice.ceiling = Yen(Int64(1_000 + 100 * place))
      return bid
    }
    let (from, to) = (TenderYear.year(FiscalYear(startingIn: 2020)), TenderYear.year(FiscalYear(startingIn: 2021)))
    let whole = try table(rows)
    for indicator in [BidIndicator.rateMean, .rateOfSums] {
      let change = try #require(IndicatorChange(indicator, of: whole, from: from, to: to))
      let found = TenderInfluence.strongest(7, on: indicator, of: whole, from: from, to: to)
      #expect(found.count == 7)
      for influence in found {
        let without = try table(rows.filter { $0.notice.identifier != influence.tender })
        let rest = try #require(IndicatorChange(indicator, of: without, from: from, to: to))
        // Both changes are rounded to hundredths, the influence to thousandths.
        let difference = Double(change.total.units - rest.total.units) / 100
        #expect(abs(difference - Double(influence.points.units) / 1_000) < 0.011, "\(influence)")
      }
      let sizes = found.map { abs($0.points.units) }
      #expect(sizes == sizes.sorted(by: >))
    }
    let tenders = try #require(IndicatorChange(.tenders, of: whole, from: from, to: to))
    #expect(tenders.total.description == "1" && tenders.percent?.description == "33.33" && tenders.within == nil)
  }

  @Test("Intervals of 95 % hold the true change in 95 of 100 samples, or nearly")
  func coverage() throws {
    var random = SplitMix64(seed: 95)
    let (from, to) = (TenderYear.year(FiscalYear(startingIn: 2020)), TenderYear.year(FiscalYear(startingIn: 2021)))
    var covered: [BidIndicator: Int] = [:]
    let runs = 400
    for _ in 0..<runs {
      var tally = BidTally(IndicatorPlan { _ in .open })
      let rows = [2020, 2021].flatMap { year in
        (0..<60).flatMap { number -> [Bid] in
          var notice = TenderNotice(
            identifier: "\(year) \(number)", openingDate: CivilDate(year: year, month: 5, day: 1))
          // A rate from 80 to 100 %, whatever the ceiling, and one bidder in three of ten tenders.
          let rate = Int64.random(in: 8_000...10_000, using: &random)
          let ceiling = Int64.random(in: 1...50, using: &random) * 10_000
          notice.ceiling = Yen(ceiling)
          let firms = Int.random(in: 0..<10, using: &random) < 3 ? ["甲"] : ["甲", "乙"]
          return firms.map { Bid(notice: notice, firm: $0, amount: Yen(ceiling * rate / 10_000)) }
        }
      }
      try tally.add(BidBatch(rows))
      let table = IndicatorTable(try tally.finish(), showsNoBid: false, lookBack: 1)
      for indicator in [BidIndicator.rateMean, .rateOfSums, .singleBid] {
        let interval = try #require(ChangeInterval(indicator, of: table, from: from, to: to))
        if interval.low <= 0, interval.high >= 0 { covered[indicator, default: 0] += 1 }
      }
    }
    // 400 runs: a standard error of 1.1 points.
    for (indicator, count) in covered {
      #expect((0.91...0.985).contains(Double(count) / Double(runs)), "\(indicator) \(count)")
    }
    #expect(covered.count == 3)
  }
}
