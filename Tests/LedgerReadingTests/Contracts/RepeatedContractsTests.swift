import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Contracts that stand twice")
struct RepeatedContractsTests {
  private static let header = "contract,fiscal_year,category,size,locality,amount\n"

  @Test("the second occurrence is an error that names the first, in one file and across files")
  func error() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(Self.header + "A,2021,works,sme,local,1\nB,2021,works,sme,local,1\n", to: "1.csv")
    let two = try folder.write(Self.header + "C,2021,works,sme,local,1\nB,2021,works,sme,local,2\n", to: "2.csv")
    let across = #expect(throws: DataError.self) { try amounts([one, two]) }
    #expect(across?.problem == .repeatedContract("B", firstFile: one, firstLine: 3))
    #expect(across?.file == two)
    #expect(across?.line == 3)
    let same = #expect(throws: DataError.self) { try amounts([one, one]) }
    #expect(same?.problem == .repeatedContract("A", firstFile: one, firstLine: 2))
  }

  @Test("keep counts every row, first only the first")
  func policies() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      Self.header + "A,2021,works,sme,local,1\nA,2021,works,sme,local,2\nB,2021,works,sme,local,4\n", to: "1.csv")
    #expect(try amounts([file], .keep) == [1, 2, 4])
    #expect(try amounts([file], .first) == [1, 4])
  }

  @Test("a fingerprint seen before is suspected, another is not")
  func suspicion() {
    // Two keys with one fingerprint: the set only suspects, so the reader reads again.
    var set = FingerprintSet()
    let findings = [42, 42, 43].map { set.insert($0) }
    #expect(findings == [true, false, true])
  }

  @Test("a million fingerprints are all found again, and nothing else")
  func manyFingerprints() {
    var generator = SplitMix64(seed: 7)
    let values = (0..<1_000_000).map { _ in generator.next() | 1 }
    var set = FingerprintSet()
    #expect(Set(values).count == values.count)
    let first = values.count { set.insert($0) }
    let second = values.count { set.insert($0) }
    // Even numbers were never put in.
    let others = (1...100_000).count { set.insert(UInt64($0) << 33 | 2) }
    #expect([first, second, others] == [1_000_000, 0, 100_000])
  }

  private func amounts(_ files: [String], _ policy: RepeatedContractPolicy = .error) throws -> [Int64] {
    var options = ContractReader.Options()
    options.repeatedContracts = policy
    var reader = ContractReader(files.map(InputFile.init), options: options)
    var amounts: [Int64] = []
    _ = try reader.read { batch, _ in amounts += batch.amounts }
    return amounts
  }
}
