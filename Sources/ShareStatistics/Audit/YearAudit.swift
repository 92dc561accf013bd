import Procurement

/// The audit of one year of a table: years share no figure and are separate problems.
struct YearAudit {
  /// Alternatives of which one holds; a single alternative is certain.
  private struct Accusation {
    var alternatives: [[(figure: Int, expected: ExpectedValues?)]]
    var omitted: Int
    var isExhaustive: Bool
  }

  /// Alternatives that are described in full; more are counted.
  static let describedAlternatives = 24

  let year: FiscalYear
  private(set) var isUndecided = false
  private let structure: TableStructure
  private let rule: RoundingRule
  private var readings: [FigureReading] = []
  private var accusations: [Accusation] = []

  /// A year that is known to be feasible.
  init(feasible structure: TableStructure, year: FiscalYear, rule: RoundingRule) {
    (self.structure, self.year, self.rule) = (structure, year, rule)
  }

  /// Looks for the smallest sets of figures that explain the year.
  init(_ structure: TableStructure, year: FiscalYear, rule: RoundingRule, budget: UInt64) {
    self.init(feasible: structure, year: year, rule: rule)
    let contradicted = PrintedWitness(structure, year: year)?.contradicted(rule)
    if contradicted?.isEmpty == true { return }
    let problem = FeasibilityProblem(structure, year: year, rule: rule, budget: budget)
    readings = problem.readings
    let suspects = contradicted.map { wrong in
      Set(problem.readings.indices.filter { wrong.contains(problem.readings[$0].place) })
    }
    let explanations = SmallestExplanations(of: readings.count) { kept in
      suspects?.isDisjoint(with: kept) == true ? .feasible : problem.check(kept)
    }
    guard let explanations else {
      isUndecided = true
      return
    }
    accuse(explanations, problem)
  }

  /// Whether some ledger gives every figure of a year under a rule; false where that stayed open.
  static func isFeasible(
    _ structure: TableStructure, year: FiscalYear, rule: RoundingRule, budget: UInt64
  ) -> Bool {
    if PrintedWitness(structure, year: year)?.explains(rule) == true { return true }
    let problem = FeasibilityProblem(structure, year: year, rule: rule, budget: budget)
    return problem.check(Array(problem.readings.indices)) == .feasible
  }

  /// The accused figures, with the only number that could stand there where accusation and number are certain.
  var accused: [FigurePlace: FixedPoint?] {
    accusations.reduce(into: [:]) { accused, accusation in
      let isCertain = accusation.alternatives.count == 1 && accusation.omitted == 0
      for (figure, expected) in accusation.alternatives.joined() {
        accused[readings[figure].place] = .some(isCertain ? expected?.only : nil)
      }
    }
  }

  /// The findings, with the causes that fit when the rest of the table is set right.
  func findings(_ right: RightValues) -> [AuditFinding] {
    accusations.map { accusation in
      AuditFinding(
        alternatives: accusation.alternatives.map { alternative in
          let right = supposing(alternative, of: accusation, right)
          return alternative.map { figure, expected in
            let reading = readings[figure]
            let search = CauseSearch(reading.place, printed: reading.value, expected: expected, right: right)
            return AccusedFigure(
              place: reading.place, printed: reading.value, expected: expected, causes: search.causes,
              causesTried: search.count)
          }
        }, omittedAlternatives: accusation.omitted, isExhaustive: accusation.isExhaustive)
    }
  }

  /// If one alternative holds, the figures of the others are right.
  private func supposing(
    _ alternative: [(figure: Int, expected: ExpectedValues?)], of accusation: Accusation, _ right: RightValues
  ) -> RightValues {
    var accused = right.accused
    for (figure, _) in accusation.alternatives.joined() { accused[readings[figure].place] = nil }
    for (figure, expected) in alternative { accused[readings[figure].place] = .some(expected?.only) }
    return RightValues(structure: right.structure, rule: right.rule, accused: accused)
  }

  /// The sums and shares that do not close, with or without accused figures; all of an undecided year are evidence.
  func openChecks(involvingAccused wanted: Bool) -> [PrintedCheck] {
    let accused = Set(accused.keys)
    return PrintedCheck.all(of: structure, year: year, rule: rule).filter { check in
      !check.closes && wanted == (isUndecided || !accused.isDisjoint(with: check.members))
    }
  }

  private mutating func accuse(_ explanations: SmallestExplanations, _ problem: FeasibilityProblem) {
    var choices: [(sets: [[Int]], isComplete: Bool)] = []
    for group in explanations.groups {
      // A list that was cut shows nothing about its structure.
      let factors = group.isComplete ? Factorisation.factors(of: group.sets) : [group.sets]
      for factor in factors {
        let isCertain = group.isComplete && factor.count == 1
        choices += isCertain ? factor[0].map { ([[$0]], true) } : [(factor, group.isComplete)]
      }
    }
    let blamed = Set(choices.flatMap { $0.sets.joined() })
    for choice in choices {
      let others = blamed.subtracting(choice.sets.joined())
      let alternatives = choice.sets.prefix(Self.describedAlternatives).map { alternative in
        let kept = readings.indices.filter { !others.contains($0) && !alternative.contains($0) }
        return alternative.map { figure in
          (figure: figure, expected: ExpectedValues(of: figure, keeping: kept, in: problem))
        }
      }
      accusations.append(
        Accusation(
          alternatives: alternatives, omitted: choice.sets.count - alternatives.count,
          isExhaustive: choice.sets.count == 1 || (choice.isComplete && explanations.isConfirmed)))
    }
    accusations.sort {
      ($0.alternatives.first?.first?.figure ?? 0) < ($1.alternatives.first?.first?.figure ?? 0)
    }
  }
}
