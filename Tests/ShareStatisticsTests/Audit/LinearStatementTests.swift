import Procurement
import Testing

@testable import ShareStatistics

@Suite("A year as linear inequalities")
struct LinearStatementTests {
  /// Amounts in millions and their shares of one column, the total last.
  private func table(_ lines: [(amount: String, share: String)]) throws -> PublishedTable {
    let rows = lines.indices.map { row in
      row == lines.count - 1
        ? TableRow(identifier: "total", label: "合計", role: .total, parent: nil)
        : TableRow(identifier: "r\(row)", label: "行\(row)", role: .part, parent: "total")
    }
    var figures: [FigurePlace: PublishedFigure] = [:]
    for (row, line) in zip(rows, lines) {
      for (measure, text) in [(Measure.amount, line.amount), (.amountShare, line.share)] {
        let place = FigurePlace(
          year: SmallTable.year, category: "total", row: row.identifier, measure: measure)
        figures[place] = PublishedFigure(try #require(FixedPoint(text)))
      }
    }
    return PublishedTable(
      rows: rows, categories: [.total], years: [SmallTable.year], unit: 1_000_000, figures: figures)
  }

  @Test("The end of a range that only wholes divisible by 200 reach is found in few steps")
  func dividedWhole() throws {
    // 58.6 % and 7.9 % leave at most 33.5 %, and that much only where all three are cut off at nothing.
    let table = try table([("7", "36.4"), ("1", "7.9"), ("13", "58.6"), ("22", "100.0")])
    let audit = try TableAudit(table, rule: .truncate, effort: 1_000_000)
    let figure = try #require(audit.findings.first?.alternatives.joined().first { $0.printed.units == 364 })
    #expect(figure.expected?.low.description == "33.3")
    #expect(figure.expected?.high?.description == "33.5")
  }

  @Test("Printed amounts behind shares of printed amounts need no branches where they are printed")
  func printedAmounts() throws {
    let table = try table([("7", "28.0"), ("4", "16.0"), ("13", "52.0"), ("25", "100.0")])
    let structure = try TableStructure(table)
    let readings = structure.places(in: SmallTable.year).compactMap { place in
      table.figures[place].map { FigureReading($0.value, at: place, in: structure) }
    }
    let statement = LinearStatement(
      structure, year: SmallTable.year,
      pair: RoundingPair(amount: .halfUp, share: ShareRule(.halfUp, isOfPrinted: true)), readings: readings,
      effort: Effort(1_000_000))
    #expect(statement.check(Array(readings.indices)) == .feasible)
    #expect(statement.solver.branches <= 2)
  }
}
