import Procurement

extension PrintedTable {
  /// Rounds a table so that printed parts add up to printed totals, down the columns and across.
  ///
  /// Amounts are rounded together, year by year; the shares of each column by themselves. See
  /// `ControlledRounding` for the method.
  ///
  /// - Parameters:
  ///   - table: all of whose counts and amounts are known exactly.
  ///   - unit: of the printed amounts in the minor unit.
  /// - Complexity: O(years × cells²).
  public static func controlled(_ table: ShareTable, unit: Int64) -> PrintedTable {
    var builder = ControlledTableBuilder(PrintedTable(table, unit: unit))
    for year in table.years {
      builder.roundAmounts(year)
      for category in table.categories {
        builder.roundShares(year, category.identifier, .count)
        builder.roundShares(year, category.identifier, .amount)
      }
    }
    return PrintedTable(
      table, unit: unit, rule: .controlled, cells: builder.cells, figuresOffHalfUp: builder.figuresOffHalfUp,
      marginsOffHalfUp: builder.marginsOffHalfUp)
  }
}

/// Replaces the half-up figures of a printed table by controlled ones.
private struct ControlledTableBuilder {
  let printed: PrintedTable
  private(set) var cells: [PrintedTable.Place: PrintedTable.Cell] = [:]
  private(set) var figuresOffHalfUp: [FigurePlace] = []
  private(set) var marginsOffHalfUp: [FigurePlace] = []
  /// Identifiers of the rows that are parts of nothing smaller, in printed order.
  private let leaves: [String]
  /// Subtotals with the positions of their parts in `leaves`.
  private let subtotals: [(row: String, parts: [Int])]
  private let columns: [String]

  init(_ printed: PrintedTable) {
    self.printed = printed
    let rows = printed.table.rows.filter { $0.role == .part }
    let parents = Set(rows.compactMap(\.parent))
    let leaves = rows.map(\.identifier).filter { !parents.contains($0) }
    self.leaves = leaves
    subtotals = rows.filter { parents.contains($0.identifier) }.map { subtotal in
      let parts = rows.filter { $0.parent == subtotal.identifier }.compactMap { leaves.firstIndex(of: $0.identifier) }
      return (subtotal.identifier, parts)
    }
    columns = printed.table.categories.filter { !$0.isTotal }.map(\.identifier)
    for year in printed.table.years {
      for category in printed.table.categories.map(\.identifier) {
        for row in printed.table.rows.map(\.identifier) {
          cells[PrintedTable.Place(year: year, category: category, row: row)] = printed.cell(year, category, row)
        }
      }
    }
  }

  mutating func roundAmounts(_ year: FiscalYear) {
    // A table without category columns has the total column alone.
    let parts = columns.isEmpty ? [TableCategory.total.identifier] : columns
    let exact = leaves.map { row in parts.map { printed.table.cell(year, $0, row).amount ?? 0 } }
    let rounding = ControlledRounding(cells: exact, groups: subtotals.map(\.parts), unit: printed.unit)
    for (row, place) in rows {
      for (index, category) in parts.enumerated() {
        cells[key(year, category, row)]?.amount = rounding[place, .part(index)]
      }
      if !columns.isEmpty { cells[key(year, TableCategory.total.identifier, row)]?.amount = rounding[place, .total] }
    }
    for place in rounding.placesOffHalfUp {
      let category =
        switch place.column {
        case .part(let index): parts[index]
        case .total: TableCategory.total.identifier
        }
      note(place, FigurePlace(year: year, category: category, row: identifier(place.row), measure: .amount))
    }
  }

  private mutating func note(_ place: ControlledRounding.Place, _ figure: FigurePlace) {
    figuresOffHalfUp.append(figure)
    if place.isMargin { marginsOffHalfUp.append(figure) }
  }

  mutating func roundShares(_ year: FiscalYear, _ category: String, _ measure: Measure) {
    let table = printed.table
    let parts = leaves.map { table.cell(year, category, $0)[measure] ?? 0 }
    guard
      let rounding = ControlledRounding.shares(
        of: parts, groups: subtotals.map(\.parts), decimals: table.shareDecimals)
    else { return }
    for (row, place) in rows {
      let share = FixedPoint(units: rounding[place, .part(0)], decimals: table.shareDecimals)
      let target: WritableKeyPath<PrintedTable.Cell, FixedPoint?> =
        measure.base == .count ? \.countShare : \.amountShare
      cells[key(year, category, row)]?[keyPath: target] = share
    }
    for place in rounding.placesOffHalfUp {
      note(place, FigurePlace(year: year, category: category, row: identifier(place.row), measure: measure.share))
    }
  }

  /// Every row with its place in a rounding.
  private var rows: [(row: String, place: ControlledRounding.Row)] {
    leaves.enumerated().map { ($1, .part($0)) } + subtotals.enumerated().map { ($1.row, .subtotal($0)) }
      + [printed.table.totalRow].compactMap { $0.map { ($0.identifier, .total) } }
  }

  private func identifier(_ row: ControlledRounding.Row) -> String {
    switch row {
    case .part(let index): leaves[index]
    case .subtotal(let index): subtotals[index].row
    case .total: printed.table.totalRow?.identifier ?? ""
    }
  }

  private func key(_ year: FiscalYear, _ category: String, _ row: String) -> PrintedTable.Place {
    PrintedTable.Place(year: year, category: category, row: row)
  }
}
