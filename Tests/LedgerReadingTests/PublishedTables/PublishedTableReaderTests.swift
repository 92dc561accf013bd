import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Published table reader")
struct PublishedTableReaderTests {
  @Test("Table 1 of Kawasaki: 160 figures in 5 rows, 4 categories, 2 years")
  func kawasaki1() throws {
    let table = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))).table
    #expect(table.figures.count == 160)
    #expect(table.rows.map(\.identifier) == ["local-large", "local-sme", "local-other", "non-local", "total"])
    #expect(table.rows.map(\.role) == [.part, .part, .part, .part, .total])
    #expect(table.rows.dropLast().allSatisfy { $0.parent == "total" })
    #expect(table.categories.map(\.identifier) == ["goods", "works", "services", "total"])
    #expect(table.years.map(\.startYear) == [2020, 2021])
    #expect(table.unit == 1_000_000)
    let place = FigurePlace(
      year: FiscalYear(startingIn: 2020), category: "total", row: "non-local", measure: .countShare)
    #expect(table.figures[place] == PublishedFigure(FixedPoint(units: 9033, decimals: 2), sourceLine: 20))
  }

  @Test("Table 2 of Kawasaki: 16 figures, うち is of-which")
  func kawasaki2() throws {
    let table = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table2.csv"))).table
    #expect(table.figures.count == 16)
    #expect(table.rows.map(\.identifier) == ["all", "local-sme"])
    #expect(table.rows.map(\.role) == [.total, .ofWhich])
    #expect(table.categories == [.total])
  }

  @Test("any subset of columns, units, roles and subtotals")
  func variants() throws {
    let table = try read(
      "fiscal_year,category,row,role,amount(thousand),amountShare\nR3,works,甲,part,\"1,234\",40.5%\nR3,works,乙,part,-,59.5\nR3,works,計,total,3000,100\n"
    )
    #expect(table.unit == 1_000)
    #expect(table.figures.count == 5)
    let subtotal = try read("年度,所在,規模,件数\nR3,市内,中小企業,1\nR3,市内計,,1\nR3,準市内・市外,,2\nR3,合計,,3\n")
    #expect(subtotal.row("local-sme")?.parent == "local")
    #expect(subtotal.row("local")?.parent == "total")
  }

  @Test("a share column under any heading belongs to the count or amount before it")
  func shareHeadings() throws {
    for (first, second) in [("割合", "割合"), ("件数構成比", "契約金額の割合"), ("シェア（％）", "占有率")] {
      let table = try read("年度,区分,契約件数,\(first),契約額[千円],\(second)\nR3,全体,4,100%,9,100%\n")
      #expect(table.figures.count == 4 && table.unit == 1_000, "\(first) \(second)")
    }
  }

  @Test("years that stand once, notes, units above the table, ratios")
  func printedShapes() throws {
    let table = try read(
      "表1\n(単位：件、百万円),,,\n年度,区分,契約件数,割合,契約金額\n令和2年度実績,甲,1,0.250,5\n,契約実績 合計,4,1,7\n※ 注記\n")
    #expect(table.unit == 1_000_000 && table.years.count == 1 && table.rows.map(\.role) == [.ofWhich, .total])
    let shares = table.figures.filter { $0.key.measure == .countShare }.map(\.value.value.description).sorted()
    #expect(shares == ["100", "25.0"])
  }

  @Test(
    "words for totals, and words that only look like them",
    arguments: [
      ("契約実績 合計", true), ("合計(A)", true), ("合計①", true), ("TOTAL", true), ("令和3年度計", true), ("総数", true),
      ("市内計", false), ("小計", false), ("市内 合計", false), ("会計", false),
    ])
  func totals(label: String, isTotal: Bool) {
    #expect(TableWords.isTotal(label) == isTotal)
  }

  @Test("a comma or blank parts thousands and nothing else")
  func groups() throws {
    for number in ["\"90,33\"", "1 23"] {
      #expect(throws: DataError.self) { try read("年度,区分,件数\nR3,全体,\(number)\n") }
    }
  }

  @Test("what cannot be used names its place")
  func faults() throws {
    let cases: [(String, DataError.Problem, Int?)] = [
      ("年度,区分,件数\nR3,全体,x\n", .notAFigure("x"), 2),
      ("年度,区分,件数\nR3,全体,-5\n", .notAFigure("-5"), 2),
      ("年度,区分,件数\nR3,全体,1.5\n", .notAFigure("1.5"), 2),
      ("年度,区分,件数\nX,全体,1\n", .notAPeriod("X"), 2),
      ("年度,区分,件数\nR3,全体,1\nR3,全体,1\n", .repeatedFigure(firstLine: 2), 3),
      ("年度,区分\nR3,全体\n", .noFigures, 1),
      ("年度,区分,件数\nR3,全体,-\n", .noFigures, nil),
      ("年度,区分,件数\nR3,,1\n", .missingValue(field: "row"), 2),
    ]
    for (text, problem, line) in cases {
      let error = #expect(throws: DataError.self) { try read(text) }
      #expect(error?.problem == problem)
      #expect(error?.line == line)
    }
    let unit = #expect(throws: DataError.self) { try read("年度,区分,契約金額（ドル）\nR3,全体,1\n") }
    guard case .unknownName("ドル", _, _) = unit?.problem else {
      Issue.record("\(String(describing: unit))")
      return
    }
  }

  @Test("a column of shares makes a published table")
  func recognition() throws {
    let folder = try TemporaryFolder()
    #expect(try PublishedTableReader.recognizes(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))))
    #expect(try !PublishedTableReader.recognizes(InputFile(Repository.path("fixtures/ledger.csv"))))
    #expect(try PublishedTableReader.recognizes(InputFile(try folder.write("year,row,countShare\n", to: "a.csv"))))
  }

  private func read(_ text: String) throws -> PublishedTable {
    let folder = try TemporaryFolder()
    return try PublishedTableReader.read(InputFile(try folder.write(text, to: "table.csv"))).table
  }
}
