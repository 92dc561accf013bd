import Foundation
import Procurement

@testable import LedgerReading
@testable import TabularReading

/// OCDS JSON, read for contracts and for bids.
enum OCDSTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      for setsAside in [true, false] {
        let contracts = try ReadingOutcome.contracts(path, setsAside: setsAside, ways: [ScanWays.all[0]]) {
          $0.texts = Set(ContractText.allCases)
        }
        let bids = try ReadingOutcome.bids(path, setsAside: setsAside, details: true, ways: [ScanWays.all[0]])
        guard contracts.error == nil || setsAside else { continue }
        try checkOnce(path, contracts, setsAside: setsAside)
        try checkSpilled(path, contracts, bids, setsAside: setsAside)
        if contracts.error == nil, contracts.rejected.isEmpty { try checkValues(bytes, contracts.rows) }
      }
    }
  }

  /// A file that is given twice changes nothing: once is once.
  private static func checkOnce(
    _ path: String, _ contracts: ReadingOutcome<Contract>, setsAside: Bool
  ) throws {
    guard FileFormatOf.isOCDS(path) else { return }
    let twice = try ReadingOutcome<Contract>(setsAside: setsAside) { rejects, take in
      var options = ContractReader.Options()
      options.texts = Set(ContractText.allCases)
      let file = InputFile(path)
      var reader = ContractReader([file, file], options: options, rejects: rejects)
      return try reader.read { batch, _ in for row in 0..<batch.count { take(batch[row]) } }
    }
    try require(twice.rows == contracts.rows, "twice:\n\(twice.rows)\nonce:\n\(contracts.rows)")
  }

  /// Releases that wait in files make the same contracts and bids, in another order.
  private static func checkSpilled(
    _ path: String, _ contracts: ReadingOutcome<Contract>, _ bids: ReadingOutcome<Bid>, setsAside: Bool
  ) throws {
    let spilled = try ReadingOutcome.contracts(path, setsAside: setsAside, ways: [ScanWays.all[0]]) {
      $0.texts = Set(ContractText.allCases)
      $0.ocds.memoryLimit = 0
    }
    try require((spilled.error == nil) == (contracts.error == nil), "an error in one way of keeping releases only")
    // Before an error the two have read different processes; and the first row of several currencies decides which one
    // is read, so that other rows are set aside in another order.
    guard contracts.error == nil, contracts.rejected.isEmpty, bids.error == nil else { return }
    try require(
      sorted(spilled.rows.map(written)) == sorted(contracts.rows.map(written)),
      "contracts differ in parts:\n\(spilled.rows)\nwhole:\n\(contracts.rows)")
    let other = try ReadingOutcome.bids(path, setsAside: setsAside, details: true, ways: [ScanWays.all[0]]) {
      $0.mapping.ocds.memoryLimit = 0
    }
    try require(sorted(other.rows) == sorted(bids.rows), "bids differ in parts")
  }

  /// A contract as text, with its own texts in the order of their kinds: a dictionary has none.
  private static func written(_ contract: Contract) -> String {
    var bare = contract
    bare.texts = [:]
    let texts = contract.texts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key): \($0.value)" }
    return "\(bare) \(texts)"
  }

  private static func sorted<Row>(_ rows: [Row]) -> [String] { rows.map { "\($0)" }.sorted() }

  /// Of a single release of the plainest kind, count and sum are what Foundation's reading of it gives.
  private static func checkValues(_ bytes: [UInt8], _ contracts: [Contract]) throws {
    guard let expected = PlainRelease(bytes) else { return }
    try require(
      contracts.count == expected.count && contracts.reduce(0) { $0 + $1.amount.value } == expected.sum,
      "\(contracts.count) contracts of \(contracts.map(\.amount.value)), not \(expected.count) of \(expected.sum)")
  }
}

/// Whether a file is taken for OCDS.
private enum FileFormatOf {
  static func isOCDS(_ path: String) -> Bool {
    do throws(DataError) {
      let opening = try FileOpening.open(InputFile(path), encoding: nil, hashing: false)
      return opening.content == .json
    } catch {
      return false
    }
  }
}

/// The awards of one release that has nothing unusual, counted without the reader.
private struct PlainRelease {
  var count = 0
  var sum: Int64 = 0

  /// Nil where anything is unusual.
  init?(_ bytes: [UInt8]) {
    guard let release = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      release["ocid"] is String, release["contracts"] == nil, release["bids"] == nil,
      release["tag"] == nil || release["tag"] is [String],
      ["releases", "records", "compiledRelease", "versionedRelease"].allSatisfy({ release[$0] == nil }),
      let tender = release["tender"] as? [String: Any], tender["status"] == nil, tender["finalStatus"] == nil,
      tender["lots"] == nil, let awards = release["awards"] as? [[String: Any]]
    else { return nil }
    var identifiers: Set<String> = []
    for award in awards {
      guard let id = award["id"] as? String, !id.isEmpty, id.allSatisfy({ $0.isASCII && $0.isLetter || $0.isNumber }),
        identifiers.insert(id).inserted, award["finalStatus"] == nil, award["relatedLots"] == nil,
        let status = award["status"] as? String, let value = award["value"] as? [String: Any],
        value["currency"] == nil || value["currency"] as? String == "JPY",
        let amount = value["amount"] as? NSNumber, let whole = Int64(amount.stringValue), whole >= 0
      else { return nil }
      guard status == "active" else { continue }
      count += 1
      sum += whole
    }
  }
}
