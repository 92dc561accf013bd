import Procurement

/// Why a published table cannot be audited at all.
public enum TableStructureError: Error, Hashable, Sendable {
  /// Two rows or two columns have the same identifier.
  case repeatedIdentifier(String)
  /// A row names a parent that the table does not have.
  case unknownParent(row: String, parent: String)
  /// A row is, over its parents, a part of itself.
  case cyclicRows(row: String)
  /// A figure stands in a row, column or year that the table does not have.
  case unknownPlace(FigurePlace)
  /// The unit of the amounts or counts is not positive.
  case unitNotPositive(Int64)
}

/// How the rows and columns of a published table add up.
///
/// Rows form trees: a row with parts is their sum, an of-which row (うち) is at most its parent, and the root is
/// the denominator of shares. A total that is not printed is implied. The column of totals is the sum of the
/// other columns; where it stands alone it is a column like any other. Quarters, halves and months are columns beside
/// those of their year; whatever periods are printed, each is the sum of the shortest runs of months between their borders.
struct TableStructure {
  /// A row of the table, or a total that it does not print.
  struct Node {
    let identifier: String
    let isOfWhich: Bool
    var parent: Int?
    /// The rows that add up to this one; empty for a row that is not subdivided.
    var parts: [Int] = []
  }

  /// The identifier of a total row that the table does not print.
  static let impliedTotal = "implied-total"

  let table: PublishedTable
  let nodes: [Node]
  /// A category in a period.
  struct Column: Hashable {
    let category: String
    let period: PeriodOfYear
  }

  /// The columns: categories in printed order, and in each the periods.
  let columns: [Column]
  /// For each column the sums that it is: over the categories, over shorter periods, or none.
  let columnSums: [[[Int]]]
  /// The columns that are not sums of others.
  let leafColumns: [Int]
  /// For each column the undivided ones that add up to it.
  let leavesOfColumn: [[Int]]
  /// What shares are shares of.
  let shareWhole: ShareWhole
  private let totalCategory: String?
  private let nodeIndex: [String: Int]
  private let columnIndex: [Column: Int]
  private let roots: [Int]

  /// Works out the sums, or throws what is wrong with the rows, columns or places.
  ///
  /// - Parameters:
  ///   - table: the printed figures.
  ///   - year: the year whose periods are columns; nil for those of all years.
  init(_ table: PublishedTable, year: FiscalYear? = nil) throws(TableStructureError) {
    guard table.unit > 0 else { throw .unitNotPositive(table.unit) }
    guard table.countUnit > 0 else { throw .unitNotPositive(table.countUnit) }
    self.table = table
    let categories = table.categories.map(\.identifier)
    _ = try Self.index(categories)
    totalCategory = categories.count > 1 ? table.categories.first(where: \.isTotal)?.identifier : nil
    shareWhole = table.shareWhole
    let periods = year.map(table.periods) ?? Set(table.figures.keys.map(\.period)).sorted()
    let columns = Self.columns(categories, periods: periods.isEmpty ? [.year] : periods)
    columnIndex = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    columnSums = Self.sums(columns, index: columnIndex, categories: table.categories)
    leafColumns = columns.indices.filter { [columnSums] in columnSums[$0].isEmpty }
    leavesOfColumn = Self.leaves(columnSums)
    self.columns = columns
    var index = try Self.index(table.rows.map(\.identifier))
    var nodes = try Self.nodes(of: table, index: index)
    if nodes.last?.identifier == Self.impliedTotal { index[Self.impliedTotal] = nodes.count - 1 }
    roots = try Self.roots(of: nodes)
    for (node, row) in table.rows.enumerated() where row.role == .part {
      if let parent = nodes[node].parent { nodes[parent].parts.append(node) }
    }
    self.nodes = nodes
    nodeIndex = index
    let years = Set(table.years)
    for place in table.figures.keys {
      guard nodeIndex[place.row] != nil, categories.contains(place.category), years.contains(place.year)
      else { throw .unknownPlace(place) }
    }
  }

  /// The position of a row.
  func node(_ place: FigurePlace) -> Int { nodeIndex[place.row, default: 0] }

  /// The position of a column.
  func column(_ place: FigurePlace) -> Int {
    columnIndex[Column(category: place.category, period: place.period), default: 0]
  }

  /// The column of totals over the categories, of a column's period; nil where there is none.
  func totalColumn(beside column: Int) -> Int? {
    totalCategory.flatMap { columnIndex[Column(category: $0, period: columns[column].period)] }
  }

  /// The column of totals over the categories, of the first period.
  var totalColumn: Int? { columns.isEmpty ? nil : totalColumn(beside: 0) }

  /// The total of a row's tree.
  func root(_ node: Int) -> Int { roots[node] }

  /// The cell of which the share of a cell is taken.
  func whole(_ node: Int, _ column: Int) -> (node: Int, column: Int) {
    switch shareWhole {
    case .category: (roots[node], column)
    case .table: (roots[node], totalColumn(beside: column) ?? column)
    }
  }

  /// The rows, parts before the rows that they add up to.
  var nodesFromLeaves: [Int] {
    func depth(_ node: Int) -> Int { nodes[node].parent.map { depth($0) + 1 } ?? 0 }
    return nodes.indices.sorted { (depth($0), $0) > (depth($1), $1) }
  }

  /// Whether a row's cells are among those that its root adds up: true unless it is, or is part of, an of-which row.
  func isWithinRoot(_ node: Int) -> Bool {
    guard !nodes[node].isOfWhich else { return false }
    return nodes[node].parent.map(isWithinRoot) ?? true
  }

  /// How many undivided rows add up to a row.
  func undividedRows(_ node: Int) -> Int {
    nodes[node].parts.isEmpty ? 1 : nodes[node].parts.reduce(0) { $0 + undividedRows($1) }
  }

  /// The printed figure at a row and column, or nil.
  func printed(_ year: FiscalYear, _ node: Int, _ column: Int, _ measure: Measure) -> FixedPoint? {
    table.figures[place(year, node, column, measure)]?.value
  }

  /// The most decimals with which a count or amount is printed.
  func printedDecimals(_ base: Measure) -> Int {
    table.figures.reduce(0) { $1.key.measure == base ? max($0, $1.value.value.decimals) : $0 }
  }

  /// The place at a row and column.
  func place(_ year: FiscalYear, _ node: Int, _ column: Int, _ measure: Measure) -> FigurePlace {
    FigurePlace(
      year: year, period: columns[column].period, category: columns[column].category, row: nodes[node].identifier,
      measure: measure)
  }

  /// The figures of a year in the order of columns, rows and measures.
  func places(in year: FiscalYear) -> [FigurePlace] {
    columns.indices.flatMap { column in
      nodes.indices.flatMap { node in
        Measure.allCases.map { place(year, node, column, $0) }.filter { table.figures[$0] != nil }
      }
    }
  }
}

// Columns and what they add up to.
extension TableStructure {
  /// Each category with the printed periods and the shortest runs of months of which they consist.
  private static func columns(_ categories: [String], periods: [PeriodOfYear]) -> [Column] {
    let all = Set(periods).union(PeriodOfYear.atoms(of: periods)).sorted()
    return categories.flatMap { category in all.map { Column(category: category, period: $0) } }
  }

  private static func sums(_ columns: [Column], index: [Column: Int], categories: [TableCategory]) -> [[[Int]]] {
    let atoms = PeriodOfYear.atoms(of: columns.map(\.period))
    let ways = categories.map(\.parents.count).max() ?? 0
    return columns.map { column in
      var sums: [[Int]] = (0..<ways).compactMap { way in
        let parts = categories.filter { $0.isPart(of: column.category, way) }
        guard !parts.isEmpty else { return nil }
        return parts.compactMap { index[Column(category: $0.identifier, period: column.period)] }
      }
      let parts = atoms.filter { $0.isWithin(column.period) }
      if parts != [column.period] {
        sums.append(parts.compactMap { index[Column(category: column.category, period: $0)] })
      }
      return sums
    }
  }

  private static func leaves(_ sums: [[[Int]]]) -> [[Int]] {
    func leaves(_ column: Int) -> [Int] { sums[column].first.map { $0.flatMap(leaves) } ?? [column] }
    return sums.indices.map(leaves)
  }
}

extension TableStructure {
  private static func index(_ identifiers: [String]) throws(TableStructureError) -> [String: Int] {
    var index: [String: Int] = [:]
    for (position, identifier) in identifiers.enumerated() {
      guard index.updateValue(position, forKey: identifier) == nil else {
        throw .repeatedIdentifier(identifier)
      }
    }
    return index
  }

  /// One node a row, with parents, and the implied total last where one is needed.
  private static func nodes(
    of table: PublishedTable, index: [String: Int]
  ) throws(TableStructureError) -> [Node] {
    let printedTotal = table.rows.firstIndex { $0.role == .total }
    let isTotalImplied = printedTotal == nil && table.rows.contains { $0.role != .total && $0.parent == nil }
    let total = printedTotal ?? (isTotalImplied ? table.rows.count : nil)
    var nodes: [Node] = []
    for row in table.rows {
      var parent = row.role == .total ? nil : total
      if row.role != .total, let name = row.parent {
        guard let known = index[name] else { throw .unknownParent(row: row.identifier, parent: name) }
        parent = known
      }
      nodes.append(Node(identifier: row.identifier, isOfWhich: row.role == .ofWhich, parent: parent))
    }
    if isTotalImplied { nodes.append(Node(identifier: impliedTotal, isOfWhich: false, parent: nil)) }
    return nodes
  }

  private static func roots(of nodes: [Node]) throws(TableStructureError) -> [Int] {
    var roots: [Int] = []
    for node in nodes.indices {
      var (root, steps) = (node, 0)
      while let parent = nodes[root].parent {
        (root, steps) = (parent, steps + 1)
        guard steps <= nodes.count else { throw .cyclicRows(row: nodes[node].identifier) }
      }
      roots.append(root)
    }
    return roots
  }
}
