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

  @Test("texts come from the batch, or from the file afterwards")
  func texts() throws {
    let contracts = (0..<6).map { line in
      var contract = SmallLedger.contract(Int64(line % 3), category: line == 4 ? .goods : .works)
      contract.texts[.title] = "t\(line)"
      contract.sourceLine = line
      return contract
    }
    let place = CellContracts.Place(year: SmallLedger.first, category: .works, row: "total")
    var read = try #require(CellContracts(place, scheme: .table1))
    var fetched = read
    read.add(ContractBatch(contracts[..<2]), file: "a")
    read.add(ContractBatch(contracts[2...]), file: "b")
    fetched.add(LeftTexts.batch(contracts[..<2]), file: "a")
    // A part of a file may come with its texts, and the others then wait for theirs.
    fetched.add(ContractBatch(contracts[2..<3]), file: "b")
    fetched.add(LeftTexts.batch(contracts[3...]), file: "b")
    #expect(fetched.contracts.filter { $0.contract.texts.isEmpty }.map(\.contract.sourceLine) == [5, 1, 0, 3])
    var asked: [String: [Int]] = [:]
    fetched.complete { waiting, file in
      asked[file, default: []] += waiting.map(\.sourceLine)
      LeftTexts.fetch(&waiting, from: contracts)
    }
    #expect(asked == ["a": [0, 1], "b": [3, 5]])
    #expect(read.contracts.map(\.contract) == fetched.contracts.map(\.contract))
    #expect(read.contracts.map(\.contract.texts[.title]) == ["t2", "t5", "t1", "t0", "t3"])
    #expect(read.contracts.map(\.file) == ["b", "b", "a", "a", "b"])
  }
}
