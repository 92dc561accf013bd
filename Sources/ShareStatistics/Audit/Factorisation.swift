/// Independent choices inside a list of alternatives.
enum Factorisation {
  /// Splits alternatives into factors, such that choosing one entry of each factor gives every alternative once.
  ///
  /// Two figures are tied when their joint frequency is not the product of their frequencies; the split by ties is
  /// kept if it multiplies back to the whole, else the list is one factor. Figures in every alternative come out
  /// as factors of one entry.
  static func factors(of sets: [[Int]]) -> [[[Int]]] {
    let figures = Set(sets.joined()).sorted()
    let members = sets.map(Set.init)
    func frequency(_ wanted: Set<Int>) -> Int { members.count { wanted.isSubset(of: $0) } }
    var blocks: [Set<Int>] = []
    for figure in figures {
      var block: Set<Int> = [figure]
      blocks.removeAll { other in
        let isTied = other.contains {
          frequency([$0, figure]) * sets.count != frequency([$0]) * frequency([figure])
        }
        if isTied { block.formUnion(other) }
        return isTied
      }
      blocks.append(block)
    }
    let factors = blocks.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }.map { block in
      Set(members.map { $0.intersection(block).sorted() }).sorted { $0.lexicographicallyPrecedes($1) }
    }
    return factors.reduce(1) { $0 * $1.count } == sets.count ? factors : [sets]
  }
}
