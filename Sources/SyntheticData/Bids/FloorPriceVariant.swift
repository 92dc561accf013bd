import CounterRandom

/// What happens to the floor price after bids have closed.
public enum FloorPriceVariant: Hashable, Sendable {
  /// Nothing: whoever knows the formula knows the floor.
  case published
  /// A random coefficient out of a grid multiplies the floor.
  case random(RandomCoefficient)
  /// The floor is the mean of the bids inside a band around their mean (変動型最低制限価格), in tenths of a standard
  /// deviation on either side. How wide the band of 川崎市 is was not found.
  case variable(bandTenths: Int64)
}

/// A random coefficient of the floor price, drawn from equally likely steps after closing.
public struct RandomCoefficient: Hashable, Sendable {
  /// The place that uses it.
  public let identifier: String
  /// The least coefficient in units of 10^−5.
  public let least: Int64
  /// The greatest coefficient in units of 10^−5.
  public let greatest: Int64
  /// The distance of two coefficients in units of 10^−5.
  public let step: Int64
  /// Whether the floor is computed with 1.0000 instead where all bids fall below it.
  public let fallsBackToOne: Bool

  /// 姫路市: 1.00000 to 1.00099 in steps of 0.00001.
  public static let himeji = RandomCoefficient(
    identifier: "himeji", least: 100_000, greatest: 100_099, step: 1, fallsBackToOne: false)
  /// 新温泉町: 0.9995 to 1.0050 in steps of 0.0001.
  public static let shinonsen = RandomCoefficient(
    identifier: "shinonsen", least: 99_950, greatest: 100_500, step: 10, fallsBackToOne: false)
  /// 大阪府: 1.0000 to 1.0025, again with 1.0000 if all bids fall below; the step was not found, 0.0001 is assumed.
  public static let osaka = RandomCoefficient(
    identifier: "osaka", least: 100_000, greatest: 100_250, step: 10, fallsBackToOne: true)
  /// All of them.
  public static let all = [himeji, shinonsen, osaka]

  /// The number of equally likely coefficients.
  public var count: Int { Int((greatest - least) / step) + 1 }

  /// The floor under the coefficient at a position, cut to whole yen.
  ///
  /// - Parameter position: 0 for the least coefficient, below `count`.
  public func floor(_ floor: Int64, position: Int) -> Int64 {
    Int64(Int128(floor) * Int128(least + Int64(position) * step) / 100_000)
  }
}

/// The variable floor of a set of bids, in exact arithmetic.
public enum VariableFloor {
  /// The mean, cut to whole yen, of the bids no further from the mean of all than so many tenths of their standard
  /// deviation (of the population); nil without bids.
  ///
  /// - Parameters:
  ///   - bids: yen, at most 2^40 each and 2^16 of them.
  ///   - bandTenths: the half-width of the band in tenths of a standard deviation, 0 to 100.
  public static func floor(of bids: [Int64], bandTenths: Int64) -> Int64? {
    guard !bids.isEmpty else { return nil }
    let n = Int128(bids.count)
    let sum = bids.reduce(Int128(0)) { $0 + Int128($1) }
    let squares = bids.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    // |x − Σ/n| ≤ k/10 · √(Σx²/n − (Σ/n)²)  ⇔  100 (n x − Σ)² ≤ k² (n Σx² − Σ²).
    let limit = Int128(bandTenths * bandTenths) * (n * squares - sum * sum)
    let inside = bids.filter { bid in
      let distance = n * Int128(bid) - sum
      return 100 * distance * distance <= limit
    }
    // With a narrow band nobody may be inside it; the mean of all is then the floor.
    let kept = inside.isEmpty ? bids : inside
    return Int64(kept.reduce(Int128(0)) { $0 + Int128($1) } / Int128(kept.count))
  }
}
