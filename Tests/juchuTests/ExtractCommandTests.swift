import Foundation
import TestSupport
import Testing

@Suite("juchu extract, and documents in audit and compare")
struct ExtractCommandTests {
  @Test("both tables of the council paper are audited: 176 figures, the two misprints, exit code 1")
  func audit() throws {
    let outcome = try BuiltProgram.run(["audit", "fixtures/documents/council_paper.txt", "--format", "json"])
    #expect(outcome.code == 1, "\(outcome.remarks)")
    let all = try JSONDecoder().decode(Audits.self, from: Data(outcome.output.utf8))
    #expect(all.checked == 176)
    #expect(all.tables.map(\.checked) == [160, 16])
    #expect(all.findings.map(\.printed) == ["90.33", "44.57"])
    #expect(all.findings.map(\.table) == [1, 1])
  }

  @Test("a table that can be read in more than one way is neither audited nor compared nor reported")
  func openReading() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "契約実績\n\n            令和2年度    令和3年度\n            件数  割合    件数  割合\n"
        + "甲         10    5       20   6\n乙         11    7       21   9\n", to: "open.txt")
    #expect(try BuiltProgram.run(["audit", path]).code == 2)
    for command in [["compare", path], ["report", path, "--output", folder.file("page.html")]] {
      let outcome = try BuiltProgram.run(command + ["--lang", "en"])
      #expect(outcome.code == 65 && outcome.remarks.contains("in more than one way"), "\(outcome.remarks)")
    }
  }

  @Test("quarters of a document stay quarters, in what extract writes as well")
  func quarters() throws {
    let folder = try TemporaryFolder()
    let rows = ["第1四半期", "第2四半期"].flatMap { quarter in
      [("合計", 30), ("中小企業", 10), ("大企業", 20)].map { row, count in
        "<tr><td>令和3年度\(quarter)</td><td>\(row)</td><td>\(count)</td></tr>"
      }
    }
    let page = try folder.write(
      "<html><body><table><tr><th>年度</th><th>区分</th><th>件数</th></tr>\(rows.joined())</table></body></html>",
      to: "page.html")
    let csv = try BuiltProgram.run(["extract", page, "--format", "csv"])
    #expect(csv.code == 0 && csv.output.contains("2021年度第1四半期,合計,合計,total,30,"), "\(csv.output)\(csv.remarks)")
    let json = try BuiltProgram.run(["extract", page, "--format", "json"]).output
    #expect(json.components(separatedBy: "\"period\" : \"Q2\"").count == 4)
    let audit = try BuiltProgram.run(["audit", try folder.write(csv.output, to: "table.csv"), "--format", "json"])
    #expect(audit.code == 0 && audit.output.contains("\"checked\" : 6"), "\(audit.output)")
  }

  @Test("what extract writes as CSV is read back to the same figures")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("table.csv")
    let written = try BuiltProgram.run(["extract", "fixtures/documents/table1.docx", "--output", path])
    #expect(written.code == 0, "\(written.remarks)")
    let audit = try BuiltProgram.run(["audit", path, "--format", "json"])
    let result = try JSONDecoder().decode(Audit.self, from: Data(audit.output.utf8))
    #expect(result.checked == 160)
    #expect(result.findings.map(\.printed) == ["90.33", "44.57"])
  }

  @Test(
    "whatever tables writes is read back to the same figures", arguments: ["txt", "md", "html", "xlsx"], ["ja", "en"])
  func ownOutput(suffix: String, language: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("out.\(suffix)")
    let written = try BuiltProgram.run(
      [
        "tables", "fixtures/ledger.csv", "--output", path, "--lang", language, "--format",
        suffix == "txt" ? "text" : suffix == "md" ? "markdown" : suffix,
      ])
    #expect(written.code == 0, "\(written.remarks)")
    let found = try BuiltProgram.run(["extract", path, "--format", "json"])
    // A page has the data of its chart, too, in which nothing adds up.
    #expect(found.code == 0 || found.code == 2 && suffix == "html", "\(found.output.prefix(300)) \(found.remarks)")
    let json = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", "json"])
    let truth = try JSONDecoder().decode(Tables.self, from: Data(json.output.utf8))
    let read = try JSONDecoder().decode(Extract.self, from: Data(found.output.utf8))
    let counts = read.tables.flatMap(\.figures).filter { $0.measure == "count" }
    let wanted = truth.cells.filter { !($0.row == "unclassified" && $0.count == 0) }
    #expect(counts.count >= wanted.filter { $0.count > 0 }.count)
    for figure in counts {
      let cell = truth.cells.first { $0.year == figure.year && $0.category == figure.category && $0.row == figure.row }
      #expect(cell.map { "\($0.count)" } == figure.printed, "\(figure)")
    }
  }

  @Test("where readings rest on order alone the exit code is 2, and the account says so")
  func doubt() throws {
    let outcome = try BuiltProgram.run(["extract", "fixtures/documents/collapsed_blanks.txt", "--lang", "en"])
    #expect(outcome.code == 2)
    #expect(outcome.output.contains("by their order alone"))
    let compared = try BuiltProgram.run(["compare", "fixtures/documents/collapsed_blanks.txt", "--lang", "en"])
    #expect(compared.code == 0, "\(compared.remarks)")
  }
}

private struct Audits: Decodable {
  struct Table: Decodable { var checked: Int }
  struct Finding: Decodable {
    var printed: String
    var table: Int
  }
  var tables: [Table]
  var checked: Int
  var findings: [Finding]
}

private struct Audit: Decodable {
  struct Finding: Decodable { var printed: String }
  var checked: Int
  var findings: [Finding]
}

private struct Extract: Decodable {
  struct Figure: Decodable {
    var year: Int
    var category: String
    var row: String
    var measure: String
    var printed: String
  }
  struct Table: Decodable { var figures: [Figure] }
  var tables: [Table]
}

private struct Tables: Decodable {
  struct Cell: Decodable {
    var year: Int
    var category: String
    var row: String
    var count: Int
  }
  var cells: [Cell]
}
