import BigInt
import Procurement
import ShareStatistics

/// How much one tender moves a year's award rate, and with it the change between two years.
///
/// The influence is the change less what it would be had the tender not been.
public struct TenderInfluence: Sendable {
  /// The tender.
  public var tender: String
  /// Its year.
  public var year: TenderYear
  /// Its prices.
  public var rate: AwardRate
  /// In percentage points of the change, with three decimals.
  public var points: FixedPoint

  /// The tenders that move the change of an award rate most, the strongest first; none where tenders have no names.
  ///
  /// - Parameters:
  ///   - indicator: `rateMean` or `rateOfSums`; others have no influential tenders.
  ///   - table: whose plan names tenders.
  /// - Complexity: O(awards).
  public static func strongest(
    _ count: Int, on indicator: BidIndicator, of table: IndicatorTable, from: TenderYear, to: TenderYear
  ) -> [TenderInfluence] {
    let candidates = [(from, -1), (to, 1)].flatMap { year, sign -> [(influence: TenderInfluence, size: Double)] in
      guard let sums = table[.year(year)]?.sums, sums.names.count == sums.rates.count, sums.rates.count > 1 else {
        return []
      }
      let sizes = sums.rates.indices.map { size(indicator, sums, $0) }
      return sizes.indices.sorted { (abs(sizes[$1]), sums.names[$0]) < (abs(sizes[$0]), sums.names[$1]) }.prefix(count)
        .compactMap { place in
          guard let points = exact(indicator, sums, place),
            let printed = IndicatorChange.points(sign < 0 ? .zero - points : points, decimals: 3)
          else { return nil }
          return (
            TenderInfluence(tender: sums.names[place], year: year, rate: sums.rates[place], points: printed),
            abs(sizes[place])
          )
        }
    }
    return candidates.sorted { ($1.size, $0.influence.tender) < ($0.size, $1.influence.tender) }.prefix(count).map(
      \.influence)
  }

  /// About how much a tender moves the rate of its year: enough for an order.
  private static func size(_ indicator: BidIndicator, _ sums: TenderSums, _ place: Int) -> Double {
    let rate = sums.rates[place]
    let (award, ceiling) = (Double(rate.award), Double(rate.ceiling))
    switch indicator {
    case .rateMean: return (award / ceiling - sums.rateSum.approximateMean) / Double(sums.rates.count - 1)
    case .rateOfSums:
      let (awards, ceilings) = (Double(sums.ratedAwards), Double(sums.ratedCeilings))
      return ceilings > ceiling ? (award * ceilings - awards * ceiling) / (ceilings * (ceilings - ceiling)) : 0
    default: return 0
    }
  }

  /// How much a tender moves the rate of its year.
  private static func exact(_ indicator: BidIndicator, _ sums: TenderSums, _ place: Int) -> ExactRatio? {
    let rate = sums.rates[place]
    guard let own = ExactRatio(rate.award, over: rate.ceiling) else { return nil }
    switch indicator {
    case .rateMean: return (own - RateSum.mean(sums.rates)) / ExactRatio(Int64(sums.rates.count - 1))
    case .rateOfSums:
      let (awards, ceilings) = (BigInt(sums.ratedAwards), BigInt(sums.ratedCeilings))
      guard ceilings > BigInt(rate.ceiling) else { return nil }
      return ExactRatio(awards, ceilings) - ExactRatio(awards - BigInt(rate.award), ceilings - BigInt(rate.ceiling))
    default: return nil
    }
  }
}
