import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Contracts divided a second time")
struct ClassTallyTests {
  private func ledger(seed: UInt64) -> ContractBatch {
    var random = SplitMix64(seed: seed)
    return ContractBatch(
      (0..<200).map { line in
        Contract(
          year: FiscalYear(startingIn: 2020 + Int(random.next() % 2)),
          category: Category.allCases[Int(random.next() % 3)], size: FirmSize.allCases[Int(random.next() % 3)],
          locality: Locality.allCases[Int(random.next() % 3)], amount: Yen(Int64(random.next() % 1000)),
          texts: [.office: "office \(random.next() % 5)"], sourceLine: line + 1)
      })
  }

  @Test("the three factors add up to the change of the share of the table", arguments: 1...20)
  func sums(_ seed: UInt64) throws {
    let batch = ledger(seed: seed)
    var tally = ContractTally(scheme: .table1)
    var classes = ClassTally(scheme: .table1, by: .office)
    try tally.add(batch)
    try classes.add(batch)
    let table = ShareTable.table1(tally, subtotals: true)
    let (from, to) = (table.years[0], table.years[1])
    for row in ["local-sme", "local", "non-local"] {
      for measure in [Measure.count, .amount] {
        let parts = try #require(classes.decomposition(row: row, measure: measure, from: from, to: to))
        func share(_ year: FiscalYear) throws -> ExactRatio {
          let part = try #require(table.cell(year, "total", row)[measure])
          let whole = try #require(table.total(year, "total")[measure])
          return try #require(ExactRatio(part, over: whole))
        }
        #expect(parts.total == (try share(to)) - (try share(from)))
        #expect(parts.categories + parts.classes + parts.within == parts.total)
      }
    }
  }

  @Test("a class that is the category itself leaves nothing to mix inside categories")
  func sameClass() throws {
    var contracts = (0..<ledger(seed: 3).count).map { ledger(seed: 3)[$0] }
    for index in contracts.indices { contracts[index].texts[.office] = contracts[index].category.identifier }
    var classes = ClassTally(scheme: .table1, by: .office)
    try classes.add(ContractBatch(contracts))
    let parts = try #require(
      classes.decomposition(
        row: "local-sme", measure: .amount, from: FiscalYear(startingIn: 2020), to: FiscalYear(startingIn: 2021)))
    #expect(parts.classes == .zero)
  }

  @Test("without a text a contract is of the class without a name")
  func unnamed() throws {
    var classes = ClassTally(scheme: .table1, by: .method)
    try classes.add(ledger(seed: 1))
    #expect(classes.classes == [""])
  }
}
