import Procurement
import Testing

@testable import ShareStatistics

@Suite("Runs of one year")
struct YearRunsTests {
  @Test("runs cover the rows in order", arguments: [[], [0], [0, 0, 1, 1, 1, 0, 2], [3, 2, 1]])
  func runs(_ years: [Int]) {
    let batch = ContractBatch(years.map { SmallLedger.contract(1, year: FiscalYear(startingIn: 2020 + $0)) })
    var found: [(year: Int, rows: Range<Int>)] = []
    batch.forEachYear { found.append(($0.startYear - 2020, $1)) }
    #expect(found.flatMap { run in run.rows.map { _ in run.year } } == years)
    #expect(found.flatMap(\.rows) == Array(years.indices))
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.year != $1.year })
  }

  @Test("years are numbered as they are met")
  func slots() {
    var slots = YearSlots()
    #expect([5, 3, 5, 4].map { slots.slot(of: FiscalYear(startingIn: $0)) } == [0, 1, 0, 2])
    #expect(slots.years.map(\.startYear) == [5, 3, 4])
  }
}
