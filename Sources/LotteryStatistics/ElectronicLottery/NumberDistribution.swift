/// The distribution of a number that enters an electronic lottery: integer weights of 0, 1, 2 ....
public struct NumberDistribution: Sendable, Hashable {
  /// The largest total of weights: products of two totals still fit into 64 bits.
  public static let totalLimit: Int64 = 1 << 31

  /// The weight of each number from 0.
  public let weights: [Int64]
  /// The sum of the weights.
  public let total: Int64

  /// A distribution with integer weights, such as counts of typed numbers; nil where a weight is negative, all are 0
  /// or their sum is beyond `totalLimit`.
  public init?(weights: [Int64]) {
    var total: Int64 = 0
    for weight in weights {
      guard weight >= 0, weight <= Self.totalLimit - total else { return nil }
      total += weight
    }
    guard total > 0 else { return nil }
    self.init(unchecked: weights, total: total)
  }

  private init(unchecked weights: [Int64], total: Int64) {
    self.weights = weights
    self.total = total
  }

  /// Three digits, all equally likely.
  public static let uniform = NumberDistribution(
    unchecked: Array(repeating: 1, count: LotteryScheme.numberLimit), total: Int64(LotteryScheme.numberLimit))

  /// A number that is known.
  public static func certain(_ number: Int) -> NumberDistribution {
    precondition(number >= 0, "numbers start at 0")
    return NumberDistribution(unchecked: Array(repeating: 0, count: number) + [1], total: 1)
  }

  /// The distribution of the sum of two independent numbers.
  ///
  /// - Complexity: O(product of the lengths).
  func plus(_ other: NumberDistribution) -> NumberDistribution {
    var sum = [Int64](repeating: 0, count: weights.count + other.weights.count - 1)
    for (a, weight) in weights.enumerated() where weight > 0 {
      for (b, second) in other.weights.enumerated() { sum[a + b] += weight * second }
    }
    return NumberDistribution(unchecked: sum, total: total * other.total)
  }

  /// The distribution of the remainder by a modulus.
  func modulo(_ modulus: Int) -> NumberDistribution {
    var folded = [Int64](repeating: 0, count: modulus)
    for (number, weight) in weights.enumerated() { folded[number % modulus] += weight }
    return NumberDistribution(unchecked: folded, total: total)
  }

  /// The probability of each number.
  var probabilities: [Double] { weights.map { Double($0) / Double(total) } }
}

/// The numbers of one firm, independent of each other and of all others.
public struct FirmNumbers: Sendable, Hashable {
  /// The number that it types.
  public var typed: NumberDistribution
  /// The number that the system adds.
  public var system: NumberDistribution

  /// Numbers of a firm; a number that is not given is known and 0.
  public init(typed: NumberDistribution = .certain(0), system: NumberDistribution = .certain(0)) {
    self.typed = typed
    self.system = system
  }

  /// The distribution of the determined number.
  func determined(_ scheme: LotteryScheme) -> NumberDistribution {
    let sum = typed.plus(system)
    return scheme.cutsNumbers ? sum.modulo(LotteryScheme.numberLimit) : sum
  }
}
