import Foundation
import TestSupport
import Testing

@testable import TabularReading

/// Cells whose content cannot be known are errors with sheet and cell, never nothing and never 0.
@Suite("Cells that cannot be known")
struct CellFaultTests {
  private static let header = """
    <row r="1"><c r="A1" t="inlineStr"><is><t>契約番号</t></is></c><c r="B1" t="inlineStr"><is><t>契約金額</t></is></c></row>
    """

  @Test(
    "faults and their cells",
    arguments: [
      ("<c r=\"A2\" t=\"s\"><v>7</v></c>", "A2", CellFault.missingText("7")),
      ("<c r=\"A2\" t=\"s\"><v>-1</v></c>", "A2", .missingText("-1")),
      ("<c r=\"A2\" t=\"s\"><v>1</v></c>", "A2", .missingText("1")),
      ("<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>9</v></c>", "B2", .repeated),
      ("<c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>9</v></c>", "B2", .repeated),
      ("<c r=\"B3\"><v>1</v></c>", "B3", .misplaced), ("<c r=\"B2\"><v>1</v><v>5</v></c>", "B2", .twoValues),
      ("<c r=\"B2\" t=\"inlineStr\"><v>1</v><is><t>5</t></is></c>", "B2", .twoValues),
      ("<c r=\"XFE2\"><v>1</v></c>", "XFE2", .wrongName("XFE2")), ("<c r=\"B0\"><v>1</v></c>", "B0", .wrongName("B0")),
      ("<c r=\"2\"><v>1</v></c>", "2", .wrongName("2")), ("<c r=\"B2\"><v>0x10</v></c>", "B2", .notANumber("0x10")),
      ("<c r=\"B2\" t=\"n\"><v>1,000</v></c>", "B2", .notANumber("1,000")),
      ("<c r=\"B2\"><v>nan</v></c>", "B2", .notANumber("nan")), ("<c r=\"B2\"><f>1+1</f></c>", "B2", .neverComputed),
      ("<c r=\"B2\"><f>1+1</f><v></v></c>", "B2", .neverComputed),
      ("<c r=\"B2\"><f>1+1</f><v/></c>", "B2", .neverComputed),
      ("<c r=\"B2\" t=\"str\"><f>A2</f></c>", "B2", .neverComputed),
    ])
  func faults(_ cells: String, _ name: String, _ fault: CellFault) throws {
    let error = #expect(throws: DataError.self) { try Self.rows("<row r=\"2\">\(cells)</row>") }
    #expect(error?.problem == .cell(sheet: "契約", name: name, fault))
    #expect(error?.line == 2)
  }

  @Test(
    "what looks alike and is right",
    arguments: [
      ("<c r=\"B2\" t=\"str\"><f>IF(A2=\"\",\"\",1)</f><v></v></c><c r=\"C2\"><v>1</v></c>", ["", "", "1"]),
      ("<c r=\"C2\"><v>3</v></c><c r=\"A2\"><v>1</v></c>", ["1", "", "3"]),
      ("<c r=\"A2\"><f>1-1</f><v>0</v></c>", ["0"]), ("<c r=\"A2\"/><c r=\"A2\"><v> 1 </v></c>", ["1"]),
      ("<c r=\"A2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", ["#DIV/0!"]),
    ])
  func right(_ cells: String, _ fields: [String]) throws {
    #expect(try Self.rows("<row r=\"2\">\(cells)</row>").last?.fields == fields)
  }

  @Test(
    "rows come in order, each once, and within the sheet",
    arguments: [
      ("<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>", CellFault.misplaced),
      ("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>", .misplaced),
      ("<row r=\"1048577\"><c><v>1</v></c></row>", .wrongName("1048577")), ("<row r=\"x\"/>", .wrongName("x")),
    ])
  func order(_ rows: String, _ fault: CellFault) throws {
    let error = #expect(throws: DataError.self) { try Self.rows(rows) }
    guard case .cell(_, _, fault) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("zeros of formulas are doubted where a program wrote them that computes nothing")
  func zeros() throws {
    let compute = "<calcPr fullCalcOnLoad=\"1\"/>"
    let zero = "<row r=\"2\"><c r=\"B2\"><f>A2*2</f><v>0</v></c></row>"
    let other = "<row r=\"3\"><c r=\"B3\"><f>A3*2</f><v>4</v></c></row>"
    let error = #expect(throws: DataError.self) { try Self.rows(zero, workbook: compute) }
    #expect(error?.problem == .cell(sheet: "契約", name: "B2", .neverComputed))
    #expect(try Self.rows(zero + other, workbook: compute).map(\.fields).dropFirst() == [["", "0"], ["", "4"]])
    #expect(try Self.rows(zero).last?.fields == ["", "0"])
  }

  @Test("two parts of one name are refused")
  func parts() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Workbooks.archive([("xl/workbook.xml", "<a/>"), ("XL/workbook.xml", "<a/>")]), to: "a.xlsx")
    let error = #expect(throws: DataError.self) { try Workbook(InputFile(path)) }
    #expect(error?.problem == .brokenWorkbook(reason: "XL/workbook.xml: two parts of one name"))
  }

  private static func rows(_ rows: String, workbook: String = "") throws -> [Record] {
    let folder = try TemporaryFolder()
    let data = Workbooks.workbook(
      sheet: "<sheetData>\(header)\(rows)</sheetData>", strings: "<si><t>あ</t></si>", further: workbook)
    let source = try XLSXSource(InputFile(try folder.write(data, to: "book.xlsx")))
    var record = Record()
    var found: [Record] = []
    while try source.next(&record) { found.append(record) }
    return found
  }
}
