import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Which sheets and rows of a workbook are read, and what the account says of the others.
@Suite("Sheets of a workbook")
struct SheetTests {
  private static let header = ["契約番号", "年度", "種別", "規模", "所在区分", "契約金額"]

  private static func contract(_ key: String, _ category: String, _ amount: String) -> [String] {
    [key, "令和3年度", category, "中小企業", "市内", amount]
  }

  private static func sheet(_ rows: [[String]], hidden: Set<Int> = [], below: String = "") -> String {
    let xml = rows.enumerated().map { place, cells in
      Workbooks.row(place + 1, cells, attributes: hidden.contains(place + 1) ? "hidden=\"1\"" : "")
    }
    return "<sheetData>\(xml.joined())</sheetData>\(below)"
  }

  private static func book(_ sheets: [(name: String, state: String, xml: String)]) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    return (folder, try folder.write(Workbooks.workbook(sheets: sheets), to: "book.xlsx"))
  }

  @Test("the ledger is found behind a cover and beside summaries, and the account names what was not read")
  func cover() throws {
    let ledger = Self.sheet([["契約台帳"], Self.header, Self.contract("A1", "工事", "12000000")])
    let (folder, path) = try Self.book([
      ("表紙", "visible", Self.sheet([["令和3年度契約一覧"], ["財政局"]])), ("空", "visible", "<sheetData/>"),
      ("作業用", "hidden", Self.sheet([Self.header, Self.contract("A1", "工事", "1")])), ("台帳", "visible", ledger),
      ("集計", "visible", Self.sheet([["種別", "契約金額"], ["工事", "12000000"]])),
    ])
    defer { _ = folder }
    let read = try ReadLedgers([path])
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
    #expect(read.summary.files[0].sheets == SheetAccount(read: ["台帳"], unread: ["表紙", "作業用", "集計"]))
    let named = try ReadLedgers([path]) { $0.layout.sheet = "作業用" }
    #expect(named.contracts.map(\.amount.value) == [1])
    #expect(named.summary.files[0].sheets?.hidden == ["作業用"])
  }

  @Test("a sheet whose amounts are in another unit is not laid out alike")
  func otherUnits() throws {
    let (folder, path) = try Self.book([
      ("令和3年度", "", Self.sheet([["（単位：千円）"], Self.header, Self.contract("A1", "工事", "12")])),
      ("令和2年度", "", Self.sheet([["（単位：円）"], Self.header, Self.contract("A2", "工事", "34")])),
      ("令和元年度", "", Self.sheet([["契約台帳", "（単位：千円）"], Self.header, Self.contract("A3", "工事", "56")])),
    ])
    defer { withExtendedLifetime(folder) {} }
    let all = try ReadLedgers([path]) { $0.layout.sheet = "all" }
    #expect(all.contracts.map(\.amount.value) == [12_000, 56_000])
    #expect(all.summary.files[0].sheets == SheetAccount(read: ["令和3年度", "令和元年度"], unread: ["令和2年度"]))
  }

  @Test("all sheets with the same header, each below titles of its own")
  func all() throws {
    let (folder, path) = try Self.book([
      ("注意", "visible", Self.sheet([["この台帳について"]])),
      ("工事", "visible", Self.sheet([Self.header, Self.contract("A1", "工事", "1"), Self.contract("A2", "工事", "2")])),
      ("物品", "visible", Self.sheet([["物品"], ["（円）"], Self.header, Self.contract("B1", "物品", "4")])),
      ("集計", "visible", Self.sheet([["種別", "契約金額"], ["工事", "3"]])),
      ("委託", "visible", Self.sheet([Self.header, Self.contract("C1", "委託", "8")])),
    ])
    defer { _ = folder }
    let first = try ReadLedgers([path])
    #expect(first.contracts.map(\.amount.value) == [1, 2])
    #expect(first.summary.files[0].sheets?.unread == ["注意", "物品", "集計", "委託"])
    let all = try ReadLedgers([path]) { $0.layout.sheet = "all" }
    #expect(all.contracts.map(\.amount.value) == [1, 2, 4, 8])
    #expect(all.summary.files[0].sheets == SheetAccount(read: ["工事", "物品", "委託"], unread: ["注意", "集計"]))
  }

  @Test("a contract that stands in two sheets is found")
  func repeated() throws {
    let (folder, path) = try Self.book([
      ("1", "visible", Self.sheet([Self.header, Self.contract("A1", "工事", "1"), Self.contract("A2", "工事", "1")])),
      ("2", "visible", Self.sheet([Self.header, Self.contract("A2", "工事", "1")])),
    ])
    defer { _ = folder }
    let error = #expect(throws: DataError.self) { try ReadLedgers([path]) { $0.layout.sheet = "all" } }
    guard case .repeatedContract("A2", _, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("hidden rows count and are told, or are left out and told")
  func hidden() throws {
    let rows = [Self.header] + (1...4).map { Self.contract("A\($0)", "工事", "\($0)") }
    let (folder, path) = try Self.book([("台帳", "visible", Self.sheet(rows, hidden: [3, 5]))])
    defer { _ = folder }
    let read = try ReadLedgers([path])
    #expect(read.contracts.map(\.amount.value) == [1, 2, 3, 4])
    #expect(read.summary.files[0].sheets?.hiddenRows == 2)
    let visible = try ReadLedgers([path]) { $0.layout.visibleOnly = true }
    #expect(visible.contracts.map(\.amount.value) == [1, 3])
    #expect(visible.summary.files[0].sheets?.hiddenRows == 2)
    #expect(visible.summary.files[0].sheets?.leavesOutHiddenRows == true)
  }

  @Test("an amount that several rows share is counted for none of them")
  func sharedAmount() throws {
    let rows = [Self.header, Self.contract("A1", "工事", "5"), Self.contract("A2", "工事", "")]
    let merge = "<mergeCells count=\"1\"><mergeCell ref=\"F2:F3\"/></mergeCells>"
    let (folder, path) = try Self.book([("台帳", "visible", Self.sheet(rows, below: merge))])
    defer { _ = folder }
    let error = #expect(throws: DataError.self) { try ReadLedgers([path]) }
    #expect(error?.problem == .cell(sheet: "台帳", name: "F3", .sharedAmount(with: "F2")))
    #expect(error?.line == 3)
  }

  @Test("years and words that are merged over rows belong to all of them")
  func sharedWords() throws {
    let rows = [Self.header, Self.contract("A1", "工事", "5"), ["A2", "", "", "大企業", "市外", "6"]]
    let merge = "<mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>"
    let (folder, path) = try Self.book([("台帳", "visible", Self.sheet(rows, below: merge))])
    defer { _ = folder }
    #expect(try ReadLedgers([path]).contracts.map(\.amount.value) == [5, 6])
  }

  @Test("a note that is merged over a row stands in one cell")
  func note() throws {
    let rows = [Self.header, Self.contract("A1", "工事", "5"), ["※1 単価契約は予定総額を計上"]]
    let merge = "<mergeCells><mergeCell ref=\"A3:F3\"/></mergeCells>"
    let (folder, path) = try Self.book([("台帳", "visible", Self.sheet(rows, below: merge))])
    defer { _ = folder }
    var table = try RecordTable(InputFile(path), wanted: LedgerMapping.canonical.contracts.wanted)
    table.expect(days: [], amounts: [5])
    var record = Record()
    while try table.next(&record) {}
    #expect(record.fields == ["※1 単価契約は予定総額を計上", "", "", "", "", ""])
  }

  @Test("texts that look like the list of merged cells are none")
  func words() throws {
    let (folder, path) = try Self.book([
      (
        "台帳", "visible",
        Self.sheet(
          [["mergeCells", "mergeCells&gt;", "2"]], below: "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>")
      )
    ])
    defer { _ = folder }
    let workbook = try Workbook(InputFile(path))
    #expect(
      try SheetSurvey(workbook.part(of: workbook.sheets[0]), of: workbook).areas == [.init(rows: 2...3, columns: 1...1)]
    )
  }

  @Test("days of the 1904 calendar without a date format, and numbers with something beside them")
  func days() throws {
    for (properties, cell, expected) in [
      ("date1904=\"1\"", "<c><v>42825</v></c>", "2021-04-01"), ("", "<c><v>44287</v></c>", "44287"),
      ("", "<c t=\"inlineStr\"><is><t>44287日</t></is></c>", "2021-04-01"),
      ("", "<c t=\"inlineStr\"><is><t>R3.4.1</t></is></c>", "R3.4.1"),
      ("", "<c t=\"inlineStr\"><is><t>令和3年4月1日</t></is></c>", "令和3年4月1日"),
    ] {
      let folder = try TemporaryFolder()
      let sheet = "<sheetData>\(Workbooks.row(1, ["契約日", "契約金額"]))<row r=\"2\">\(cell)<c><v>5</v></c></row></sheetData>"
      let path = try folder.write(Workbooks.workbook(sheet: sheet, properties: properties), to: "a.xlsx")
      var table = try RecordTable(InputFile(path), wanted: [["契約日"], ["契約金額"]])
      table.expect(days: [0], amounts: [1])
      var record = Record()
      #expect(try table.next(&record))
      #expect(record.fields == [expected, "5"])
    }
  }
}
