import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Size bands")
struct SizeBandsTests {
  @Test("a limit belongs to the band below it")
  func limits() throws {
    var bands = SizeBands(scheme: .table1, limits: [1_000_000, 500, 500])
    #expect(bands.limits == [500, 1_000_000])
    try bands.add(ContractBatch([-3, 500, 501, 1_000_000, 1_000_001].map { SmallLedger.contract($0) }))
    let cells = (0..<bands.bandCount).map { bands.cell(SmallLedger.first, .works, row: "local-sme", band: $0) }
    #expect(cells.map(\.count) == [2, 2, 1])
    #expect(cells.map(\.amount) == [497, 1_000_501, 1_000_001])
    #expect(bands.cell(SmallLedger.first, .works, row: "total", band: 3).count == 0)
    #expect(bands.cell(SmallLedger.second, .works, row: "total", band: 0).count == 0)
  }

  @Test("bands add up to the tally in every year, category and row, and merge in any cut")
  func additivity() throws {
    var generator = SplitMix64(seed: 41)
    let contracts = SmallLedger.random(500, using: &generator)
    var tally = ContractTally(scheme: .table1)
    try tally.add(ContractBatch(contracts))
    let table = ShareTable.table1(tally, subtotals: true)
    var whole = SizeBands(scheme: .table1, limits: [1000, 250_000, 700_000])
    var (left, right) = (whole, whole)
    try whole.add(ContractBatch(contracts))
    try left.add(ContractBatch(contracts[..<123]))
    try right.add(ContractBatch(contracts[123...]))
    try right.merge(left)
    #expect(right == whole)
    for year in table.years {
      for category in [nil] + Category.allCases.map(Optional.some) {
        for row in table.rows {
          let cells = (0..<whole.bandCount).map { whole.cell(year, category, row: row.identifier, band: $0) }
          let expected = table.cell(
            year, category?.identifier ?? TableCategory.total.identifier, row.identifier)
          #expect(cells.reduce(0) { $0 + $1.count } == expected.count)
          #expect(cells.reduce(0) { $0 + $1.amount } == expected.amount)
        }
      }
    }
  }

  @Test("amounts beyond Int64 are refused")
  func overflow() throws {
    var bands = SizeBands(scheme: .table1, limits: [])
    try bands.add(ContractBatch([SmallLedger.contract(.max)]))
    #expect(throws: ContractTally.Overflow(row: 0)) { try bands.add(ContractBatch([SmallLedger.contract(1)])) }
    #expect(throws: ContractTally.Overflow(row: nil)) { try bands.merge(bands) }
  }
}
