extension LinearStatement {
  /// The wholes of shares, with the step at which every share of one prints whole.
  var grid: [(unknown: Int, step: Int128)] {
    var steps: [Int: Int128] = [:]
    for reading in readings {
      guard case .total(let root, let whole) = reading.denominator, !pair.share.isOfPrinted,
        readings.contains(where: { $0.place.measure == reading.base }), let table = cells[reading.base]
      else { continue }
      let step = reading.bracket(pair).factor * reading.scale
      for column in structure.leavesOfColumn[whole] {
        let unknown = table[root][column]
        steps[unknown] = max(steps[unknown] ?? 1, step)
      }
    }
    return steps.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
