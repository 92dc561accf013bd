import Procurement

/// Which share is meant: a row's part of a category, by number or by amount.
public struct ShareTarget: Hashable, Sendable {
  /// The category, nil for all together.
  public var category: Procurement.Category?
  /// The identifier of the row: a leaf, a subtotal or the total.
  public var row: String
  /// Whether shares are of counts or of amounts; a share stands for its base.
  public var measure: Measure

  /// The share of a row in a category (nil for all), by number or by amount.
  public init(category: Procurement.Category?, row: String, measure: Measure) {
    self.category = category
    self.row = row
    self.measure = measure.base
  }
}

/// One share as cells to add up, with its weight in a difference.
struct RatioTerm {
  var year: FiscalYear
  var weight: Double
  var isCount: Bool
  var rowCells: [Int]
  var columnCells: [Int]
  /// For each cell whether it is in the row, and whether in the column.
  private(set) var isInRow: [Bool]
  private(set) var isInColumn: [Bool]

  /// The share of a target in a year; nil where the sample has no such year or row.
  init?(_ target: ShareTarget, in year: FiscalYear, weight: Double, of sample: ContractSample) {
    guard let row = sample.cells(year, target.category, row: target.row),
      let column = sample.cells(year, target.category, row: sample.scheme.total)
    else { return nil }
    self.year = year
    self.weight = weight
    isCount = target.measure.base == .count
    rowCells = row
    columnCells = column
    isInRow = Array(repeating: false, count: sample.cellCount)
    isInColumn = isInRow
    for cell in row { isInRow[cell] = true }
    for cell in column { isInColumn[cell] = true }
  }
}
