import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Contract sample")
struct ContractSampleTests {
  @Test("cells hold what the tally holds")
  func cells() throws {
    var generator = SplitMix64(seed: 1)
    let contracts = SmallLedger.random(400, using: &generator)
    let sample = try SmallLedger.sample(contracts)
    var tally = ContractTally(scheme: .table1)
    try tally.add(ContractBatch(contracts))
    let table = ShareTable.table1(tally, subtotals: true)
    for year in table.years {
      for category in [nil] + Category.allCases.map(Optional.some) {
        for row in table.rows {
          let cells = try #require(sample.cells(year, category, row: row.identifier))
          let summary = sample.summary(ofCells: cells)
          let expected = table.cell(
            year, category?.identifier ?? TableCategory.total.identifier, row.identifier)
          #expect(Int64(summary.count) == expected.count)
          #expect(summary.sum == expected.amount)
        }
      }
    }
    #expect(sample.cells(SmallLedger.first, nil, row: "nobody") == nil)
    #expect(sample.cells(FiscalYear(startingIn: 1999), nil, row: "total") == nil)
  }

  @Test("a vendor is its number, else its name; an empty text is no vendor")
  func vendors() throws {
    func contract(_ texts: [ContractText: String]) -> Contract {
      var contract = SmallLedger.contract(1)
      contract.texts = texts
      return contract
    }
    let sample = try SmallLedger.sample([
      contract([.vendorID: "7", .vendor: "A"]), contract([.vendorID: "7", .vendor: "B"]), contract([.vendor: "A"]),
      contract([.vendor: "7"]), contract([.vendorID: "", .vendor: "A"]), contract([.vendor: ""]), contract([:]),
    ])
    // The number 7, the names A and 7; two contracts are of nobody known.
    #expect(sample.vendorCount == 3)
    #expect(sample.summary(ofCells: Array(0..<sample.cellCount)).vendors == 5)
  }

  @Test("amounts beyond Int64 are refused, signs left out")
  func overflow() throws {
    var sample = ContractSample(scheme: .table1)
    try sample.add(ContractBatch([SmallLedger.contract(.max - 1)]))
    #expect(throws: ContractTally.Overflow(row: 1)) {
      try sample.add(ContractBatch([SmallLedger.contract(1), SmallLedger.contract(-1)]))
    }
  }
}
