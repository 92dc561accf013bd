import Digests
import Foundation
import TestSupport
import Testing

@testable import SyntheticData

/// The small sets, byte by byte: what a seed promises (docs/seeds.md).
@Suite("Checksums of the small sets")
struct ChecksumTests {
  private static func committed() throws -> [String: String] {
    let text = try String(contentsOfFile: Repository.path("fixtures/synthetic.sha256"), encoding: .utf8)
    return Dictionary(
      uniqueKeysWithValues: text.split(separator: "\n").map { line in
        let fields = line.split(separator: " ").map(String.init)
        return (fields[1], fields[0])
      })
  }

  private static func digest(_ file: some PagedFile) -> String {
    Hexadecimal.text(SHA256.digest(of: file.whole().bytes))
  }

  @Test("the small ledger")
  func ledger() throws {
    let ledger = SyntheticLedger(LedgerRecipe(target: try Samples.smallTarget()))
    #expect(Self.digest(ledger) == (try Self.committed()["small-ledger.csv"]))
  }

  @Test("the small bid set")
  func bids() throws {
    let bids = Samples.bids(BenchmarkSet.small.tenders) { $0.firmsPerTrade = BenchmarkSet.small.firmsPerTrade }
    #expect(Self.digest(bids) == (try Self.committed()["small-bids.csv"]))
  }

  @Test("the small bid set with numbers and winners")
  func draws() throws {
    let bids = Samples.bids(BenchmarkSet.small.tenders) {
      ($0.firmsPerTrade, $0.scheme) = (BenchmarkSet.small.firmsPerTrade, .random)
    }
    #expect(Self.digest(bids) == (try Self.committed()["small-bids-random.csv"]))
  }
}
