import Foundation
import TestSupport
import Testing

@Suite("juchu report")
struct ReportCommandTests {
  private let table1 = Repository.path("fixtures/kawasaki_table1.csv")
  private let table2 = Repository.path("fixtures/kawasaki_table2.csv")

  @Test("published tables and bids on one page, with the figures of the single commands")
  func page() throws {
    let outcome = try BuiltProgram.run([
      "report", table1, table2, "--bids", Repository.path("fixtures/bids.csv"), "--trials", "0", "--lang", "en",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    for figure in [
      "Table 1: Local, SME: the share of the amount went from 34.87 % in FY2020 to 48.60 % in FY2021, +13.73 points",
      "its own amount fell by 3.7 % (1,850 million yen)", "90.33 % (right: 9.67 %)", "44.57 % (right: 55.43 %)",
      "-43.11 points come from the others&#39; orders and -16.48 from its own", "58.9 % (5,875 million yen)", "31,831",
      "2 findings of figures that cannot be right", "lots decide 3 (75.0 %)", "never added", "SHA-256",
    ] {
      #expect(outcome.output.contains(figure), "\(figure)")
    }
    let anchors = outcome.output.matches(of: /href="#([a-z0-9-]+)"/).map { String($0.1) }
    for anchor in anchors { #expect(outcome.output.contains("id=\"\(anchor)\""), "\(anchor)") }
    #expect(anchors.count > 8)
  }

  @Test("a ledger's page has the studies of its contracts; Markdown has the same sections")
  func ledger() throws {
    let ledger = Repository.path("fixtures/ledger.csv")
    let html = try BuiltProgram.run(["report", ledger, "--lang", "en", "--sections", "all"])
    let markdown = try BuiltProgram.run(["report", ledger, "--lang", "en", "--format", "markdown", "--sections", "all"])
    for section in [
      "Contract sizes", "Concentration of vendors", "Table 2: contracts by size", "What these figures rest on",
    ] {
      #expect(html.output.contains(section), "\(section)")
      #expect(markdown.output.contains(section), "\(section)")
    }
  }

  @Test("bids alone make a page")
  func bidsAlone() throws {
    let outcome = try BuiltProgram.run([
      "report", "--bids", Repository.path("fixtures/bids.csv"), "--trials", "0", "--lang", "en",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("lots decide 3 (75.0 %)"))
  }

  @Test("a ledger without orders of recipients has Table 2 only where the population is named")
  func withoutRecipients() throws {
    let folder = try TemporaryFolder()
    let ledger = folder.file("ledger.csv")
    try """
    contract,fiscal_year,category,size,locality,amount
    1,2020,works,sme,local,5000000
    2,2021,goods,large,local,7000000

    """.write(toFile: ledger, atomically: true, encoding: .utf8)
    let page = ["report", ledger, "--lang", "en", "--format", "markdown"]
    let title = "Table 2: contracts by size"
    let (city, all) = (try BuiltProgram.run(page), try BuiltProgram.run(page + ["--population", "all"]))
    #expect(city.code == 0 && !city.output.contains(title), "\(city.remarks)")
    #expect(all.code == 0 && all.output.contains(title), "\(all.remarks)")
  }

  @Test("any result is a page by the suffix of its file")
  func anyResult() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram.run(["audit", table2, "--output", folder.file("a.html")])
    #expect(outcome.code == 0)
    let html = try String(contentsOfFile: folder.file("a.html"), encoding: .utf8)
    #expect(html.hasPrefix("<!DOCTYPE html>"))
  }

  @Test(
    "what is no page is a usage error", arguments: [["--format", "json"], ["--output", "x.csv"], ["--trials", "-1"]])
  func usage(_ options: [String]) throws {
    #expect(try BuiltProgram.run(["report", table1] + options).code == 64)
    #expect(try BuiltProgram.run(["report"]).code == 64)
  }
}
