import Procurement

/// A share table in printed digits: the one place where exact figures become rounded ones.
public struct PrintedTable: Sendable {
  /// The printed figures of one cell; nil where the exact figure is unknown or its denominator is 0.
  public struct Cell: Hashable, Sendable {
    /// The number of contracts.
    public var count: Int64?
    /// The share of the column's count, in percent.
    public var countShare: FixedPoint?
    /// The exact amount in the minor unit, where it is known.
    public var exactAmount: Int64?
    /// The amount in the printed unit.
    public var amount: Int64?
    /// The share of the column's amount, in percent.
    public var amountShare: FixedPoint?
  }

  /// The exact table.
  public let table: ShareTable
  /// What one printed unit of an amount is in the minor unit.
  public let unit: Int64
  /// How exact figures became digits.
  public let rule: RoundingRule
  /// The figures that are not the half-up value of their exact one; none unless `rule` is `controlled`.
  public let figuresOffHalfUp: [FigurePlace]
  /// The totals and subtotals among them.
  public let marginsOffHalfUp: [FigurePlace]
  private let cells: [Place: Cell]

  struct Place: Hashable {
    var year: FiscalYear
    var category: String
    var row: String
  }

  init(
    _ table: ShareTable, unit: Int64, rule: RoundingRule, cells: [Place: Cell], figuresOffHalfUp: [FigurePlace] = [],
    marginsOffHalfUp: [FigurePlace] = []
  ) {
    self.table = table
    self.unit = unit
    self.rule = rule
    self.cells = cells
    self.figuresOffHalfUp = figuresOffHalfUp
    self.marginsOffHalfUp = marginsOffHalfUp
  }

  /// Rounds each figure on its own.
  ///
  /// - Parameters:
  ///   - table: the exact figures.
  ///   - unit: of the printed amounts in the minor unit; a table that knows no finer unit keeps its own.
  ///   - rule: how; for `controlled` see `PrintedTable.controlled`.
  public init(_ table: ShareTable, unit: Int64, rule: RoundingRule = .halfUp) {
    let unit = max(unit, table.amountUnit)
    var cells: [Place: Cell] = [:]
    for year in table.years {
      for category in table.categories.map(\.identifier) {
        for row in table.rows.map(\.identifier) {
          let exact = table.cell(year, category, row)
          let amount = exact.amount.map {
            rule.rounded(Int128($0) * Int128(table.amountUnit), over: Int128(unit))
          }
          cells[Place(year: year, category: category, row: row)] = Cell(
            count: exact.count,
            countShare: table.share(year, category, row, .count, rule: rule),
            exactAmount: table.amountUnit == 1 ? exact.amount : nil,
            amount: amount,
            amountShare: table.share(year, category, row, .amount, rule: rule))
        }
      }
    }
    self.init(table, unit: unit, rule: rule, cells: cells)
  }

  /// The printed figures of a year, category and row.
  public func cell(_ year: FiscalYear, _ category: String, _ row: String) -> Cell {
    cells[Place(year: year, category: category, row: row)] ?? Cell()
  }

  /// A figure in printed digits, as a number without its unit; nil where there is none.
  public func figure(_ place: FigurePlace) -> FixedPoint? {
    let cell = cell(place.year, place.category, place.row)
    return switch place.measure {
    case .count: cell.count.map { FixedPoint(units: $0, decimals: 0) }
    case .amount: cell.amount.map { FixedPoint(units: $0, decimals: 0) }
    case .countShare: cell.countShare
    case .amountShare: cell.amountShare
    }
  }
}
