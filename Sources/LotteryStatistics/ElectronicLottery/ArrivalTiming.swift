/// What a firm reaches that times its arrival, where the arrival gives both the number and the place.
///
/// The others arrive independently of each other, each moment of a window equally likely, and typed what is known.
/// A moment is a second or a millisecond, as the scheme counts. The firm arrives in the middle of its moment, so that
/// each other of the same moment comes before or after with equal chances.
public struct ArrivalTiming: Sendable {
  private let scheme: LotteryScheme
  private let typed: [Int]
  private let window: Int
  private let start: Int

  /// A lottery by arrivals.
  ///
  /// - Parameters:
  ///   - scheme: one that orders by arrival and takes seconds or milliseconds as the system number.
  ///   - typed: the numbers that the others typed, at least one.
  ///   - window: the moments in which bids may arrive, at least 1.
  ///   - start: the system number of the first moment.
  public init(_ scheme: LotteryScheme, typed: [Int], window: Int, start: Int = 0) {
    precondition(Self.applies(to: scheme) && !typed.isEmpty && window > 0, "not a lottery by arrivals")
    self.scheme = scheme
    self.typed = typed
    self.window = window
    self.start = start
  }

  /// Whether a scheme draws number and place from the arrival.
  public static func applies(to scheme: LotteryScheme) -> Bool {
    scheme.order == .arrival && [.seconds, .milliseconds].contains(scheme.systemNumber)
  }

  /// The probability of winning for a firm that arrives at a moment with a typed number.
  ///
  /// - Complexity: O(n² · M²) for n others, M the number of firms, or 1,000 where the sum is cut.
  public func chance(at moment: Int, typing own: Int = 0) -> Double {
    let firms = typed.count + 1
    let modulus = scheme.cutsSum ? LotteryScheme.numberLimit : firms
    let ownNumber = scheme.determined(typed: own, system: (start + moment) % LotteryScheme.numberLimit)
    // By how many of the others came before, and the residue of the sum so far.
    var law = [[Double]](repeating: Array(repeating: 0, count: modulus), count: firms)
    law[0][ownNumber % modulus] = 1
    for (index, number) in typed.enumerated() {
      let (before, after) = residues(of: number, around: moment, modulus)
      var next = [[Double]](repeating: Array(repeating: 0, count: modulus), count: firms)
      for came in 0...index {
        for (sum, probability) in law[came].enumerated() where probability > 0 {
          for residue in 0..<modulus {
            let total = sum + residue < modulus ? sum + residue : sum + residue - modulus
            next[came + 1][total] += probability * before[residue]
            next[came][total] += probability * after[residue]
          }
        }
      }
      law = next
    }
    var chance = 0.0
    for came in 0..<firms {
      for residue in 0..<modulus where scheme.winner(sum: residue, count: firms) == came {
        chance += law[came][residue]
      }
    }
    return chance
  }

  /// The best of some moments, the first of equals, with the probability of winning.
  public func best(among moments: some Sequence<Int>, typing own: Int = 0) -> (moment: Int, chance: Double)? {
    var best: (moment: Int, chance: Double)?
    for moment in moments {
      let chance = chance(at: moment, typing: own)
      if chance > (best?.chance ?? -1) + 1e-15 { best = (moment, chance) }
    }
    return best
  }

  /// The probabilities of a residue of another's determined number together with coming before or after a moment.
  private func residues(of number: Int, around moment: Int, _ modulus: Int) -> (before: [Double], after: [Double]) {
    var before = [Double](repeating: 0, count: modulus)
    var after = before
    for system in 0..<LotteryScheme.numberLimit {
      let residue = scheme.determined(typed: number, system: system) % modulus
      // Moments with this system number: first, first + 1,000, ...
      let first = (system - start % LotteryScheme.numberLimit + LotteryScheme.numberLimit) % LotteryScheme.numberLimit
      let whole = Self.count(from: first, below: window)
      let earlier = Self.count(from: first, below: moment)
      let same = moment >= first && (moment - first) % LotteryScheme.numberLimit == 0 && moment < window ? 1 : 0
      before[residue] += (Double(earlier) + Double(same) / 2) / Double(window)
      after[residue] += (Double(whole - earlier) - Double(same) / 2) / Double(window)
    }
    return (before, after)
  }

  private static func count(from first: Int, below limit: Int) -> Int {
    limit > first ? (limit - first + LotteryScheme.numberLimit - 1) / LotteryScheme.numberLimit : 0
  }
}
