import Procurement
import Testing

@testable import ShareStatistics

@Suite("Shares over the years")
struct ShareSeriesTests {
  private func table(_ years: [Int]) throws -> ShareTable {
    var tally = ContractTally(scheme: .table1)
    for (index, year) in years.enumerated() {
      let fiscal = FiscalYear(startingIn: year)
      try tally.add(
        ContractBatch([
          Contract(
            year: fiscal, category: .goods, size: .sme, locality: .local, amount: Yen(Int64(index + 1)), sourceLine: 1),
          Contract(year: fiscal, category: .goods, size: .sme, locality: .nonLocal, amount: Yen(2), sourceLine: 2),
        ]))
    }
    return ShareTable.table1(tally)
  }

  @Test("shares of every year, the change from the first to the last, the years in between that are missing")
  func series() throws {
    let series = ShareSeries(try table([2015, 2016, 2019]), measure: .amount)
    #expect(series.missing.map(\.startYear) == [2017, 2018])
    let line = try #require(series.lines.first { $0.category == "total" && $0.row == "local-sme" })
    // 1/3, 2/4, 3/5.
    let shares: [String] = series.years.compactMap { line.shares[$0]?.description }
    #expect(shares == ["33.33", "50.00", "60.00"])
    #expect(line.change?.description == "26.67")
    #expect(!series.lines.contains { $0.row == "total" })
  }

  @Test("no years, no gaps")
  func empty() {
    #expect(ShareSeries.missing(from: []).isEmpty)
    #expect(ShareSeries.missing(from: [FiscalYear(startingIn: 2020)]).isEmpty)
  }
}
