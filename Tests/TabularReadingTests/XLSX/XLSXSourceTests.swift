import Foundation
import TestSupport
import Testing

@testable import TabularReading

@Suite("Workbooks")
struct XLSXSourceTests {
  private static let styles = """
    <numFmts><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
    <numFmt numFmtId="177" formatCode="#,##0&quot;m2&quot;;[Red]\\-#,##0"/></numFmts><cellXfs><xf numFmtId="0"/>\
    <xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>
    """

  @Test("strings, numbers, dates, truth values and formulas come as people see them")
  func cells() throws {
    let rows = try read(
      sheet: """
        <sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>直接</t></is></c>\
        <c r="C1" t="str"><f>A1</f><v>式</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c></row>\
        <row r="2"><c r="A2"><v>160.66999999999999</v></c><c r="B2" s="1"><v>44287</v></c>\
        <c r="C2" s="2"><v>44287.5</v></c><c r="D2" s="3"><v>44287</v></c><c r="E2"><v>1.5E8</v></c></row></sheetData>
        """, strings: "<si><r><t>契約</t></r><r><t>番号</t></r><rPh><t>ケイヤク</t></rPh></si>")
    #expect(
      rows.map(\.fields) == [
        ["契約番号", "直接", "式", "TRUE", "#N/A"], ["160.67", "2021-04-01", "2021-04-01 12:00:00", "44287m2", "150000000"],
      ])
  }

  @Test("empty rows are skipped, empty cells kept, and records carry the row's number")
  func places() throws {
    let rows = try read(
      sheet: """
        <sheetData><row r="2"><c r="C2"><v>1</v></c></row><row r="3"><c r="A3"/></row>\
        <row><c><v>5</v></c><c><v>6</v></c></row></sheetData>
        """)
    #expect(rows.map(\.fields) == [["", "", "1"], ["5", "6"]])
    #expect(rows.map(\.line) == [2, 4])
  }

  @Test("merged cells show one value in all their cells")
  func merged() throws {
    let rows = try read(
      sheet: """
        <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="C2"><v>3</v></c></row>\
        <row r="3"><c r="B3"><v>4</v></c></row></sheetData>\
        <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>
        """)
    #expect(rows.map(\.fields) == [["1", "2", "2"], ["1", "", "3"], ["", "4"]])
  }

  @Test("workbooks that count from 1904")
  func macintosh() throws {
    let rows = try read(
      sheet: "<sheetData><row><c s=\"1\"><v>42825</v></c></row></sheetData>", properties: "date1904=\"1\"")
    #expect(rows.map(\.fields) == [["2021-04-01"]])
  }

  @Test("the first visible sheet is read unless one is named, and unknown ones list the known")
  func sheets() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Workbooks.workbook(sheet: "<sheetData><row><c><v>1</v></c></row></sheetData>"), to: "book.xlsx")
    #expect(try XLSXSource(InputFile(path)).name == "契約")
    #expect(try Self.source(path, sheet: "1").name == "隠し")
    let error = #expect(throws: DataError.self) { try Self.source(path, sheet: "契役") }
    #expect(error?.problem == .unknownName("契役", known: ["隠し", "契約"], nearest: "契約"))
  }

  @Test("broken workbooks say so")
  func broken() throws {
    let folder = try TemporaryFolder()
    let whole = Workbooks.workbook(sheet: "<sheetData><row><c><v>1</v></c></row></sheetData>")
    var damaged = whole
    let place = try #require(damaged.range(of: Data("<v>1</v>".utf8)))
    damaged.replaceSubrange(place, with: Data("<v>2</v>".utf8))
    let cases: [Data] = [
      whole.prefix(whole.count / 2), damaged, Workbooks.archive([("a", "b")]),
      Workbooks.workbook(sheet: "<sheetData><row><c></row>"),
    ]
    for (number, data) in cases.enumerated() {
      let path = try folder.write(data, to: "\(number).xlsx")
      let error = #expect(throws: DataError.self) { try Self.rows(path) }
      guard case .brokenWorkbook = error?.problem else {
        Issue.record("\(number): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("the old binary format is refused by name, and so is a workbook on standard input")
  func old() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), to: "old.xls")
    let error = #expect(throws: DataError.self) { try RecordTable(InputFile(path), wanted: []).file }
    #expect(error?.problem == .oldWorkbook)
    #expect(throws: DataError(.needsFile, file: "-")) { try Workbook(InputFile("-")).file }
  }

  private static func source(_ path: String, sheet: String) throws -> XLSXSource {
    var layout = FileLayout()
    layout.sheet = sheet
    return try XLSXSource(InputFile(path), layout: layout)
  }

  private func read(sheet: String, strings: String = "", properties: String = "") throws -> [Record] {
    let folder = try TemporaryFolder()
    let data = Workbooks.workbook(sheet: sheet, strings: strings, styles: Self.styles, properties: properties)
    return try Self.rows(try folder.write(data, to: "book.xlsx"))
  }

  private static func rows(_ path: String) throws -> [Record] {
    let source = try XLSXSource(InputFile(path))
    var record = Record()
    var rows: [Record] = []
    while try source.next(&record) { rows.append(record) }
    return rows
  }
}
