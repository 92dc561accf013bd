import Foundation
import TestSupport
import Testing

@testable import TabularReading

@Suite("Spreadsheets of OpenDocument")
struct ODSSourceTests {
  private static func text(_ text: String) -> String {
    "<table:table-cell office:value-type=\"string\"><text:p>\(text)</text:p></table:table-cell>"
  }

  private static func number(_ value: String, _ shown: String, type: String = "float") -> String {
    "<table:table-cell office:value-type=\"\(type)\" office:value=\"\(value)\"><text:p>\(shown)</text:p></table:table-cell>"
  }

  private static func rows(
    _ xml: String, styles: String = "", _ change: (inout FileLayout) -> Void = { _ in }
  ) throws -> (rows: [Record], account: SheetAccount?) {
    let folder = try TemporaryFolder()
    let path = try folder.write(Workbooks.openDocument(xml, styles: styles), to: "a.ods")
    var layout = FileLayout()
    change(&layout)
    let source = try OpenedSource(InputFile(path), layout: layout, hashing: false)
    #expect(source.format == .ods)
    (source.records as? ODSSource)?.readsOn = true
    var record = Record()
    var rows: [Record] = []
    while try source.records.next(&record) { rows.append(record) }
    return (rows, (source.records as? any SheetSource)?.sheetAccount)
  }

  @Test(
    "numbers have all their digits, and what the sheet puts beside them",
    arguments: [
      ("12000000", "12,000,000", "12000000"), ("12345678", "12,346千円", "12346千円"), ("12000", "12,000千円", "12000千円"),
      ("0.905", "90.5%", "90.5%"), ("-5", "△5", "-5"), ("-5", "(5)", "-5"), ("1234.5678", "1,234.57", "1234.5678"),
      ("12000000", "￥12,000,000", "12000000"), ("12000000", "###", "12000000"), ("0", "-", "0"),
      ("3", "令和3年度", "令和3年度"),
      ("12345678", "12", "12"),
    ])
  func numbers(_ value: String, _ shown: String, _ expected: String) throws {
    let (rows, _) = try Self.rows(
      "<table:table table:name=\"A\"><table:table-row>\(Self.number(value, shown))</table:table-row></table:table>")
    #expect(rows.map(\.fields) == [[expected]])
  }

  @Test("days, truth values, line breaks, comments, repeated and merged cells")
  func cells() throws {
    let (rows, account) = try Self.rows(
      """
      <table:table table:name="A"><table:table-row>\
      <table:table-cell office:value-type="date" office:date-value="2021-04-01T00:00:00"><text:p>R3.4.1</text:p></table:table-cell>\
      <table:table-cell office:value-type="date" office:date-value="2021-04-01T12:00:00"><text:p>x</text:p></table:table-cell>\
      <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>\
      <table:table-cell office:value-type="string"><office:annotation><text:p>注</text:p></office:annotation>\
      <text:p>あ<text:s text:c="2"/><text:span>い</text:span></text:p><text:p>う</text:p></table:table-cell></table:table-row>\
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>\
      \(Self.number("5", "")) </table:table-row><table:table-row table:number-rows-repeated="1048000">\
      <table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
      """)
    #expect(
      rows.map(\.fields) == [
        ["2021-04-01", "2021-04-01 12:00:00", "TRUE", "あ  い\nう"], ["", "", "5"], ["", "", "5"],
      ])
    #expect(rows.map(\.line) == [1, 2, 3])
    #expect(account?.unseenValues == 1)
  }

  @Test("merged cells, hidden rows and hidden sheets")
  func sheets() throws {
    let styles = "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>"
    let row = "<table:table-row>\(Self.text("a"))\(Self.text("b"))</table:table-row>"
    let xml = """
      <table:table table:name="隠し" table:style-name="h">\(row)</table:table><table:table table:name="表">\
      <table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>x</text:p>\
      </table:table-cell>\(Self.text("1"))</table:table-row><table:table-row table:visibility="filter">\
      <table:covered-table-cell/>\(Self.text("2"))</table:table-row></table:table>
      """
    let (rows, account) = try Self.rows(xml, styles: styles)
    #expect(rows.map(\.fields) == [["x", "1"], ["x", "2"]])
    #expect(account?.read == ["表"])
    #expect(account?.unread == ["隠し"])
    #expect(account?.hiddenRows == 1)
    #expect(try Self.rows(xml, styles: styles) { $0.visibleOnly = true }.rows.map(\.fields) == [["x", "1"]])
    #expect(try Self.rows(xml, styles: styles) { $0.sheet = "1" }.account?.hidden == ["隠し"])
  }

  @Test("formulas that were never computed, and files that are something else")
  func faults() throws {
    let error = #expect(throws: DataError.self) {
      try Self.rows(
        "<table:table table:name=\"A\"><table:table-row><table:table-cell table:formula=\"of:=1+1\"/></table:table-row></table:table>"
      )
    }
    #expect(error?.problem == .cell(sheet: "A", name: "A1", .neverComputed))
    let folder = try TemporaryFolder()
    let text = try folder.write(
      Workbooks.archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]), to: "a.odt"
    )
    let other = #expect(throws: DataError.self) {
      try OpenedSource(InputFile(text), layout: FileLayout(), hashing: false)
    }
    #expect(other?.problem == .foreign(.document))
  }
}
