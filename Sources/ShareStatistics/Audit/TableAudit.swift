import Procurement

/// Which printed figures of a share table cannot be right, and why: the audit of a published table.
///
/// Figures are *jointly feasible* if some ledger of whole counts and whole non-negative yen, rounded by the table's
/// rule, gives them all. If they are not, the findings are the smallest set of figures whose removal makes the rest
/// feasible. Method and worked example: `docs/methods/audit.md`.
public struct TableAudit: Sendable {
  /// How many printed figures were checked.
  public let checked: Int
  /// The wrong figures in the order of years and places, each or as "one of these".
  public let findings: [AuditFinding]
  /// Shares and sums that do not close on the printed digits and are yet feasible: rounding explains them.
  public let consistentWithRounding: [PrintedCheck]
  /// Shares and sums that do not close and involve an accused figure, or belong to a year that stayed undecided.
  public let evidence: [PrintedCheck]
  /// The rounding rule under which all this holds.
  public let roundingRule: RoundingRule
  /// Further rules that explain every figure, where the rule was not given and half-up does not.
  public let otherExplainingRules: [RoundingRule]
  /// Whether the printed numbers alone did not settle the question.
  public let usedSolver: Bool
  /// Years whose search ended at its limit; nothing in them is accused.
  public let undecided: [FiscalYear]

  /// Audits a table.
  ///
  /// - Parameters:
  ///   - table: the printed figures; those without a place in a year, row and column are an error.
  ///   - rule: the table's rounding rule, or nil to find it: half-up if that explains every figure, else another
  ///     rule that does, else half-up with findings.
  ///   - budget: the resource units of the solver for one year and rule; steps and not seconds.
  /// - Throws: what makes the table's rows, columns or places meaningless.
  /// - Complexity: linear where the printed numbers are their own witness; else integer feasibility, exponential in
  ///   the worst case and cut off by the budget.
  public init(
    _ table: PublishedTable, rule: RoundingRule? = nil, budget: UInt64 = 10_000_000
  ) throws(TableStructureError) {
    let structure = try TableStructure(table)
    let years = Set(table.years).sorted()
    // Whether a rule explains everything is quickly said; only if none does are wrong figures looked for.
    let candidates = rule.map { [$0] } ?? [.halfUp, .truncate, .halfEven, .controlled]
    func isExplained(by candidate: RoundingRule) -> Bool {
      years.allSatisfy { YearAudit.isFeasible(structure, year: $0, rule: candidate, budget: budget) }
    }
    var rules =
      candidates.first.map(isExplained) == true ? [candidates[0]] : candidates.dropFirst().filter(isExplained)
    let isExplained = !rules.isEmpty
    if rules.isEmpty { rules = [candidates[0]] }
    let results = years.map {
      isExplained
        ? YearAudit(feasible: structure, year: $0, rule: rules[0])
        : YearAudit(structure, year: $0, rule: rules[0], budget: budget)
    }
    let right = RightValues(
      structure: structure, rule: rules[0],
      accused: results.reduce(into: [:]) { $0.merge($1.accused) { first, _ in first } })
    checked = table.figures.count
    findings = results.flatMap { $0.findings(right) }
    consistentWithRounding = results.flatMap { $0.openChecks(involvingAccused: false) }
    evidence = results.flatMap { $0.openChecks(involvingAccused: true) }
    roundingRule = rules[0]
    otherExplainingRules = Array(rules.dropFirst())
    usedSolver = !years.allSatisfy { PrintedWitness(structure, year: $0)?.explains(candidates[0]) == true }
    undecided = results.filter(\.isUndecided).map(\.year)
  }
}
