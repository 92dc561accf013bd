import Procurement
import Testing

@testable import ShareStatistics

@Suite("Witnesses of an audit")
struct LedgerWitnessTests {
  @Test("on random tables the ledger, printed by the rule, is the table")
  func random() throws {
    var found = 0
    for seed in UInt64(1)...60 {
      let rule = [RoundingRule.halfUp, .truncate, .up, .halfEven][Int(seed % 4)]
      let random = RandomTable(seed: seed, rule: rule)
      let audit = try TableAudit(
        random.table, amountRule: rule, shareRule: ShareRule(rule), wantsWitness: true)
      #expect(audit.findings.isEmpty)
      guard let cells = audit.witness.values.first ?? nil else { continue }
      found += 1
      let places = Dictionary(uniqueKeysWithValues: cells.map { (key($0.category, $0.row), $0) })
      for (place, figure) in random.table.figures {
        let cell = try #require(places[key(place.category, place.row)])
        let root = places[key(place.category, "total")] ?? places[key(place.category, TableStructure.impliedTotal)]
        let whole = try #require(root)
        let printed: FixedPoint? =
          switch place.measure {
          case .count: cell.count.map { FixedPoint(units: $0, decimals: 0) }
          case .amount:
            cell.amount.map {
              FixedPoint(units: rule.rounded(Int128($0), over: Int128(random.table.unit)), decimals: 0)
            }
          case .countShare: share(cell.count, whole.count, figure.value.decimals, rule)
          case .amountShare: share(cell.amount, whole.amount, figure.value.decimals, rule)
          }
        // Over an empty total any row may stand as 0, and 100 stands without decimals.
        #expect(printed.map { $0.isSameNumber(as: figure.value) } ?? true, "\(seed) \(place)")
      }
    }
    #expect(found > 50)
  }

  private func key(_ category: String, _ row: String) -> String { "\(category)|\(row)" }

  private func share(_ part: Int64?, _ whole: Int64?, _ decimals: Int, _ rule: RoundingRule) -> FixedPoint? {
    guard let part, let whole, whole > 0 else { return nil }
    return rule.share(of: part, in: whole, decimals: decimals)
  }

  @Test("unless it is asked for there is none")
  func unasked() throws {
    #expect(try TableAudit(SmallTable.counts([["1 25", "3 75", "4 100"]])).witness.isEmpty)
  }

  @Test("a misprint that turns a rise into a fall is named, one that does not is not")
  func turned() throws {
    func audit(_ printed: String) throws -> TableAudit {
      let years = [2020, 2021].map { FiscalYear(startingIn: $0) }
      var figures: [FigurePlace: PublishedFigure] = [:]
      for (year, texts) in zip(
        years, [["40 40.0", "60 60.0", "100 100.0"], ["45 \(printed)", "55 55.0", "100 100.0"]])
      {
        for (row, text) in zip(["a", "b", "total"], texts) {
          for (measure, word) in zip([Measure.count, .countShare], text.split(separator: " ")) {
            figures[FigurePlace(year: year, category: "total", row: row, measure: measure)] = FixedPoint(word).map {
              PublishedFigure($0)
            }
          }
        }
      }
      let rows = ["a", "b", "total"].map {
        TableRow(identifier: $0, label: $0, role: $0 == "total" ? .total : .part, parent: $0 == "total" ? nil : "total")
      }
      return try TableAudit(
        PublishedTable(rows: rows, categories: [.total], years: years, unit: 1, figures: figures), rule: .halfUp)
    }
    let turned = try #require(try audit("35.0").turnedStatements.first)
    #expect(turned.printed == .fall && turned.right == .rise && turned.other.year.startYear == 2020)
    #expect(try audit("54.0").findings.count == 1)
    #expect(try audit("54.0").turnedStatements.isEmpty)
  }
}
