import Procurement

/// Interval tests before the solver: what printed figures leave of every exact number, and which figures contradict.
///
/// Every cell starts as "not negative"; sums, of-which rows, units and shares narrow it until nothing changes. An
/// empty interval is a contradiction, and the figures that narrowed it are its reason. What is found is certain;
/// where nothing is found the question is open. Cells whose scale is open (shares alone) are left to the solver.
final class BoundPropagation {
  /// A demand on a cell: a bracket over a constant unit or over a total.
  struct Demand {
    var value: Int
    /// The cell of the total; nil over a constant.
    var total: Int?
    var unit: Int128
    var factor: Int128
    var low: Int128?
    var high: Int128?
    var isLowOpen = false
    var isHighOpen = false
    /// Whether the figure may stand over a total of 0.
    var allowsEmpty = false
  }

  struct Bound {
    var value: Int128
    var reason: Int
  }

  enum Relation {
    case sum(whole: Int, parts: [Int])
    case atMost(part: Int, whole: Int)
    case printed(exact: Int, printed: Int, scale: Int128, unit: Int128, rule: RoundingRule)
    /// No contract, no yen.
    case empty(count: Int, amount: Int)
  }

  /// Beyond any table.
  static let unbounded = Int128(1) << 100
  static let rounds = 40

  private let structure: TableStructure
  private var cells: [Measure: [[Int]]] = [:]
  private var printedCells: [Measure: [[Int]]] = [:]
  var relations: [Relation] = []
  var demands: [[Demand]] = []
  var cellCount = 0
  var low: [Bound] = []
  var high: [Bound] = []
  /// Why each bound holds: a switch, and the bounds that it was derived from.
  var reasons: [(figure: Int, parents: [Int])] = []
  var conflict: [Int]?
  var hasChanged = false

  init(_ structure: TableStructure, readings: [FigureReading], pair: RoundingPair) {
    self.structure = structure
    for base in [Measure.count, .amount] where readings.contains(where: { $0.place.measure == base }) {
      cells[base] = newCells()
      addRelations(base)
      if pair.share.isOfPrinted, structure.isRounded(base) { addPrintedCells(base, readings, pair) }
    }
    if let counts = cells[.count], let amounts = cells[.amount] {
      for node in structure.nodes.indices {
        for column in structure.columns.indices {
          relations.append(.empty(count: counts[node][column], amount: amounts[node][column]))
        }
      }
    }
    for reading in readings { addDemand(reading, units: reading.value.units, pair) }
  }

  /// The figures that contradict one another among those of some switches, or nil where none was found.
  func conflict(_ switches: [Int]) -> [Int]? {
    propagate(switches)
    return conflict
  }

  /// The least and greatest number that can be printed in a figure's place, as far as intervals tell.
  func range(of reading: FigureReading, keeping switches: [Int], pair: RoundingPair) -> (low: Int64, high: Int64?)? {
    propagate(switches)
    guard conflict == nil, let value = cell(reading, reading.node, reading.column) else { return nil }
    let rule = pair.rule(reading.place.measure)
    let (least, most) = (low[value].value, high[value].value)
    switch reading.denominator {
    case .constant(let unit):
      return (
        Self.printed(least, reading.scale, unit, rule, isUpper: false) ?? 0,
        most < Self.unbounded ? Self.printed(most, reading.scale, unit, rule, isUpper: true) : nil
      )
    case .total(let node, let column):
      guard let total = cell(reading, node, column) else { return nil }
      if reading.isOfItself {
        let whole = Int64(clamping: reading.scale)
        return least > 0 ? (whole, whole) : (0, whole)
      }
      let (smallest, largest) = (low[total].value, high[total].value)
      let lowest =
        largest < Self.unbounded && smallest > 0
        ? Self.printed(least, reading.scale, largest, rule, isUpper: false) : 0
      let highest =
        most < Self.unbounded && smallest > 0
        ? Self.printed(most, reading.scale, smallest, rule, isUpper: true) : nil
      return (lowest ?? 0, highest)
    }
  }

  /// Undivided cells, and remainders of of-which rows, that have contracts and cost nothing.
  func cellsOfZeroYen(keeping switches: [Int]) -> [(node: Int, column: Int)] {
    guard let counts = cells[.count], let amounts = cells[.amount] else { return [] }
    propagate(switches)
    guard conflict == nil else { return [] }
    return structure.nodes.indices.flatMap { node in
      structure.leafColumns.filter { column in
        let (count, amount) = (counts[node][column], amounts[node][column])
        if structure.nodes[node].parts.isEmpty, low[count].value > 0, high[amount].value == 0 { return true }
        guard structure.nodes[node].isOfWhich, let parent = structure.nodes[node].parent else { return false }
        return low[counts[parent][column]].value > high[count].value
          && high[amounts[parent][column]].value == low[amount].value
      }.map { (node, $0) }
    }
  }

  /// Adds a switch that bounds the number printed in a figure's place.
  func addBound(_ reading: FigureReading, units: Int64, isUpper: Bool, pair: RoundingPair) {
    guard var demand = demand(reading, units: units, pair) else { return demands.append([]) }
    demand.allowsEmpty = isUpper ? units >= 0 : units <= 0
    if isUpper { demand.low = nil } else { demand.high = nil }
    demands.append([demand])
  }
}

// What is stated.
extension BoundPropagation {
  private func newCells() -> [[Int]] {
    structure.nodes.map { _ in
      structure.columns.map { _ in
        cellCount += 1
        return cellCount - 1
      }
    }
  }

  private func addRelations(_ base: Measure) {
    guard let table = cells[base] else { return }
    for (index, node) in structure.nodes.enumerated() {
      for column in structure.columns.indices {
        if !node.parts.isEmpty {
          relations.append(.sum(whole: table[index][column], parts: node.parts.map { table[$0][column] }))
        }
        for parts in structure.columnSums[column] {
          relations.append(.sum(whole: table[index][column], parts: parts.map { table[index][$0] }))
        }
        if node.isOfWhich, let parent = node.parent {
          relations.append(.atMost(part: table[index][column], whole: table[parent][column]))
        }
      }
    }
  }

  private func addPrintedCells(_ base: Measure, _ readings: [FigureReading], _ pair: RoundingPair) {
    guard let exact = cells[base] else { return }
    let table = newCells()
    printedCells[base] = table
    let scale = Int128(FixedPoint.powerOfTen(structure.printedDecimals(base)))
    for node in structure.nodes.indices {
      for column in structure.columns.indices {
        relations.append(
          .printed(
            exact: exact[node][column], printed: table[node][column], scale: scale, unit: Int128(structure.unit(base)),
            rule: pair.amount))
      }
    }
  }

  private func cell(_ reading: FigureReading, _ node: Int, _ column: Int) -> Int? {
    let table = reading.place.measure.isShare ? printedCells[reading.base] ?? cells[reading.base] : cells[reading.base]
    return table?[node][column]
  }

  private func demand(_ reading: FigureReading, units: Int64, _ pair: RoundingPair) -> Demand? {
    guard let value = cell(reading, reading.node, reading.column) else { return nil }
    let bracket = reading.bracket(units: units, pair)
    var demand = Demand(
      value: value, unit: 1, factor: bracket.factor * reading.scale, low: bracket.low, high: bracket.high,
      isLowOpen: bracket.isLowOpen, isHighOpen: bracket.isHighOpen, allowsEmpty: reading.allowsEmptyTotal(units: units))
    switch reading.denominator {
    case .constant(let unit): demand.unit = unit
    case .total(let node, let column): demand.total = cell(reading, node, column)
    }
    return demand
  }

  private func addDemand(_ reading: FigureReading, units: Int64, _ pair: RoundingPair) {
    guard let demand = demand(reading, units: units, pair) else { return demands.append([]) }
    demands.append([demand])
  }

  static func printed(
    _ value: Int128, _ scale: Int128, _ unit: Int128, _ rule: RoundingRule, isUpper: Bool
  ) -> Int64? {
    guard let scale = Int64(exactly: scale), unit > 0 else { return nil }
    let effective: RoundingRule = rule != .controlled ? rule : isUpper ? .up : .truncate
    return effective.roundedIfPrintable(value, over: unit, scale: scale)
  }
}
