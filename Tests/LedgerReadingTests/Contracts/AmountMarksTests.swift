import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Dashes that close amounts, signs of currencies, and columns of ceilings beside the amounts.
@Suite("Marks beside amounts")
struct AmountMarksTests {
  private static let names = "契約番号,年度,種別,規模,所在区分,契約金額"

  /// Reads a ledger with an amount a row, in all ways.
  private func read(
    _ amounts: [String], currency: String? = nil, rejects: Bool = false
  ) throws -> ReadLedgers {
    let rows = amounts.enumerated().map { "A\($0),令和3年度,工事,中小企業,市内,\"\($1)\"\n" }
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.names + "\n" + rows.joined(), to: "ledger.csv")
    try expectSameReading([file], rejects: rejects, blocks: [64, 4_096], "marks") { $0.layout.currency = currency }
    return try ReadLedgers([file], keepsRejects: rejects) { $0.layout.currency = currency }
  }

  @Test("a dash behind all amounts of a column closes them, and is said")
  func closing() throws {
    let read = try read(["12,000-", "3,000－", "500-", "￥700－"])
    #expect(read.contracts.map(\.amount.value) == [12_000, 3_000, 500, 700])
    #expect(read.summary.files[0].notes[.closingDash]?.firstLine == 2)
    let marked = try self.read(["￥12,000－", "3,000円", "金500円也", "700"])
    #expect(marked.contracts.map(\.amount.value) == [12_000, 3_000, 500, 700])
    #expect(marked.summary.files[0].notes[.closingDash] == nil)
  }

  @Test(
    "a dash behind some amounts may be their minus",
    arguments: [["12,000", "3,000-"], ["12,000-"], ["5-", "6-", "7"]])
  func unclear(_ amounts: [String]) throws {
    let error = #expect(throws: DataError.self) { try read(amounts) }
    guard case .closingDash = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("an amount without the dash, far below forty with one, is an error")
  func late() throws {
    let error = #expect(throws: DataError.self) { try read([String](repeating: "5,000-", count: 60) + ["5,000"]) }
    #expect(error?.problem == .closingDash("5,000"))
    #expect(error?.line == 62)
  }

  @Test("signs of other currencies", arguments: ["$1,200", "€1,200", "US$1,200", "1,200 USD", "1,200ドル"])
  func foreign(_ amount: String) throws {
    let error = #expect(throws: DataError.self) { try read(["100", amount]) }
    #expect(error?.problem == .foreignAmount(amount))
    #expect(error?.line == 3)
    #expect(try read(["100", amount], rejects: true).contracts.map(\.amount.value) == [100])
    guard !amount.contains("€") else { return }
    #expect(try read(["100", amount], currency: "USD").contracts.map(\.amount.value) == [10_000, 120_000])
  }

  @Test("yen in a ledger of dollars")
  func yenAmongDollars() throws {
    let error = #expect(throws: DataError.self) { try read(["$100", "￥1,200"], currency: "USD") }
    #expect(error?.problem == .foreignAmount("￥1,200"))
  }

  @Test("of two ceilings that of the tax basis of the amounts is taken, else both are named")
  func ceilings() throws {
    func ceilings(_ amount: String) throws -> [String?] {
      let folder = try TemporaryFolder()
      let file = try folder.write(
        "契約番号,年度,種別,規模,所在区分,\(amount),予定価格（税込）,予定価格（税抜）\nA1,令和3年度,工事,中小企業,市内,900,1100,1000\n", to: "ledger.csv")
      return try ReadLedgers([file]) { $0.texts = [.ceiling] }.contracts.map { $0.texts[.ceiling] }
    }
    #expect(try ceilings("契約金額（税込）") == ["1100"])
    #expect(try ceilings("契約金額（税抜）") == ["1000"])
    let error = #expect(throws: DataError.self) { try ceilings("契約金額") }
    #expect(
      error?.problem
        == .ambiguousColumns(
          field: "ceiling", first: .init(number: 7, name: "予定価格（税込）"), second: .init(number: 8, name: "予定価格（税抜）")))
  }

  @Test("a row of dashes closes a form")
  func dashes() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      Self.names + "\nA1,令和3年度,工事,中小企業,市内,900\n―,―,―,―,―,―\n以下余白,,,,,\n", to: "ledger.csv")
    let read = try ReadLedgers([file])
    #expect(read.contracts.map(\.amount.value) == [900])
    #expect(read.summary.files[0].leftOut[.note]?.lines == [3, 4])
  }
}
