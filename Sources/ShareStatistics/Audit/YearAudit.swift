import Procurement

/// One year under one pair of rules: years share no figure and are separate problems.
struct YearSearch {
  let problem: FeasibilityProblem
  private(set) var explanations: SmallestExplanations?
  /// The figures that are at least wrong; exact once `explanations` is there.
  private(set) var least = 0
  private(set) var isUndecided = false

  init(_ structure: TableStructure, year: FiscalYear, pair: RoundingPair, effort: Effort) {
    problem = FeasibilityProblem(structure, year: year, pair: pair, effort: effort)
  }

  /// Whether all figures are known to be right together.
  var isExplained: Bool { explanations?.groups.isEmpty == true || problem.isOwnWitness }

  /// Raises the lower bound without the solver, up to a limit.
  mutating func raiseBound(to limit: Int, withSums: Bool) {
    guard explanations == nil, !problem.isOwnWitness else { return }
    least = max(least, problem.disjointConflicts(atMost: limit, withSums: withSums))
  }

  /// Looks for the smallest sets of figures that explain the year, if they are no more than so many.
  mutating func explain(atMost most: Int) {
    guard explanations == nil, !isUndecided, least <= most else { return }
    switch SmallestExplanations.search(
      of: problem.readings.count, atMost: most, refute: problem.refute, check: problem.check)
    {
    case .found(let found):
      explanations = found
      least = found.size
    case .tooMany(let bound): least = max(least, bound)
    case .undecided(let bound):
      least = max(least, bound)
      isUndecided = true
    }
  }

  /// Independent choices, each with the sets of which one is wrong.
  var choices: [YearChoice] {
    guard let explanations else { return [] }
    return explanations.groups.flatMap { group -> [YearChoice] in
      // A list that was cut shows nothing about its structure.
      let factors = group.isComplete ? Factorisation.factors(of: group.sets) : [group.sets]
      return factors.flatMap { factor -> [YearChoice] in
        let isExhaustive = factor.count == 1 || (group.isComplete && explanations.isConfirmed)
        guard group.isComplete, factor.count == 1 else {
          return [YearChoice(sets: factor, isExhaustive: isExhaustive)]
        }
        return factor[0].map { YearChoice(sets: [[$0]], isExhaustive: true) }
      }
    }
  }
}

/// Sets of figures of which exactly one is wrong; a single set is certain.
struct YearChoice: Equatable {
  var sets: [[Int]]
  var isExhaustive: Bool
}

/// The audit of one year under the pairs of rules that leave the fewest figures accused.
struct YearAudit {
  private struct Accusation {
    var alternatives: [[(figure: Int, expected: ExpectedValues?)]]
    var assumptions: [[RoundingPair]]
    var omitted: Int
    var isExhaustive: Bool
  }

  /// Alternatives that are described in full; more are counted.
  static let describedAlternatives = 24
  /// Combinations of alternatives of one pair that are compared with those of others.
  static let comparedSets = 400

  let year: FiscalYear
  let isUndecided: Bool
  private let searches: [YearSearch]
  private let structure: TableStructure
  private var accusations: [Accusation] = []

  /// - Parameter searches: the year under each of the pairs, the simplest first; never empty.
  init(_ structure: TableStructure, year: FiscalYear, searches: [YearSearch]) {
    self.structure = structure
    self.year = year
    let decided = searches.filter { $0.explanations != nil || $0.problem.isOwnWitness }
    isUndecided = decided.isEmpty
    self.searches = decided.isEmpty ? searches : decided
    if !isUndecided { accuse() }
  }

  private var readings: [FigureReading] { searches[0].problem.readings }
  private var pair: RoundingPair { searches[0].problem.pair }

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
        }, assumptions: accusation.assumptions, omittedAlternatives: accusation.omitted,
        isExhaustive: accusation.isExhaustive)
    }
  }

  /// If one alternative holds, the figures of the others are right.
  private func supposing(
    _ alternative: [(figure: Int, expected: ExpectedValues?)], of accusation: Accusation, _ right: RightValues
  ) -> RightValues {
    var accused = right.accused
    for (figure, _) in accusation.alternatives.joined() { accused[readings[figure].place] = nil }
    for (figure, expected) in alternative { accused[readings[figure].place] = .some(expected?.only) }
    return RightValues(structure: right.structure, pair: right.pair, accused: accused)
  }

  /// The sums and shares that do not close, with or without accused figures; all of an undecided year are evidence.
  func openChecks(involvingAccused wanted: Bool) -> [PrintedCheck] {
    let accused = Set(accused.keys)
    return PrintedCheck.all(of: structure, year: year, pair: pair).filter { check in
      !check.closes && wanted == (isUndecided || !accused.isDisjoint(with: check.members))
    }
  }

  /// What would have passed in the place of every figure that is not accused.
  var coverage: [FigureCoverage] {
    let accused = Set(accused.keys)
    let kept = isUndecided ? [] : readings.indices.filter { !accused.contains(readings[$0].place) }
    return readings.indices.map { figure in
      let range = searches[0].problem.range(of: figure, keeping: kept.filter { $0 != figure })
      return FigureCoverage(readings[figure], range: range)
    }
  }

  /// One ledger that gives every figure but the accused ones, of each finding those of its first alternative; nil where the
  /// year is undecided or none was found.
  var witness: [WitnessCell]? {
    guard !isUndecided else { return nil }
    let accused = Set(accusations.flatMap { $0.alternatives.first?.map(\.figure) ?? [] })
    let kept = readings.indices.filter { !accused.contains($0) }
    return searches[0].problem.ledger(kept)?.shown(structure, year)
  }

  /// Contracts that cost nothing, beside the figures that are not accused.
  var zeroYen: [FigurePlace] {
    guard !isUndecided else { return [] }
    let accused = Set(accused.keys)
    let kept = readings.indices.filter { !accused.contains(readings[$0].place) }
    return searches[0].problem.cellsOfZeroYen(keeping: kept).map {
      structure.place(year, $0.node, $0.column, .amount)
    }
  }
}

extension YearAudit {
  /// What all pairs agree on is accused as it stands; of the rest, the union over the pairs.
  private mutating func accuse() {
    let families = searches.map(\.choices)
    let common = families[0].filter { choice in families.allSatisfy { $0.contains(choice) } }
    var choices = common.map {
      (choice: $0, holders: [[Int]](repeating: Array(searches.indices), count: $0.sets.count))
    }
    let rests = families.map { $0.filter { !common.contains($0) } }
    if rests.contains(where: { !$0.isEmpty }) { choices += merged(rests) }
    let blamed = Set(choices.flatMap { $0.choice.sets.joined() })
    for (choice, holders) in choices {
      let others = blamed.subtracting(choice.sets.joined())
      let described = choice.sets.indices.prefix(Self.describedAlternatives)
      let isAgreed = holders.allSatisfy { $0.count == searches.count }
      accusations.append(
        Accusation(
          alternatives: described.map { expected(choice.sets[$0], beside: others, under: holders[$0]) },
          assumptions: isAgreed
            ? [] : described.map { holders[$0].map { searches[$0].problem.pair } },
          omitted: choice.sets.count - described.count, isExhaustive: choice.isExhaustive))
    }
    accusations.sort { Self.first($0) < Self.first($1) }
  }

  private static func first(_ accusation: Accusation) -> Int { accusation.alternatives.joined().first?.figure ?? 0 }

  /// The choices of several pairs as one: sets of figures with the pairs that would accuse them.
  private func merged(_ families: [[YearChoice]]) -> [(choice: YearChoice, holders: [[Int]])] {
    let products = families.map { choices in
      choices.reduce(into: [[Int]]?([[]])) { sets, choice in
        guard let known = sets, known.count * choice.sets.count <= Self.comparedSets else { return sets = nil }
        sets = known.flatMap { set in choice.sets.map { (set + $0).sorted() } }
      }
    }
    guard !products.contains(where: { $0 == nil }) else {
      // Too many to compare: those of the simplest pair, said not to be all.
      return families[0].map { choice in
        (YearChoice(sets: choice.sets, isExhaustive: false), [[Int]](repeating: [0], count: choice.sets.count))
      }
    }
    var holders: [[Int]: [Int]] = [:]
    for (pair, sets) in products.enumerated() {
      for set in sets ?? [] { holders[set, default: []].append(pair) }
    }
    let union = holders.keys.sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let certain = union.dropFirst().reduce(Set(union.first ?? [])) { $0.intersection($1) }
    let isExhaustive = families.joined().allSatisfy(\.isExhaustive)
    var choices = certain.sorted().map {
      (choice: YearChoice(sets: [[$0]], isExhaustive: true), holders: [Array(searches.indices)])
    }
    let rest = union.map { set in (set: set.filter { !certain.contains($0) }, holders: holders[set] ?? []) }
    if rest.contains(where: { !$0.set.isEmpty }) {
      choices.append((YearChoice(sets: rest.map(\.set), isExhaustive: isExhaustive), rest.map(\.holders)))
    }
    return choices
  }

  /// What could stand in the places of a set of figures, under any of some pairs.
  private func expected(
    _ set: [Int], beside others: Set<Int>, under holders: [Int]
  ) -> [(figure: Int, expected: ExpectedValues?)] {
    let kept = readings.indices.filter { !others.contains($0) && !set.contains($0) }
    // Half-even differs from half-up at exact halves alone.
    let rules = holders.map { searches[$0].problem.pair }
    let asked = holders.filter { holder in
      let plain = searches[holder].problem.pair.withoutHalfEven
      return searches[holder].problem.pair == plain || !rules.contains(plain)
    }
    return set.map { figure in
      let values = asked.map { ExpectedValues(of: figure, keeping: kept, in: searches[$0].problem) }
      return (figure, values.compactMap(\.self).reduce(nil) { $0?.united(with: $1) ?? $1 })
    }
  }
}

extension RoundingPair {
  /// The pair with half-up in the place of half-even.
  fileprivate var withoutHalfEven: RoundingPair {
    var pair = self
    if pair.amount == .halfEven { pair.amount = .halfUp }
    if pair.share.rule == .halfEven { pair.share.rule = .halfUp }
    return pair
  }
}

extension ExpectedValues {
  /// The least range that holds both.
  fileprivate func united(with other: ExpectedValues) -> ExpectedValues {
    let highs = high.flatMap { own in other.high.map { own < $0 ? $0 : own } }
    return ExpectedValues(low: other.low < low ? other.low : low, high: highs)
  }
}
