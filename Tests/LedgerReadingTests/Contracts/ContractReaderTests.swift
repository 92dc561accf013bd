import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Contract reader")
struct ContractReaderTests {
  private static let header = "contract,fiscal_year,category,size,locality,amount"

  @Test("canonical and Japanese ledgers give the same contracts")
  func languages() throws {
    let canonical = try read("\(Self.header)\nA,2021,works,sme,local,3000000\nB,2021,goods,,non-local,5\n")
    let japanese = try read("契約番号,年度,種別,規模,所在区分,契約金額\nA,令和3年度,工事,中小企業,市内,\"3,000,000円\"\nB,R3,物品,,市外,５\n")
    #expect(canonical.contracts == japanese.contracts)
    #expect(
      canonical.contracts.first
        == Contract(
          year: FiscalYear(startingIn: 2021), category: .works, size: .sme, locality: .local, amount: Yen(3_000_000),
          sourceLine: 2))
  }

  @Test("a date gives the fiscal year: January to March belong to the year before")
  func dates() throws {
    let result = try read(
      "contract,date,category,size,locality,amount\nA,2021-03-31,works,sme,local,1\nB,令和3年4月1日,works,sme,local,1\n")
    #expect(result.contracts.map(\.year.startYear) == [2020, 2021])
  }

  @Test(
    "unusable rows name line, column and problem",
    arguments: [
      ("A,2021,works,sme,local,12a", .notAnAmount("12a"), 6),
      ("A,2021,works,sme,local,-5", .negativeAmount("-5"), 6),
      ("A,2021,works,sme,local,9223372036854775808", .amountTooLarge("9223372036854775808"), 6),
      ("A,2021,works,sme,local,1.5", .notWholeUnits("1.5"), 6),
      ("A,2021,works,sme,local,", .missingValue(field: "amount"), 6),
      (",2021,works,sme,local,1", .missingValue(field: "contract"), 1),
      ("A,,works,sme,local,1", .missingValue(field: "fiscal_year"), 2),
      ("A,21,works,sme,local,1", .notAFiscalYear("21"), 2),
      (
        "A,2021,work,sme,local,1",
        .unknownWord("work", known: KnownWords.categories.keys.sorted(), nearest: "works"), 3
      ),
      ("A,2021,,sme,local,1", .missingValue(field: "category"), 3),
      ("A,2021,works,smal,local,1", .unknownWord("smal", known: KnownWords.sizes.keys.sorted(), nearest: nil), 4),
    ] as [(String, DataError.Problem, Int)])
  func unusableRows(_ row: String, _ problem: DataError.Problem, _ column: Int) {
    let error = #expect(throws: DataError.self) { try read("\(Self.header)\nX,2021,works,sme,local,1\n\(row)\n") }
    #expect(error?.problem == problem)
    #expect(error?.line == 3)
    #expect(error?.column?.number == column)
    #expect(error?.concernsOneRow == true)
  }

  @Test("year and date must agree")
  func disagreement() {
    let error = #expect(throws: DataError.self) {
      try read("contract,fiscal_year,date,category,size,locality,amount\nA,2021,2021-03-31,works,sme,local,1\n")
    }
    #expect(error?.problem == .yearDisagrees(year: "2021", date: "2021-03-31", yearOfDate: "2020"))
  }

  @Test("structure is checked before any row")
  func structure() {
    let cases: [(String, DataError.Problem)] = [
      ("", .emptyFile),
      ("\(Self.header)\n", .headerOnly),
      ("\(Self.header)\nA,2021\n", .columnCount(expected: 6, found: 2)),
      ("contract,amount,Amount\n", .repeatedHeader(name: "Amount", first: 2)),
      (
        "contract,fiscal_year,category,size,locality,amuont\nA,2021,works,sme,local,1\n",
        .missingColumn(
          names: LedgerField.amount.knownHeaders, nearest: "amuont",
          present: ["contract", "fiscal_year", "category", "size", "locality", "amuont"])
      ),
    ]
    for (text, problem) in cases {
      let error = #expect(throws: DataError.self) { try read(text) }
      #expect(error?.problem == problem)
      #expect(error?.concernsOneRow == false)
    }
  }

  @Test("with a place for them, unusable rows are set aside whole and the account reconciles")
  func rejects() throws {
    var rejected: [RejectedRow] = []
    let result = try read(
      "\(Self.header)\nA,2021,works,sme,local,1\nB,2021,works,sme,local,\"x,y\"\nC,2021,works,sme,local,2\n",
      rejects: { rejected.append($0) })
    #expect(result.contracts.map(\.amount.value) == [1, 2])
    #expect(rejected.map(\.fields) == [["B", "2021", "works", "sme", "local", "x,y"]])
    let file = result.summary.files[0]
    #expect([file.read, file.used, file.rejected, file.filtered] == [3, 2, 1, 0])
  }

  @Test("the population leaves contracts out, and they are counted")
  func population() throws {
    let text = """
      \(Self.header),population,account
      A,2021,works,sme,local,5,city,general
      B,2021,works,sme,local,5,city,enterprise
      C,2021,works,sme,local,5,subsidy-recipient,
      D,2021,works,sme,local,5,,
      E,2021,works,sme,local,1000000,subsidy-recipient,
      F,2021,works,sme,local,1000001,subsidy-recipient,

      """
    let table1 = try read(text)
    #expect(table1.contracts.count == 2)
    #expect(table1.summary.files[0].filtered == 4)
    let table2 = try read(text) { $0.population = .table2 }
    #expect(table2.contracts.map(\.amount.value) == [1_000_001])
    let all = try read(text) {
      $0.population = PopulationFilter(population: nil, includesEnterpriseAccounts: true, amountsAbove: nil)
    }
    #expect(all.contracts.count == 6)
  }

  @Test("batches hold at most their capacity, and every row once")
  func batches() throws {
    let count = ContractBatch.capacity + 10
    let rows = (0..<count).map { "\($0),2021,works,sme,local,\($0)\n" }.joined()
    var sizes: [Int] = []
    let result = try read("\(Self.header)\n\(rows)", onBatch: { sizes.append($0.count) })
    #expect(sizes.count > 1 && sizes.allSatisfy { $0 <= ContractBatch.capacity } && sizes.reduce(0, +) == count)
    #expect(result.contracts.map(\.amount.value) == (0..<Int64(count)).map { $0 })
  }

  @Test("the texts that were asked for arrive, absent ones are nil")
  func texts() throws {
    let result = try read("\(Self.header),vendor,title\nA,2021,works,sme,local,1,青葉建設,\n") {
      $0.texts = [.contract, .vendor, .title]
    }
    #expect(result.contracts[0].texts == [.contract: "A", .vendor: "青葉建設"])
  }

  @Test("a mapping's filter, joined key and last number apply")
  func mapping() throws {
    let mapping = try LedgerMapping(
      yaml: """
        columns:
          contract: [office, title]
          date: day
          category: kind
          amount: {last-number-of: [bid1, bid2], otherwise: quote}
        values: {category: {建設: works}}
        filter: {note: 落札}
        fractions: half-up
        """, file: "m.yaml")
    let result = try read(
      """
      office,title,day,kind,bid1,bid2,quote,note
      甲,橋,2021-05-01,建設,100,90.5,1,落札
      甲,橋,2021-05-01,建設,110,,1,
      甲,道,2021-05-01,建設,辞退,,7,落札
      乙,橋,2021-05-01,建設,80,無効,1,落札

      """
    ) {
      $0.mapping = mapping
      $0.texts = [.contract]
    }
    #expect(result.contracts.map(\.amount.value) == [91, 7, 80])
    #expect(result.contracts.map { $0.texts[.contract] } == ["甲 / 橋", "甲 / 道", "乙 / 橋"])
    #expect(result.summary.files[0].filtered == 1)
    #expect(result.summary.files[0].roundedAmounts == 1)
  }

  /// Reads a ledger given as text.
  private func read(
    _ text: String, _ change: (inout ContractReader.Options) -> Void = { _ in },
    rejects: ((RejectedRow) throws -> Void)? = nil, onBatch: (ContractBatch) -> Void = { _ in }
  ) throws -> (contracts: [Contract], summary: ReadingSummary) {
    let folder = try TemporaryFolder()
    var options = ContractReader.Options()
    change(&options)
    var reader = ContractReader(
      [InputFile(try folder.write(text, to: "ledger.csv"))], options: options, rejects: rejects)
    var contracts: [Contract] = []
    let summary = try reader.read { batch, _ in
      onBatch(batch)
      contracts += (0..<batch.count).map { batch[$0] }
    }
    return (contracts, summary)
  }
}
