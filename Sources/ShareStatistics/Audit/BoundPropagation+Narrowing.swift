import Procurement

// How bounds narrow: one pass over demands and relations after the other, until nothing changes.
extension BoundPropagation {
  func propagate(_ switches: [Int]) {
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
