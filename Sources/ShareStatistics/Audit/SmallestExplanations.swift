/// The smallest sets of figures whose removal makes the rest feasible, by implicit hitting sets.
///
/// Conflicts are learned one by one from infeasible subsets; a smallest hitting set of the known conflicts that
/// leaves a feasible rest is a smallest explanation (Reiter 1987; Liffiton and Sakallah 2008).
struct SmallestExplanations {
  /// Limits that bound the work; they count steps, so a result does not depend on the machine.
  struct Limits {
    /// Alternatives that are enumerated for one group of conflicts.
    var sets = 200
    /// Combinations of alternatives over independent groups that are all checked.
    var combinations = 64
    /// Steps of one hitting-set search.
    var searchSteps = 200_000
    /// Questions to the oracle.
    var questions = 5_000
  }

  /// Independent groups; choosing one set from each gives a smallest explanation. Empty: all is feasible.
  let groups: [HittingSets.Group]
  /// Whether every combination was confirmed feasible; otherwise each set holds with some choice of the others
  /// or was not decided, and no smallest explanation lies outside the combinations.
  let isConfirmed: Bool

  /// How many figures a smallest explanation blames.
  var size: Int { groups.reduce(0) { $0 + ($1.sets.first?.count ?? 0) } }

  /// How a search ended.
  enum Outcome {
    /// With the smallest explanations.
    case found(SmallestExplanations)
    /// More figures are wrong than was asked for; at least so many.
    case tooMany(atLeast: Int)
    /// At a limit, before any explanation was sure; at least so many figures are wrong.
    case undecided(atLeast: Int)
  }

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - count: the number of figures, 0 ..< count.
  ///   - most: the most figures that an explanation may blame; the search ends where more are needed.
  ///   - refute: a conflict that is quickly seen, or nil where that would take a question.
  ///   - check: whether the figures that are kept are feasible, and if not, a conflicting subset of them.
  static func search(
    of count: Int, atMost most: Int = .max, limits: Limits = Limits(),
    refute: @escaping ([Int]) -> [Int]? = { _ in nil }, check: @escaping ([Int]) -> LinearSolver.Verdict
  ) -> Outcome {
    var search = Search(count: count, most: most, limits: limits, refute: refute, check: check)
    guard search.collectDisjointConflicts(), !search.isBeyond, let result = search.settle() else {
      return search.isBeyond ? .tooMany(atLeast: search.least) : .undecided(atLeast: search.least)
    }
    return .found(SmallestExplanations(groups: result.groups, isConfirmed: result.isConfirmed))
  }

  private struct Search {
    let count: Int
    let most: Int
    let limits: Limits
    let refute: ([Int]) -> [Int]?
    let check: ([Int]) -> LinearSolver.Verdict
    /// How many figures must be wrong, as far as is known.
    var least = 0
    var isBeyond: Bool { least > most }
    var questions = 0
    var conflicts: [[Int]] = []
    /// Sets whose removal was found to leave a feasible rest, or not to be decidable.
    var feasible: Set<[Int]> = []
    var undecided: Set<[Int]> = []

    init(
      count: Int, most: Int, limits: Limits, refute: @escaping ([Int]) -> [Int]?,
      check: @escaping ([Int]) -> LinearSolver.Verdict
    ) {
      (self.count, self.most, self.limits, self.refute, self.check) = (count, most, limits, refute, check)
    }

    mutating func ask(_ kept: [Int]) -> LinearSolver.Verdict {
      questions += 1
      return questions > limits.questions ? .unknown : check(kept)
    }

    /// Conflicts without common figures, a quick first lower bound. False where a question stays open.
    mutating func collectDisjointConflicts() -> Bool {
      var kept = Array(0..<count)
      while true {
        switch ask(kept) {
        case .feasible:
          feasible.insert((0..<count).filter { !kept.contains($0) })
          return true
        case .unknown: return false
        case .infeasible(let core):
          let conflict = minimised(core)
          conflicts.append(conflict)
          kept.removeAll(where: conflict.contains)
          if conflict.isEmpty { return false }
          least += 1
          if isBeyond { return true }
        }
      }
    }

    /// Drops figures from a conflict while it stays one. What is quickly seen is thinned as quickly: to find that two
    /// or three figures alone are feasible can take the solver long, and says little.
    mutating func minimised(_ core: [Int]) -> [Int] {
      let isQuick = refute(core) != nil
      var conflict = core
      for figure in core where conflict.count > 1 && conflict.contains(figure) {
        let rest = conflict.filter { $0 != figure }
        if isQuick {
          if let smaller = refute(rest), !smaller.isEmpty { conflict = smaller.sorted() }
        } else if case .infeasible(let smaller) = ask(rest) {
          conflict = smaller.sorted()
        }
      }
      return conflict
    }

    /// Proposes smallest hitting sets until all proposals stand.
    mutating func settle() -> (groups: [HittingSets.Group], isConfirmed: Bool)? {
      while true {
        guard
          let proposal = HittingSets(
            conflicts, maximumSets: limits.sets, maximumSteps: limits.searchSteps)
        else { return nil }
        least = max(least, proposal.groups.reduce(0) { $0 + ($1.sets.first?.count ?? 0) })
        if isBeyond { return nil }
        let (combinations, isEvery) = combinations(proposal.groups)
        let known = conflicts.count
        for blamed in combinations where !feasible.contains(blamed) && !undecided.contains(blamed) {
          switch ask((0..<count).filter { !blamed.contains($0) }) {
          case .feasible: feasible.insert(blamed)
          case .unknown: undecided.insert(blamed)
          case .infeasible(let core): conflicts.append(minimised(core))
          }
          if conflicts.count > known { break }
        }
        if conflicts.count > known { continue }
        // Without one sure explanation even the number of wrong figures is open.
        guard combinations.contains(where: feasible.contains) else { return nil }
        let isConfirmed =
          isEvery && proposal.groups.allSatisfy(\.isComplete) && undecided.isDisjoint(with: combinations)
        return (proposal.groups, isConfirmed)
      }
    }

    /// Every combination of one set a group, or, where these are too many, each set once beside the first of
    /// the other groups.
    func combinations(_ groups: [HittingSets.Group]) -> (sets: [[Int]], isEvery: Bool) {
      let product = groups.reduce(1) { min($0 * $1.sets.count, limits.combinations + 1) }
      if product <= limits.combinations {
        let every = groups.reduce([[]]) { sets, group in sets.flatMap { set in group.sets.map { set + $0 } } }
        return (every.map { $0.sorted() }, true)
      }
      let first = groups.compactMap(\.sets.first)
      let each = groups.indices.flatMap { group in
        groups[group].sets.map { set in
          (first.enumerated().flatMap { $0.offset == group ? set : $0.element }).sorted()
        }
      }
      return (each, false)
    }
  }
}
