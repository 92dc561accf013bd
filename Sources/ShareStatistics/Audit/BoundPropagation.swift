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

  private struct Bound {
    var value: Int128
    var reason: Int
  }

  private enum Relation {
    case sum(whole: Int, parts: [Int])
    case atMost(part: Int, whole: Int)
    case printed(exact: Int, printed: Int, scale: Int128, unit: Int128, rule: RoundingRule)
    /// No contract, no yen.
    case empty(count: Int, amount: Int)
  }

  /// Beyond any table.
  static let unbounded = Int128(1) << 100
  private static let rounds = 40

  private let structure: TableStructure
  private var cells: [Measure: [[Int]]] = [:]
  private var printedCells: [Measure: [[Int]]] = [:]
  private var relations: [Relation] = []
  private var demands: [[Demand]] = []
  private var cellCount = 0
  private var low: [Bound] = []
  private var high: [Bound] = []
  /// Why each bound holds: a switch, and the bounds that it was derived from.
  private var reasons: [(figure: Int, parents: [Int])] = []
  private var conflict: [Int]?
  private var hasChanged = false

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
    guard conflict == nil, let value = cell(reading, node: reading.node) else { return nil }
    let rule = pair.rule(reading.place.measure)
    let (least, most) = (low[value].value, high[value].value)
    switch reading.denominator {
    case .constant(let unit):
      return (
        Self.printed(least, reading.scale, unit, rule, isUpper: false) ?? 0,
        most < Self.unbounded ? Self.printed(most, reading.scale, unit, rule, isUpper: true) : nil
      )
    case .total(let root):
      guard let total = cell(reading, node: root) else { return nil }
      if root == reading.node {
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
        if column == structure.totalColumn {
          relations.append(.sum(whole: table[index][column], parts: structure.leafColumns.map { table[index][$0] }))
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

  private func cell(_ reading: FigureReading, node: Int) -> Int? {
    let table = reading.place.measure.isShare ? printedCells[reading.base] ?? cells[reading.base] : cells[reading.base]
    return table?[node][reading.column]
  }

  private func demand(_ reading: FigureReading, units: Int64, _ pair: RoundingPair) -> Demand? {
    guard let value = cell(reading, node: reading.node) else { return nil }
    let bracket = reading.bracket(units: units, pair)
    var demand = Demand(
      value: value, unit: 1, factor: bracket.factor * reading.scale, low: bracket.low, high: bracket.high,
      isLowOpen: bracket.isLowOpen, isHighOpen: bracket.isHighOpen, allowsEmpty: reading.allowsEmptyTotal(units: units))
    switch reading.denominator {
    case .constant(let unit): demand.unit = unit
    case .total(let root): demand.total = cell(reading, node: root)
    }
    return demand
  }

  private func addDemand(_ reading: FigureReading, units: Int64, _ pair: RoundingPair) {
    guard let demand = demand(reading, units: units, pair) else { return demands.append([]) }
    demands.append([demand])
  }

  private static func printed(
    _ value: Int128, _ scale: Int128, _ unit: Int128, _ rule: RoundingRule, isUpper: Bool
  ) -> Int64? {
    guard let scale = Int64(exactly: scale), unit > 0 else { return nil }
    let effective: RoundingRule = rule != .controlled ? rule : isUpper ? .up : .truncate
    return effective.roundedIfPrintable(value, over: unit, scale: scale)
  }
}

// How bounds narrow.
extension BoundPropagation {
  private func propagate(_ switches: [Int]) {
    low = [Bound](repeating: Bound(value: 0, reason: -1), count: cellCount)
    high = [Bound](repeating: Bound(value: Self.unbounded, reason: -1), count: cellCount)
    reasons.removeAll(keepingCapacity: true)
    conflict = nil
    let active = switches.flatMap { index in demands[index].map { (index, $0) } }
    for _ in 0..<Self.rounds {
      hasChanged = false
      for (index, demand) in active {
        apply(demand, of: index)
        if conflict != nil { return }
      }
      for relation in relations {
        apply(relation)
        if conflict != nil { return }
      }
      if !hasChanged { return }
    }
  }

  private func narrowLow(_ cell: Int, to value: Int128, figure: Int = -1, because parents: [Int]) {
    guard value > low[cell].value else { return }
    hasChanged = true
    reasons.append((figure, parents.filter { $0 >= 0 }))
    low[cell] = Bound(value: value, reason: reasons.count - 1)
    if value > high[cell].value { conclude([low[cell].reason, high[cell].reason]) }
  }

  private func narrowHigh(_ cell: Int, to value: Int128, figure: Int = -1, because parents: [Int]) {
    guard value < high[cell].value else { return }
    hasChanged = true
    reasons.append((figure, parents.filter { $0 >= 0 }))
    high[cell] = Bound(value: value, reason: reasons.count - 1)
    if value < low[cell].value { conclude([low[cell].reason, high[cell].reason]) }
  }

  private func conclude(_ roots: [Int], figure: Int = -1) {
    guard conflict == nil else { return }
    var figures: Set<Int> = figure >= 0 ? [figure] : []
    var seen = Set<Int>()
    var open = roots.filter { $0 >= 0 }
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if reasons[next].figure >= 0 { figures.insert(reasons[next].figure) }
      open += reasons[next].parents
    }
    conflict = figures.sorted()
  }

  private func apply(_ relation: Relation) {
    switch relation {
    case .sum(let whole, let parts): applySum(whole, parts)
    case .atMost(let part, let whole):
      if high[whole].value < Self.unbounded { narrowHigh(part, to: high[whole].value, because: [high[whole].reason]) }
      narrowLow(whole, to: low[part].value, because: [low[part].reason])
    case .printed(let exact, let printed, let scale, let unit, let rule):
      applyPrinted(exact, printed, scale, unit, rule)
    case .empty(let count, let amount):
      if high[count].value == 0 { narrowHigh(amount, to: 0, because: [high[count].reason]) }
      if low[amount].value > 0 { narrowLow(count, to: 1, because: [low[amount].reason]) }
    }
  }

  private func applySum(_ whole: Int, _ parts: [Int]) {
    let least = parts.reduce(Int128(0)) { $0 + low[$1].value }
    narrowLow(whole, to: least, because: parts.map { low[$0].reason })
    if conflict != nil { return }
    let open = parts.filter { high[$0].value >= Self.unbounded }
    if open.isEmpty {
      narrowHigh(
        whole, to: parts.reduce(Int128(0)) { $0 + high[$1].value }, because: parts.map { high[$0].reason })
    }
    for part in parts where conflict == nil {
      if high[whole].value < Self.unbounded {
        let rest = parts.reduce(Int128(0)) { $1 == part ? $0 : $0 + low[$1].value }
        if high[whole].value - rest < high[part].value {
          narrowHigh(
            part, to: high[whole].value - rest,
            because: [high[whole].reason] + parts.filter { $0 != part }.map { low[$0].reason })
        }
      }
      if conflict == nil, open.isEmpty || open == [part] {
        let rest = parts.reduce(Int128(0)) { $1 == part ? $0 : $0 + high[$1].value }
        if low[whole].value - rest > low[part].value {
          narrowLow(
            part, to: low[whole].value - rest,
            because: [low[whole].reason] + parts.filter { $0 != part }.map { high[$0].reason })
        }
      }
    }
  }

  private func applyPrinted(_ exact: Int, _ printed: Int, _ scale: Int128, _ unit: Int128, _ rule: RoundingRule) {
    if let least = Self.printed(low[exact].value, scale, unit, rule, isUpper: false) {
      narrowLow(printed, to: Int128(least), because: [low[exact].reason])
    }
    if conflict == nil, high[exact].value < Self.unbounded,
      let most = Self.printed(high[exact].value, scale, unit, rule, isUpper: true)
    {
      narrowHigh(printed, to: Int128(most), because: [high[exact].reason])
    }
    if conflict == nil, let units = Int64(exactly: low[printed].value) {
      let bracket = RoundingBracket(units, rule: rule)
      narrow(
        Demand(
          value: exact, unit: unit, factor: bracket.factor * scale, low: bracket.low, high: nil,
          isLowOpen: bracket.isLowOpen), -1, because: low[printed].reason)
    }
    if conflict == nil, high[printed].value < Self.unbounded, let units = Int64(exactly: high[printed].value) {
      let bracket = RoundingBracket(units, rule: rule)
      narrow(
        Demand(
          value: exact, unit: unit, factor: bracket.factor * scale, low: nil, high: bracket.high,
          isHighOpen: bracket.isHighOpen), -1, because: high[printed].reason)
    }
  }

  private func apply(_ demand: Demand, of figure: Int) {
    guard let total = demand.total else { return narrow(demand, figure, because: -1) }
    if total == demand.value { return applyOwnShare(demand, figure) }
    if !demand.allowsEmpty { narrowLow(total, to: 1, figure: figure, because: []) }
    if conflict != nil { return }
    if let bound = demand.low { applyLow(bound, demand, total, figure) }
    if conflict == nil, let bound = demand.high { applyHigh(bound, demand, total, figure) }
  }

  /// factor·value ≥ bound·total.
  private func applyLow(_ bound: Int128, _ demand: Demand, _ total: Int, _ figure: Int) {
    guard bound > 0 || (bound == 0 && demand.isLowOpen) else { return }
    let isCertain = low[total].value > 0 || !demand.allowsEmpty
    if isCertain, let product = Self.product(bound, low[total].value) {
      let least = demand.isLowOpen ? Self.floor(product, demand.factor) + 1 : Self.ceiling(product, demand.factor)
      narrowLow(demand.value, to: least, figure: figure, because: [low[total].reason])
    }
    if conflict == nil, bound > 0, high[demand.value].value < Self.unbounded,
      let product = Self.product(demand.factor, high[demand.value].value)
    {
      let most =
        demand.isLowOpen && product > 0 ? Self.ceiling(product, bound) - 1 : Self.floor(product, bound)
      narrowHigh(total, to: max(most, 0), figure: figure, because: [high[demand.value].reason])
    }
  }

  /// factor·value ≤ bound·total.
  private func applyHigh(_ bound: Int128, _ demand: Demand, _ total: Int, _ figure: Int) {
    if high[total].value < Self.unbounded, let product = Self.product(bound, high[total].value) {
      let isStrict = demand.isHighOpen && high[total].value > 0
      let most = isStrict ? Self.ceiling(product, demand.factor) - 1 : Self.floor(product, demand.factor)
      narrowHigh(demand.value, to: most, figure: figure, because: [high[total].reason])
    }
    if conflict == nil, bound > 0, low[demand.value].value > 0,
      let product = Self.product(demand.factor, low[demand.value].value)
    {
      let least = demand.isHighOpen ? Self.floor(product, bound) + 1 : Self.ceiling(product, bound)
      narrowLow(total, to: least, figure: figure, because: [low[demand.value].reason])
    }
  }

  /// The share of a total in itself is 100, or what may stand over 0.
  private func applyOwnShare(_ demand: Demand, _ figure: Int) {
    let isBelow = demand.low.map { demand.isLowOpen ? $0 < demand.factor : $0 <= demand.factor } ?? true
    let isAbove = demand.high.map { demand.isHighOpen ? demand.factor < $0 : demand.factor <= $0 } ?? true
    if isBelow && isAbove {
      if !demand.allowsEmpty { narrowLow(demand.value, to: 1, figure: figure, because: []) }
    } else if demand.allowsEmpty {
      narrowHigh(demand.value, to: 0, figure: figure, because: [])
    } else {
      conclude([], figure: figure)
    }
  }

  /// A demand over a constant.
  private func narrow(_ demand: Demand, _ figure: Int, because reason: Int) {
    if let bound = demand.low, let product = Self.product(bound, demand.unit) {
      let least = demand.isLowOpen ? Self.floor(product, demand.factor) + 1 : Self.ceiling(product, demand.factor)
      narrowLow(demand.value, to: least, figure: figure, because: [reason])
    }
    if conflict == nil, let bound = demand.high, let product = Self.product(bound, demand.unit) {
      let most = demand.isHighOpen ? Self.ceiling(product, demand.factor) - 1 : Self.floor(product, demand.factor)
      narrowHigh(demand.value, to: most, figure: figure, because: [reason])
    }
  }

  private static func product(_ a: Int128, _ b: Int128) -> Int128? {
    let product = a.multipliedReportingOverflow(by: b)
    return product.overflow ? nil : product.partialValue
  }

  private static func floor(_ value: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  private static func ceiling(_ value: Int128, _ divisor: Int128) -> Int128 { -floor(-value, divisor) }
}
