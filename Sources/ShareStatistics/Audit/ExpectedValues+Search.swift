import Procurement

extension ExpectedValues {
  /// The lowest and highest number that could stand in a figure's place while the kept figures hold.
  ///
  /// "Some ledger prints at most b here" is monotone in b, so both ends are found exactly by galloping and
  /// bisection. Nil where the solver's budget ends first, or where no number closes the sums of a table whose parts
  /// were adjusted to its totals.
  init?(of figure: Int, keeping kept: [Int], in problem: FeasibilityProblem) {
    let reading = problem.readings[figure]
    let decimals = reading.value.decimals
    let keptPlaces = Set(kept.map { problem.readings[$0].place })
    let implied = PrintedCheck.all(of: problem.structure, year: problem.year, pair: problem.pair)
      .filter { check in
        check.members.contains(reading.place)
          && check.members.allSatisfy { $0 == reading.place || keptPlaces.contains($0) }
      }
      .compactMap { check in check.implied(at: reading).map { (check.kind, $0) } }
    func isFeasible(_ bounds: Int...) -> Bool? {
      switch problem.check(kept + bounds) {
      case .feasible: true
      case .infeasible: false
      case .unknown: nil
      }
    }
    let guess = implied.first?.1.units ?? reading.value.units
    let top = reading.place.measure.isShare ? Int64(clamping: reading.scale) : Int64.max / 4
    // Where intervals end is mostly the answer; one question on either side of it confirms that.
    let range = problem.range(of: figure, keeping: kept)
    // The kept figures are feasible together, so where intervals leave one number it is the one.
    if let range, range.low == range.high, !problem.pair.isControlled {
      let only = FixedPoint(units: range.low, decimals: decimals)
      self.init(low: only, high: only)
      return
    }
    let lowest = range.map { $0.low > 0 || $0.high != nil ? $0.low : guess } ?? guess
    guard
      let low = Monotone.least(
        from: max(0, min(lowest, top)), in: 0...top,
        where: { bound in
          isFeasible(problem.addBound(on: figure, bound, isUpper: true))
        })
    else { return nil }
    let highest = range?.high ?? guess
    let high = Monotone.least(
      from: -max(low, min(highest, top)), in: -top...(-low),
      where: { bound in
        isFeasible(problem.addBound(on: figure, -bound, isUpper: false))
      })
    self.init(
      low: FixedPoint(units: low, decimals: decimals),
      high: high.flatMap { $0 == -(Int64.max / 4) ? nil : FixedPoint(units: -$0, decimals: decimals) })
    guard problem.pair.rule(reading.place.measure) == .controlled else { return }
    // Adjusted parts close every printed sum whose other figures stand.
    let required = Set(implied.filter { $0.0 != .quotient }.map(\.1))
    guard let only = required.first else { return }
    guard required.count == 1, contains(only),
      isFeasible(
        problem.addBound(on: figure, only.units, isUpper: true),
        problem.addBound(on: figure, only.units, isUpper: false))
        == true
    else { return nil }
    self.init(low: only, high: only)
  }
}

extension PrintedCheck {
  /// The number that would make the check close in the place of one of its figures, with that figure's decimals;
  /// nil for the part or total of a quotient.
  func implied(at reading: FigureReading) -> FixedPoint? {
    let number: FixedPoint? =
      if reading.place == place {
        computed
      } else if kind == .quotient {
        nil
      } else {
        printed.minus(computed).flatMap { FixedPoint.sum([$0, reading.value]) }
      }
    return number?.exactly(decimals: reading.value.decimals)
  }
}

/// Search over a predicate that, once true, stays true for all larger numbers.
enum Monotone {
  /// The least number of a range for which the predicate holds, or nil where it holds for none or is undecided.
  ///
  /// - Complexity: O(log d) questions, d the distance of the answer from `start`.
  static func least(
    from start: Int64, in range: ClosedRange<Int64>, where holds: (Int64) -> Bool?
  ) -> Int64? {
    guard range.contains(start), let startHolds = holds(start) else { return nil }
    // Invariant: `above` holds, `below` does not; either may lie just outside the range.
    var (below, above) = startHolds ? (range.lowerBound - 1, start) : (start, range.upperBound + 1)
    var step: Int64 = 1
    var isGalloping = true
    while above - below > 1 {
      let gallop =
        startHolds
        ? max(above - min(step, above - below), below) : min(below + min(step, above - below), above)
      var middle = isGalloping ? gallop : below + (above - below) / 2
      if middle <= below || middle >= above {
        isGalloping = false
        middle = below + (above - below) / 2
      }
      guard let isTrue = holds(middle) else { return nil }
      if isTrue { above = middle } else { below = middle }
      if isTrue != startHolds { isGalloping = false }
      step = step > Int64.max / 4 ? step : step * 2
    }
    return above <= range.upperBound ? above : nil
  }
}
