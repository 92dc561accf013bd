import Foundation
import TestSupport
import Testing

@Suite("Output is whole or absent")
struct OutputTests {
  @Test("a file that exists is kept, unless --force is given")
  func existing() throws {
    let folder = try TemporaryFolder()
    let output = try folder.write("precious", to: "table.md")
    let refused = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--output", output])
    #expect(refused.code == 73)
    #expect(refused.remarks.contains("--force"))
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "precious")
    let forced = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--output", output, "--force"])
    #expect(forced.code == 0)
    #expect(try String(contentsOfFile: output, encoding: .utf8).contains("| Goods |"))
    #expect(try folder.names == ["table.md"])
  }

  @Test("a run that fails leaves neither output nor rejects")
  func failure() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(
      "contract,fiscal_year,category,size,locality,amount\nA,2021,works,sme,local,x\nB,2021\n", to: "ledger.csv")
    let outcome = try BuiltProgram.run(
      ["tables", ledger, "--rejects", folder.file("rejects.csv"), "--output", folder.file("table.csv")])
    #expect(outcome.code == 65)
    #expect(try folder.names == ["ledger.csv"])
  }

  @Test(
    "a disk that is full is an error, and no half file remains",
    .disabled(if: ProcessInfo.processInfo.environment["JUCHU_SANITIZER"] != nil, "a sanitizer needs large files itself")
  )
  func diskFull() throws {
    let folder = try TemporaryFolder()
    // A limit on the size of files stands in for a full disk; SIGXFSZ must not kill the program silently.
    let outcome = try BuiltProgram.shell(
      "trap '' XFSZ; ulimit -f 1; juchu tables fixtures/ledger.csv --format json --output \(folder.file("table.json"))")
    #expect(outcome.code == 74, "\(outcome.remarks)")
    #expect(try folder.names == [])
  }

  @Test("a folder that does not exist is an error")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--output", folder.file("no/table.csv")])
    #expect(outcome.code == 74)
    #expect(outcome.remarks.contains("cannot be written"))
  }

  @Test("a reader that goes away ends the program silently with 0")
  func closedPipe() throws {
    let outcome = try BuiltProgram.shell(
      "juchu tables fixtures/ledger.csv --format json | true; echo ${PIPESTATUS[0]}")
    #expect(outcome.output == "0\n")
    #expect(outcome.remarks.isEmpty)
  }

  @Test("the suffix of the output decides the format")
  func suffix() throws {
    let folder = try TemporaryFolder()
    for (name, start) in [("a.json", "{"), ("a.csv", "fiscal_year,"), ("a.md", "## "), ("a.txt", "Table 1")] {
      #expect(try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--output", folder.file(name)]).code == 0)
      #expect(try String(contentsOfFile: folder.file(name), encoding: .utf8).hasPrefix(start))
    }
  }

  @Test("the same input gives the same bytes")
  func deterministic() throws {
    for format in ["text", "markdown", "csv", "json"] {
      let first = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", format])
      #expect(try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", format]).output == first.output)
    }
  }

  @Test("version and help go to standard output")
  func help() throws {
    #expect(try BuiltProgram.run(["--version"]).output.hasPrefix("0.2.0 ("))
    for arguments in [["--help"], ["tables", "--help"], ["compare", "--help"], ["audit", "--help"]] {
      let outcome = try BuiltProgram.run(arguments)
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("USAGE: juchu"))
    }
  }
}
