import Procurement

/// One year of a table as a question: which of its figures can some ledger give together?
///
/// Intervals are asked first, then the printed numbers as their own ledger; what they leave open goes to the solver.
final class FeasibilityProblem {
  let structure: TableStructure
  let year: FiscalYear
  let pair: RoundingPair
  /// The figures of the year; figure i has switch i.
  let readings: [FigureReading]
  private let propagation: BoundPropagation
  private let effort: Effort
  /// The figures that the printed cells as a ledger do not give; nil where they are none.
  private let suspects: Set<Int>?
  /// The figures of each printed sum that does not close although parts were adjusted to totals.
  private let openSums: [[Int]]
  private var statement: LinearStatement?
  /// Further switches, each a bound on a figure, and their numbers in the statement.
  private var bounds: [(figure: Int, units: Int64, isUpper: Bool)] = []
  private var stated: [Int] = []

  /// States the problem; the solver is called up only when a question needs it.
  init(_ structure: TableStructure, year: FiscalYear, pair: RoundingPair, effort: Effort) {
    self.structure = structure
    self.year = year
    self.pair = pair
    self.effort = effort
    readings = structure.places(in: year).compactMap { place in
      structure.table.figures[place].map { FigureReading($0.value, at: place, in: structure) }
    }
    propagation = BoundPropagation(structure, readings: readings, pair: pair)
    let wrong = PrintedWitness(structure, year: year)?.contradicted(pair)
    let places = readings.map(\.place)
    suspects = wrong.map { wrong in Set(places.indices.filter { wrong.contains(places[$0]) }) }
    let indices = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    openSums = PrintedCheck.sums(of: structure, year: year, pair: pair).filter { !$0.closes }
      .map { $0.members.compactMap { indices[$0] }.sorted() }
  }

  /// Whether the solver was called up.
  var usedSolver: Bool { statement != nil }

  /// Whether the printed numbers are their own ledger.
  var isOwnWitness: Bool { suspects?.isEmpty == true }

  /// Whether some ledger gives all figures of the given switches.
  func check(_ switches: [Int]) -> LinearSolver.Verdict {
    if let core = refute(switches) { return .infeasible(core: core) }
    let isPlain = switches.allSatisfy { $0 < readings.count }
    if isPlain, suspects?.isDisjoint(with: switches) == true { return .feasible }
    return solve(switches)
  }

  /// A contradiction among figures that is seen without the solver, or nil: intervals, and a sum that would have to close.
  func refute(_ switches: [Int]) -> [Int]? {
    if let core = propagation.conflict(switches) { return core }
    return openSums.isEmpty ? nil : openSum(of: Set(switches))
  }

  private func openSum(of kept: Set<Int>) -> [Int]? { openSums.first { $0.allSatisfy(kept.contains) } }

  /// Figures without a common member that contradict one another by intervals alone, or also by sums that would have to
  /// close; at most so many sets.
  func disjointConflicts(atMost limit: Int, withSums: Bool) -> Int {
    var kept = Array(readings.indices)
    var found = 0
    while found < limit, let core = propagation.conflict(kept), !core.isEmpty {
      let conflict = thinned(core)
      kept.removeAll(where: conflict.contains)
      found += 1
    }
    guard withSums else { return found }
    var rest = Set(kept)
    while found < limit, let sum = openSum(of: rest), !sum.isEmpty {
      rest.subtract(sum)
      found += 1
    }
    return found
  }

  private func thinned(_ core: [Int]) -> [Int] {
    var conflict = core
    for figure in core where conflict.count > 1 && conflict.contains(figure) {
      if let smaller = propagation.conflict(conflict.filter { $0 != figure }), !smaller.isEmpty { conflict = smaller }
    }
    return conflict
  }

  private func solve(_ switches: [Int]) -> LinearSolver.Verdict {
    let statement =
      self.statement
      ?? LinearStatement(structure, year: year, pair: pair, readings: readings, effort: effort)
    self.statement = statement
    for bound in bounds.dropFirst(stated.count) {
      stated.append(
        bound.isUpper
          ? statement.addBound(on: bound.figure, atMost: bound.units)
          : statement.addBound(on: bound.figure, atLeast: bound.units))
    }
    let own = switches.map { $0 < readings.count ? $0 : stated[$0 - readings.count] }
    let verdict = statement.check(own)
    guard case .infeasible(let core) = verdict else { return verdict }
    return .infeasible(core: core.filter { $0 < readings.count })
  }

  /// The undivided cells of a ledger that the solver finds for some switches; nil where it finds none.
  func solvedLeaves(_ switches: [Int]) -> [Measure: [[Int128]]]? {
    guard case .feasible = solve(switches) else { return nil }
    return statement?.leaves()
  }

  /// A new switch that demands a figure's printed number to be at most, or at least, a bound.
  func addBound(on figure: Int, _ units: Int64, isUpper: Bool) -> Int {
    bounds.append((figure, units, isUpper))
    propagation.addBound(readings[figure], units: units, isUpper: isUpper, pair: pair)
    return readings.count + bounds.count - 1
  }

  /// What intervals leave for a figure's place.
  func range(of figure: Int, keeping kept: [Int]) -> (low: Int64, high: Int64?)? {
    propagation.range(of: readings[figure], keeping: kept, pair: pair)
  }

  /// Cells that have contracts and cost nothing, as far as intervals tell.
  func cellsOfZeroYen(keeping kept: [Int]) -> [(node: Int, column: Int)] {
    propagation.cellsOfZeroYen(keeping: kept)
  }
}

/// The solver steps that an audit may still take; counted and not timed, so that a verdict does not depend on the
/// machine.
final class Effort {
  private(set) var left: UInt64

  init(_ steps: UInt64) { left = steps }

  /// Takes steps off.
  func spend(_ steps: UInt64) { left -= min(left, steps) }
}
