/// The exact law of an electronic lottery whose numbers are independent and do not move the order.
///
/// Holds where firms are ordered by something that has nothing to do with the numbers. Where the system number is the
/// time of arrival, number and place depend on each other: `ArrivalTiming` is for that.
public struct DrawDistribution: Sendable {
  /// The scheme.
  public let scheme: LotteryScheme
  /// The number of firms.
  public let firms: Int
  /// Of each place in the order the probability of winning, minus 1 / firms.
  ///
  /// Error: below 1e-12 times the largest of them, and no more than 1e-15 beside the exact value.
  public let deviations: [Double]

  private let classes: [(number: NumberDistribution, places: [Int])]
  private let added: NumberDistribution
  /// The residues of the sum that decide: of 1,000 where the sum is cut, else of the number of firms.
  private let modulus: Int
  /// The place that wins at each of these residues.
  private let winners: [Int]

  /// The law of a draw.
  ///
  /// - Parameters:
  ///   - scheme: the rule; defaults, order and exclusion play no part.
  ///   - numbers: the numbers of the firms in their order; at least one.
  ///   - added: a number that is added to the sum, as the milliseconds of an opening.
  /// - Complexity: O(d · M²) for d different distributions, M the number of firms, or 1,000 where the sum is cut.
  public init(_ scheme: LotteryScheme, _ numbers: [FirmNumbers], added: NumberDistribution = .certain(0)) {
    precondition(!numbers.isEmpty && scheme.hasKnownLaw, "numbers of three digits, and somebody to draw")
    self.scheme = scheme
    firms = numbers.count
    self.added = added
    modulus = scheme.cutsSum ? LotteryScheme.numberLimit : numbers.count
    let positions = Dictionary(grouping: numbers.indices) { numbers[$0] }
    classes = positions.map { ($0.key.determined(scheme), $0.value) }.sorted { $0.1[0] < $1.1[0] }
    let parts = classes.map { (number: $0.number, count: $0.places.count) } + [(number: added, count: 1)]
    winners = (0..<modulus).map { scheme.winner(sum: $0, count: numbers.count) }
    let residues = ResidueSpectrum.deviations(parts, modulus)
    var deviations = Self.structural(winners, numbers.count)
    for (residue, deviation) in residues.enumerated() { deviations[winners[residue]] += deviation }
    self.deviations = deviations
  }

  /// What a cut of the sum alone does to the places, with a sum that is uniform on its residues.
  private static func structural(_ winners: [Int], _ count: Int) -> [Double] {
    var counts = [Int](repeating: 0, count: count)
    for winner in winners { counts[winner] += 1 }
    return counts.map { Double($0 * count - winners.count) / Double(winners.count * count) }
  }

  /// Of each place in the order the probability of winning.
  public var chances: [Double] { deviations.map { 1 / Double(firms) + $0 } }

  /// The total variation distance of the winner from uniform, ½ Σ |p − 1/N|.
  public var totalVariation: Double { deviations.reduce(0) { $0 + abs($1) } / 2 }

  /// The place with the best chance and the one with the worst, from 0; the first of equals.
  public var extremes: (best: Int, worst: Int) {
    var (best, worst) = (0, 0)
    for place in deviations.indices {
      if deviations[place] > deviations[best] { best = place }
      if deviations[place] < deviations[worst] { worst = place }
    }
    return (best, worst)
  }

  /// What a firm can reach that chooses the number it types and knows no more than the distributions of the others.
  ///
  /// - Parameters:
  ///   - place: its place in the order.
  ///   - system: its system number, as far as it knows it.
  /// - Returns: the best number to type and the probability of winning with it.
  /// - Complexity: O(1,000 · M) beside the law of the others.
  public func bestChoice(at place: Int, system: NumberDistribution = .certain(0)) -> (number: Int, chance: Double) {
    let others = ResidueSpectrum.deviations(parts(without: place), modulus).map { 1 / Double(modulus) + $0 }
    let winning = (0..<modulus).filter { winners[$0] == place }
    // The probability that a determined number of this residue wins.
    let wins = (0..<modulus).map { residue in
      winning.reduce(0.0) { $0 + others[($1 - residue + modulus) % modulus] }
    }
    var best = (number: 0, chance: -1.0)
    for typed in 0..<LotteryScheme.numberLimit {
      var chance = 0.0
      for (value, probability) in system.probabilities.enumerated() where probability > 0 {
        chance += probability * wins[scheme.determined(typed: typed, system: value) % modulus]
      }
      if chance > best.chance + 1e-15 { best = (typed, chance) }
    }
    return best
  }

  /// The distributions of all firms but one, with what is added.
  private func parts(without place: Int) -> [(number: NumberDistribution, count: Int)] {
    classes.map { ($0.number, $0.places.count - ($0.places.contains(place) ? 1 : 0)) } + [(added, 1)]
  }
}

extension DrawDistribution {
  /// The probability of each pair of first and second place, by places in the order; needs two firms or more.
  ///
  /// Error: below 1e-12.
  ///
  /// - Complexity: O(N³) for each different distribution, with a cut sum O(10⁶); O(N) where places are cyclic.
  public func firstTwo() -> [[Double]] {
    precondition(firms > 1, "a second place needs two firms")
    var pairs = [[Double]](repeating: Array(repeating: 0, count: firms), count: firms)
    switch scheme.succession {
    case .cyclic:
      for place in 0..<firms { pairs[place][(place + 1) % firms] = chances[place] }
    case .renumber:
      let parts = classes.map { (number: $0.number, count: $0.places.count) } + [(number: added, count: 1)]
      let (outer, inner) = moduli
      let law = deviations(parts)
      for x in 0..<outer {
        let winner = winners[x]
        for y in 0..<inner {
          let second = behind(winner, scheme.winner(sum: scheme.cutsSum ? x : y, count: firms - 1))
          pairs[winner][second] += law[x * inner + y] + 1 / Double(outer * inner)
        }
      }
    case .recompute:
      for group in classes { addRecomputed(group, to: &pairs) }
    }
    return pairs
  }

  /// The total variation distance of the first two places from all ordered pairs equally likely.
  public func firstTwoTotalVariation() -> Double {
    let uniform = 1 / Double(firms * (firms - 1))
    var sum = 0.0
    for (winner, row) in firstTwo().enumerated() {
      for (second, chance) in row.enumerated() where second != winner { sum += abs(chance - uniform) }
    }
    return sum / 2
  }

  /// The residues that decide first and second place: of N and N − 1, which are coprime and so residues of N(N − 1)
  /// = lcm(N, N − 1), or of 1,000 alone where the sum is cut.
  private var moduli: (outer: Int, inner: Int) {
    scheme.cutsSum ? (LotteryScheme.numberLimit, 1) : (firms, firms - 1)
  }

  /// Deviations of a sum on the residues that decide both places.
  private func deviations(_ parts: [(number: NumberDistribution, count: Int)]) -> [Double] {
    scheme.cutsSum
      ? ResidueSpectrum.deviations(parts, LotteryScheme.numberLimit)
      : ResidueSpectrum.sum(parts, firms, firms - 1).deviations
  }

  /// The firm at a place among those that remain behind a winner.
  private func behind(_ winner: Int, _ place: Int) -> Int { place < winner ? place : place + 1 }

  /// Pairs whose winner has a number of this distribution: its number and the sum of the others are independent, the
  /// whole sum decides the first place and the others' sum the second.
  private func addRecomputed(
    _ group: (number: NumberDistribution, places: [Int]), to pairs: inout [[Double]]
  ) {
    let (outer, inner) = moduli
    let others = deviations(parts(without: group.places[0]))
    let own = group.number.modulo(outer).probabilities
    var isOwn = [Bool](repeating: false, count: firms)
    for place in group.places { isOwn[place] = true }
    for x in 0..<outer {
      for (number, probability) in own.enumerated() where probability > 0 {
        let winner = winners[(x + number) % outer]
        guard isOwn[winner] else { continue }
        for y in 0..<inner {
          let second = behind(winner, scheme.winner(sum: scheme.cutsSum ? x : y, count: firms - 1))
          pairs[winner][second] += probability * (others[x * inner + y] + 1 / Double(outer * inner))
        }
      }
    }
  }
}
