import LedgerReading
import Procurement
import ShareStatistics
import TabularReading
import TestSupport
import Testing

@testable import SyntheticData

@Suite("Synthetic ledgers")
struct SyntheticLedgerTests {
  /// The sums of a ledger by year, category and row, from its text alone.
  private static func sums(_ ledger: SyntheticLedger) -> [String: (count: Int64, amount: Int64)] {
    var sums: [String: (count: Int64, amount: Int64)] = [:]
    for row in ledger.rows() {
      let place = row["locality"] == "local" ? "local-" + (row["size"] ?? "") : "non-local"
      let key = [row["fiscal_year"] ?? "", row["category"] ?? "", place].joined(separator: ",")
      sums[key, default: (0, 0)].count += 1
      sums[key, default: (0, 0)].amount += row["amount"].flatMap { Int64($0) } ?? .min / 2
    }
    return sums
  }

  @Test("every cell has its count and its yen, scale times", arguments: [1, 3])
  func exact(scale: Int) throws {
    let target = try Samples.smallTarget()
    let sums = Self.sums(SyntheticLedger(LedgerRecipe(target: target, scale: scale, seed: 5)))
    #expect(sums.count == target.cells.count)
    for cell in target.cells {
      let sum = sums["\(cell.year),\(cell.category.identifier),\(cell.row.identifier)"]
      #expect(sum?.count == cell.count * Int64(scale))
      #expect(sum?.amount == cell.amount * Int64(scale))
    }
  }

  @Test("the reader takes every row and finds the table", arguments: LedgerRecipe.Words.allCases)
  func readBack(words: LedgerRecipe.Words) throws {
    let table = try Samples.table("small_table1")
    let ledger = SyntheticLedger(LedgerRecipe(target: try LedgerTarget(table), words: words))
    let folder = try TemporaryFolder()
    let path = try folder.write(String(decoding: ledger.whole().bytes, as: UTF8.self), to: "ledger.csv")
    var tally = ContractTally(scheme: .table1)
    var options = ContractReader.Options()
    options.population = .table1
    var reader = ContractReader([InputFile(path)], options: options)
    let summary = try reader.read { batch, _ in try tally.add(batch) }
    #expect(summary.total(\.used) == 1_000)
    #expect(summary.total(\.rejected) == 0)
    let found = ShareTable.table1(tally)
    for (place, figure) in table.figures {
      let unit: Int64 = place.measure == .amount ? 1_000_000 : 1
      #expect(found.cell(place.year, place.category, place.row)[place.measure] == figure.value.units * unit, "\(place)")
    }
  }

  @Test("rows are well formed: numbers in order, dates in the year, vendors with right numbers")
  func rows() throws {
    let rows = SyntheticLedger(LedgerRecipe(target: try Samples.smallTarget())).rows()
    #expect(rows.compactMap { $0["contract"] } == (1...1_000).map { "2021-" + String(10_000_000_000 + $0).dropFirst() })
    #expect(rows.allSatisfy { ("2021-04-01"..."2022-03-31").contains($0["date"] ?? "") })
    var numbers: [String: String] = [:]
    for row in rows {
      let number = row["vendor_id"] ?? ""
      #expect(numbers.updateValue(number, forKey: row["vendor"] ?? "") ?? number == number)
      #expect((row["ward"] == "") == (row["locality"] != "local"))
      #expect(row["locality"] != "local" || SyntheticCity.wards.contains(row["ward"] ?? ""))
    }
    #expect(Set(numbers.values).count == numbers.count)
  }

  @Test("the same seed gives the same bytes on any number of threads, another seed others")
  func seeds() throws {
    let target = try Samples.smallTarget()
    let ledger = SyntheticLedger(LedgerRecipe(target: target, scale: 20, seed: 3))
    #expect(ledger.pageCount == 20)
    let bytes = ledger.whole().bytes
    #expect(ledger.whole(threads: 2).bytes == bytes)
    #expect(SyntheticLedger(LedgerRecipe(target: target, scale: 20, seed: 4)).whole().bytes != bytes)
  }

  @Test("amounts are heavy-tailed, and vendors concentrate as asked")
  func shapes() throws {
    let target = try Samples.smallTarget()
    var shares: [Double] = []
    for concentration in [1, 4] {
      let rows = SyntheticLedger(LedgerRecipe(target: target, scale: 4, concentration: concentration)).rows()
      let group = rows.filter { $0["category"] == "goods" && $0["size"] == "sme" && $0["locality"] == "local" }
      let amounts = group.compactMap { $0["amount"].flatMap(Double.init) }.sorted(by: >)
      // Lognormal with σ = 1.6: the largest tenth holds Φ(1.6 − 1.28) = 62 % of the money.
      let top = amounts.prefix(amounts.count / 10).reduce(0, +) / amounts.reduce(0, +)
      #expect((0.5...0.74).contains(top), "\(top)")
      let wins = Dictionary(grouping: group) { $0["vendor"] ?? "" }.values.map(\.count).sorted(by: >)
      shares.append(Double(wins.prefix(max(wins.count / 10, 1)).reduce(0, +)) / Double(group.count))
    }
    // The first tenth of a roster gets 10 % of the contracts when alike and 0.1^(1/4) = 56 % at concentration 4.
    #expect(shares[0] < 0.2)
    #expect(shares[1] > 0.45)
  }
}
