import CZ3

// How a solution in whole numbers is looked for.
extension LinearSolver {
  /// Names an unknown that may be tried at multiples of a step alone: where shares end at hundredths of a percent, a solution
  /// may need a whole that is divisible by 10,000, to which branching creeps one by one.
  func addGrid(_ unknown: Int, step: Int128) { grid.append((unknown, step)) }

  /// Few branches first, as mostly suffice; then a solution on the grid; then many.
  func decide(_ on: [Int], _ whole: [Kind]) -> Verdict {
    branches = 0
    branchLimit = Self.firstBranches
    let quick = branch(on, whole)
    guard quick == .unknown, branches > branchLimit else { return quick }
    if isOnGrid(on, whole) { return .feasible }
    branches = 0
    branchLimit = Self.maximumBranches
    return branch(on, whole)
  }

  /// Whether there is a solution with each unknown of the grid at a multiple of its step.
  private func isOnGrid(_ on: [Int], _ whole: [Kind]) -> Bool {
    guard !grid.isEmpty else { return false }
    let condition = gridSwitch ?? stateGrid()
    branches = 0
    return branch(on + [condition], [.grid] + whole) == .feasible
  }

  /// States the multiples; they hold while the switch is on.
  private func stateGrid() -> Int {
    let condition = addSwitch()
    for (unknown, step) in grid {
      let multiple = addUnknown(.grid)
      for sign in [Int128(1), -1] {
        assert(anyOf: [Constraint(terms: [(sign, unknown), (-sign * step, multiple)])], whileOn: [condition])
      }
    }
    gridSwitch = condition
    return condition
  }

  /// Solves the relaxation, then splits on the first unknown that should be whole and is not.
  ///
  /// - Parameter depth: how many splits led here; each takes a piece of the stack.
  private func branch(_ on: [Int], _ whole: [Kind], depth: Int = 0) -> Verdict {
    branches += 1
    if depth > Self.maximumDepth { branches = branchLimit + 1 }
    guard branches <= branchLimit else { return .unknown }
    let relaxed = relax(on)
    guard relaxed == .feasible, let (unknown, floor) = firstBroken(whole) else { return relaxed }
    var core: Set<Int> = []
    for side in [
      Constraint(terms: [(1, unknown)], bound: floor), Constraint(terms: [(-1, unknown)], bound: -floor - 1),
    ] {
      Z3_solver_push(context, solver)
      assert(anyOf: [side])
      let verdict = branch(on, whole, depth: depth + 1)
      Z3_solver_pop(context, solver, 1)
      guard case .infeasible(let part) = verdict else { return verdict }
      core.formUnion(part)
    }
    // What contradicts on both sides contradicts altogether.
    return .infeasible(core: core.sorted())
  }

  /// The first whole unknown with a fraction in the last solution, those of the grid before all others, and the whole number
  /// below it.
  func firstBroken(_ whole: [Kind]) -> (unknown: Int, floor: Int128)? {
    for kinds in [whole.filter { $0 == .grid }, whole.filter { $0 != .grid }] {
      for (index, unknown) in unknowns.enumerated() where kinds.contains(unknown.kind) {
        guard let value = digits(unknown.symbol), value.contains("/") else { continue }
        guard let floor = digits(Z3_mk_real2int(context, unknown.symbol)).flatMap({ Int128($0) }) else {
          hasFailed = true
          return nil
        }
        return (index, floor)
      }
    }
    return nil
  }
}
