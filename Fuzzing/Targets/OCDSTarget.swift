import Procurement

@testable import LedgerReading

/// OCDS JSON, read for contracts and for bids.
enum OCDSTarget {
  static func check(_ bytes: [UInt8]) throws {
    let file = try ScratchFile(bytes)
    for setsAside in [true, false] {
      try ReadingOutcome.contracts(file.path, setsAside: setsAside, ways: [ScanWays.all[0]]) {
        $0.texts = Set(ContractText.allCases)
      }
      try ReadingOutcome.bids(file.path, setsAside: setsAside, details: true, ways: [ScanWays.all[0]])
    }
  }
}
