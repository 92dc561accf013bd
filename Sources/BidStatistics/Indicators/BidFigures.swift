import Procurement
import ShareStatistics

/// All indicators of some tenders.
public struct BidFigures: Sendable {
  /// The sums from which they are computed.
  public let sums: TenderSums
  /// Of the rates.
  let quartiles: [Quartile: ExactRatio]
  /// Whether tenders for which nobody bid can stand in the input.
  public let showsNoBid: Bool

  /// The indicators of sums.
  ///
  /// - Parameter showsNoBid: whether tenders for which nobody bid can stand in the input; if not and there is none, their number is
  ///   unknown and not 0.
  /// - Complexity: O(n) expected for n rates.
  public init(_ sums: TenderSums, showsNoBid: Bool) {
    self.sums = sums
    // A list of results has a row of every tender.
    self.showsNoBid = showsNoBid || sums.listed > 0 || sums.fates[TenderFacts.Fate.noBid.rawValue] > 0
    quartiles = Quartile.values(of: sums.rates)
  }

  /// The figure of an indicator.
  ///
  /// - Complexity: O(1), but for quantiles of bidders (the largest number of bidders), and means whose rounding is a tie.
  public subscript(indicator: BidIndicator) -> IndicatorFigure {
    let awarded = sums[.awarded]
    let rated = sums.rates.count
    // Bids of which it is known how they ended.
    let recorded = sums.submitted - sums.listedBidders
    switch indicator {
    case .tenders: return IndicatorFigure(count: sums.tenders)
    case .awarded: return IndicatorFigure(count: awarded)
    case .noBid: return showsNoBid ? IndicatorFigure(count: sums[.noBid]) : .unknown
    case .aboveCeiling: return IndicatorFigure(count: sums[.aboveCeiling])
    case .belowFloor: return IndicatorFigure(count: sums[.belowFloor])
    case .otherwiseFailed: return IndicatorFigure(count: sums[.otherwise])
    case .failedShare: return IndicatorFigure(share: sums.tenders - awarded, of: sums.tenders)
    case .cancelled: return IndicatorFigure(count: sums[.cancelled])
    case .amount: return IndicatorFigure(amount: sums.awards, of: awarded - sums.withoutPrice)
    case .biddersMean: return IndicatorFigure(sum: sums.submitted, over: sums.withBidder)
    case .biddersMedian: return bidders(.median)
    case .biddersLowerQuartile: return bidders(.lower)
    case .biddersUpperQuartile: return bidders(.upper)
    case .singleBid: return IndicatorFigure(share: sums.withOneBidder, of: sums.withBidder)
    case .singleValidBid: return IndicatorFigure(share: sums.withOneValidBid, of: sums.withValidBid)
    case .singleBidAmount:
      return IndicatorFigure(sums.awardsOfSingleBids, of: sums.amountWithBidders, base: sums.awardsWithBidders)
    case .invalidShare: return IndicatorFigure(share: sums.invalid, of: recorded)
    case .disqualifiedShare: return IndicatorFigure(share: sums.disqualified, of: recorded)
    case .withdrawnShare: return IndicatorFigure(share: sums.withdrawn, of: recorded + sums.withdrawn)
    case .secondRound: return IndicatorFigure(share: sums.withSecondRound, of: sums.withRound)
    case .readvertised: return IndicatorFigure(share: sums.readvertised, of: sums.withAdvertising)
    case .readvertisedAwarded: return IndicatorFigure(share: sums.readvertisedAwarded, of: sums.readvertised)
    case .byLot: return IndicatorFigure(share: sums.byLot, of: sums.withValidBid)
    case .rateMean:
      return IndicatorFigure(value: sums.rateSum.meanPercent(decimals: 2) { sums.rates }, base: rated)
    case .rateOfSums: return IndicatorFigure(sums.ratedAwards, of: sums.ratedCeilings, base: rated)
    case .rateMedian: return rate(.median)
    case .rateLowerQuartile: return rate(.lower)
    case .rateUpperQuartile: return rate(.upper)
    case .rateAtLeast90: return IndicatorFigure(share: sums.atLeast[0], of: rated)
    case .rateAtLeast95: return IndicatorFigure(share: sums.atLeast[1], of: rated)
    case .rateAtLeast100: return IndicatorFigure(share: sums.atLeast[2], of: rated)
    case .amountAtLeast90: return IndicatorFigure(sums.awardsAtLeast[0], of: sums.ratedAwards, base: rated)
    case .amountAtLeast95: return IndicatorFigure(sums.awardsAtLeast[1], of: sums.ratedAwards, base: rated)
    case .amountAtLeast100: return IndicatorFigure(sums.awardsAtLeast[2], of: sums.ratedAwards, base: rated)
    case .atFloor: return IndicatorFigure(share: sums.atFloor, of: sums.withFloor)
    case .awardToFloor: return IndicatorFigure(sums.flooredAwards, of: sums.floors, base: sums.withFloor)
    case .belowSurveyThreshold: return IndicatorFigure(share: sums.belowThreshold, of: sums.withThreshold)
    case .withoutRate: return IndicatorFigure(count: sums.withoutPrice + sums.withoutCeiling)
    }
  }

  private func bidders(_ quartile: Quartile) -> IndicatorFigure {
    IndicatorFigure(value: quartile.value(ofCounts: sums.bidders)?.rounded(decimals: 2), base: sums.withBidder)
  }

  private func rate(_ quartile: Quartile) -> IndicatorFigure {
    IndicatorFigure(value: quartiles[quartile]?.percent(decimals: 2), base: sums.rates.count)
  }

  /// Tenders by the number of their bidders, ascending.
  public var biddersDistribution: [(bidders: Int, tenders: Int)] {
    sums.bidders.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
  }

  /// The awards whose rate is at least one percentage and below the next, for ascending percentages, the last without an end.
  public func rates(in marks: [Int64]) -> [Int] {
    var counts = [Int](repeating: 0, count: marks.count)
    for rate in sums.rates { if let band = rate.band(of: marks) { counts[band] += 1 } }
    return counts
  }
}
