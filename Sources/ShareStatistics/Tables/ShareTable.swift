import Procurement

/// Counts and amounts by year, category and row, and the shares they make: a table as it would be published.
///
/// Shares are of the column total of their category and year. They are computed from exact figures when asked
/// for; the table itself holds no rounded number.
public struct ShareTable: Hashable, Sendable {
  /// The figures of one cell; nil where they are not known.
  public struct Cell: Hashable, Sendable {
    /// The number of contracts (契約件数).
    public var count: Int64?
    /// The contract amount (契約金額) in the table's unit.
    public var amount: Int64?

    /// A cell with a count and an amount, as far as they are known.
    public init(count: Int64?, amount: Int64?) {
      self.count = count
      self.amount = amount
    }

    /// The figure of a base measure.
    public subscript(measure: Measure) -> Int64? { measure.base == .count ? count : amount }
  }

  /// The rows in printed order.
  public let rows: [TableRow]
  /// The category columns in printed order, the total last.
  public let categories: [TableCategory]
  /// The years in order.
  public let years: [FiscalYear]
  /// What one unit of an amount is in the currency's minor unit: 1 for exact yen.
  public let amountUnit: Int64
  /// The decimals with which the table's shares are printed.
  public let shareDecimals: Int
  private let cells: [FiscalYear: [String: [String: Cell]]]

  init(
    rows: [TableRow], categories: [TableCategory], years: [FiscalYear], amountUnit: Int64, shareDecimals: Int,
    cells: [FiscalYear: [String: [String: Cell]]]
  ) {
    self.rows = rows
    self.categories = categories
    self.years = years
    self.amountUnit = amountUnit
    self.shareDecimals = shareDecimals
    self.cells = cells
  }

  /// The figures of a year, category and row; unknown ones are nil.
  public func cell(_ year: FiscalYear, _ category: String, _ row: String) -> Cell {
    cells[year]?[category]?[row] ?? Cell(count: nil, amount: nil)
  }

  /// The row whose figures are the denominators of shares.
  public var totalRow: TableRow? { rows.first { $0.role == .total } }

  /// The column total of a category and year.
  public func total(_ year: FiscalYear, _ category: String) -> Cell {
    totalRow.map { cell(year, category, $0.identifier) } ?? Cell(count: nil, amount: nil)
  }

  /// A row's share of its column, in percent; nil where a figure is unknown or the total is 0.
  ///
  /// - Parameters:
  ///   - measure: of counts or of amounts.
  ///   - rule: how the exact quotient becomes digits.
  public func share(
    _ year: FiscalYear, _ category: String, _ row: String, _ measure: Measure,
    rule: RoundingRule = .halfUp, decimals: Int? = nil
  ) -> FixedPoint? {
    guard let part = cell(year, category, row)[measure], let total = total(year, category)[measure] else {
      return nil
    }
    return rule.share(of: part, in: total, decimals: decimals ?? shareDecimals)
  }
}

extension ShareTable {
  /// Table 1: all categories and their total, shares with two decimals.
  ///
  /// - Parameters:
  ///   - tally: counted in the rows of the table.
  ///   - subtotals: whether rows such as 市内計 stand in the table.
  public static func table1(_ tally: ContractTally, subtotals: Bool = false) -> ShareTable {
    ShareTable(
      tally, categories: Category.allCases.map { TableCategory(identifier: $0.identifier, label: $0.identifier) },
      subtotals: subtotals, shareDecimals: 2)
  }

  /// A table in rows of one's own: the categories that have contracts and, where they are several, their total;
  /// shares with two decimals.
  public static func custom(_ tally: ContractTally) -> ShareTable {
    let used = Category.allCases.filter { category in
      tally.years.contains { year in
        tally.scheme.leaves.indices.contains { tally.cell(year, category, leaf: $0).count > 0 }
      }
    }
    let columns = used.map { TableCategory(identifier: $0.identifier, label: $0.identifier) }
    return ShareTable(tally, categories: columns.count > 1 ? columns : [], subtotals: false, shareDecimals: 2)
  }

  /// Table 2: all categories together, shares with one decimal.
  public static func table2(_ tally: ContractTally) -> ShareTable {
    ShareTable(tally, categories: [], subtotals: false, shareDecimals: 1)
  }

  private init(_ tally: ContractTally, categories: [TableCategory], subtotals: Bool, shareDecimals: Int) {
    let scheme = tally.scheme
    let years = tally.years
    var cells: [FiscalYear: [String: [String: Cell]]] = [:]
    for year in years {
      for category in Category.allCases {
        for (index, leaf) in scheme.leaves.enumerated() {
          let counted = tally.cell(year, category, leaf: index)
          for column in [category.identifier, TableCategory.total.identifier] {
            for row in [leaf.identifier, leaf.subtotal, scheme.total].compactMap(\.self) {
              cells[year, default: [:]][column, default: [:]][row, default: Cell(count: 0, amount: 0)]
                .add(counted)
            }
          }
        }
      }
    }
    self.init(
      rows: scheme.rows(subtotals: subtotals) { leaf in
        years.contains { cells[$0]?[TableCategory.total.identifier]?[leaf]?.count ?? 0 > 0 }
      },
      categories: categories + [.total], years: years, amountUnit: 1, shareDecimals: shareDecimals, cells: cells)
  }
}

extension ShareTable.Cell {
  fileprivate mutating func add(_ counted: ContractTally.Cell) {
    count = (count ?? 0) + counted.count
    amount = (amount ?? 0) + counted.amount
  }
}

extension RowScheme {
  /// The rows to print, in order: leaves, each subtotal behind its leaves if wanted, and the total.
  fileprivate func rows(subtotals: Bool, isUsed: (String) -> Bool) -> [TableRow] {
    let shown = leaves.filter { !$0.isHiddenWhenEmpty || isUsed($0.identifier) }
    var rows: [TableRow] = []
    for (index, leaf) in shown.enumerated() {
      let parent = subtotals ? leaf.subtotal ?? total : total
      let label = leaf.label ?? leaf.identifier
      rows.append(TableRow(identifier: leaf.identifier, label: label, role: .part, parent: parent))
      if subtotals, let subtotal = leaf.subtotal, shown.dropFirst(index + 1).first?.subtotal != subtotal {
        rows.append(TableRow(identifier: subtotal, label: subtotal, role: .part, parent: total))
      }
    }
    let totalRow = TableRow(identifier: total, label: total, role: .total, parent: nil)
    return isTotalFirst ? [totalRow] + rows : rows + [totalRow]
  }
}
