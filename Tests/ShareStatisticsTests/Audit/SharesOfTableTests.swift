import Procurement
import Testing

@testable import ShareStatistics

@Suite("Audit of tables whose shares are of the total of all categories")
struct SharesOfTableTests {
  /// The random tables that say of what their shares are: with some shares that only the whole table explains.
  private static func tables(_ count: Int) -> [RandomTable] {
    (0..<UInt64(count)).map {
      RandomTable(seed: 70_000 + $0, pair: RoundingPair(.halfUp), contents: .everything, sharesOf: .table)
    }.filter { $0.table.shareWhole == .table }
  }

  @Test("none of their figures is accused")
  func clean() throws {
    let tables = Self.tables(120)
    #expect(tables.count > 30)
    for table in tables {
      let audit = try TableAudit(table.table)
      #expect(audit.findings.isEmpty)
    }
  }

  @Test("a share with a wrong first digit is accused, alone or as one of several")
  func misprints() throws {
    for table in Self.tables(60) {
      let places = table.places.filter { $0.measure == .countShare && $0.category != TableCategory.total.identifier }
      guard let place = places.first(where: { table.table.figures[$0]?.value.units ?? 0 > 0 }),
        let value = table.table.figures[place]?.value
      else { continue }
      let wrong = table.changing(place, to: value.units + 100 * FixedPoint.powerOfTen(value.decimals))
      guard wrong.shareWhole == .table else { continue }
      let audit = try TableAudit(wrong)
      #expect(audit.findings.contains { $0.alternatives.joined().contains { $0.place == place } })
    }
  }

  @Test("the smallest sets are those of brute force")
  func bruteForce() throws {
    // 40 and 10 of 50 in the first category, 30 and 20 in the second: shares of 100.
    let right = [["4 40", "1 10", "5 50"], ["3 30", "2 20", "5 50"], ["7 70", "3 30", "10 100"]]
    for (column, row, text) in [(0, 0, "4 41"), (0, 1, "2 10"), (1, 2, "5 60"), (2, 1, "3 20")] {
      var columns = right
      columns[column][row] = text
      let table = SmallTable.counts(columns, hasTotalColumn: true)
      #expect(table.shareWhole == .table)
      let expected = try SmallTable.smallestSets(of: table, rule: .halfUp, upTo: 8, sharesOf: .table)
      #expect(SmallTable.sets(of: try TableAudit(table, rule: .halfUp)) == expected)
    }
    #expect(try TableAudit(SmallTable.counts(right, hasTotalColumn: true)).findings.isEmpty)
  }
}
