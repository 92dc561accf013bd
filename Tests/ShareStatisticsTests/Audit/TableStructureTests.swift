import Procurement
import Testing

@testable import ShareStatistics

@Suite("Structure of a published table")
struct TableStructureTests {
  private func table(_ rows: [TableRow]) -> PublishedTable {
    PublishedTable(rows: rows, categories: [.total], years: [SmallTable.year], unit: 1, figures: [:])
  }

  private func row(_ identifier: String, _ parent: String?, _ role: TableRow.Role = .part) -> TableRow {
    TableRow(identifier: identifier, label: identifier, role: role, parent: parent)
  }

  @Test("Rows without a printed total have an implied one")
  func impliedTotal() throws {
    let structure = try TableStructure(table([row("a", nil), row("s", nil), row("b", "s"), row("c", "s")]))
    #expect(structure.nodes.last?.identifier == TableStructure.impliedTotal)
    #expect(structure.nodes.last?.parts == [0, 1] && structure.nodes[1].parts == [2, 3])
    #expect(structure.root(3) == 4 && structure.totalColumn == nil)
    #expect(structure.undividedRows(4) == 3)
  }

  @Test("Errors name what is wrong")
  func errors() {
    #expect(throws: TableStructureError.unknownParent(row: "a", parent: "z")) {
      try TableAudit(table([row("a", "z")]))
    }
    #expect(throws: TableStructureError.cyclicRows(row: "a")) {
      try TableAudit(table([row("a", "b"), row("b", "a")]))
    }
    #expect(throws: TableStructureError.repeatedIdentifier("a")) {
      try TableAudit(table([row("a", nil), row("a", nil)]))
    }
    var strange = table([row("a", nil)])
    let place = FigurePlace(year: SmallTable.year, category: "total", row: "b", measure: .count)
    strange.figures[place] = PublishedFigure(FixedPoint(units: 1, decimals: 0))
    #expect(throws: TableStructureError.unknownPlace(place)) { try TableAudit(strange) }
    strange.unit = 0
    #expect(throws: TableStructureError.unitNotPositive(0)) { try TableAudit(strange) }
  }
}
