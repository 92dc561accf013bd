import Procurement

@testable import LedgerReading

/// OCDS JSON, read for contracts and for bids.
enum OCDSTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      for setsAside in [true, false] {
        try ReadingOutcome.contracts(path, setsAside: setsAside, ways: [ScanWays.all[0]]) {
          $0.texts = Set(ContractText.allCases)
        }
        try ReadingOutcome.bids(path, setsAside: setsAside, details: true, ways: [ScanWays.all[0]])
      }
    }
  }
}
