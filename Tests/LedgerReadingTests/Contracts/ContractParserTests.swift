import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Values of contracts")
struct ContractParserTests {
  @Test("unit-price contracts count with their total, the product of price and quantity, or not at all")
  func unitPrices() throws {
    let text =
      "contract,fiscal_year,category,size,locality,amount,契約区分,総額,単価,数量\n"
      + "A,2021,goods,sme,local,100,総価,,,\nB,2021,goods,sme,local,12.5,単価契約,300,12.5,25\n"
    for (rule, amounts) in [("amount: 総額", [100, 300]), ("multiply: [単価, 数量]", [100, 313]), ("amount: skip", [100])] {
      let read = try read(text, "unit-price: {when: {契約区分: [単価契約]}, \(rule)}")
      #expect(read.contracts.map(\.amount.value) == amounts.map(Int64.init))
      #expect(read.summary.files[0].notes[.unitPrice]?.count == (amounts.count == 2 ? 1 : nil))
      #expect(read.reconciles)
    }
  }

  @Test("the size class follows from capital, employees and main business where none is written")
  func sizes() throws {
    let text =
      "contract,fiscal_year,category,size,locality,amount,資本金,従業員数,主たる事業,法人形態\n"
      + "A,2021,goods,,local,1,5000万円,51人,小売業,\nB,2021,goods,,local,1,\"50,000,001\",51,小売業,\n"
      + "C,2021,goods,large,local,1,1,1,小売業,\nD,2021,goods,,local,1,,60,小売業,個人\nE,2021,goods,,local,1,,,,組合\n"
      + "F,2021,goods,,local,1,,60,小売業,\n"
    #expect(try read(text).contracts.map(\.size) == [.sme, .large, .large, .large, .sme, nil])
  }

  @Test("wrong check digits are counted with their first line, and the rows count")
  func checkDigits() throws {
    let text =
      "contract,fiscal_year,category,size,locality,amount,法人番号,団体コード\n"
      + "A,2021,goods,sme,local,1,7123456789012,141305\nB,2021,goods,sme,local,1,8123456789012,141304\n"
      + "C,2021,goods,sme,local,1,12345,141305\nD,2021,goods,sme,local,1,9123456789012,\n"
    let read = try read(text)
    #expect(read.contracts.count == 4)
    #expect(read.summary.files[0].notes[.wrongCorporateNumber] == .init(count: 2, firstLine: 3))
    #expect(read.summary.files[0].notes[.wrongMunicipality] == .init(count: 1, firstLine: 3))
  }

  @Test("noise is counted, apart from fractions that a mapping rounds")
  func noise() throws {
    let text =
      "contract,fiscal_year,category,size,locality,amount\n"
      + "A,2021,goods,sme,local,1469999.9999999998\nB,2021,goods,sme,local,0.5\n"
    let read = try read(text, "fractions: half-up")
    #expect(read.contracts.map(\.amount.value) == [1_470_000, 1])
    #expect(read.summary.files[0].notes[.floatNoise]?.count == 1)
    #expect(read.summary.files[0].notes[.roundedAmount]?.count == 1)
    #expect(read.summary.files[0].roundedAmounts == 2)
  }

  @Test("values, a word for all others, a word for nothing, excluded rows and columns by letter")
  func mapping() throws {
    let read = try read(
      "k,y,w,a,n\nA,R3,土木,1,\nB,R3,,2,\nC,R3,事務,3,\n合計,,,6,\n",
      """
      columns: {contract: A, fiscal_year: y, category: C, amount: "4"}
      values: {category: {土木: works, "": goods, "*": services}}
      exclude: {k: [合計]}
      """)
    #expect(read.contracts.map(\.category) == [.works, .goods, .services])
    #expect(read.summary.files[0].filtered == 1)
  }

  @Test("a year is partial when its last date lies before March")
  func partialYears() throws {
    let header = "contract,date,category,size,locality,amount\n"
    let read = try read(
      "\(header)A,2020-04-01,goods,sme,local,1\nB,2021-03-01,goods,sme,local,1\nC,2022-02-28,goods,sme,local,1\n")
    #expect(read.summary.partialYears.map { "\($0.key) \($0.value)" } == ["2021 2022-02-28"])
  }

  @Test("amounts with and without tax are never added")
  func taxBases() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "contract,fiscal_year,category,size,locality,amount\nA,2021,goods,sme,local,1\n", to: "a.csv")
    let error = #expect(throws: DataError.self) {
      try ReadLedgers([path, path]) {
        $0.mappings = [
          try LedgerMapping(yaml: "tax: included", file: "m"), try LedgerMapping(yaml: "tax: excluded", file: "m"),
        ]
      }
    }
    #expect(error?.problem == .taxBasesDiffer(.included, .excluded))
  }

  @Test("調達ポータル's yearly files: no header, eight columns, quoted, a byte order mark")
  func portal() throws {
    let line =
      "\"0000000000000123456\",\"文具\",\"2021-06-01\",\"31389000.00\",\"8002010\",\"1002040\",\"甲社\",\"7123456789012\"\r\n"
    let read = try read("\u{FEFF}\(line)", "extends: chotatsu-portal\nconstants: {category: goods}")
    let contract = try #require(read.contracts.first)
    #expect(contract.amount == Yen(31_389_000))
    #expect(contract.year.startYear == 2021)
    #expect(contract.texts[.title] == "文具")
    #expect(read.summary.files[0].read == 1)
  }

  private func read(_ text: String, _ yaml: String = "name: test") throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    return try ReadLedgers([try folder.write(text, to: "a.csv")]) {
      $0.mapping = try LedgerMapping(yaml: yaml, file: "m.yaml")
    }
  }
}
