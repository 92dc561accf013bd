/// An award price beside its ceiling price: the award rate (落札率) of one tender, exact.
public struct AwardRate: Hashable, Sendable, Comparable {
  /// The price of the award.
  public var award: Int64
  /// The ceiling price, above 0.
  public var ceiling: Int64

  /// A rate.
  public init(award: Int64, ceiling: Int64) { (self.award, self.ceiling) = (award, ceiling) }

  /// Whether award / ceiling is at least so many percent.
  public func isAtLeast(percent: Int64) -> Bool { Int128(award) * 100 >= Int128(ceiling) * Int128(percent) }

  /// The place of the last of some ascending percentages that the quotient reaches; nil where it is below the first.
  public func band(of marks: [Int64]) -> Int? {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if isAtLeast(percent: marks[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Orders by the quotient, which is compared exactly: doubles decide only where they differ by more than they err.
  public static func < (a: AwardRate, b: AwardRate) -> Bool {
    let (x, y) = (Double(a.award) / Double(a.ceiling), Double(b.award) / Double(b.ceiling))
    // Three roundings err by less than 2^-51 of the value.
    if abs(x - y) > 1e-14 * (abs(x) + abs(y)) { return x < y }
    return Int128(a.award) * Int128(b.ceiling) < Int128(b.award) * Int128(a.ceiling)
  }
}
