/// The smallest sets that meet every one of some conflicts.
///
/// A conflict is a set of figures that cannot all be right; whoever explains all conflicts must blame one figure
/// of each. Independent conflicts are solved apart, so that their alternatives add instead of multiplying.
struct HittingSets {
  /// The smallest sets for one group of conflicts that share no figure with the other groups.
  struct Group {
    /// All smallest sets in lexicographic order, or the first ones where there are more than the cap.
    var sets: [[Int]]
    /// Whether `sets` holds all of them.
    var isComplete: Bool
  }

  /// One group each, in the order of their smallest figure.
  let groups: [Group]

  /// Solves for the conflicts, each non-empty; nil where the search exceeds its limit of steps.
  ///
  /// - Complexity: exponential in the number of figures that one group needs, cut off at `maximumSteps`.
  init?(_ conflicts: [[Int]], maximumSets: Int, maximumSteps: Int) {
    var steps = maximumSteps
    var groups: [Group] = []
    for component in Self.components(conflicts) {
      var search = Search(conflicts: component.sorted { $0.count < $1.count }, cap: maximumSets, steps: steps)
      guard let group = search.smallest() else { return nil }
      steps = search.steps
      groups.append(group)
    }
    self.groups = groups
  }

  /// Conflicts grouped so that two with a common figure are together.
  static func components(_ conflicts: [[Int]]) -> [[[Int]]] {
    var components: [(figures: Set<Int>, conflicts: [[Int]])] = []
    for conflict in conflicts {
      var merged = (figures: Set(conflict), conflicts: [conflict])
      components.removeAll { component in
        guard !component.figures.isDisjoint(with: merged.figures) else { return false }
        merged.figures.formUnion(component.figures)
        merged.conflicts += component.conflicts
        return true
      }
      components.append(merged)
    }
    return components.sorted { ($0.figures.min() ?? 0) < ($1.figures.min() ?? 0) }.map(\.conflicts)
  }

  /// Depth-first search by increasing size.
  private struct Search {
    let conflicts: [[Int]]
    let cap: Int
    var steps: Int
    var found: [[Int]] = []
    var isComplete = true
    /// The figures that are blamed, and for each figure whether it is, and whether it was tried already.
    private var chosen: [Int] = []
    private var isChosen: [Bool]
    private var isBarred: [Bool]
    /// For each figure the last count of open conflicts in which it was met.
    private var met: [Int]
    private var counts = 0

    init(conflicts: [[Int]], cap: Int, steps: Int) {
      (self.conflicts, self.cap, self.steps) = (conflicts, cap, steps)
      let figures = (conflicts.joined().max() ?? -1) + 1
      isChosen = Array(repeating: false, count: figures)
      (isBarred, met) = (isChosen, Array(repeating: 0, count: figures))
    }

    mutating func smallest() -> Group? {
      for size in 1...max(1, conflicts.count) {
        extend(left: size)
        guard steps > 0 else { return nil }
        if !found.isEmpty {
          return Group(sets: found.sorted { $0.lexicographicallyPrecedes($1) }, isComplete: isComplete)
        }
      }
      return nil
    }

    /// Tries the figures of the first conflict not met; one already tried is barred later, so no set comes twice.
    private mutating func extend(left: Int) {
      steps -= 1
      guard steps > 0, isComplete else { return }
      let (first, apart) = openConflicts(atMost: left)
      guard let first else {
        guard found.count < cap else { return isComplete = false }
        found.append(chosen.sorted())
        return
      }
      guard apart <= left else { return }
      var tried: [Int] = []
      for figure in conflicts[first] where !isBarred[figure] {
        chosen.append(figure)
        isChosen[figure] = true
        extend(left: left - 1)
        isChosen[figure] = false
        chosen.removeLast()
        isBarred[figure] = true
        tried.append(figure)
      }
      for figure in tried { isBarred[figure] = false }
    }

    /// The first conflict that no chosen figure meets, and how many of them have no figure in common: as many must still be blamed.
    private mutating func openConflicts(atMost limit: Int) -> (first: Int?, apart: Int) {
      counts += 1
      var (first, apart): (Int?, Int) = (nil, 0)
      for (place, conflict) in conflicts.enumerated() where !conflict.contains(where: { isChosen[$0] }) {
        if first == nil { first = place }
        guard !conflict.contains(where: { met[$0] == counts }) else { continue }
        apart += 1
        if apart > limit { break }
        for figure in conflict { met[figure] = counts }
      }
      return (first, apart)
    }
  }
}
