import Procurement

/// One year of a table as linear inequalities over whole unknowns, for the solver.
///
/// Unknowns are the exact count and amount of every row and column, and the printed ones where shares were computed
/// from these; sums, of-which bounds and "no contract, no yen" hold always, each printed figure only while its switch
/// is on.
final class LinearStatement {
  private typealias Terms = [(coefficient: Int128, unknown: Int)]

  let structure: TableStructure
  let year: FiscalYear
  let pair: RoundingPair
  /// The figures of the year; figure i has switch i.
  let readings: [FigureReading]
  let solver: LinearSolver
  private(set) var cells: [Measure: [[Int]]] = [:]
  private var printedCells: [Measure: [[Int]]] = [:]
  /// The number of undivided cells that add up to an unknown; rounding them up adds less than 1 each.
  private var cellCount: [Int: Int128] = [:]
  /// For the switch of a demand on fine unknowns, the switch of the same demand with room for rounding up.
  private var inner: [Int: Int] = [:]
  /// The switch of what ties printed amounts to exact ones.
  private var link: Int?
  /// Pairs of count and amount that are not yet tied.
  private var looseCells: [(count: Terms, amount: Terms)] = []

  /// States the problem.
  init(_ structure: TableStructure, year: FiscalYear, pair: RoundingPair, readings: [FigureReading], effort: Effort) {
    self.structure = structure
    self.year = year
    self.pair = pair
    self.readings = readings
    solver = LinearSolver(effort: effort)
    for _ in readings { _ = solver.addSwitch() }
    for base in [Measure.count, .amount] where readings.contains(where: { $0.base == base }) {
      addCells(base)
      if pair.share.isOfPrinted, structure.isRounded(base) { addPrintedCells(base) }
    }
    if cells.count == 2 { looseCells = pairedCells() }
    for (index, reading) in readings.enumerated() { demand(reading, printed: reading.value.units, index) }
    for (unknown, step) in grid { solver.addGrid(unknown, step: step) }
  }

  /// Whether some ledger gives all figures of the given switches.
  ///
  /// The tie "no contract, no yen" is stated cell by cell where a solution breaks it: most never do, and without it
  /// counts and amounts fall apart into two easier problems.
  func check(_ switches: [Int]) -> LinearSolver.Verdict {
    let switches = switches + (link.map { [$0] } ?? [])
    while true {
      let verdict = solve(switches)
      if case .infeasible(let core) = verdict { return .infeasible(core: core.filter { $0 != link }) }
      guard case .feasible = verdict else { return verdict }
      let broken = looseCells.indices.filter { isBroken(looseCells[$0]) }
      if broken.isEmpty { return .feasible }
      for index in broken.reversed() { tie(looseCells.remove(at: index)) }
    }
  }

  /// A new switch that demands a figure's printed number to be at most, or at least, a bound.
  func addBound(on figure: Int, atMost bound: Int64) -> Int {
    let index = solver.addSwitch()
    let reading = readings[figure]
    var choices = [constraint(reading, reading.bracket(units: bound, pair), isUpper: true)]
    // Over a total of 0 the figure is 0.
    if case .total(let node, let column) = reading.denominator, bound >= 0 {
      choices.append(isEmpty(reading, node, column))
    }
    demand(choices, reading, whileOn: index)
    return index
  }

  /// A new switch that demands a figure's printed number to be at least a bound.
  func addBound(on figure: Int, atLeast bound: Int64) -> Int {
    let index = solver.addSwitch()
    let reading = readings[figure]
    demand(
      [constraint(reading, reading.bracket(units: bound, pair), isUpper: false)], reading, whileOn: index)
    if bound > 0 { demandTotal(of: reading, whileOn: index) }
    return index
  }
}

extension LinearStatement {
  /// Yen are many, and corners of the rational problem rarely whole: a solution far enough inside every figure's
  /// range that rounding its cells up to whole yen changes nothing is found far sooner than a whole one.
  private func solve(_ switches: [Int]) -> LinearSolver.Verdict {
    let relaxed = solver.check(switches, areFineWhole: false)
    guard relaxed == .feasible, !solver.isFineWhole else { return relaxed }
    if canRoundUp, solver.check(switches.map { inner[$0] ?? $0 }, areFineWhole: false) == .feasible {
      return .feasible
    }
    return solver.check(switches, areFineWhole: true)
  }

  /// Rounding up keeps an of-which row below its parent unless the row is itself divided.
  private var canRoundUp: Bool { structure.nodes.allSatisfy { !$0.isOfWhich || $0.parts.isEmpty } }

  /// Demands one of the constraints while a switch is on, and with room for rounding up while its twin is.
  private func demand(_ choices: [LinearSolver.Constraint], _ reading: FigureReading, whileOn index: Int) {
    solver.assert(anyOf: choices, whileOn: [index])
    guard isFine(reading.base), let first = choices.first else { return }
    if inner[index] == nil { inner[index] = solver.addSwitch() }
    guard let twin = inner[index] else { return }
    var roomy = first
    roomy.bound -= growth(of: first, isNested: structure.isWithinRoot(reading.node))
    solver.assert(anyOf: [roomy] + choices.dropFirst(), whileOn: [twin])
  }

  /// How much rounding all cells up can raise a constraint's left side. The cells of a part are also cells of its total.
  private func growth(of constraint: LinearSolver.Constraint, isNested: Bool) -> Int128 {
    // What must be 0 is a sum of zeros, and rounding up leaves those.
    if constraint.bound == 0, !constraint.isStrict, constraint.terms.allSatisfy({ $0.coefficient >= 0 }) { return 0 }
    let counts = constraint.terms.map { cellCount[$0.unknown] ?? 1 }
    let coefficients = constraint.terms.map(\.coefficient)
    if isNested, counts.count == 2 {
      return max(0, coefficients[0] + coefficients[1]) * counts[0]
        + max(0, coefficients[1]) * (counts[1] - counts[0])
    }
    return zip(coefficients, counts).reduce(0) { $0 + max(0, $1.0) * $1.1 }
  }

  /// Yen, and contracts counted in thousands, are many to a printed unit.
  private func isFine(_ base: Measure) -> Bool { base == .amount || structure.table.countUnit > 1 }

  /// The printed numbers as unknowns, each the rounded exact one.
  private func addPrintedCells(_ base: Measure) {
    // Whatever scale shares alone leave open, amounts that are not printed cannot be divided.
    guard let exact = cells[base], readings.contains(where: { $0.place.measure == base }) else { return }
    let scale = Int128(FixedPoint.powerOfTen(structure.printedDecimals(base)))
    let unit = Int128(structure.unit(base))
    let tie = link ?? solver.addSwitch()
    link = tie
    let twin = inner[tie] ?? solver.addSwitch()
    inner[tie] = twin
    var table = exact
    for node in structure.nodes.indices {
      for column in structure.columns.indices {
        let printed = solver.addUnknown(.whole)
        cellCount[printed] = 0
        table[node][column] = printed
        for constraint in Self.rounding(of: exact[node][column], as: printed, pair.amount, scale: scale, unit: unit) {
          solver.assert(anyOf: [constraint], whileOn: [tie])
          var roomy = constraint
          roomy.bound -= growth(of: constraint, isNested: false)
          solver.assert(anyOf: [roomy], whileOn: [twin])
        }
      }
    }
    printedCells[base] = table
  }

  /// An exact value between the ends of what its printed number stands for; both ends where halves may go either way.
  private static func rounding(
    of exact: Int, as printed: Int, _ rule: RoundingRule, scale: Int128, unit: Int128
  ) -> [LinearSolver.Constraint] {
    let zero = RoundingBracket(0, rule: rule)
    let (factor, step) = (zero.factor * scale, zero.factor * unit)
    let isEither = rule == .halfEven
    return [
      .init(
        terms: [(factor, exact), (-step, printed)], bound: zero.high * unit, isStrict: zero.isHighOpen && !isEither),
      .init(
        terms: [(-factor, exact), (step, printed)], bound: -zero.low * unit, isStrict: zero.isLowOpen && !isEither),
    ]
  }

  private func addCells(_ base: Measure) {
    // Shares alone leave the scale open: every rational solution can be scaled up to whole numbers.
    let isScaleOpen = !readings.contains { $0.place.measure == base }
    let kind: LinearSolver.Kind = isScaleOpen ? .rational : isFine(base) ? .fine : .whole
    var table = structure.nodes.map { _ in structure.columns.map { _ in 0 } }
    // Totals first: once they are whole, the rest is nearly a network.
    for node in structure.nodesFromLeaves.reversed() {
      for column in structure.columns.indices.filter({ !structure.columnSums[$0].isEmpty }) + structure.leafColumns {
        table[node][column] = solver.addUnknown(kind)
      }
    }
    cells[base] = table
    for node in structure.nodes.indices {
      for column in structure.columns.indices {
        let columns = structure.leavesOfColumn[column].count
        cellCount[table[node][column]] = Int128(columns * structure.undividedRows(node))
      }
    }
    for (index, node) in structure.nodes.enumerated() {
      for column in structure.columns.indices {
        if !node.parts.isEmpty {
          solver.assert(sumOf: node.parts.map { table[$0][column] }, equals: table[index][column])
        } else {
          for parts in structure.columnSums[column] {
            solver.assert(sumOf: parts.map { table[index][$0] }, equals: table[index][column])
          }
        }
        if node.isOfWhich, let parent = node.parent {
          solver.assert(anyOf: [
            .init(terms: [(Int128(1), table[index][column]), (Int128(-1), table[parent][column])])
          ])
        }
      }
    }
  }

  /// Every undivided cell, and what an of-which row leaves of its parent.
  private func pairedCells() -> [(count: Terms, amount: Terms)] {
    guard let counts = cells[.count], let amounts = cells[.amount] else { return [] }
    return structure.nodes.indices.flatMap { index in
      structure.leafColumns.flatMap { column -> [(count: Terms, amount: Terms)] in
        let node = structure.nodes[index]
        let count: Terms = [(1, counts[index][column])]
        let amount: Terms = [(1, amounts[index][column])]
        var pairs = node.parts.isEmpty ? [(count: count, amount: amount)] : []
        if node.isOfWhich, let parent = node.parent {
          pairs.append((count + [(-1, counts[parent][column])], amount + [(-1, amounts[parent][column])]))
        }
        return pairs
      }
    }
  }

  private func isBroken(_ cell: (count: Terms, amount: Terms)) -> Bool {
    solver.isZero(cell.count) && !solver.isZero(cell.amount)
  }

  /// No contract, no yen, as a clause. A cell is its unknown, or an of-which row less its parent (never positive).
  private func tie(_ cell: (count: Terms, amount: Terms)) {
    let sign: Int128 = cell.count.count == 1 ? 1 : -1
    let isZero = LinearSolver.Constraint(terms: cell.amount.map { (sign * $0.coefficient, $0.unknown) })
    let isPositive = LinearSolver.Constraint(
      terms: cell.count.map { (-sign * $0.coefficient, $0.unknown) }, isStrict: true)
    solver.assert(anyOf: [isZero, isPositive])
  }

  private func unknown(_ reading: FigureReading, _ node: Int, _ column: Int) -> Int {
    (reading.place.measure.isShare ? printedCells[reading.base] : nil)?[node][column]
      ?? cells[reading.base]?[node][column] ?? 0
  }

  private func isEmpty(_ reading: FigureReading, _ node: Int, _ column: Int) -> LinearSolver.Constraint {
    .init(terms: [(Int128(1), unknown(reading, node, column))])
  }

  /// One side of a bracket: factor·scale·value against low or high times the denominator.
  private func constraint(
    _ reading: FigureReading, _ bracket: RoundingBracket, isUpper: Bool
  ) -> LinearSolver.Constraint {
    let sign: Int128 = isUpper ? 1 : -1
    let limit = sign * (isUpper ? bracket.high : bracket.low)
    let isStrict = isUpper ? bracket.isHighOpen : bracket.isLowOpen
    let coefficient = sign * bracket.factor * reading.scale
    let value = unknown(reading, reading.node, reading.column)
    switch reading.denominator {
    case .constant(let unit):
      return .init(terms: [(coefficient, value)], bound: limit * unit, isStrict: isStrict)
    case .total where reading.isOfItself:
      return .init(terms: [(coefficient - limit, value)], isStrict: isStrict)
    case .total(let node, let column):
      return .init(
        terms: [(coefficient, value), (-limit, unknown(reading, node, column))], isStrict: isStrict)
    }
  }

  /// A closed inequality multiplied by a total of 0 says nothing, so the total is demanded to be above 0.
  private func demandTotal(of reading: FigureReading, whileOn index: Int) {
    guard case .total(let node, let column) = reading.denominator else { return }
    let total = unknown(reading, node, column)
    demand([.init(terms: [(Int128(-1), total)], isStrict: true)], reading, whileOn: index)
  }

  /// A printed amount is its printed number: so much follows from wholeness alone, but only after many branches.
  private func demandPrinted(_ reading: FigureReading, whileOn index: Int) {
    guard !reading.place.measure.isShare, pair.amount != .controlled, let table = printedCells[reading.base],
      reading.value.decimals == structure.printedDecimals(reading.base)
    else { return }
    let printed = table[reading.node][reading.column]
    for sign in [Int128(1), -1] {
      let pinned = LinearSolver.Constraint(terms: [(sign, printed)], bound: sign * Int128(reading.value.units))
      for condition in [index] + (inner[index].map { [$0] } ?? []) {
        solver.assert(anyOf: [pinned], whileOn: [condition])
      }
    }
  }

  private func demand(_ reading: FigureReading, printed units: Int64, _ index: Int) {
    if !reading.allowsEmptyTotal(units: units) { demandTotal(of: reading, whileOn: index) }
    let bracket = reading.bracket(units: units, pair)
    for isUpper in [false, true] {
      var choices = [constraint(reading, bracket, isUpper: isUpper)]
      if case .total(let node, let column) = reading.denominator, reading.allowsEmptyTotal(units: units) {
        choices.append(isEmpty(reading, node, column))
      }
      demand(choices, reading, whileOn: index)
    }
    demandPrinted(reading, whileOn: index)
  }
}

extension LinearSolver {
  /// Whether an unknown, or a difference of two, is 0 in the last solution.
  fileprivate func isZero(_ terms: [(coefficient: Int128, unknown: Int)]) -> Bool {
    guard terms.count == 2 else { return isZero(terms[0].unknown) }
    return hasEqualValues(terms[0].unknown, terms[1].unknown)
  }
}
