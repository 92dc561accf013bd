import BigInt
import Procurement
import ShareStatistics

/// How an indicator changed from one year to another, and what of it is change within groups and what a shift between them.
///
/// Within = Σ ½(w₀ + w₁)(s₁ − s₀), mix = Σ ½(s₀ + s₁)(w₁ − w₀), with the share or mean s of a group and its weight w; both add up to the
/// change. Weights are what the indicator is of: awards with a rate for the mean of the rates, ceiling sums for the rate of sums,
/// tenders with a bidder for the single bid. A group that is in one year only has the other year's s: it enters as mix alone.
/// Medians are not decomposed.
public struct IndicatorChange: Sendable {
  /// An indicator that can be decomposed.
  public enum Measure: String, CaseIterable, Sendable {
    /// 落札率（単純平均）.
    case rateMean
    /// 落札率（加重平均）.
    case rateOfSums
    /// 1者応札の割合.
    case singleBid

    /// The indicator.
    public var indicator: BidIndicator {
      switch self {
      case .rateMean: .rateMean
      case .rateOfSums: .rateOfSums
      case .singleBid: .singleBid
      }
    }
  }

  /// The part of a group, in percentage points.
  public struct Part: Sendable {
    /// The values of the divisions.
    public var group: [String]
    /// Of change within the group, and of its weight, centred on the mean share.
    public var within, mix: FixedPoint
  }

  /// What changed.
  public let measure: Measure
  /// In percentage points: from the exact values, not from the printed ones.
  public let total: FixedPoint
  /// Of changes within groups, and of shifts between them; nil where tenders are not told apart.
  public let within, mix: FixedPoint?
  /// The groups, in the order of the table.
  public let parts: [Part]

  /// The change between two years of a table; nil where one of them has no value.
  ///
  /// - Complexity: O(awards), with 256 bits each.
  public init?(_ measure: Measure, of table: IndicatorTable, from: TenderYear, to: TenderYear) {
    guard let before = table[.year(from)].flatMap({ Cell(measure, $0.sums) }),
      let after = table[.year(to)].flatMap({ Cell(measure, $0.sums) })
    else { return nil }
    self.measure = measure
    guard let total = Self.points(after.value - before.value) else { return nil }
    self.total = total
    var (within, mix) = (ExactRatio.zero, ExactRatio.zero)
    var parts: [Part] = []
    let mean = (before.value + after.value) * Self.half
    for group in table.groups {
      let a = table[group, .year(from)].flatMap { Cell(measure, $0.sums) }
      let b = table[group, .year(to)].flatMap { Cell(measure, $0.sums) }
      guard let (s0, s1) = a.map({ ($0.value, (b ?? $0).value) }) ?? b.map({ ($0.value, $0.value) }),
        let w0 = ((a?.weight ?? .zero) / before.weight), let w1 = ((b?.weight ?? .zero) / after.weight)
      else { continue }
      let inside = Self.half * (w0 + w1) * (s1 - s0)
      within = within + inside
      mix = mix + Self.half * (s0 + s1) * (w1 - w0)
      // Centred: that a weight grew says little, that a weight above the mean grew says much. The sum is the same.
      let shift = (Self.half * (s0 + s1) - mean) * (w1 - w0)
      guard let part = Self.points(inside), let shifted = Self.points(shift) else { continue }
      parts.append(Part(group: group, within: part, mix: shifted))
    }
    let isDivided = !table.groups.isEmpty
    self.within = isDivided ? Self.points(within) : nil
    self.mix = isDivided ? Self.points(mix) : nil
    self.parts = parts
  }

  private static let half = ExactRatio(1, over: 2) ?? .zero
  /// Means of rates are known to 2^-250; what is nearer than this to the border of two printed numbers lies on it.
  private static let near = ExactRatio(BigInt(1), BigInt(1) << 200)

  /// A difference in percentage points.
  private static func points(_ value: ExactRatio) -> FixedPoint? {
    (value < .zero ? value - near : value + near).percent(decimals: 2)
  }

  /// The value of a measure for some tenders, and what it is of.
  private struct Cell {
    var value: ExactRatio
    var weight: ExactRatio

    init?(_ measure: Measure, _ sums: TenderSums) {
      switch measure {
      case .rateMean:
        guard !sums.rates.isEmpty else { return nil }
        value = RateSum.mean(sums.rates)
        weight = ExactRatio(Int64(sums.rates.count))
      case .rateOfSums:
        guard sums.ratedCeilings > 0 else { return nil }
        value = ExactRatio(BigInt(sums.ratedAwards), BigInt(sums.ratedCeilings))
        weight = ExactRatio(BigInt(sums.ratedCeilings), 1)
      case .singleBid:
        guard sums.withBidder > 0 else { return nil }
        value = ExactRatio(BigInt(sums.withOneBidder), BigInt(sums.withBidder))
        weight = ExactRatio(Int64(sums.withBidder))
      }
    }
  }
}
