import Foundation
import TestSupport
import Testing

@Suite("Bad input gets one clear error")
struct BadInputTests {
  /// A ledger that cannot be used, and what the error must say of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var ledger: Data
    /// Texts that the message must contain.
    var says: [String]

    var testDescription: String { name }

    init(_ name: String, _ text: String, says: [String]) {
      self.init(name, Data(text.utf8), says: says)
    }

    init(_ name: String, _ ledger: Data, says: [String]) {
      self.name = name
      self.ledger = ledger
      self.says = says
    }
  }

  private static let header = "contract,fiscal_year,category,size,locality,amount\n"
  private static let good = "A,2021,works,sme,local,1\n"

  static let cases: [Case] = [
    Case("empty file", "", says: ["the file is empty", "expected:"]),
    Case("header only", header, says: ["line 1", "no data", "expected:"]),
    Case("column count", header + good + "B,2021,works\n", says: ["line 3", "3 columns", "6 columns", "hint:"]),
    Case(
      "text in an amount", header + good + "B,2021,works,sme,local,12a\n",
      says: ["line 3, column 6 (amount)", "found:    \"12a\"", "expected:", "hint:"]),
    Case(
      "negative amount", header + "B,2021,works,sme,local,-5\n", says: ["line 2, column 6 (amount)", "\"-5\"", "hint:"]),
    Case(
      "amount above Int64", header + "B,2021,works,sme,local,9223372036854775808\n",
      says: ["line 2, column 6 (amount)", "\"9223372036854775808\"", "9,223,372,036,854,775,807"]),
    Case(
      "sum above Int64", header + "B,2021,works,sme,local,9223372036854775807\n" + good,
      says: ["line 3", "sum is too large", "expected:", "hint:"]),
    Case(
      "unknown category", header + "B,2021,work,sme,local,5\n",
      says: ["line 2, column 3 (category)", "\"work\"", "did you mean \"works\"?"]),
    Case(
      // Neither UTF-8 nor CP932, which is tried where UTF-8 fails.
      "invalid in every encoding", Data((header + "B,2021,").utf8) + Data([0xE5, 0xFF]) + Data(",sme,local,5\n".utf8),
      says: ["line 2, column 3", "byte 0xE5", "hint:", "utf-8"]),
    Case("NUL byte", header + "B,2021,works,sme,local,5\u{0}\n", says: ["line 2, column 6", "NUL", "hint:"]),
    Case(
      "unclosed quote", header + good + "\"B,2021,works,sme,local,5\n",
      says: ["line 3, column 1", "never closed", "hint:"]),
    Case(
      "100 MB line", Data(header.utf8) + Data(repeating: UInt8(ascii: "9"), count: 100_000_000),
      says: ["line 2", "too long", "16 MiB", "hint:"]),
    Case(
      "two headers of one name", "contract,amount,category,size,locality,amount\n" + good,
      says: ["line 1, column 6 (amount)", "the first is column 2", "hint:"]),
    Case(
      "a contract twice", header + good + "B,2021,works,sme,local,1\n" + good,
      says: ["line 4, column 1 (contract)", "\"A\"", "line 2", "--duplicates"]),
    Case(
      "year and date disagree",
      "contract,fiscal_year,date,category,size,locality,amount\nA,2021,2021-03-31,works,sme,local,1\n",
      says: ["line 2, column 2 (fiscal_year)", "\"2021\"", "fiscal year 2020"]),
    Case(
      "a missing column", "contract,fiscal_year,category,size,locality,amuont\n" + good,
      says: ["line 1", "a column is missing", "amount", "did you mean \"amuont\"?", "--mapping"]),
  ]

  @Test("with its place, what was found and expected, and exit code 65", arguments: cases)
  func badData(_ bad: Case) throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(bad.ledger, to: "ledger.csv")
    for command in ["tables", "compare"] {
      let outcome = try BuiltProgram.run([command, ledger, "--output", folder.file("out.json")])
      #expect(outcome.code == 65, "\(outcome.remarks)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.remarks.hasPrefix("juchu: \(ledger)"))
      for text in bad.says { #expect(outcome.remarks.contains(text), "\(text) in \(outcome.remarks)") }
      #expect(try folder.names == ["ledger.csv"])
    }
  }

  @Test("files that cannot be had end with 66")
  func noInput() throws {
    let folder = try TemporaryFolder()
    for command in ["tables", "compare", "audit"] {
      let missing = try BuiltProgram.run([command, folder.file("nowhere.csv")])
      #expect(missing.code == 66)
      #expect(missing.output.isEmpty)
      #expect(missing.remarks.contains("there is no such file"))
      let directory = try BuiltProgram.run([command, folder.path])
      #expect(directory.code == 66)
      #expect(directory.remarks.contains("directory"))
    }
  }

  @Test("a wrong command line ends with 64")
  func usage() throws {
    for arguments in [
      ["tables"], ["tables", "a.csv", "--table", "3"], ["tables", "a.csv", "--explain", "2021,works"],
      ["tables", "a.csv", "--explain", "2021,work,total"], ["tables", "a.csv", "--output", "a.xyz"],
      ["frobnicate"], ["tables", "a.csv", "--unit", "dozen"], ["audit", "a.csv", "--rounding-rule", "sideways"],
    ] {
      let outcome = try BuiltProgram.run(arguments)
      #expect(outcome.code == 64, "\(arguments) \(outcome.remarks)")
      #expect(outcome.output.isEmpty)
      #expect(!outcome.remarks.isEmpty)
    }
  }

  @Test("errors are in Japanese where the locale is")
  func japanese() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.header + "B,2021,works,sme,local,12a\n", to: "台帳.csv")
    let outcome = try BuiltProgram.run(["tables", ledger], environment: ["LC_ALL": "ja_JP.UTF-8"])
    #expect(outcome.remarks.contains("2 行目 6 列目（amount）: 金額として読めません"))
    #expect(
      try BuiltProgram.run(["tables", ledger, "--lang", "en"], environment: ["LC_ALL": "ja_JP.UTF-8"]).remarks.contains(
        "not an amount"))
  }

  @Test("no contract left to count is an error and not an empty table")
  func nothingLeft() throws {
    let outcome = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--minimum-amount", "999999999999"])
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.remarks.contains("27 read"))
  }

  @Test("control characters of a file do not reach the terminal")
  func controlCharacters() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(Self.header + "B,2021,wo\u{1B}[31m\u{202E}rks,sme,local,5\n", to: "ledger.csv")
    let outcome = try BuiltProgram.run(["tables", ledger])
    #expect(outcome.remarks.contains("wo\\u{1b}[31m\\u{202e}rks"))
    #expect(!outcome.remarks.unicodeScalars.contains("\u{1B}"))
  }
}
