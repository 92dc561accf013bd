import LedgerReading
import Procurement
import ShareStatistics
import TabularReading
import TestSupport
import Testing

@testable import SyntheticData

@Suite("Dirt in ledgers")
struct LedgerDirtTests {
  @Test(
    "what a strict reader refuses is what the key calls unusable, and nothing else",
    arguments: LedgerRecipe.Words.allCases)
  func rejects(words: LedgerRecipe.Words) throws {
    let target = try Samples.smallTarget()
    let ledger = SyntheticLedger(LedgerRecipe(target: target, scale: 2, words: words, dirtPerMillion: 250_000))
    let (bytes, pages) = ledger.whole()
    // Lines by page, as whoever writes the key file adds them up.
    var (spoiled, first): ([SpoiledField], Int) = ([], 2)
    for page in pages {
      spoiled += page.spoiled.map {
        var field = $0
        field.line += first
        return field
      }
      first += page.lines
    }
    #expect(Set(spoiled.map(\.kind)) == Set(DirtKind.allCases))

    let folder = try TemporaryFolder()
    let path = try folder.write(String(decoding: bytes, as: UTF8.self), to: "dirty.csv")
    var options = ContractReader.Options()
    options.population = .table1
    var tally = ContractTally(scheme: .table1)
    let found = Found()
    var reader = ContractReader([InputFile(path)], options: options) { found.rows.append($0) }
    let summary = try reader.read { batch, _ in try tally.add(batch) }

    let unusable = spoiled.filter(\.kind.isUnusable)
    let refused = found.rows.map { "\($0.error.line ?? 0) \($0.error.column?.name ?? "")" }
    let expectedRows = unusable.map { "\($0.line) \(words.columnNames[$0.column])" }
    #expect(refused.difference(from: expectedRows).isEmpty)
    #expect(summary.total(\.used) == 2_000 - unusable.count)
    // Whatever was only written differently still counts with its old amount.
    let clean = SyntheticLedger(LedgerRecipe(target: target, scale: 2, words: words)).rows()
    let amount = words == .canonical ? "amount" : "契約金額"
    let lost = Set(unusable.map(\.line))
    let numbers = Self.numbers(spoiled, rows: clean.count)
    let expected = clean.indices.filter { !lost.contains(numbers[$0]) }
      .reduce(Int64(0)) { $0 + (clean[$1][amount].flatMap { Int64($0) } ?? 0) }
    let year = FiscalYear(startingIn: 2021)
    #expect(ShareTable.table1(tally).cell(year, "total", "total")[.amount] == expected)
  }

  private final class Found {
    var rows: [RejectedRow] = []
  }

  /// The line on which each row begins, given the titles that were broken in two.
  private static func numbers(_ spoiled: [SpoiledField], rows: Int) -> [Int] {
    let broken = Set(spoiled.filter { $0.kind == .lineBreakInTitle }.map(\.line))
    var (line, lines): (Int, [Int]) = (2, [])
    for _ in 0..<rows {
      lines.append(line)
      line += broken.contains(line) ? 2 : 1
    }
    return lines
  }

  @Test("the rate is the rate: 20,000 rows at 5 %, within 4.5 standard errors (once in 150,000 seeds)")
  func rate() throws {
    let ledger = SyntheticLedger(LedgerRecipe(target: try Samples.smallTarget(), scale: 20, dirtPerMillion: 50_000))
    let spoiled = ledger.whole().accounts.reduce(0) { $0 + $1.spoiled.count }
    #expect(abs(Double(spoiled) - 1_000) < 4.5 * (20_000 * 0.05 * 0.95).squareRoot())
  }
}
