import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Ledgers written in every manner")
struct GeneratedLedgersTests {
  @Test("1,000 ledgers come back equal to what was written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 3)
    for number in 1...1_000 {
      let written = try WrittenLedger(using: &random)
      let path = try folder.write(written.data, to: "ledger.csv")
      var mapping = LedgerMapping.canonical
      if !written.hasHeader {
        mapping.layout.headerRows = 0
        let fields: [LedgerField] = [.contract, .date, .category, .size, .locality, .amount, .title]
        mapping.contracts.columns = Dictionary(
          uniqueKeysWithValues: fields.enumerated().map { ($1, .column(Header.letter($0 + 1))) })
      }
      if written.isInThousands { mapping.unit = 1_000 }
      let read = try ReadLedgers([path]) {
        $0.mapping = mapping
        $0.texts = [.contract, .title]
      }
      let contracts = read.contracts.map { contract in
        var contract = contract
        contract.sourceLine = 0
        return contract
      }
      try #require(contracts == written.contracts, "ledger \(number): \(written.manner)")
      #expect(read.reconciles)
    }
  }
}
