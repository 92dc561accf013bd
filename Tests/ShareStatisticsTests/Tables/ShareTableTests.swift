import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Share table")
struct ShareTableTests {
  @Test("shares of a margin add up to 100 within rounding, and totals are sums both ways")
  func additivity() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let table = try randomTable(using: &generator)
      let printed = PrintedTable(table, unit: 1_000_000)
      for year in table.years {
        for category in table.categories.map(\.identifier) {
          let parts = table.rows.filter { $0.role == .part }.map(\.identifier)
          let total = table.total(year, category)
          #expect(parts.compactMap { table.cell(year, category, $0).count }.reduce(0, +) == total.count)
          #expect(parts.compactMap { table.cell(year, category, $0).amount }.reduce(0, +) == total.amount)
          let shares = parts.compactMap { printed.cell(year, category, $0).amountShare?.units }
          // k parts, each off by at most half a unit.
          if !shares.isEmpty { #expect(abs(shares.reduce(0, +) - 10_000) <= Int64(parts.count) / 2) }
        }
        for row in table.rows.map(\.identifier) {
          let sum = ["goods", "works", "services"].compactMap { table.cell(year, $0, row).amount }.reduce(0, +)
          #expect(sum == table.cell(year, "total", row).amount)
        }
      }
    }
  }

  @Test("a cell holds the count and the amount of its contracts")
  func figures() throws {
    let year = FiscalYear(startingIn: 2021)
    func contract(_ category: Procurement.Category, _ size: FirmSize, _ amount: Int64) -> Contract {
      Contract(year: year, category: category, size: size, locality: .local, amount: Yen(amount))
    }
    var tally = ContractTally(scheme: .table1)
    try tally.add(
      ContractBatch([contract(.goods, .sme, 70), contract(.goods, .sme, 5), contract(.works, .large, 900)]))
    let table = ShareTable.table1(tally, subtotals: true)
    func cell(_ category: String, _ row: String) -> [Int64?] {
      [table.cell(year, category, row).count, table.cell(year, category, row).amount]
    }
    #expect(cell("goods", "local-sme") == [2, 75])
    #expect(cell("works", "local-large") == [1, 900])
    #expect(cell("total", "local") == [3, 975])
    #expect(cell("total", "total") == [3, 975])
    #expect(cell("services", "total") == [0, 0])
  }

  @Test("controlled rounding is additive both ways and moves no figure by a unit or more")
  func controlled() throws {
    var generator = SplitMix64(seed: 4)
    let unit: Int64 = 1_000
    for round in 0..<100 {
      let table = try randomTable(using: &generator, subtotals: round.isMultiple(of: 2))
      let printed = PrintedTable.controlled(table, unit: unit)
      let parts = table.rows.filter { $0.role == .part && $0.parent == "total" }.map(\.identifier)
      for year in table.years {
        for category in table.categories.map(\.identifier) {
          func cell(_ row: String) -> PrintedTable.Cell { printed.cell(year, category, row) }
          #expect(parts.compactMap { cell($0).amount }.reduce(0, +) == cell("total").amount)
          let shares = parts.compactMap { cell($0).amountShare?.units }
          #expect(shares.isEmpty || shares.reduce(0, +) == 10_000)
          for row in table.rows.map(\.identifier) {
            let exact = table.cell(year, category, row).amount ?? 0
            #expect(abs((cell(row).amount ?? 0) * unit - exact) < unit)
          }
        }
        for row in table.rows.map(\.identifier) {
          let sum = ["goods", "works", "services"].compactMap { printed.cell(year, $0, row).amount }.reduce(0, +)
          #expect(sum == printed.cell(year, "total", row).amount)
        }
      }
    }
  }

  @Test("margins that controlled rounding moves off half-up are named")
  func movedMargins() throws {
    func contract(_ size: FirmSize, _ amount: Int64) -> Contract {
      Contract(year: FiscalYear(startingIn: 2021), category: .works, size: size, locality: .local, amount: Yen(amount))
    }
    // 1.4 + 1.4 + 1.4 = 4.2: parts printed as 1 can only add up to a total of 3, or one part goes up.
    var tally = ContractTally(scheme: .table1)
    try tally.add(ContractBatch([contract(.large, 1_400), contract(.sme, 1_400), contract(.other, 1_400)]))
    let printed = PrintedTable.controlled(.table1(tally), unit: 1_000)
    let year = FiscalYear(startingIn: 2021)
    let parts = ["local-large", "local-sme", "local-other"].compactMap { printed.cell(year, "works", $0).amount }
    #expect(parts.reduce(0, +) == printed.cell(year, "works", "total").amount)
    #expect(Set(printed.marginsOffHalfUp.map(\.measure)).isSubset(of: [.amount, .amountShare, .countShare]))
    // Every figure that differs from the table rounded half-up is named, and no other.
    let halfUp = PrintedTable(.table1(tally), unit: 1_000)
    let places = printed.table.categories.flatMap { category in
      printed.table.rows.flatMap { row in
        Measure.allCases.map {
          FigurePlace(year: year, category: category.identifier, row: row.identifier, measure: $0)
        }
      }
    }
    let differing = places.filter { printed.figure($0) != halfUp.figure($0) }
    #expect(!differing.isEmpty && Set(differing) == Set(printed.figuresOffHalfUp))
  }

  @Test("an empty class is not shown, a used one is")
  func unclassified() throws {
    var tally = ContractTally(scheme: .table1)
    let known = Contract(
      year: FiscalYear(startingIn: 2021), category: .works, size: .sme, locality: .local, amount: Yen(5))
    try tally.add(ContractBatch([known]))
    #expect(!ShareTable.table1(tally).rows.map(\.identifier).contains("unclassified"))
    var unknown = known
    unknown.locality = nil
    try tally.add(ContractBatch([unknown]))
    #expect(
      ShareTable.table1(tally, subtotals: true).rows.map(\.identifier)
        == ["local-large", "local-sme", "local-other", "local", "non-local", "unclassified", "total"])
  }

  @Test("a published table without a total gets the sum of its parts; decimals shift the unit")
  func published() {
    let year = FiscalYear(startingIn: 2021)
    func place(_ row: String, _ measure: Measure) -> FigurePlace {
      FigurePlace(year: year, category: "total", row: row, measure: measure)
    }
    let table = ShareTable(
      PublishedTable(
        rows: ["a", "b"].map { TableRow(identifier: $0, label: $0, role: .part, parent: nil) },
        categories: [.total], years: [year], unit: 100_000_000,
        figures: [
          place("a", .amount): PublishedFigure(FixedPoint(units: 15, decimals: 1)),
          place("b", .amount): PublishedFigure(FixedPoint(units: 3, decimals: 0)),
        ]))
    #expect(table.amountUnit == 10_000_000)
    #expect(table.total(year, "total").amount == 45)
    #expect(table.share(year, "total", "a", .amount)?.description == "33.33")
    #expect(table.cell(year, "total", "a").count == nil)
  }

  private func randomTable(using generator: inout SplitMix64, subtotals: Bool = false) throws -> ShareTable {
    var tally = ContractTally(scheme: .table1)
    let contracts = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
      RandomContracts.contract(using: &generator)
    }
    try tally.add(ContractBatch(contracts))
    return .table1(tally, subtotals: subtotals)
  }
}
