import LotteryStatistics

/// What a city may want of a rule, and every outcome that is measured.
public enum Aim: String, CaseIterable, Sendable, Hashable {
  /// Expected share of the tenders that are awarded.
  case awards
  /// Expected tenders without award (不調).
  case noAward = "no-award"
  /// Expected sum of the awards in yen.
  case amount
  /// Expected contracts that are decided above the lowest valid bid of the record.
  case aboveLowest = "above-lowest"
  /// Expected share of the firms that win at least once.
  case firmsWithWin = "firms-with-win"
  /// The largest expected number of wins of a firm.
  case mostWins = "most-wins"
  /// Gini coefficient of expected wins.
  case gini
  /// Gini coefficient of expected amounts.
  case giniAmount = "gini-amount"
  /// Expected Herfindahl–Hirschman index of the numbers of wins.
  case hhi
  /// Second wins in a group that the rule prevents.
  case secondWins = "second-wins"
  /// Share of the expected awards that go to a firm of the site's ward.
  case ward
  /// Share of the expected awards that go to a firm of the site's half of the city.
  case half
  /// Share of the expected amount that goes to local SMEs (市内中小企業).
  case localSME = "local-sme"
  /// Firms whose expected wins fall against independent draws.
  case losers
  /// The largest fall of a firm's expected wins.
  case largestLoss = "largest-loss"
  /// Expected draws of lots.
  case draws
  /// Expected draws on the busiest opening day.
  case busiestDay = "busiest-day"
  /// How far expected wins depend on the order of opening: half the sum of their absolute differences, at most, between the rule and
  /// the same rule under another order of the lattice.
  case orderSensitivity = "order-sensitivity"
  /// The statements that the rule needs.
  case clauses

  /// Whether more is better.
  public var wantsMore: Bool {
    switch self {
    case .awards, .firmsWithWin, .secondWins, .ward, .half, .localSME: true
    case .noAward, .amount, .aboveLowest, .mostWins, .gini, .giniAmount, .hhi, .losers, .largestLoss, .draws,
      .busiestDay,
      .orderSensitivity, .clauses:
      false
    }
  }

  /// The aims where a user names none.
  public static let standard: [Aim] = [.awards, .amount, .firmsWithWin, .clauses]
}

/// A difference below which two values of an aim are equal.
public enum Materiality: Sendable, Hashable {
  /// In the unit of the aim.
  case absolute(Double)
  /// As a part of the larger of the two values.
  case relative(Double)

  /// The difference from which two values differ.
  func threshold(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .absolute(let value): value
    case .relative(let part): part * max(abs(a), abs(b))
    }
  }
}

/// An aim that a user has named.
public struct WeightedAim: Sendable, Hashable {
  /// What is wanted.
  public var aim: Aim
  /// Below which difference values are equal.
  public var materiality: Materiality
  /// How much it weighs in the choice among rules of the Pareto set.
  public var weight: Double

  /// An aim; by default as material as `Aim.materiality(tenders:)` says, with weight 1.
  public init(_ aim: Aim, materiality: Materiality, weight: Double = 1) {
    self.aim = aim
    self.materiality = materiality
    self.weight = weight
  }
}

extension Aim {
  /// The default materiality: 1 award, firm, win or draw, 0.1 % of an amount, 0.001 of a share or coefficient.
  ///
  /// - Parameter tenders: the number of tenders of the register.
  public func materiality(tenders: Int) -> Materiality {
    switch self {
    case .awards: .absolute(1 / Double(max(1, tenders)))
    case .noAward, .aboveLowest, .secondWins, .losers, .draws, .busiestDay, .clauses, .orderSensitivity: .absolute(1)
    case .amount: .relative(0.001)
    case .mostWins, .largestLoss: .absolute(0.1)
    case .firmsWithWin, .gini, .giniAmount, .ward, .half, .localSME: .absolute(0.001)
    case .hhi: .relative(0.001)
    }
  }
}

/// A minimum or maximum that a rule must meet, as `awards>=0.99`.
public struct Requirement: Sendable, Hashable {
  /// The aim that is limited.
  public var aim: Aim
  /// Whether the limit is the least value, not the largest.
  public var isMinimum: Bool
  /// The limit.
  public var limit: Double

  /// A requirement.
  public init(_ aim: Aim, isMinimum: Bool, limit: Double) {
    self.aim = aim
    self.isMinimum = isMinimum
    self.limit = limit
  }

  /// Whether a value meets it; a value that is not known does not.
  public func isMet(by value: Double?) -> Bool {
    guard let value else { return false }
    // The last digit of a sum of probabilities is no reason to fail.
    return isMinimum ? value >= limit - 1e-12 : value <= limit + 1e-12
  }
}
