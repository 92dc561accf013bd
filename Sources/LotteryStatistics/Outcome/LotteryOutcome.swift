/// What a policy does to a register: probabilities where exact, estimates where simulated.
public struct LotteryOutcome: Sendable {
  /// How the numbers came about.
  public enum Method: Hashable, Sendable {
    /// By dynamic programming; `transitions` is the work done.
    case exact(transitions: Int)
    /// By simulation of so many trials.
    case simulation(trials: Int)
  }

  /// The policy.
  public var policy: LotteryPolicy
  /// How the numbers came about; exact only if every block is.
  public var method: Method
  /// The blocks: groups, or fiscal years where the policy counts over years.
  public var blocks: [BlockOutcome]
}

/// The outcome of one block of tenders.
public struct BlockOutcome: Sendable {
  /// The group's identifier, or the fiscal year's.
  public var identifier: String
  /// The tenders in order of opening.
  public var tenders: [TenderOutcome]
  /// The firms with at least one valid bid in the block, by position in the register.
  public var firms: [FirmOutcome]
}

/// The outcome of one tender.
public struct TenderOutcome: Sendable {
  /// One firm's chance.
  public struct Chance: Hashable, Sendable {
    /// The firm, a position in the register.
    public var firm: Int
    /// The probability that it wins.
    public var probability: Double
    /// The standard error of a simulated probability; nil where exact.
    public var standardError: Double?
    /// The firm's bid in yen.
    public var price: Int64
  }

  /// The tender, a position in the register.
  public var tender: Int
  /// The probability of no award (不調).
  public var noAward: Double
  /// The probability that two firms or more draw lots for it; nil where simulated.
  public var drawn: Double?
  /// The chances of the firms that can win.
  public var chances: [Chance]

  /// The expected award in yen, 0 counted where no award is made.
  public var expectedAmount: Double { chances.reduce(0) { $0 + $1.probability * Double($1.price) } }
}

/// The outcome for one firm in one block.
public struct FirmOutcome: Sendable {
  /// The firm, a position in the register.
  public var firm: Int
  /// The expected number of wins.
  public var expectedWins: Double
  /// The standard error of a simulated expectation; nil where exact.
  public var standardError: Double?
  /// The probability of at least one win.
  public var winAtLeastOne: Double
  /// The probabilities of 0, 1, 2, ... wins; nil where simulated.
  public var distribution: [Double]?
  /// The expected amount won in yen.
  public var expectedAmount: Double
  /// The expected square of the number of wins.
  public var expectedSquaredWins: Double
  /// The expected square of the amount won; nil where simulated.
  public var expectedSquaredAmount: Double?
}
