import BigInt
import Procurement
import ShareStatistics

/// How an indicator changed from one year to another, and what of it is change within groups and what a shift between them.
///
/// Within = Σ ½(w₀ + w₁)(s₁ − s₀), mix = Σ ½(s₀ + s₁)(w₁ − w₀), with the share or mean s of a group and its weight w; both add up to the
/// change. Weights are what the indicator is of: awards with a rate for the mean of the rates, ceiling sums for the rate of sums,
/// tenders with a bidder for the single bid, award amounts for its amount. A group that is in one year only has the other year's
/// s: it enters as mix alone. Medians are not decomposed.
public struct IndicatorChange: Sendable {
  /// The part of a group, in percentage points.
  public struct Part: Sendable {
    /// The values of the divisions.
    public var group: [String]
    /// Of change within the group, and of its weight, centred on the mean share.
    public var within, mix: FixedPoint
  }

  /// What changed.
  public let indicator: BidIndicator
  /// The difference in the indicator's unit, percentage points for percent: from the exact values, not from the printed ones.
  public let total: FixedPoint
  /// The difference in percent of the first value; nil where that is 0.
  public let percent: FixedPoint?
  /// Of changes within groups, and of shifts between them; nil where tenders are not told apart or the indicator is none
  /// of `decomposed`.
  public let within, mix: FixedPoint?
  /// The groups, in the order of the table.
  public let parts: [Part]

  /// The indicators that are decomposed.
  public static let decomposed: [BidIndicator] = [.rateMean, .rateOfSums, .singleBid, .singleBidAmount]

  /// The change between two years of a table; nil where one of them has no value.
  ///
  /// - Complexity: O(awards), with 256 bits each for the mean of the rates.
  public init?(_ indicator: BidIndicator, of table: IndicatorTable, from: TenderYear, to: TenderYear) {
    guard let before = table[.year(from)]?.exact(indicator), let after = table[.year(to)]?.exact(indicator) else {
      return nil
    }
    let isPercent = indicator.unit == .percent
    let decimals = isPercent || indicator.unit == .bidders ? 2 : 0
    guard let total = Self.rounded(after - before, decimals, percent: isPercent) else { return nil }
    (self.indicator, self.total) = (indicator, total)
    percent = ((after - before) / before).flatMap { Self.rounded($0, 2, percent: true) }
    let (sums, parts) = Self.parts(indicator, table, from, to)
    (within, mix) = (sums?.within, sums?.mix)
    self.parts = parts
  }

  private static func parts(
    _ indicator: BidIndicator, _ table: IndicatorTable, _ from: TenderYear, _ to: TenderYear
  ) -> (sums: (within: FixedPoint?, mix: FixedPoint?)?, parts: [Part]) {
    guard !table.groups.isEmpty, let before = Cell(indicator, table[.year(from)]),
      let after = Cell(indicator, table[.year(to)])
    else { return (nil, []) }
    var (within, mix) = (ExactRatio.zero, ExactRatio.zero)
    var parts: [Part] = []
    let mean = (before.value + after.value) * half
    for group in table.groups {
      let (a, b) = (Cell(indicator, table[group, .year(from)]), Cell(indicator, table[group, .year(to)]))
      guard let (s0, s1) = a.map({ ($0.value, (b ?? $0).value) }) ?? b.map({ ($0.value, $0.value) }),
        let w0 = ((a?.weight ?? .zero) / before.weight), let w1 = ((b?.weight ?? .zero) / after.weight)
      else { continue }
      let inside = half * (w0 + w1) * (s1 - s0)
      within = within + inside
      mix = mix + half * (s0 + s1) * (w1 - w0)
      // Centred: that a weight grew says little, that a weight above the mean grew says much. The sum is the same.
      let shift = (half * (s0 + s1) - mean) * (w1 - w0)
      guard let part = points(inside), let shifted = points(shift) else { continue }
      parts.append(Part(group: group, within: part, mix: shifted))
    }
    return ((points(within), points(mix)), parts)
  }

  private static let half = ExactRatio(1, over: 2) ?? .zero
  /// Means of rates are known to 2^-250; what is nearer than this to the border of two printed numbers lies on it.
  private static let near = ExactRatio(BigInt(1), BigInt(1) << 200)

  /// A difference in percentage points.
  static func points(_ value: ExactRatio, decimals: Int = 2) -> FixedPoint? {
    rounded(value, decimals, percent: true)
  }

  private static func rounded(_ value: ExactRatio, _ decimals: Int, percent: Bool) -> FixedPoint? {
    let value = value < .zero ? value - near : value + near
    return percent ? value.percent(decimals: decimals) : value.rounded(decimals: decimals)
  }

  /// The value of a measure for some tenders, and what it is of.
  private struct Cell {
    var value: ExactRatio
    var weight: ExactRatio

    init?(_ indicator: BidIndicator, _ figures: BidFigures?) {
      guard let figures, let value = figures.exact(indicator) else { return nil }
      self.value = value
      let sums = figures.sums
      switch indicator {
      case .rateMean: weight = ExactRatio(Int64(sums.rates.count))
      case .rateOfSums: weight = ExactRatio(BigInt(sums.ratedCeilings), 1)
      case .singleBid: weight = ExactRatio(Int64(sums.withBidder))
      case .singleBidAmount: weight = ExactRatio(BigInt(sums.awards), 1)
      default: return nil
      }
    }
  }
}

extension BidFigures {
  /// The exact value of an indicator, shares as parts of 1; of a mean of rates to within 2^-250 of it.
  func exact(_ indicator: BidIndicator) -> ExactRatio? {
    let figure = self[indicator]
    guard figure.value != nil else { return nil }
    switch indicator {
    case .rateMean: return RateSum.mean(sums.rates)
    case .rateMedian: return quartiles[.median]
    case .rateLowerQuartile: return quartiles[.lower]
    case .rateUpperQuartile: return quartiles[.upper]
    case .biddersMedian: return Quartile.median.value(ofCounts: sums.bidders)
    case .biddersLowerQuartile: return Quartile.lower.value(ofCounts: sums.bidders)
    case .biddersUpperQuartile: return Quartile.upper.value(ofCounts: sums.bidders)
    default:
      guard let numerator = figure.numerator else { return nil }
      return ExactRatio(BigInt(numerator), BigInt(figure.denominator ?? 1))
    }
  }
}
