import Testing

@testable import ShareStatistics

@Suite("Linear solver")
struct LinearSolverTests {
  private func atMost(_ bound: Int128, _ terms: [(Int128, Int)]) -> LinearSolver.Constraint {
    LinearSolver.Constraint(terms: terms.map { ($0.0, $0.1) }, bound: bound)
  }

  @Test("Whole numbers matter: 2x = 2y + 1 has rational solutions only")
  func parity() {
    for (kind, expected) in [(LinearSolver.Kind.whole, false), (.rational, true)] {
      let solver = LinearSolver(effort: Effort(1_000_000))
      let (x, y) = (solver.addUnknown(kind), solver.addUnknown(kind))
      let (low, high) = (solver.addSwitch(), solver.addSwitch())
      solver.assert(anyOf: [atMost(1, [(2, x), (-2, y)])], whileOn: [high])
      solver.assert(anyOf: [atMost(-1, [(-2, x), (2, y)])], whileOn: [low])
      let verdict = solver.check([low, high], areFineWhole: true)
      #expect(verdict == (expected ? .feasible : .infeasible(core: [low, high])))
      #expect(solver.check([low], areFineWhole: true) == .feasible)
    }
  }

  @Test("A search that creeps along one unknown ends before the stack does")
  func creeping() {
    let solver = LinearSolver(effort: Effort(100_000_000))
    let (x, a, b) = (solver.addUnknown(.whole), solver.addUnknown(.whole), solver.addUnknown(.whole))
    // x is even and odd.
    let statements: [(terms: [(Int128, Int)], bound: Int128)] = [([(1, x), (-2, a)], 0), ([(1, x), (-2, b)], 1)]
    for (terms, bound) in statements {
      solver.assert(anyOf: [atMost(bound, terms)])
      solver.assert(anyOf: [atMost(-bound, terms.map { (-$0.0, $0.1) })])
    }
    #expect(solver.check([], areFineWhole: true) == .unknown)
    #expect(solver.branches > LinearSolver.maximumDepth)
  }

  @Test("A contradiction over both branches names the switches of both")
  func branching() {
    let solver = LinearSolver(effort: Effort(1_000_000))
    let (x, y) = (solver.addUnknown(.whole), solver.addUnknown(.whole))
    let switches = (0..<3).map { _ in solver.addSwitch() }
    // 3x + 5y = 7 has rational solutions, but no whole ones from 0 up.
    solver.assert(anyOf: [atMost(7, [(3, x), (5, y)])], whileOn: [switches[0]])
    solver.assert(anyOf: [atMost(-7, [(-3, x), (-5, y)])], whileOn: [switches[2]])
    #expect(solver.check(switches, areFineWhole: true) == .infeasible(core: [switches[0], switches[2]]))
  }

  @Test("Fine unknowns may stay ratios, and say so")
  func fine() {
    let solver = LinearSolver(effort: Effort(1_000_000))
    let (x, y) = (solver.addUnknown(.fine), solver.addUnknown(.fine))
    solver.assert(sumOf: [x, x], equals: y)
    solver.assert(anyOf: [atMost(3, [(1, y)])])
    solver.assert(anyOf: [atMost(-3, [(-1, y)])])
    #expect(solver.check([], areFineWhole: false) == .feasible)
    #expect(!solver.isFineWhole && !solver.isZero(x) && !solver.hasEqualValues(x, y))
    #expect(solver.check([], areFineWhole: true) == .infeasible(core: []))
  }

  @Test("A spent budget leaves every question open")
  func budget() {
    let effort = Effort(1)
    let solver = LinearSolver(effort: effort)
    let x = solver.addUnknown(.whole)
    _ = solver.check([], areFineWhole: true)
    #expect(effort.left == 0 && solver.check([], areFineWhole: true) == .unknown)
    #expect(!solver.isZero(x))
  }

  @Test("A whole that has to be divisible by 1,000 is found on a grid of steps, not one by one")
  func grid() {
    let effort = Effort(10_000_000)
    let solver = LinearSolver(effort: effort)
    let (whole, part) = (solver.addUnknown(.fine), solver.addUnknown(.fine))
    // part is 335 thousandths of a whole from 22,184,301 up.
    solver.assert(anyOf: [atMost(0, [(1_000, part), (-335, whole)])])
    solver.assert(anyOf: [atMost(0, [(-1_000, part), (335, whole)])])
    solver.assert(anyOf: [atMost(-22_184_301, [(-1, whole)])])
    solver.addGrid(whole, step: 2_000)
    #expect(solver.check([], areFineWhole: true) == .feasible)
    #expect(solver.value(whole).map { $0.denominator == 1 && $0.numerator % 2_000 == 0 } == true)
    #expect(solver.branches <= 3)
    // Where no multiple does, the grid says nothing.
    solver.assert(anyOf: [atMost(22_184_399, [(1, whole)])])
    #expect(solver.check([], areFineWhole: true) == .infeasible(core: []))
  }
}
