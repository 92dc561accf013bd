/// The Lorenz curve of what firms win: the part of all wins that the least successful part of the firms has.
public struct LorenzCurve: Hashable, Sendable {
  /// A point of the curve.
  public struct Point: Hashable, Sendable {
    /// The part of the firms, those with least first.
    public var firms: Double
    /// Their part of the sum.
    public var sum: Double
  }

  /// The points from (0, 0) to (1, 1).
  public let points: [Point]

  /// The curve of some non-negative amounts, zeros included; nil where they add up to 0.
  ///
  /// - Complexity: O(n log n). Source: Lorenz (1905).
  public init?(_ amounts: [Double]) {
    let sorted = amounts.sorted()
    let sum = sorted.reduce(0, +)
    guard let least = sorted.first, least >= 0, sum > 0 else { return nil }
    var below = 0.0
    var points = [Point(firms: 0, sum: 0)]
    for (place, amount) in sorted.enumerated() {
      below += amount
      points.append(Point(firms: Double(place + 1) / Double(sorted.count), sum: min(1, below / sum)))
    }
    self.points = points
  }

  /// The part of the sum that a part of the firms has, those with least first: linear between two points.
  ///
  /// - Complexity: O(log n).
  public func part(of firms: Double) -> Double {
    var (low, high) = (0, points.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].firms < firms { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return points[low].sum }
    let (left, right) = (points[low - 1], points[low])
    return left.sum + (right.sum - left.sum) * (firms - left.firms) / (right.firms - left.firms)
  }
}
