import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("One message for all that is missing")
struct WholeMessageTests {
  private static let header = "契約番号,年度,種別,規模,所在区分,契約金額"

  private func error(_ text: String, rejects: Bool = false) throws -> DataError? {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "ledger.csv")
    try expectSameReading([file], rejects: rejects, blocks: [64, 4_096], "message")
    do {
      _ = try ReadLedgers([file], keepsRejects: rejects)
      return nil
    } catch let error as DataError {
      return error
    }
  }

  @Test("all words that nothing knows, whatever stops the reading, but not those of totals and notes")
  func words() throws {
    let error = try error(
      "\(Self.header)\nA1,2021,工事,中小企業,市内,x\nA2,2021,修繕,中小,市内,1\nA3,2021,役務,大企業,市内,1\n"
        + "A4,2021,役務,大企業,市内業者,1\n合計,2021,合計,,,3\n※注,,,,,\n")
    #expect(error?.problem == .notAnAmount("x"))
    #expect(error?.line == 2)
    #expect(
      error?.words.flatMap { $0.yaml { _ in "goods, works or services" } } == [
        "  category:", "    修繕: MISSING  # goods, works or services", "    役務: services", "  size:", "    中小: sme",
        "  locality:", "    市内業者: local",
      ])
  }

  @Test("twenty words of a column, and how many more; addresses as their municipality")
  func many() throws {
    let rows = (1...25).map { "A\($0),2021,種\($0),中小企業,川崎市\($0)区,1" }.joined(separator: "\n")
    let words = try error("\(Self.header)\n\(rows)\n")?.words ?? []
    #expect(words.map(\.field) == ["category", "locality"])
    #expect(words.first?.yaml { "\($0)" }.count == 22)
    #expect(words.first?.more == 5)
    #expect(words.last?.yaml { _ in "?" } == ["  locality:", "    \"川崎市*\": MISSING  # ?"])
  }

  @Test("rows that can be set aside are, and words are told apart from repeated contracts")
  func rejects() throws {
    #expect(try error("\(Self.header)\nA1,2021,修繕,中小企業,市内,1\n", rejects: true) == nil)
    let repeated = try error("\(Self.header)\nA1,2021,工事,中小企業,市内,1\nA1,2021,工事,中小企業,市内,1\n")
    #expect(repeated?.words == [])
  }

  @Test("a title above a second table is not what is wrong")
  func secondTable() throws {
    let row = "A1,2021,工事,中小企業,市内,1"
    let error = try error("\(Self.header)\n\(row)\n物品の部,,,,,\n\(Self.header)\nB1,2021,物品,中小企業,市内,1\n")
    #expect(error?.problem == .secondHeader(names: 6))
    #expect(error?.line == 4)
  }

  @Test("all columns that are missing")
  func columns() throws {
    guard case .missingColumns(let wanted, _) = try error("契約番号,種別,契約金額\nA1,工事,1\n")?.problem else {
      Issue.record("one message for several columns")
      return
    }
    #expect(wanted.compactMap(\.first) == ["size", "locality", "fiscal_year"])
  }
}
