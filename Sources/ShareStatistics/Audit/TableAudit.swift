import Procurement

/// Which printed figures of a share table cannot be right, and why: the audit of a published table.
///
/// Figures are *jointly feasible* if some ledger of whole counts and whole non-negative yen, rounded by the table's
/// rules, gives them all. If they are not, the findings are the smallest set of figures whose removal makes the rest
/// feasible, under the pair of rules that leaves the fewest. Method and worked example: `docs/methods/audit.md`.
public struct TableAudit: Sendable {
  /// How many printed figures were checked.
  public let checked: Int
  /// The wrong figures in the order of years and places, each or as "one of these".
  public let findings: [AuditFinding]
  /// Shares and sums that do not close on the printed digits and are yet feasible: rounding explains them.
  public let consistentWithRounding: [PrintedCheck]
  /// Shares and sums that do not close and involve an accused figure, or belong to a year that stayed undecided.
  public let evidence: [PrintedCheck]
  /// The pair of rules under which all this holds; the simplest of those that accuse the fewest figures.
  public let rules: RoundingPair
  /// Every pair that was tried, with how many figures it would accuse.
  public let alternatives: [RuleAlternative]
  /// Pairs whose search ended at its limit and that could accuse as few figures: with more effort they might change
  /// the findings.
  public let openRules: [RoundingPair]
  /// Further rules that explain every figure, where the rule was not given and half-up does not.
  public let otherExplainingRules: [RoundingRule]
  /// Whether the printed numbers alone did not settle the question.
  public let usedSolver: Bool
  /// Years whose search ended at its limit; nothing in them is accused.
  public let undecided: [FiscalYear]
  /// Denominators that explain several accused shares at once.
  public let sharedDenominators: [SharedDenominator]
  /// For every figure what would have passed in its place, by intervals alone.
  public let coverage: [FigureCoverage]
  /// Amounts of contracts that cost nothing: possible, a weaker verdict than a finding.
  public let zeroYen: [FigurePlace]

  /// Statements of rise or fall that a misprint turned around.
  public let turnedStatements: [TurnedStatement]
  /// One ledger that gives every figure but the accused ones, year by year; empty unless asked for, nil where none was
  /// found.
  public let witness: [FiscalYear: [WitnessCell]?]

  /// The rule of the shares, or of the amounts where no share is printed.
  public var roundingRule: RoundingRule { rules.share.rule }

  /// Solver steps that one audit may take unless it is told otherwise.
  public static let standardEffort: UInt64 = 40_000_000

  /// Audits a table whose amounts and shares were rounded by one rule.
  ///
  /// - Parameters:
  ///   - table: the printed figures; those without a place in a year, row and column are an error.
  ///   - rule: the table's rounding rule, or nil to find the rules.
  ///   - effort: the solver steps that may be taken.
  /// - Throws: what makes the table's rows, columns or places meaningless.
  public init(
    _ table: PublishedTable, rule: RoundingRule? = nil, effort: UInt64 = Self.standardEffort
  ) throws(TableStructureError) {
    try self.init(table, amountRule: rule, shareRule: rule.map { ShareRule($0) }, effort: effort)
  }

  /// Audits a table.
  ///
  /// - Parameters:
  ///   - table: the printed figures; those without a place in a year, row and column are an error.
  ///   - amountRule: how amounts were rounded, or nil to find it.
  ///   - shareRule: how shares were, or nil to find it.
  ///   - effort: the solver steps that may be taken, for all years and pairs together.
  ///   - wantsWitness: whether a ledger that gives the table is wanted.
  /// - Throws: what makes the table's rows, columns or places meaningless.
  /// - Complexity: linear where the printed numbers are their own witness; else integer feasibility, exponential in
  ///   the worst case and cut off by the effort.
  public init(
    _ table: PublishedTable, amountRule: RoundingRule?, shareRule: ShareRule?, effort: UInt64 = Self.standardEffort,
    wantsWitness: Bool = false
  ) throws(TableStructureError) {
    let structure = try TableStructure(table)
    let years = Set(table.years).sorted()
    let pairs = structure.pairs(amount: amountRule, share: shareRule)
    // Periods differ from year to year, and what no figure speaks of needs no column.
    var structures: [TableStructure] = []
    for year in years { structures.append(table.hasPeriods ? try TableStructure(table, year: year) : structure) }
    var search = RuleSearch(structures, years: years, pairs: pairs, effort: Effort(effort))
    search.run()
    let fewest = search.fewest
    let rules = fewest.first?.pair ?? RoundingPair(.halfUp)
    let results = years.indices.map { year in
      YearAudit(structures[year], year: years[year], searches: fewest.map { $0.years[year] })
    }
    let accused = results.reduce(into: [:]) { $0.merge($1.accused) { first, _ in first } }
    checked = table.figures.count
    findings = zip(structures, results).flatMap { structure, result in
      result.findings(RightValues(structure: structure, pair: rules, accused: accused))
    }
    sharedDenominators = SharedDenominator.all(
      of: findings.compactMap(\.figure), in: RightValues(structure: structure, pair: rules, accused: accused))
    consistentWithRounding = results.flatMap { $0.openChecks(involvingAccused: false) }
    evidence = results.flatMap { $0.openChecks(involvingAccused: true) }
    self.rules = rules
    alternatives = search.alternatives
    openRules = search.openRules
    otherExplainingRules = pairs.count == 1 || rules == pairs.first ? [] : search.otherExplainingRules
    usedSolver = search.usedSolver
    undecided = results.filter(\.isUndecided).map(\.year)
    zeroYen = results.flatMap(\.zeroYen)
    coverage = results.flatMap(\.coverage)
    turnedStatements = TurnedStatement.all(of: findings, in: table)
    witness = wantsWitness ? Dictionary(uniqueKeysWithValues: zip(years, results.map(\.witness))) : [:]
  }
}
