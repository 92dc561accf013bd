import Procurement
import Testing

@testable import ShareStatistics

@Suite("Contracts behind a cell")
struct CellContractsTests {
  @Test("largest first, equal ones in the order of reading; subtotals and totals include their leaves")
  func order() throws {
    let year = FiscalYear(startingIn: 2021)
    let rows: [(FirmSize?, Locality?, Int64)] = [
      (.sme, .local, 5), (.large, .local, 9), (.sme, .local, 5), (nil, .nonLocal, 7), (.sme, .local, 8),
    ]
    let batch = ContractBatch(
      rows.enumerated().map { index, row in
        Contract(
          year: year, category: .works, size: row.0, locality: row.1, amount: Yen(row.2), sourceLine: index + 2)
      })
    func lines(_ row: String) throws -> [Int] {
      var cell = try #require(
        CellContracts(CellContracts.Place(year: year, category: .works, row: row), scheme: .table1))
      cell.add(batch, file: "a.csv")
      return cell.contracts.map(\.contract.sourceLine)
    }
    #expect(try lines("local-sme") == [6, 2, 4])
    #expect(try lines("local") == [3, 6, 2, 4])
    #expect(try lines("total") == [3, 6, 5, 2, 4])
    #expect(CellContracts(CellContracts.Place(year: year, category: nil, row: "nowhere"), scheme: .table1) == nil)
  }
}
