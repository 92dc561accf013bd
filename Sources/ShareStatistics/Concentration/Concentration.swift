import Procurement

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How unevenly contracts or amounts are spread over vendors who have at least one.
///
/// What is rational is exact. Sources: Herfindahl (1950), Hirschman (1945); Gini (1912); Theil, *Economics and
/// Information Theory* (1967).
public struct Concentration: Hashable, Sendable {
  /// A point of the Lorenz curve.
  public struct LorenzPoint: Hashable, Sendable {
    /// The part of the vendors, smallest first.
    public var vendors: Double
    /// Their part of the sum.
    public var sum: Double
  }

  /// The totals from the least.
  private let totals: [Int64]
  /// Their sum.
  private let sum: Int64

  /// The concentration of some totals, one a vendor.
  ///
  /// - Returns: nil where a total is negative, or their sum is 0 or beyond Int64.
  /// - Complexity: O(n log n).
  public init?(_ totals: [Int64]) {
    var sum: Int64 = 0
    for total in totals {
      let (next, overflow) = sum.addingReportingOverflow(total)
      guard total >= 0, !overflow else { return nil }
      sum = next
    }
    guard sum > 0 else { return nil }
    self.totals = totals.sorted()
    self.sum = sum
  }

  /// The number of vendors.
  public var vendors: Int { totals.count }

  /// The Herfindahl–Hirschman index: the sum of squared shares, from 1/n to 1.
  public var hhi: ExactRatio {
    // Squares of parts add up to less than the square of a sum within Int64.
    let squares = totals.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    return quotient(squares, by: ExactRatio(sum) * ExactRatio(sum))
  }

  /// The effective number: of how many equal vendors the index would be the same, 1 / HHI.
  public var effectiveNumber: ExactRatio { ExactRatio(1) / hhi ?? .zero }

  /// The share of the k largest vendors.
  public func topShare(_ k: Int) -> ExactRatio {
    ExactRatio(totals.suffix(max(0, k)).reduce(0, +), over: sum) ?? .zero
  }

  /// The Gini coefficient, from 0 for equality to 1 − 1/n.
  public var gini: ExactRatio {
    let ranked = totals.enumerated().reduce(Int128(0)) { $0 + Int128(2 * $1.offset + 1 - vendors) * Int128($1.element) }
    return quotient(ranked, by: ExactRatio(Int64(vendors)) * ExactRatio(sum))
  }

  /// Theil's T in nats, from 0 for equality to ln n.
  public var theil: Double {
    totals.reduce(0) { result, total in
      guard total > 0 else { return result }
      let share = Double(total) / Double(sum)
      return result + share * log(share * Double(vendors))
    }
  }

  /// The Lorenz curve, from (0, 0) to (1, 1).
  public var lorenz: [LorenzPoint] {
    var below: Int64 = 0
    var points = [LorenzPoint(vendors: 0, sum: 0)]
    for (place, total) in totals.enumerated() {
      below += total
      points.append(
        LorenzPoint(vendors: Double(place + 1) / Double(vendors), sum: Double(below) / Double(sum)))
    }
    return points
  }

  private func quotient(_ numerator: Int128, by denominator: ExactRatio) -> ExactRatio {
    let low = ExactRatio(Int64(numerator & 0xFFFF_FFFF))
    let middle = ExactRatio(Int64(numerator >> 32 & 0xFFFF_FFFF)) * ExactRatio(1 << 32)
    let high = ExactRatio(Int64(numerator >> 64)) * ExactRatio(1 << 32) * ExactRatio(1 << 32)
    return (low + middle + high) / denominator ?? .zero
  }
}

extension Concentration {
  /// The measures that are compared with chance.
  public enum Index: Hashable, Sendable {
    /// The Herfindahl–Hirschman index.
    case hhi
    /// The share of the k largest.
    case topShare(Int)
    /// The Gini coefficient.
    case gini
    /// Theil's T.
    case theil
  }

  /// A measure as a double, for comparison with simulated ones.
  public subscript(index: Index) -> Double {
    let total = Double(sum)
    switch index {
    case .hhi: return totals.reduce(0) { $0 + Double($1) / total * (Double($1) / total) }
    case .topShare(let k): return Double(totals.suffix(max(0, k)).reduce(0, +)) / total
    case .gini:
      let ranked = totals.enumerated().reduce(0) {
        $0 + Double(2 * $1.offset + 1 - vendors) * (Double($1.element) / total)
      }
      return ranked / Double(vendors)
    case .theil: return theil
    }
  }
}
