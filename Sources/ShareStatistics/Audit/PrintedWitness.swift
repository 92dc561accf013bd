import Procurement

/// The cheapest ledger that could explain a year of a table: every undivided cell exactly as printed.
///
/// If its sums and quotients round to all the other figures, the figures are feasible and no solver is needed.
struct PrintedWitness {
  private let structure: TableStructure
  private let year: FiscalYear
  /// The exact value of every row and column, for each base measure in the table.
  private(set) var cells: [Measure: [[Int128]]] = [:]

  /// Takes the undivided cells as printed, or returns nil where one is missing or not whole.
  init?(_ structure: TableStructure, year: FiscalYear) {
    self.structure = structure
    self.year = year
    let measures = Set(structure.places(in: year).map(\.measure.base))
    for base in [Measure.count, .amount] where measures.contains(base) {
      guard let table = leaves(base) else { return nil }
      cells[base] = withSums(table)
    }
  }

  /// Whether the ledger gives every printed figure of the year under a pair of rules.
  func explains(_ pair: RoundingPair) -> Bool { contradicted(pair)?.isEmpty == true }

  /// The figures that the ledger does not give; nil where the printed cells are no ledger at all.
  ///
  /// Whatever figures are left out, the others are feasible as long as none of these is among them.
  func contradicted(_ pair: RoundingPair) -> Set<FigurePlace>? {
    guard isLedger else { return nil }
    if pair.isControlled, PrintedCheck.sums(of: structure, year: year, pair: pair).contains(where: { !$0.closes }) {
      return nil
    }
    return Set(
      structure.places(in: year).filter { place in
        guard let value = structure.table.figures[place]?.value else { return false }
        return !explains(FigureReading(value, at: place, in: structure), pair)
      })
  }

  private func explains(_ reading: FigureReading, _ pair: RoundingPair) -> Bool {
    guard let table = cells[reading.base] else { return false }
    let denominator =
      switch reading.denominator {
      case .constant(let unit): unit
      case .total(let node, let column): table[node][column]
      }
    if denominator == 0 { return reading.allowsEmptyTotal(units: reading.value.units) }
    let (value, overflow) = table[reading.node][reading.column].multipliedReportingOverflow(by: reading.scale)
    return !overflow && reading.bracket(pair).contains(value, over: denominator) == true
  }

  private var undividedCells: [(Int, Int)] {
    structure.nodes.indices.filter { structure.nodes[$0].parts.isEmpty }.flatMap { node in
      structure.leafColumns.map { (node, $0) }
    }
  }

  private func leaves(_ base: Measure) -> [[Int128]]? {
    let unit = Int128(structure.unit(base))
    var table = structure.nodes.map { _ in structure.columns.map { _ in Int128(0) } }
    for (node, column) in undividedCells {
      guard let printed = structure.printed(year, node, column, base), printed.units >= 0 else { return nil }
      let (value, rest) = (Int128(printed.units) * unit).quotientAndRemainder(
        dividingBy: Int128(FixedPoint.powerOfTen(printed.decimals)))
      // Sums of a table stay far inside 128 bits below this bound.
      guard rest == 0, value < Int128(1) << 96 else { return nil }
      table[node][column] = value
    }
    return table
  }

  private func withSums(_ cells: [[Int128]]) -> [[Int128]] {
    var table = cells
    for column in structure.leafColumns {
      for node in structure.nodesFromLeaves where !structure.nodes[node].parts.isEmpty {
        table[node][column] = structure.nodes[node].parts.reduce(0) { $0 + table[$1][column] }
      }
    }
    for column in structure.columns.indices where !structure.columnSums[column].isEmpty {
      for node in table.indices {
        table[node][column] = structure.leavesOfColumn[column].reduce(0) { $0 + table[node][$1] }
      }
    }
    return table
  }

  /// Of-which rows within their parents, and no yen without a contract.
  private var isLedger: Bool {
    structure.nodes.indices.allSatisfy { node in
      structure.leafColumns.allSatisfy { column in
        guard isPossible(cells[.count]?[node][column], cells[.amount]?[node][column]) else { return false }
        guard structure.nodes[node].isOfWhich, let parent = structure.nodes[node].parent else { return true }
        func rest(_ base: Measure) -> Int128? { cells[base].map { $0[parent][column] - $0[node][column] } }
        return isPossible(rest(.count), rest(.amount))
      }
    }
  }

  private func isPossible(_ count: Int128?, _ amount: Int128?) -> Bool {
    (count ?? 0) >= 0 && (amount ?? 0) >= 0 && !(count == 0 && amount ?? 0 > 0)
  }
}
