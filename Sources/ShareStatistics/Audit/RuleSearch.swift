import Procurement

/// A pair of rounding rules and how many figures it would accuse.
public struct RuleAlternative: Hashable, Sendable {
  /// The pair.
  public let rules: RoundingPair
  /// How many figures are accused under it.
  public let accused: Int
  /// Whether that is the exact number; otherwise it is at least so many.
  public let isExact: Bool
}

/// The search for the pairs of rounding rules that leave the fewest figures accused.
struct RuleSearch {
  /// A table under one pair of rules.
  struct Trial {
    let pair: RoundingPair
    var years: [YearSearch]

    var least: Int { years.reduce(0) { $0 + $1.least } }
    var isDecided: Bool { years.allSatisfy { $0.explanations != nil || $0.isExplained } }
    var isExplained: Bool { years.allSatisfy(\.isExplained) }
    var isUndecided: Bool { years.contains(where: \.isUndecided) }

    mutating func raiseBound(to limit: Int, withSums: Bool) {
      for year in years.indices where least < limit {
        years[year].raiseBound(to: limit - (least - years[year].least), withSums: withSums)
      }
    }

    /// Conflicts without a common figure, counted without the solver up to a limit.
    func conflicts(atMost limit: Int) -> Int {
      years.reduce(0) { count, year in
        count < limit ? count + year.problem.disjointConflicts(atMost: limit - count, withSums: true) : count
      }
    }

    mutating func explain(atMost most: Int) {
      for year in years.indices where least <= most {
        years[year].explain(atMost: most == .max ? .max : most - (least - years[year].least))
      }
    }
  }

  /// Conflicts that are counted for every pair before any is searched in full.
  private static let firstBound = 3
  /// Conflicts that are counted at most to tell pairs apart that all have as many as are counted at first.
  private static let lastBound = 96

  private var trials: [Trial]
  private(set) var fewest: [Trial] = []
  /// The fewest accused figures so far; a pair that needs more is not searched to its end.
  private var most = Int.max

  /// - Parameter structures: the rows and columns of each year.
  init(_ structures: [TableStructure], years: [FiscalYear], pairs: [RoundingPair], effort: Effort) {
    trials = pairs.map { pair in
      Trial(
        pair: pair,
        years: zip(structures, years).map { YearSearch($0, year: $1, pair: pair, effort: effort) })
    }
  }

  /// Whether the printed numbers alone did not settle the question.
  var usedSolver: Bool {
    trials.contains { $0.years.contains { $0.problem.usedSolver } } || !trials.contains(where: \.isExplained)
  }

  /// Every pair that was tried, the best first.
  var alternatives: [RuleAlternative] {
    trials.map { RuleAlternative(rules: $0.pair, accused: $0.least, isExact: $0.isDecided) }
  }

  /// Pairs whose search ended at its limit and that could accuse as few figures.
  var openRules: [RoundingPair] {
    let best = fewest.first.map { $0.isDecided ? $0.least : Int.max } ?? .max
    return trials.filter { $0.isUndecided && !$0.isDecided && $0.least <= best }.map(\.pair)
  }

  /// Rules for amounts and shares alike, other than the chosen one, that explain every figure.
  var otherExplainingRules: [RoundingRule] {
    guard let best = fewest.first, best.isExplained else { return [] }
    return trials.filter { $0.pair != best.pair && $0.pair == RoundingPair($0.pair.amount) && $0.isExplained }
      .map(\.pair.amount)
  }

  /// Looks for the pairs; those that adjust parts to totals are tried only where no other explains every figure.
  mutating func run() {
    let plain = trials.indices.filter { !trials[$0].pair.isControlled }
    if !plain.isEmpty { search(plain) }
    if !plain.contains(where: { trials[$0].isExplained }) {
      search(trials.indices.filter { trials[$0].pair.isControlled })
    } else {
      trials.removeAll(where: \.pair.isControlled)
    }
    let decided = trials.filter(\.isDecided)
    let best = decided.map(\.least).min()
    fewest = decided.filter { $0.least == best }
    if best == 0 { fewest = Array(fewest.prefix(1)) }
    // While a pair that was not decided may accuse fewer figures, those of another one may all be right.
    let open = trials.filter { $0.isUndecided && !$0.isDecided && $0.least < best ?? 0 }
    if let open = open.min(by: { $0.least < $1.least }) { fewest = [open] }
    // Undecided everywhere: the simplest pair says so.
    if fewest.isEmpty { fewest = trials.min { $0.least < $1.least }.map { [$0] } ?? [] }
  }

  /// Half-even differs from half-up at exact halves alone; it is of interest where it explains more.
  private func most(for pair: RoundingPair) -> Int {
    pair.isHalfEven && most > 0 && most < Int.max ? most - 1 : most
  }

  /// How many figures each pair has to accuse, counted as far as one of them stands out: to search the wrong pair to its end
  /// takes long where it contradicts figures everywhere.
  private func ranks(_ indices: [Int]) -> [Int: Int] {
    var ranks = Dictionary(uniqueKeysWithValues: indices.map { ($0, trials[$0].least) })
    var bound = Self.firstBound
    while most == .max, indices.count > 1, bound < Self.lastBound, ranks.values.allSatisfy({ $0 >= bound }) {
      bound *= 2
      for index in indices { ranks[index] = max(trials[index].least, trials[index].conflicts(atMost: bound)) }
    }
    return ranks
  }

  private mutating func search(_ indices: [Int]) {
    // A pair whose printed numbers are their own ledger needs no other.
    if let own = indices.first(where: { trials[$0].years.allSatisfy(\.problem.isOwnWitness) }) {
      trials[own].explain(atMost: 0)
    }
    if indices.contains(where: { trials[$0].isExplained }) { most = 0 }
    for index in indices { trials[index].raiseBound(to: most == 0 ? 1 : Self.firstBound, withSums: false) }
    let ranks = ranks(indices)
    let order = indices.sorted { one, other in
      let keys = [one, other].map { (ranks[$0, default: 0], trials[$0].pair.isHalfEven ? 1 : 0, $0) }
      return keys[0] < keys[1]
    }
    for index in order where trials[index].least <= most(for: trials[index].pair) {
      // Once a pair explains everything, only rules for amounts and shares alike are of interest.
      if most == 0, trials[index].pair != RoundingPair(trials[index].pair.amount) { continue }
      let limit = most(for: trials[index].pair)
      if limit < Int.max { trials[index].raiseBound(to: limit + 1, withSums: true) }
      trials[index].explain(atMost: limit)
      if trials[index].isDecided { most = min(most, trials[index].least) }
    }
  }
}
