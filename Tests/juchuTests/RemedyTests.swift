import Foundation
import TestSupport
import Testing

@Suite("A remedy that an error names makes it vanish")
struct RemedyTests {
  /// A mistake, the remedy that its error must name, and what the remedy makes of the command.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Files of the case, by name.
    var files: [String: String] = [:]
    var mistake: String
    /// What the error must say, so that a reader finds the remedy.
    var says: String
    /// The files after the remedy.
    var mended: [String: String] = [:]
    var remedy: String

    var testDescription: String { name }
  }

  private static let header = "年度,種別,規模,所在区分,契約金額\n"
  private static let good = "令和3年度,工事,中小企業,市内,5000000\n"

  static let cases: [Case] = [
    Case(
      name: "a year's word", files: ["a.csv": header + good], mistake: "tables a.csv --years 令和x",
      says: "令和3年度", remedy: "tables a.csv --years 令和3年度"),
    Case(
      name: "an unknown policy", files: [:],
      mistake: "lottery evaluate \(Repository.path("fixtures/bids.csv")) --policy 2者1件",
      says: "1者1件", remedy: "lottery evaluate \(Repository.path("fixtures/bids.csv")) --policy 1者1件"),
    Case(
      name: "a row that cannot be used", files: ["a.csv": header + good + "令和3年度,工事,中小企業,市内,不明\n"],
      mistake: "tables a.csv", says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "an unknown word", files: ["a.csv": header + good + "令和3年度,修繕工事,中小企業,市内,5000\n"],
      mistake: "tables a.csv", says: "values:",
      mended: ["m.yaml": "values:\n  category: {修繕工事: works}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a missing column", files: ["a.csv": "年度,規模,所在区分,契約金額\n令和3年度,中小企業,市内,5000\n"],
      mistake: "tables a.csv", says: "--mapping",
      mended: ["m.yaml": "constants: {category: works}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a repeated contract",
      files: ["a.csv": "契約番号," + header + "1," + good + "1," + good], mistake: "tables a.csv",
      says: "--duplicates keep", remedy: "tables a.csv --duplicates keep"),
    Case(
      name: "an output that stands", files: ["a.csv": header + good, "o.csv": "x"],
      mistake: "tables a.csv --output o.csv", says: "--force", remedy: "tables a.csv --output o.csv --force"),
    Case(
      name: "an output over its input", files: ["a.csv": header + good], mistake: "tables a.csv --output a.csv",
      says: "別の出力先", remedy: "tables a.csv --output b.csv"),
    Case(
      name: "a suffix that names no format", files: ["a.csv": header + good], mistake: "tables a.csv --output 表1.dat",
      says: "--format", remedy: "tables a.csv --output 表1.dat --format csv"),
    Case(
      name: "one year in a comparison", files: ["a.csv": header + good, "b.csv": header + "令和2年度,工事,中小企業,市内,1\n"],
      mistake: "compare a.csv", says: "ほかの年度の台帳", remedy: "compare a.csv b.csv"),
    Case(
      name: "a year that is not over",
      files: [
        "a.csv": "契約日,種別,規模,所在区分,契約金額\n2021-03-01,工事,中小企業,市内,1\n2021-10-01,工事,中小企業,市内,1\n"
      ],
      mistake: "compare a.csv", says: "--allow-partial", remedy: "compare a.csv --allow-partial"),
    Case(
      name: "another currency", files: ["a.csv": header + "令和3年度,工事,中小企業,市内,USD 5000\n" + good],
      mistake: "tables a.csv", says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "a fraction of a yen", files: ["a.csv": header + "令和3年度,工事,中小企業,市内,5000.5\n"],
      mistake: "tables a.csv", says: "fractions: half-up", mended: ["m.yaml": "fractions: half-up\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a local subtotal in Table 2", files: ["a.csv": "population," + header + "subsidy-recipient," + good],
      mistake: "tables a.csv --table 2 --local-subtotal", says: "外してください", remedy: "tables a.csv --table 2"),
    Case(
      name: "an unquoted blank", files: ["契約 台帳.csv": header + good], mistake: "inspect 契約 台帳.csv",
      says: "引用符で囲んで", remedy: "inspect '契約 台帳.csv'"),
    Case(
      name: "an option twice", files: ["a.csv": header + good], mistake: "tables a.csv --table 1 --table 1",
      says: "1回だけ", remedy: "tables a.csv --table 1"),
    Case(
      name: "bids in place of a ledger", mistake: "tables \(Repository.path("fixtures/bids.csv"))",
      says: "juchu lottery incidence", remedy: "lottery incidence \(Repository.path("fixtures/bids.csv"))"),
    Case(
      name: "several tables in a document",
      mistake: "extract \(Repository.path("fixtures/documents/council_paper.txt")) --format csv",
      says: "--table",
      remedy: "extract \(Repository.path("fixtures/documents/council_paper.txt")) --format csv --table 1"),
    Case(
      name: "a sheet that is not there",
      mistake: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-secods",
      says: "core-seconds",
      remedy: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-seconds"),
  ]

  @Test("carried out as it is named", arguments: cases)
  func remedy(_ example: Case) throws {
    let folder = try TemporaryFolder()
    for (name, text) in example.files { _ = try folder.write(text, to: name) }
    func run(_ command: String) throws -> BuiltProgram.Outcome {
      try BuiltProgram.shell("juchu \(command)", environment: ["JUCHU_LANG": "ja"], in: folder.file(""))
    }
    let wrong = try run(example.mistake)
    #expect(wrong.code >= 64)
    #expect(wrong.remarks.contains(example.says), "\(wrong.remarks)")
    for (name, text) in example.mended { _ = try folder.write(text, to: name) }
    let right = try run(example.remedy)
    #expect(right.code <= 2, "\(right.remarks)")
  }
}
