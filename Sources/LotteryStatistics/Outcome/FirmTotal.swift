/// One firm over all blocks of an outcome, which are independent of each other.
public struct FirmTotal: Sendable {
  /// The firm, a position in the register.
  public var firm: Int
  /// The expected number of wins.
  public var wins: Double
  /// The standard error of a simulated expectation; nil where exact.
  public var standardError: Double?
  /// The probability of at least one win.
  public var atLeastOne: Double
  /// The distribution of the number of wins, convolved over blocks; empty where simulated.
  public var distribution: [Double]
  /// The expected amount in yen.
  public var amount: Double
  /// The expected square of the amount; NaN where simulated.
  var squaredAmount: Double

  /// The totals of every firm with a valid bid, ascending.
  ///
  /// - Complexity: O(firms log firms + wins × parts), parts being the firms of all blocks.
  public static func totals(of outcome: LotteryOutcome) -> [FirmTotal] {
    var totals: [FirmTotal] = []
    // The place of each firm's total, -1 where it has none yet.
    var places: [Int] = []
    for block in outcome.blocks {
      for part in block.firms {
        if part.firm >= places.count {
          places += repeatElement(-1, count: max(part.firm + 1, 2 * places.count) - places.count)
        }
        if places[part.firm] < 0 {
          places[part.firm] = totals.count
          totals.append(FirmTotal(firm: part.firm))
        }
        totals[places[part.firm]].add(part)
      }
    }
    return totals.sorted { $0.firm < $1.firm }
  }

  private init(firm: Int) {
    self.firm = firm
    wins = 0
    atLeastOne = 0
    distribution = [1]
    amount = 0
    squaredAmount = 0
  }

  private mutating func add(_ part: FirmOutcome) {
    wins += part.expectedWins
    if let error = part.standardError {
      // Blocks are independent, but share the trials' random numbers nowhere: errors add in squares.
      standardError = ((standardError ?? 0) * (standardError ?? 0) + error * error).squareRoot()
    }
    atLeastOne += (1 - atLeastOne) * part.winAtLeastOne
    squaredAmount += 2 * amount * part.expectedAmount + (part.expectedSquaredAmount ?? .nan)
    amount += part.expectedAmount
    guard let other = part.distribution, !distribution.isEmpty else {
      distribution = []
      return
    }
    // A firm that surely wins nothing in the block changes nothing.
    if other.count == 1, other[0] == 1 { return }
    var sum = [Double](repeating: 0, count: distribution.count + other.count - 1)
    for (a, p) in distribution.enumerated() where p != 0 {
      for (b, q) in other.enumerated() { sum[a + b] += p * q }
    }
    distribution = sum
  }
}
