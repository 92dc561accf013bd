import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Contracts that are added up while they are read, against the contracts one by one.
@Suite("Contracts added up")
struct ClassSumsTests {
  private struct Class: Hashable {
    var year: FiscalYear
    var category: Procurement.Category
    var size: FirmSize?
    var locality: Locality?
  }

  private struct Sum: Equatable {
    var count: Int64 = 0
    var amount: Int64 = 0
  }

  @Test("every class has the count and the amount of its contracts", arguments: 0..<12)
  func sums(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var ledger = try MixedLedger(rows: 700, using: &random)
    while ledger.manner.contains("dirty true") { ledger = try MixedLedger(rows: 700, using: &random) }
    let folder = try TemporaryFolder()
    let file = try folder.write(ledger.data, to: "ledger.csv")
    var options = ContractReader.Options()
    options.repeatedContracts = seed % 2 == 0 ? .error : .keep
    options.scan.isEnabled = false
    let (readable, account) = try read(file, options)
    options.scan.isEnabled = true
    options.scan.leastBytes = 0
    options.addsUp = true
    for block in [256, 1 << 14] {
      options.scan.blockSize = block
      let (added, sameAccount) = try read(file, options)
      #expect(added == readable, "\(ledger.manner)")
      #expect(sameAccount == account)
    }
  }

  @Test("a sum beyond Int64 ends the reading")
  func overflow() throws {
    let row = { (number: Int) in "K\(1_000 + number),2021,works,sme,local,9000000000000000\n" }
    let text = "contract,fiscal_year,category,size,locality,amount\n" + (0..<1_200).map(row).joined()
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "ledger.csv")
    var options = ContractReader.Options()
    (options.addsUp, options.scan.leastBytes) = (true, 0)
    let error = #expect(throws: DataError.self) { try read(file, options) }
    #expect(error?.problem == .sumTooLarge)
  }

  private func read(_ file: String, _ options: ContractReader.Options) throws -> ([Class: Sum], ReadingSummary) {
    var sums: [Class: Sum] = [:]
    var reader = ContractReader([InputFile(file)], options: options)
    let summary = try reader.read { batch, _ in
      for row in 0..<batch.count {
        let contract = batch[row]
        let key = Class(
          year: contract.year, category: contract.category, size: contract.size, locality: contract.locality)
        sums[key, default: Sum()].count += batch.counts.isEmpty ? 1 : batch.counts[row]
        sums[key, default: Sum()].amount += contract.amount.value
      }
    }
    return (sums, summary)
  }
}
