import Procurement

/// Recorded winners held against what a method of drawing gives.
public struct DrawVerification: Sendable {
  /// What a comparison found.
  public enum Verdict: String, Sendable, Hashable {
    /// The recorded winner is the computed one.
    case agrees
    /// Another firm is recorded.
    case differs
    /// The recorded winner is not among the tied.
    case notTied = "not-tied"
    /// The recorded winner is one that the policy excludes.
    case excluded
    /// No winner is recorded.
    case notRecorded = "not-recorded"
  }

  /// One tied tender.
  public struct Comparison: Sendable, Hashable {
    /// The computed draw.
    public var draw: TenderDraw
    /// What was found.
    public var verdict: Verdict
    /// The names of other schemes that give the recorded winner, where it differs.
    public var explainedBy: [String]
    /// Firms whose recorded system number is not the one that follows from their arrival.
    public var numbersAside: [ElectronicDraw.Entry]
  }

  /// How well a scheme explains the record.
  public struct Explanation: Sendable, Hashable {
    /// The scheme's name.
    public var scheme: String
    /// Tied tenders with a recorded winner among those that may win for which it can be computed.
    public var computed: Int
    /// Those of them whose winner it gives.
    public var explained: Int
    /// How many a scheme that has nothing to do with the record would explain on average, Σ 1/n.
    public var byChance: Double
    /// The probability that such a scheme explains all of them, Π 1/n.
    public var allByChance: Double
  }

  /// How many recorded system numbers follow from their arrivals by a rule.
  public struct NumberRule: Sendable, Hashable {
    /// The rule.
    public var rule: SystemNumber
    /// Firms of tied tenders whose number and arrival are both recorded.
    public var recorded: Int
    /// Those of them whose number is the arrival's.
    public var following: Int
  }

  /// The tied tenders in order.
  public let comparisons: [Comparison]
  /// The rules for system numbers, the best first; empty where no number is unlike its arrival.
  public let numberRules: [NumberRule]
  /// The scheme itself and its alternatives, the best first; empty without a difference or without a scheme.
  public let explanations: [Explanation]

  /// Whether anything differs from the record.
  public var hasFindings: Bool {
    comparisons.contains {
      ![.agrees, .notRecorded].contains($0.verdict) || !$0.numbersAside.isEmpty
    }
  }

  /// How many tenders have a verdict.
  public func count(_ verdict: Verdict) -> Int { comparisons.count { $0.verdict == verdict } }

  /// Compares the recorded winners of tied tenders with a method of drawing.
  ///
  /// - Throws: `DrawError` where the method cannot be applied to a tender.
  /// - Complexity: O(schemes × bids).
  public init(
    _ tied: [TiedTender], of register: TenderRegister, method: DrawMethod
  ) throws(DrawError) {
    var comparisons: [Comparison] = []
    for tender in tied {
      let draw = try method.draw(tender, of: register)
      var aside: [ElectronicDraw.Entry] = []
      if case .electronic(let electronic) = draw.working {
        aside = electronic.entries.filter { $0.systemOfArrival != nil }
      }
      comparisons.append(
        Comparison(draw: draw, verdict: Self.verdict(draw), explainedBy: [], numbersAside: aside))
    }
    numberRules = comparisons.contains { !$0.numbersAside.isEmpty } ? Self.numberRules(tied) : []
    guard case .scheme(let scheme) = method, comparisons.contains(where: { $0.verdict == .differs }) else {
      self.comparisons = comparisons
      explanations = []
      return
    }
    var explanations: [Explanation] = []
    for candidate in [scheme] + scheme.alternatives {
      var explanation = Explanation(scheme: candidate.name, computed: 0, explained: 0, byChance: 0, allByChance: 1)
      for (index, comparison) in comparisons.enumerated() {
        let tender = comparison.draw.tied
        guard [.agrees, .differs].contains(comparison.verdict), case .tied(let recorded) = tender.recorded,
          let other = try? DrawMethod.scheme(candidate).draw(tender, of: register)
        else { continue }
        explanation.computed += 1
        explanation.byChance += 1 / Double(tender.eligible.count)
        explanation.allByChance /= Double(tender.eligible.count)
        guard other.place == recorded else { continue }
        explanation.explained += 1
        if comparison.verdict == .differs { comparisons[index].explainedBy.append(candidate.name) }
      }
      explanations.append(explanation)
    }
    self.comparisons = comparisons
    // A stable order: what explains as much stays in the order of the guide, the scheme itself first.
    self.explanations = explanations.enumerated()
      .sorted { ($1.element.explained, $0.offset) < ($0.element.explained, $1.offset) }.map(\.element)
  }

  private static func numberRules(_ tied: [TiedTender]) -> [NumberRule] {
    let bidders = tied.flatMap(\.bidders).filter { $0.system != nil && $0.arrival != nil }
    let rules = SystemNumber.allCases.filter(\.followsFromArrival).map { rule in
      NumberRule(
        rule: rule, recorded: bidders.count,
        following: bidders.count { bidder in
          bidder.arrival.flatMap { ArrivalNumber.number(rule, arrival: $0) } == bidder.system
        })
    }
    return rules.sorted { $0.following > $1.following }
  }

  private static func verdict(_ draw: TenderDraw) -> Verdict {
    switch draw.tied.recorded {
    case .none: return .notRecorded
    case .outside: return .notTied
    case .tied(let place):
      let bidder = draw.tied.bidders[place]
      if place == draw.place { return .agrees }
      return draw.tied.eligible.contains { $0.name == bidder.name } ? .differs : .excluded
    }
  }
}

extension LotteryScheme {
  /// Schemes that a record may follow instead: the other named ones, and this one with one component changed.
  var alternatives: [LotteryScheme] {
    var result = Self.named.filter { $0.components != components }
    // Where a hash decides, no other component does.
    if hash != nil { return result }
    func vary(_ key: String, _ value: String, _ change: (inout LotteryScheme) -> Void) {
      var other = self
      change(&other)
      other.name = "\(name), \(key): \(value)"
      guard other.components != components, (try? other.checked()) != nil,
        !result.contains(where: { $0.components == other.components })
      else { return }
      result.append(other)
    }
    vary("cut-numbers", "\(!cutsNumbers)") { $0.cutsNumbers.toggle() }
    vary("cut-sum", "\(!cutsSum)") { $0.cutsSum.toggle() }
    for (first, winner) in [(0, WinningNumber.remainder), (1, .remainder), (1, .countMinusRemainder)] {
      vary("first-number", "\(first), winner: \(winner.rawValue)") {
        $0.firstNumber = first
        $0.winningNumber = winner
      }
    }
    for number in SystemNumber.allCases { vary("system-number", number.rawValue) { $0.systemNumber = number } }
    for order in TiedOrder.allCases { vary("order", order.rawValue) { $0.order = order } }
    vary("exclusion", exclusion == .pass ? "renumber" : "pass") {
      $0.exclusion = $0.exclusion == .pass ? .renumber : .pass
    }
    return result
  }

  /// The scheme without its name.
  private var components: LotteryScheme {
    var scheme = self
    scheme.name = ""
    return scheme
  }
}
