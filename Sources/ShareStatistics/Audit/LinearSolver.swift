import CZ3

/// Feasibility of linear constraints over whole or rational unknowns, exact, through Z3.
///
/// Z3 solves the rational relaxation, and branching on unknowns that are not yet whole does the rest. Tables are
/// nearly networks, whose corners are whole once the totals are, so few branches are needed; Z3's own integer
/// search took seconds on three figures of a table whose other cells are free.
/// Constraints hold always or only while a *switch* is on; an infeasible question is answered with the switches
/// that contradict one another. One thread at a time; nothing is shared between two solvers.
final class LinearSolver {
  /// The answer to one question.
  enum Verdict: Equatable {
    /// Some values of the unknowns satisfy everything.
    case feasible
    /// None do, and already these switches contradict one another.
    case infeasible(core: [Int])
    /// The resource limit was reached first.
    case unknown
  }

  /// What values an unknown can take.
  enum Kind {
    /// Any ratio, in constraints that hold or fail for all multiples of a solution alike.
    case rational
    /// Whole numbers.
    case whole
    /// Whole numbers of a unit so small that a question may leave it at ratios.
    case fine
    /// Multiples of a step, whole while a solution on the grid is looked for.
    case grid
  }

  /// `Σ coefficient × unknown` at most, or strictly below, a bound.
  struct Constraint {
    var terms: [(coefficient: Int128, unknown: Int)]
    var bound: Int128 = 0
    var isStrict = false

    /// The same constraint for whole unknowns, as strong as division by the common factor makes it.
    fileprivate func tightened(isWhole: Bool) -> Constraint {
      // Rational unknowns are of open scale: with all bounds 0, a solution scaled up keeps any distance from 0.
      guard isWhole else { return isStrict && bound == 0 ? Constraint(terms: terms, bound: -1) : self }
      let divisor = terms.reduce(Int128(0)) { greatestCommonDivisor($0, $1.coefficient) }
      let most = isStrict ? bound - 1 : bound
      guard divisor > 1 else { return Constraint(terms: terms, bound: most) }
      let (quotient, rest) = most.quotientAndRemainder(dividingBy: divisor)
      return Constraint(
        terms: terms.map { ($0.coefficient / divisor, $0.unknown) }, bound: rest < 0 ? quotient - 1 : quotient
      )
    }
  }

  /// Splits of one question before it counts as undecided.
  static let maximumBranches = 10_000
  /// One after another; more creep along one unknown, and end the stack of a thread.
  static let maximumDepth = 400
  /// Splits of one question before a solution on a grid is looked for.
  static let firstBranches = 60

  let context: Z3_context?
  let solver: Z3_solver?
  var unknowns: [(symbol: Z3_ast, kind: Kind)] = []
  private let number: Z3_sort?
  private var switches: [(on: Z3_ast, off: Z3_ast)] = []
  private var switchOfAST: [UInt32: Int] = [:]
  private var model: Z3_model?
  var hasFailed = false
  /// Splits of the question so far, and where they end.
  var branches = 0
  var branchLimit = 0
  /// Unknowns that may be tried at multiples of a step alone.
  var grid: [(unknown: Int, step: Int128)] = []
  /// What demands multiples of the steps; stated when it is first needed.
  var gridSwitch: Int?
  private var spent: UInt64 = 0
  private let effort: Effort

  /// A solver that answers `unknown` once the effort is used up; its steps are Z3's resource units.
  init(effort: Effort) {
    self.effort = effort
    let configuration = Z3_mk_config()
    // The plain context owns every term and frees them together.
    context = Z3_mk_context(configuration)
    Z3_del_config(configuration)
    Z3_set_error_handler(context) { _, _ in }  // Errors are read from the context, never thrown or printed.
    number = Z3_mk_real_sort(context)
    solver = Z3_mk_simple_solver(context)
    Z3_solver_inc_ref(context, solver)
  }

  deinit {
    if let model { Z3_model_dec_ref(context, model) }
    Z3_solver_dec_ref(context, solver)
    Z3_del_context(context)
  }

  /// Adds an unknown that is not negative; earlier ones are branched on first.
  func addUnknown(_ kind: Kind) -> Int {
    let index = unknowns.count
    let name = Z3_mk_int_symbol(context, Int32(2 * index))
    guard let symbol = Z3_mk_const(context, name, number) else { return fail(index) }
    unknowns.append((symbol, kind))
    assert(anyOf: [Constraint(terms: [(-1, index)])])
    return index
  }

  /// Adds a switch, off unless a question turns it on.
  func addSwitch() -> Int {
    let index = switches.count
    let name = Z3_mk_int_symbol(context, Int32(2 * index + 1))
    guard let on = Z3_mk_const(context, name, Z3_mk_bool_sort(context)), let off = Z3_mk_not(context, on)
    else { return fail(index) }
    switches.append((on, off))
    switchOfAST[Z3_get_ast_id(context, on)] = index
    return index
  }

  /// Demands one of the constraints, whenever all the given switches are on.
  func assert(anyOf constraints: [Constraint], whileOn conditions: [Int] = []) {
    var clause: [Z3_ast?] = conditions.map { switches.indices.contains($0) ? switches[$0].off : nil }
    clause += constraints.map(term)
    guard !clause.contains(where: { $0 == nil }) else { return hasFailed = true }
    Z3_solver_assert(context, solver, Z3_mk_or(context, UInt32(clause.count), &clause))
  }

  /// Demands that a sum of unknowns equals another unknown.
  func assert(sumOf parts: [Int], equals whole: Int) {
    let terms = parts.map { (coefficient: Int128(1), unknown: $0) }
    assert(anyOf: [Constraint(terms: terms + [(-1, whole)])])
    assert(anyOf: [Constraint(terms: terms.map { (-1, $0.unknown) } + [(1, whole)])])
  }

  /// Whether all lasting constraints can hold together with those of the given switches.
  ///
  /// - Parameter areFineWhole: whether unknowns of kind `fine` are kept whole.
  func check(_ on: [Int], areFineWhole: Bool) -> Verdict {
    decide(on, areFineWhole ? [.whole, .fine] : [.whole])
  }

  /// Whether unknowns of kind `fine` are whole in the last solution.
  var isFineWhole: Bool { firstBroken([.fine]) == nil }

  /// Whether an unknown is 0 in the solution that the last question found.
  func isZero(_ unknown: Int) -> Bool { digits(unknowns[unknown].symbol) == "0" }

  /// Whether two unknowns, rounded up, are equal in the solution that the last question found; unknowns of open scale as
  /// they are, since a multiple of the solution parts what rounding up joins.
  func hasEqualValues(_ one: Int, _ other: Int) -> Bool {
    guard unknowns[one].kind != .rational else { return digits(unknowns[one].symbol) == digits(unknowns[other].symbol) }
    return ceiling(one) == ceiling(other)
  }

  /// Whether an unknown may be any ratio.
  func isRational(_ unknown: Int) -> Bool { unknowns[unknown].kind == .rational }

  /// An unknown in the solution that the last question found.
  func value(_ unknown: Int) -> (numerator: Int128, denominator: Int128)? {
    guard let parts = digits(unknowns[unknown].symbol)?.split(separator: "/"), let numerator = Int128(parts[0]),
      let denominator = parts.count == 2 ? Int128(parts[1]) : 1, denominator > 0
    else { return nil }
    return (numerator, denominator)
  }

  private func ceiling(_ unknown: Int) -> String? {
    digits(Z3_mk_real2int(context, Z3_mk_unary_minus(context, unknowns[unknown].symbol)))
  }

  /// What a term is in the last solution.
  func digits(_ term: Z3_ast?) -> String? {
    var value: Z3_ast?
    guard let model, let term, Z3_model_eval(context, model, term, true, &value), let value,
      let digits = Z3_get_numeral_string(context, value)
    else { return nil }
    return String(cString: digits)
  }
}

extension LinearSolver {
  private func fail(_ index: Int) -> Int {
    hasFailed = true
    return index
  }

  private func term(_ constraint: Constraint) -> Z3_ast? {
    guard let first = constraint.terms.first, unknowns.indices.contains(first.unknown) else { return nil }
    let constraint = constraint.tightened(isWhole: unknowns[first.unknown].kind != .rational)
    var products: [Z3_ast?] = []
    for (coefficient, unknown) in constraint.terms {
      guard unknowns.indices.contains(unknown) else { return nil }
      var factors = [Z3_mk_numeral(context, String(coefficient), number), unknowns[unknown].symbol]
      guard factors[0] != nil else { return nil }
      products.append(coefficient == 1 ? factors[1] : Z3_mk_mul(context, 2, &factors))
    }
    guard let sum = Z3_mk_add(context, UInt32(products.count), &products),
      let bound = Z3_mk_numeral(context, String(constraint.bound), number)
    else { return nil }
    return constraint.isStrict ? Z3_mk_lt(context, sum, bound) : Z3_mk_le(context, sum, bound)
  }

  /// Asks Z3 with all unknowns at ratios.
  func relax(_ on: [Int]) -> Verdict {
    if let model { Z3_model_dec_ref(context, model) }
    model = nil
    guard !hasFailed, effort.left > 0, Z3_get_error_code(context) == Z3_OK else { return .unknown }
    limitNextCheck()
    var assumptions: [Z3_ast?] = on.map { switches[$0].on }
    let answer = Z3_solver_check_assumptions(context, solver, UInt32(assumptions.count), &assumptions)
    chargeLastCheck()
    switch answer {
    case Z3_L_TRUE:
      model = Z3_solver_get_model(context, solver)
      Z3_model_inc_ref(context, model)
      return .feasible
    case Z3_L_FALSE: return .infeasible(core: core())
    default: return .unknown
    }
  }

  private func core() -> [Int] {
    let vector = Z3_solver_get_unsat_core(context, solver)
    Z3_ast_vector_inc_ref(context, vector)
    defer { Z3_ast_vector_dec_ref(context, vector) }
    let members = (0..<Z3_ast_vector_size(context, vector)).compactMap {
      switchOfAST[Z3_get_ast_id(context, Z3_ast_vector_get(context, vector, $0))]
    }
    return members.sorted()
  }

  private func limitNextCheck() {
    let parameters = Z3_mk_params(context)
    Z3_params_inc_ref(context, parameters)
    let limit = UInt32(clamping: effort.left)
    Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, "rlimit"), limit)
    Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, "random_seed"), 0)
    Z3_solver_set_params(context, solver, parameters)
    Z3_params_dec_ref(context, parameters)
  }

  /// Z3 counts resource units over the life of the context.
  private func chargeLastCheck() {
    let statistics = Z3_solver_get_statistics(context, solver)
    Z3_stats_inc_ref(context, statistics)
    defer { Z3_stats_dec_ref(context, statistics) }
    for entry in 0..<Z3_stats_size(context, statistics) {
      guard let key = Z3_stats_get_key(context, statistics, entry), String(cString: key) == "rlimit count",
        Z3_stats_is_uint(context, statistics, entry)
      else { continue }
      let total = UInt64(Z3_stats_get_uint_value(context, statistics, entry))
      let used = total > spent ? total - spent : 0
      spent = total
      effort.spend(max(used, 1))
      return
    }
    effort.spend(1)
  }
}

private func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
