import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Names of files and in files that would like to be more than text.
@Suite("Injection")
struct InjectionTests {
  private static let formulas = ["=HYPERLINK(\"http://x\")", "+1+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"]
  private static let markup = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{#sections}}{{{body}}}", "]]>", "&lt;b&gt;",
  ]
  /// Clears the screen, names a window, writes backwards, hides itself, ends the line.
  private static let controls = [
    "\u{1B}[2Jx", "\u{1B}]0;x\u{7}", "\u{202E}txt.exe", "a\u{2066}b\u{2069}", "\u{200B}\u{FEFF}z", "a\rb", "\u{9B}31m",
    "\u{0085}c",
  ]

  /// A ledger whose vendors and titles are hostile names.
  private static func ledger(_ names: [String]) -> String {
    "contract,fiscal_year,category,size,locality,amount,vendor,title\n"
      + names.enumerated().map { place, name in
        let quoted = "\"\(name.replacing("\"", with: "\"\""))\""
        return "K\(place),2021,works,sme,local,\(place + 1),\(quoted),\(quoted)\n"
      }.joined()
  }

  private func explained(_ names: [String], _ format: String) throws -> String {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.ledger(names), to: "ledger.csv")
    let outcome = try BuiltProgram.run(["tables", ledger, "--explain", "2021,works,local-sme", "--format", format])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    return outcome.output
  }

  @Test("no name is a formula in CSV")
  func formulasInCSV() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.ledger(Self.formulas), to: "ledger.csv")
    let bad = try folder.write(
      Self.ledger(Self.formulas).replacing(",works,", with: ",=1+1,") + "K99,2021,works,sme,local,1,,\n", to: "bad.csv")
    let rejects = folder.file("rejects.csv")
    _ = try BuiltProgram.run(["tables", bad, "--rejects", rejects])
    let texts = [
      try BuiltProgram.run(["tables", ledger, "--explain", "2021,works,local-sme", "--format", "csv"]).output,
      try String(contentsOfFile: rejects, encoding: .utf8),
    ]
    for text in texts {
      let file = try folder.write(text, to: UUID().uuidString)
      var table = try RecordTable(InputFile(file), wanted: [])
      var record = Record()
      var rows = 0
      while try table.next(&record) {
        rows += 1
        for field in record.fields {
          guard let first = field.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) else { continue }
          #expect(Double(field) != nil, "\(field)")
        }
      }
      #expect(rows == Self.formulas.count)
    }
  }

  @Test("no name is a formula in a workbook")
  func formulasInWorkbooks() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.ledger(Self.formulas + Self.controls), to: "ledger.csv")
    let book = folder.file("book.xlsx")
    let outcome = try BuiltProgram.run(["tables", ledger, "--explain", "2021,works,local-sme", "--output", book])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let archive = try ZipArchive(InputFile(book))
    var sheet: [UInt8] = []
    var block: [UInt8] = []
    let entry = try archive.entry("xl/worksheets/sheet1.xml")
    repeat {
      try entry.read(into: &block)
      sheet += block
    } while !block.isEmpty
    let text = String(decoding: sheet, as: UTF8.self)
    #expect(!text.isEmpty)
    #expect(!text.contains("HYPERLINK") && !text.contains("<f>+1") && !text.contains("cmd"))
  }

  @Test("no name is markup on a page")
  func markupOnPages() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.ledger(Self.markup), to: "ledger.csv")
    let report = try BuiltProgram.run(["report", ledger, "--title", Self.markup[0]])
    for page in [try explained(Self.markup, "html"), report.output] {
      #expect(page.contains("<html"))
      #expect(!page.contains("<script") && !page.contains("<img"))
      #expect(page.contains("&lt;script&gt;"))
    }
  }

  @Test("no name is markup in Markdown")
  func markupInMarkdown() throws {
    #expect(!(try explained(Self.markup, "markdown").replacing("\\<", with: "").contains("<")))
  }

  @Test("no name speaks to the terminal or turns text around", arguments: ["text", "markdown", "html", "csv"])
  func controls(_ format: String) throws {
    let output = try explained(Self.controls, format)
    // CSV keeps what stands in the file, for whoever reads it again; its own lines end with LF.
    let allowed: Set<Unicode.Scalar> = format == "csv" ? Set(Self.controls.joined().unicodeScalars) : []
    for scalar in output.unicodeScalars where scalar != "\n" && !allowed.contains(scalar) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        Issue.record("U+\(String(scalar.value, radix: 16)) in \(format)")
      default: break
      }
    }
  }

  @Test("no word of a file or name of a file speaks to the terminal in an error")
  func controlsInErrors() throws {
    let folder = try TemporaryFolder()
    for name in Self.controls {
      let ledger = try folder.write(
        Self.ledger(["x"]).replacing(",works,", with: ",\"\(name)\","), to: "\(name)\n.csv")
      let missing = try BuiltProgram.run([
        "tables", folder.file("\(name).csv"), "--mapping", folder.file("\(name).yaml"),
      ])
      for remarks in [try BuiltProgram.run(["tables", ledger]).remarks, missing.remarks] {
        #expect(!remarks.isEmpty)
        let isClean = remarks.unicodeScalars.allSatisfy {
          $0 == "\n"
            || ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        #expect(isClean, "\(remarks.debugDescription)")
      }
    }
  }

  @Test(
    "file names with dashes, spaces and line ends are files",
    arguments: ["-ledger.csv", "--help", "a b;c.csv", "a\nb.csv"])
  func fileNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.ledger(["x"]), to: name)
    let outcome = try BuiltProgram.run(["tables", "--format", "json", "--", name], in: folder.path)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let output = try BuiltProgram.run(
      ["tables", "./\(name)", "--format", "csv", "--output=./\(name).out"], in: folder.path)
    #expect(output.code == 0, "\(output.remarks)")
    #expect(try folder.names == [name, "\(name).out"].sorted())
    let guess = try BuiltProgram.run(["inspect", "./\(name)", "--write-mapping", "guess.yaml"], in: folder.path)
    #expect(guess.code == 0, "\(guess.remarks)")
    let used = try BuiltProgram.run(["tables", "./\(name)", "--mapping", "./guess.yaml"], in: folder.path)
    #expect(used.code == 0, "\(used.remarks)")
  }

  @Test(
    "YAML is data",
    arguments: [
      "!!python/object/apply:os.system ['touch hacked']", "name: !!js/function 'x'", "name: !ruby/object:Gem {}",
      "extends: ./mapping.yaml", "? {a: b}\n: c", "name: \"`touch hacked`$(touch hacked)\"",
    ])
  func yaml(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "mapping.yaml")
    try folder.write(Self.ledger(["x"]), to: "ledger.csv")
    for arguments in [["tables", "ledger.csv", "--mapping"], ["lottery", "evaluate", "ledger.csv", "--policy"]] {
      let outcome = try BuiltProgram.run(arguments + ["./mapping.yaml"], in: folder.path)
      #expect([0, 65].contains(outcome.code), "\(outcome.code) \(outcome.remarks)")
    }
    #expect(try folder.names == ["ledger.csv", "mapping.yaml"])
  }
}
