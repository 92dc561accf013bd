import Foundation
import LedgerReading
import Procurement
import ShareStatistics
import TabularReading
import TestSupport
import Testing

@Suite("The guide")
struct GuideTests {
  @Test("its example of the libraries gives what it says")
  func library() throws {
    let guide = try String(contentsOfFile: Repository.path("docs/guide.md"), encoding: .utf8)
    #expect(guide.contains("// 20 36.15"))
    var tally = ContractTally(scheme: .table1)
    var reader = ContractReader([InputFile(Repository.path("fixtures/ledger.csv"))], options: .init())
    let summary = try reader.read { batch, _ in try tally.add(batch) }
    let table = ShareTable.table1(tally)
    let share = table.share(FiscalYear(startingIn: 2020), "total", "local-sme", .amount)
    #expect(summary.total(\.used) == 20)
    #expect(share?.description == "36.15")
  }

  @Test("every link to a file of the repository leads to one")
  func links() throws {
    let docs = FileManager.default.enumerator(atPath: Repository.path("docs"))?.compactMap { $0 as? String } ?? []
    let pages = ["README.md", "CONTRIBUTING.md"] + docs.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    for page in pages {
      let text = try String(contentsOfFile: Repository.path(page), encoding: .utf8)
      for link in text.matches(of: /\]\(([^)#]+)(#[^)]*)?\)/).map({ String($0.1) }) where !link.contains("://") {
        let folder = URL(fileURLWithPath: Repository.path(page)).deletingLastPathComponent()
        let target = folder.appendingPathComponent(link).path
        #expect(FileManager.default.fileExists(atPath: target), "\(page): \(link)")
      }
    }
  }
}
