/// How even a scheme is among so many firms, under stated assumptions about its numbers.
public struct UniformityStudy: Sendable {
  /// What is assumed of the numbers; all others are known.
  public enum Assumption: Sendable, Hashable {
    /// So many firms have a number that is uniform on three digits; neither the first nor the last in the order as
    /// long as others are left.
    case uniformNumbers(Int)
    /// The milliseconds of the opening are uniform.
    case uniformOpening
    /// All firms have numbers of given distributions, and the milliseconds of the opening are uniform where they count.
    case given
  }

  /// What follows from an assumption.
  public struct Finding: Sendable {
    /// What is assumed.
    public var assumption: Assumption
    /// Total variation of the winner from uniform.
    public var totalVariation: Double
    /// The best and the worst place in the order, from 0, with their probabilities.
    public var best: (place: Int, chance: Double)
    /// The worst place.
    public var worst: (place: Int, chance: Double)
    /// Total variation of the first two places from all ordered pairs equally likely; nil where not asked for.
    public var firstTwo: Double?
    /// The probability of winning for the first or the last firm in the order, whichever is better, if it chooses its
    /// number and knows all but what is assumed uniform; nil where bidders type none or not asked for. Without a cut of
    /// the sum every place has the same.
    public var choice: Double?
  }

  /// The scheme.
  public let scheme: LotteryScheme
  /// The number of firms.
  public let firms: Int
  /// What follows, assumption by assumption.
  public let findings: [Finding]
  /// The best that a firm reaches that times its arrival and chooses its number while the others, whose typed numbers
  /// it knows, arrive within the window; nil where the arrival does not give the number, or for many firms.
  public let timing: (window: Int, choice: ArrivalTiming.Choice)?

  /// More firms than these are not asked about timing.
  public static let timingLimit = 12

  /// Studies a scheme.
  ///
  /// - Parameters:
  ///   - scheme: the rule.
  ///   - firms: how many draw, at least 2.
  ///   - given: distributions of the numbers of every firm, beside the assumptions that are always made.
  ///   - window: the moments in which bids arrive, for the question about timing; nil does not ask.
  ///   - asksMore: whether the first two places and the chooser are wanted, which take longer than the winner.
  /// - Complexity: O(N³), with a cut sum O(10⁶ N).
  public init(
    _ scheme: LotteryScheme, firms: Int, given: FirmNumbers? = nil, window: Int? = nil, asksMore: Bool = true
  ) {
    precondition(firms >= 2, "a draw needs two firms")
    self.scheme = scheme
    self.firms = firms
    var assumptions: [Assumption] = []
    if scheme.addsOpeningMilliseconds { assumptions.append(.uniformOpening) }
    if scheme.usesTypedNumber || [.given, .seconds, .milliseconds].contains(scheme.systemNumber) {
      assumptions += [0, 1, 2, 3].filter { $0 < firms }.map { .uniformNumbers($0) } + [.uniformNumbers(firms)]
    }
    if given != nil { assumptions.append(.given) }
    findings = assumptions.map { Self.finding(scheme, firms, $0, given, asksMore: asksMore) }
    if let window, firms <= Self.timingLimit, !scheme.cutsSum, ArrivalTiming.applies(to: scheme) {
      let timing = ArrivalTiming(scheme, typed: Array(repeating: 0, count: firms - 1), window: window)
      // Place and number depend on each other most where bids are few before, or few behind.
      let moments = Set(0..<min(window, 50)).union(max(0, window - 50)..<window).sorted()
      self.timing = timing.best(among: moments).map { (window, $0) }
    } else {
      timing = nil
    }
  }

  private static func finding(
    _ scheme: LotteryScheme, _ firms: Int, _ assumption: Assumption, _ given: FirmNumbers?, asksMore: Bool
  ) -> Finding {
    var numbers = [FirmNumbers](repeating: FirmNumbers(), count: firms)
    var added = NumberDistribution.certain(0)
    switch assumption {
    case .uniformNumbers(let count):
      let first = count < firms - 1 ? 1 : 0
      for place in first..<(first + count) { numbers[place].system = .uniform }
    case .uniformOpening: added = .uniform
    case .given:
      numbers = Array(repeating: given ?? FirmNumbers(), count: firms)
      if scheme.addsOpeningMilliseconds { added = .uniform }
    }
    let law = DrawDistribution(scheme, numbers, added: added)
    let (best, worst) = law.extremes
    return Finding(
      assumption: assumption, totalVariation: law.totalVariation, best: (best, law.chances[best]),
      worst: (worst, law.chances[worst]), firstTwo: asksMore ? law.firstTwoTotalVariation() : nil,
      choice: asksMore && scheme.usesTypedNumber
        ? [0, firms - 1].map { law.bestChoice(at: $0, system: numbers[$0].system).chance }.max() : nil)
  }
}
