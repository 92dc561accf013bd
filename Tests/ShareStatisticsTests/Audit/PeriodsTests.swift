import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Periods in an audit")
struct PeriodsTests {
  /// Counts of two rows and their total by period, in the order of the periods.
  private func table(_ counts: [(PeriodOfYear?, [Int64])]) -> PublishedTable {
    let rows = [
      TableRow(identifier: "a", label: "a", role: .part, parent: "total"),
      TableRow(identifier: "b", label: "b", role: .part, parent: "total"),
      TableRow(identifier: "total", label: "合計", role: .total, parent: nil),
    ]
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (period, numbers) in counts {
      for (row, number) in zip(rows, numbers) {
        let place = FigurePlace(
          year: SmallTable.year, period: period ?? .year, category: "total", row: row.identifier, measure: .count)
        figures[place] = PublishedFigure(FixedPoint(units: number, decimals: 0))
      }
    }
    return PublishedTable(rows: rows, categories: [.total], years: [SmallTable.year], unit: 1, figures: figures)
  }

  private var quarters: [PeriodOfYear?] { (1...4).map { PeriodOfYear(quarter: $0) } }

  @Test("quarters add up to their year: a right table is right, and one wrong figure is found")
  func quartersOfYear() throws {
    var counts = zip(quarters, [[1, 2, 3], [4, 5, 9], [6, 1, 7], [2, 2, 4]] as [[Int64]]).map { ($0, $1) }
    counts.append((.year, [13, 10, 23]))
    #expect(try TableAudit(table(counts)).findings.isEmpty)
    counts[2].1 = [9, 1, 7]
    let finding = try #require(try TableAudit(table(counts)).findings.first?.figure)
    #expect(finding.place.period.identifier == "Q3" && finding.place.row == "a")
    #expect(finding.expected?.only?.units == 6)
  }

  @Test("a year is at least what is said of its months, and halves stand over quarters")
  func containment() throws {
    let toDate = PeriodOfYear(months: 1...9)
    #expect(try TableAudit(table([(toDate, [5, 5, 10]), (.year, [5, 9, 14])])).findings.isEmpty)
    // Nothing tells which of the two numbers is wrong.
    let shrunk = try TableAudit(table([(toDate, [5, 9, 14]), (.year, [7, 7, 14])]))
    #expect(!shrunk.findings.isEmpty)
    let halves = try TableAudit(
      table([(quarters[0], [1, 1, 2]), (quarters[1], [1, 1, 2]), (.firstHalf, [2, 2, 4]), (.year, [9, 9, 18])]))
    #expect(halves.findings.isEmpty)
  }

  @Test("without periods a structure has a column for each category, and years do not share periods")
  func columns() throws {
    let plain = try TableStructure(table([(.year, [1, 2, 3])]))
    #expect(plain.columns.count == 1 && plain.leafColumns == [0])
    let split = try TableStructure(table([(.year, [1, 2, 3]), (quarters[0], [1, 1, 2])]), year: SmallTable.year)
    // Quarter 1, the other months and the year.
    #expect(split.columns.map(\.period.identifier) == ["Q1", "year", "07-03"])
    #expect(split.columnSums[1] == [[0, 2]])
  }

  @Test("random years in random periods, rounded and with shares: none accused")
  func random() throws {
    var generator = SplitMix64(seed: 12)
    let all =
      quarters.compactMap { $0 } + [.firstHalf, .secondHalf, .year] + [PeriodOfYear(months: 1...9)].compactMap { $0 }
    for _ in 0..<60 {
      let months = (0..<12).map { _ in (0..<3).map { _ in Int64.random(in: 0...9_999_999, using: &generator) } }
      let periods = all.filter { _ in Bool.random(using: &generator) }
      var figures: [FigurePlace: PublishedFigure] = [:]
      let rows = ["a", "b", "c", "total"]
      for period in periods {
        let parts = (0..<3).map { row in (period.first - 1..<period.last).reduce(Int64(0)) { $0 + months[$1][row] } }
        let values = parts + [parts.reduce(0, +)]
        for (row, value) in zip(rows, values) {
          let place = FigurePlace(
            year: SmallTable.year, period: period, category: "total", row: row, measure: .amount)
          figures[place] = PublishedFigure(
            FixedPoint(units: RoundingRule.halfUp.rounded(Int128(value), over: 1_000_000), decimals: 0))
          var share = place
          share.measure = .amountShare
          figures[share] = RoundingRule.halfUp.share(of: value, in: values[3], decimals: 1).map { PublishedFigure($0) }
        }
      }
      let table = PublishedTable(
        rows: rows.map {
          TableRow(
            identifier: $0, label: $0, role: $0 == "total" ? .total : .part, parent: $0 == "total" ? nil : "total")
        }, categories: [.total], years: [SmallTable.year], unit: 1_000_000, figures: figures)
      let audit = try TableAudit(table, rule: .halfUp)
      #expect(audit.findings.isEmpty && audit.undecided.isEmpty, "\(periods.map(\.identifier))")
    }
  }
}
