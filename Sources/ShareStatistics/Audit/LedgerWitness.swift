import Procurement

/// A cell of a ledger that gives a printed table: the exact count and yen of a row in a category and period.
public struct WitnessCell: Hashable, Sendable {
  /// The fiscal year.
  public let year: FiscalYear
  /// The part of the year.
  public let period: PeriodOfYear
  /// The identifier of the category.
  public let category: String
  /// The identifier of the row; `implied-total` for a total that is not printed.
  public let row: String
  /// The number of contracts; nil where the table says nothing of counts.
  public let count: Int64?
  /// The amount in yen; nil where the table says nothing of amounts.
  public let amount: Int64?
}

/// The exact values of a year that give every figure which is not accused: one ledger of many.
///
/// Where a table prints shares of amounts alone, the scale of the amounts is arbitrary.
struct LedgerWitness {
  /// The exact value of every row and column, for each base measure in the table.
  let cells: [Measure: [[Int128]]]

  /// A ledger from the values of its undivided cells; nil where one of the figures says otherwise.
  init?(
    _ leaves: [Measure: [[Int128]]], _ structure: TableStructure, figures: [FigureReading], pair: RoundingPair
  ) {
    cells = leaves.mapValues { Self.withSums($0, structure) }
    guard figures.allSatisfy({ gives($0, structure, pair) }) else { return nil }
  }

  private static func withSums(_ leaves: [[Int128]], _ structure: TableStructure) -> [[Int128]] {
    var table = leaves
    for node in structure.nodesFromLeaves {
      let parts = structure.nodes[node].parts
      for column in structure.leafColumns where !parts.isEmpty {
        table[node][column] = parts.reduce(0) { $0 + table[$1][column] }
      }
    }
    for column in structure.columns.indices where !structure.columnSums[column].isEmpty {
      for node in table.indices {
        table[node][column] = structure.leavesOfColumn[column].reduce(0) { $0 + table[node][$1] }
      }
    }
    return table
  }

  /// Whether the ledger, printed by the rules, has a figure: the solver's word is not taken for it.
  private func gives(_ figure: FigureReading, _ structure: TableStructure, _ pair: RoundingPair) -> Bool {
    guard let table = cells[figure.base] else { return false }
    func value(_ node: Int, _ column: Int) -> Int128? {
      let exact = table[node][column]
      guard figure.place.measure.isShare, pair.share.isOfPrinted, structure.isRounded(figure.base) else { return exact }
      return pair.amount.roundedIfPrintable(
        exact, over: Int128(structure.unit(figure.base)),
        scale: FixedPoint.powerOfTen(structure.printedDecimals(figure.base))
      ).map { Int128($0) }
    }
    let denominator: Int128? =
      switch figure.denominator {
      case .constant(let unit): unit
      case .total(let node, let column): value(node, column)
      }
    guard let denominator, let numerator = value(figure.node, figure.column) else { return false }
    if denominator == 0 { return figure.allowsEmptyTotal(units: figure.value.units) }
    let (product, overflow) = numerator.multipliedReportingOverflow(by: figure.scale)
    return !overflow && figure.bracket(pair).contains(product, over: denominator) == true
  }

  /// The cells as they are shown, rows in printed order; those beyond Int64 make the ledger unfit to be shown.
  func shown(_ structure: TableStructure, _ year: FiscalYear) -> [WitnessCell]? {
    var shown: [WitnessCell] = []
    for column in structure.columns.indices {
      for node in structure.nodes.indices {
        let values = [Measure.count, .amount].map { cells[$0]?[node][column] }
        let short = values.map { $0.flatMap { Int64(exactly: $0) } }
        guard zip(values, short).allSatisfy({ ($0 == nil) == ($1 == nil) }) else { return nil }
        let place = structure.columns[column]
        shown.append(
          WitnessCell(
            year: year, period: place.period, category: place.category, row: structure.nodes[node].identifier,
            count: short[0], amount: short[1]))
      }
    }
    return shown
  }
}

extension FeasibilityProblem {
  /// A ledger that gives all figures of some switches; nil where none was found.
  func ledger(_ switches: [Int]) -> LedgerWitness? {
    let figures = switches.map { readings[$0] }
    if let own = PrintedWitness(structure, year: year)?.cells,
      let witness = LedgerWitness(own, structure, figures: figures, pair: pair)
    {
      return witness
    }
    guard let leaves = solvedLeaves(switches) else { return nil }
    return LedgerWitness(leaves, structure, figures: figures, pair: pair)
  }
}

extension LinearStatement {
  /// The undivided cells of the last solution, rounded up to whole numbers; those of open scale are scaled up.
  func leaves() -> [Measure: [[Int128]]]? {
    var ledger: [Measure: [[Int128]]] = [:]
    for (base, table) in cells {
      var leaves = table.map { $0.map { _ in Int128(0) } }
      var scale: Int128 = 1
      for node in structure.nodes.indices where structure.nodes[node].parts.isEmpty {
        for column in structure.leafColumns {
          guard let value = solver.value(table[node][column]) else { return nil }
          if solver.isRational(table[node][column]) {
            let (grown, overflow) = scale.multipliedReportingOverflow(
              by: value.denominator / Self.greatestCommonDivisor(scale, value.denominator))
            guard !overflow, grown < Int128(1) << 60 else { return nil }
            scale = grown
          }
        }
      }
      for node in structure.nodes.indices where structure.nodes[node].parts.isEmpty {
        for column in structure.leafColumns {
          guard let value = solver.value(table[node][column]) else { return nil }
          let (scaled, overflow) = value.numerator.multipliedReportingOverflow(by: scale)
          guard !overflow else { return nil }
          leaves[node][column] = (scaled + value.denominator - 1) / value.denominator
        }
      }
      ledger[base] = leaves
    }
    return ledger
  }

  private static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
