import Foundation
import LedgerReading
import Procurement
import ShareStatistics
import TabularReading
import TestSupport
import Testing

@testable import Reporting

@Suite("Workbooks")
struct WorkbookTests {
  private func tally(_ seed: UInt64) throws -> ContractTally {
    var random = SplitMix64(seed: seed)
    var tally = ContractTally(scheme: .table1)
    let contracts = (0..<300).map { line in
      Contract(
        year: FiscalYear(startingIn: 2020 + Int(random.next() % 2)),
        category: Category.allCases[Int(random.next() % 3)],
        size: FirmSize.allCases[Int(random.next() % 3)], locality: Locality.allCases[Int(random.next() % 3)],
        amount: Yen(Int64(random.next() % 90_000_000)), sourceLine: line + 1)
    }
    try tally.add(ContractBatch(contracts))
    return tally
  }

  private func write(_ workbook: Workbook, to folder: TemporaryFolder) throws -> InputFile {
    InputFile(try folder.write(Data(try WorkbookFile.bytes(workbook)), to: "t.xlsx"))
  }

  @Test("read back it is the same table, in whole millions and with every share", arguments: [false, true])
  func roundTrip(_ subtotals: Bool) throws {
    let folder = try TemporaryFolder()
    let printed = PrintedTable(ShareTable.table1(try tally(3), subtotals: subtotals), unit: 1_000_000)
    let meta = ResultMeta(version: "0", files: [], unit: 1_000_000, rule: .halfUp)
    let result = ShareTableResult(printed, kind: .table1, meta: meta)
    let read = try PublishedTableReader.read(write(result.workbook(.japanese), to: folder)).table
    #expect(read.unit == 1_000_000)
    #expect(
      read.figures.count == printed.table.years.count * printed.table.categories.count * printed.table.rows.count * 4)
    for (place, figure) in read.figures {
      let cell = printed.cell(place.year, place.category, place.row)
      let expected: FixedPoint? =
        switch place.measure {
        case .count: cell.count.map { FixedPoint(units: $0, decimals: 0) }
        case .amount: cell.amount.map { FixedPoint(units: $0, decimals: 0) }
        case .countShare: cell.countShare
        case .amountShare: cell.amountShare
        }
      #expect(expected.map { $0.isSameNumber(as: figure.value) } ?? false, "\(place)")
    }
  }

  @Test("totals and shares are formulas; leaves are numbers")
  func formulas() throws {
    let printed = PrintedTable(ShareTable.table1(try tally(5)), unit: 1)
    let meta = ResultMeta(version: "0", files: [], unit: 1, rule: .halfUp)
    let sheet = ShareTableResult(printed, kind: .table1, meta: meta).workbook(.japanese).sheets[0]
    let kinds = sheet.rows.dropFirst(4).map { row in
      row.dropFirst().prefix(4).map { cell in if case .formula(let text, _, _) = cell { text } else { "" } }
    }
    #expect(kinds.first == ["", "=ROUND(100*B5/B$9,2)", "", "=ROUND(100*D5/D$9,2)"])
    #expect(kinds.last == ["=B5+B6+B7+B8", "=ROUND(100*B9/B$9,2)", "=D5+D6+D7+D8", "=ROUND(100*D9/D$9,2)"])
  }

  @Test("a text is never a formula, and numbers keep their decimals")
  func cells() throws {
    let folder = try TemporaryFolder()
    var table = TextTable([.init("name", .left), .init("value"), .init("other")])
    table.rows = [["=1+1", "+1,234.50", "3*"], ["@x", "-0.2", "–"]]
    let file = try write(
      Workbook(Document([.heading("a/b:c", level: 1), .table(table)]), language: .english), to: folder)
    guard case .number(let value, let style) = Workbook.Cell.number(in: "+1,234.50") else {
      Issue.record("no number")
      return
    }
    #expect(value == 1234.5)
    #expect(style == .signed(decimals: 2))
    if case .text(let text, _) = Workbook.Cell.number(in: "3*") {
      #expect(text == "3*")
    } else {
      Issue.record("no text")
    }
    let archive = try Data(contentsOf: URL(fileURLWithPath: file.path))
    #expect(archive.starts(with: [0x50, 0x4B]))
  }

  @Test("columns are lettered as in spreadsheets")
  func references() {
    let names: [String] = [0, 25, 26, 51, 52, 701, 702].map { Workbook.reference(row: 0, column: $0) }
    #expect(names == ["A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1"])
    #expect(Workbook.reference(row: 8, column: 1, fixesRow: true) == "B$9")
  }

  @Test(
    "what a spreadsheet would run is made harmless in CSV; numbers stay",
    arguments: [
      ("=1+1", "'=1+1"), ("-2.50", "-2.50"), ("+3", "+3"), ("-x", "'-x"), ("@a", "'@a"), ("a", "a"), ("", ""),
      ("-", "'-"),
    ])
  func harmless(_ field: String, _ expected: String) {
    #expect(CSVText.harmless(field) == expected)
  }
}
