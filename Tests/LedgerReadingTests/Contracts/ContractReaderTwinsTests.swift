import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Ledgers without contract numbers that hold the same contracts")
struct ContractReaderTwinsTests {
  private static let text = """
    年度,種別,規模,所在区分,契約金額,契約の相手方
    令和4年度,工事,中小企業,市内,800,甲
    令和4年度,工事,大企業,市外,2000,乙

    """

  @Test("the same bytes are refused, whether digests are wanted or not", arguments: [false, true])
  func same(_ hashes: Bool) throws {
    let folder = try TemporaryFolder()
    let paths = try ["a.csv", "b.csv"].map { try folder.write(Self.text, to: $0) }
    let error = #expect(throws: DataError.self) { try ReadLedgers(paths) { $0.hashesFiles = hashes } }
    #expect(error?.problem == .sameFile(paths[0]))
  }

  @Test("the same contracts in other bytes are read, and the account names the other file")
  func alike() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write(Self.text, to: "a.csv")
    let second = try folder.write(Self.text.replacing("\n", with: "\r\n"), to: "b.csv")
    let other = try folder.write(Self.text.replacing("2000", with: "2001"), to: "c.csv")
    let read = try ReadLedgers([first, second, other])
    #expect(read.contracts.count == 6)
    #expect(read.summary.files.map(\.alike) == [nil, first, nil])
  }

  @Test("with numbers repeated contracts are found as such")
  func numbered() throws {
    let folder = try TemporaryFolder()
    let numbered = Self.text.replacing("年度,種別", with: "契約番号,年度,種別").replacing("令和4年度,工事,中", with: "1,令和4年度,工事,中")
      .replacing("令和4年度,工事,大", with: "2,令和4年度,工事,大")
    let paths = try ["a.csv", "b.csv"].map { try folder.write(numbered, to: $0) }
    let error = #expect(throws: DataError.self) { try ReadLedgers(paths) }
    guard case .repeatedContract? = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
