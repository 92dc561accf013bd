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

  private var firms: Int { typed.count + 1 }

  /// The modulus whose residue of the sum decides.
  private var modulus: Int { scheme.cutsSum ? LotteryScheme.numberLimit : firms }

  /// The probability of winning for a firm that arrives at a moment with a typed number.
  ///
  /// - Complexity: O(n² · M²) for n others, M the number of firms, or 1,000 where the sum is cut.
  public func chance(at moment: Int, typing own: Int = 0) -> Double {
    chance(law(around: moment), at: moment, typing: own)
  }

  private func chance(_ law: [[Double]], at moment: Int, typing own: Int) -> Double {
    let number = scheme.determined(typed: own, system: (start + moment) % LotteryScheme.numberLimit)
    var chance = 0.0
    for came in 0..<firms {
      for residue in 0..<modulus where scheme.winner(sum: residue + number, count: firms) == came {
        chance += law[came][residue]
      }
    }
    return chance
  }

  /// By how many of the others came before a moment, and the residue of the sum of their numbers.
  private func law(around moment: Int) -> [[Double]] {
    var law = [[Double]](repeating: Array(repeating: 0, count: modulus), count: firms)
    law[0][0] = 1
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
    return law
  }

  /// The best of some moments together with one of the numbers 0 to firms − 1 to type, the first of equals.
  ///
  /// - Complexity: of `chance(at:typing:)` for each moment.
  public func best(among moments: some Sequence<Int>) -> Choice? {
    var best: Choice?
    for moment in moments {
      let law = law(around: moment)
      for own in 0..<(scheme.usesTypedNumber ? firms : 1) {
        let chance = chance(law, at: moment, typing: own)
        if chance > (best?.chance ?? -1) + 1e-15 { best = Choice(moment: moment, typed: own, chance: chance) }
      }
    }
    return best
  }

  /// A moment and a number to type, with the probability of winning.
  public struct Choice: Sendable, Hashable {
    /// The moment from the beginning of the window.
    public var moment: Int
    /// The number typed.
    public var typed: Int
    /// The probability of winning.
    public var chance: Double
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
