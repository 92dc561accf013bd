import Procurement

extension ShareTable {
  /// The counts and amounts of a published table; its printed shares are left behind and computed anew.
  ///
  /// A total that was not printed is the sum of its parts. Amounts printed with decimals are kept in the unit of
  /// their last digit, down to the yen; a figure with a fraction of a yen is no amount and as good as not printed.
  /// Figures of parts of a year are left out.
  public init(_ published: PublishedTable) {
    let amounts = published.figures.filter { $0.key.measure == .amount }.values
    let finest = (0...18).last { published.unit % FixedPoint.powerOfTen($0) == 0 } ?? 0
    let decimals = min(amounts.map(\.value.decimals).max() ?? 0, finest)
    let shares = published.figures.filter { $0.key.measure.isShare }.values
    var cells: [FiscalYear: [String: [String: Cell]]] = [:]
    for (place, figure) in published.figures where !place.measure.isShare && place.period == .year {
      var cell = cells[place.year]?[place.category]?[place.row] ?? Cell(count: nil, amount: nil)
      let value = figure.value.units
      if place.measure == .count {
        cell.count = value
      } else {
        // An amount beyond Int64 is as good as not printed; the audit still sees it.
        cell.amount = figure.value.exactly(decimals: decimals)?.units
      }
      cells[place.year, default: [:]][place.category, default: [:]][place.row] = cell
    }
    let rows = Self.withTotal(published.rows)
    Self.addMissingTotals(to: &cells, rows: rows)
    self.init(
      rows: rows, categories: published.categories, years: published.years.filter { cells[$0] != nil }.sorted(),
      amountUnit: published.unit / FixedPoint.powerOfTen(decimals),
      shareDecimals: min(shares.map(\.value.decimals).max() ?? 2, Self.mostShareDecimals), cells: cells)
  }

  /// Of a share with more decimals 100 % would be beyond Int64.
  private static let mostShareDecimals = 15

  private static func withTotal(_ rows: [TableRow]) -> [TableRow] {
    guard !rows.contains(where: { $0.role == .total }) else { return rows }
    return rows + [TableRow(identifier: "total", label: "合計", role: .total, parent: nil)]
  }

  /// Sums the direct parts of the total where the total itself has no figure.
  private static func addMissingTotals(
    to cells: inout [FiscalYear: [String: [String: Cell]]], rows: [TableRow]
  ) {
    guard let total = rows.first(where: { $0.role == .total })?.identifier else { return }
    let parts = rows.filter { $0.role == .part && ($0.parent ?? total) == total }.map(\.identifier)
    for (year, columns) in cells {
      for (column, ofRow) in columns {
        var cell = ofRow[total] ?? Cell(count: nil, amount: nil)
        cell.count = cell.count ?? sum(parts.map { ofRow[$0]?.count })
        cell.amount = cell.amount ?? sum(parts.map { ofRow[$0]?.amount })
        cells[year]?[column]?[total] = cell
      }
    }
  }

  /// The sum of figures that are all known, or nil; also nil beyond Int64.
  private static func sum(_ figures: [Int64?]) -> Int64? {
    guard !figures.isEmpty else { return nil }
    return figures.reduce(0) { sum, figure in
      guard let sum, let figure, case (let next, false) = sum.addingReportingOverflow(figure) else { return nil }
      return next
    }
  }
}
