import BidStatistics
import Procurement
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
}
