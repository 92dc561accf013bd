/// Splits whole totals into whole parts that add up exactly.
enum ExactSplit {
  /// The part of a total that falls to the positions of a range, when it is spread evenly over `count` positions.
  ///
  /// Adjacent ranges give parts that add up; a total of at least one a position gives every position one.
  static func part(of total: Int64, over range: Range<Int64>, of count: Int64) -> Int64 {
    func share(_ position: Int64) -> Int64 { Int64(Int128(total) * Int128(position) / Int128(max(count, 1))) }
    return share(range.upperBound) - share(range.lowerBound)
  }

  /// Yen in proportion to weights, each at least one unit, together exactly the total.
  ///
  /// Amounts are multiples of a unit (1 to 10,000 yen, the greatest power of ten below a hundredth of the mean), as
  /// prices are; what is left of the total goes to the greatest.
  ///
  /// - Parameters:
  ///   - total: at least as many yen as there are weights.
  ///   - weights: each 1 to 2^50 and together below 2^64; replaced by the amounts.
  static func distribute(_ total: Int64, _ weights: inout [UInt64]) {
    guard !weights.isEmpty else { return }
    let count = UInt64(weights.count)
    precondition(total >= 0 && UInt64(total) >= count, "one yen for every weight")
    var unit: UInt64 = 1
    while unit < 10_000, UInt64(total) / count >= unit * 1_000 { unit *= 10 }
    let (units, rest) = UInt64(total).quotientAndRemainder(dividingBy: unit)
    let free = units - count
    let sum = weights.reduce(0, +)
    var (reached, given, greatest): (UInt64, UInt64, Int) = (0, 0, 0)
    for index in weights.indices {
      reached += weights[index]
      let upTo = sum.dividingFullWidth(free.multipliedFullWidth(by: reached)).quotient
      weights[index] = (upTo - given + 1) * unit
      given = upTo
      if weights[index] > weights[greatest] { greatest = index }
    }
    weights[greatest] += rest
  }
}
