/// The figures that bids give (入札に関する指標), one value each.
///
/// Raw values are the words of JSON and CSV. Words for people, formulas and sources stand in `docs/methods/bidding-statistics.md`
/// and in `Reporting`; every switch over them is exhaustive, so that a further figure is told everywhere.
public enum BidIndicator: String, CaseIterable, Sendable, Hashable {
  /// 入札件数: tenders that were not called off.
  case tenders
  /// 落札件数.
  case awarded
  /// 不調件数: nobody bid, or all withdrew; null where the input cannot show such tenders.
  case noBid
  /// 不落件数: bids, none within the ceiling.
  case aboveCeiling
  /// All bids below the floor.
  case belowFloor
  /// Not awarded for another reason.
  case otherwiseFailed
  /// 不成立の割合: tenders without an award, of all.
  case failedShare
  /// 中止・取止め件数.
  case cancelled
  /// 再度公告の割合: tenders advertised again after they had failed, where a column says so.
  case readvertised
  /// Of these, the share that was awarded.
  case readvertisedAwarded
  /// 平均応札者数.
  case biddersMean
  /// 応札者数の中央値.
  case biddersMedian
  /// The lower quartile of bidders.
  case biddersLowerQuartile
  /// The upper quartile of bidders.
  case biddersUpperQuartile
  /// 1者応札の割合: one bid submitted.
  case singleBid
  /// 有効な入札が1者の割合.
  case singleValidBid
  /// 1者応札の割合（金額）.
  case singleBidAmount
  /// 無効の割合.
  case invalidShare
  /// 失格の割合.
  case disqualifiedShare
  /// 辞退の割合: of those who submitted a bid or withdrew.
  case withdrawnShare
  /// くじによる決定の割合.
  case byLot
  /// 再度入札の割合: tenders with a second round.
  case secondRound
  /// 落札率（単純平均）.
  case rateMean
  /// 落札率（加重平均）: the rate of sums.
  case rateOfSums
  /// 落札率の中央値.
  case rateMedian
  /// The lower quartile of award rates.
  case rateLowerQuartile
  /// The upper quartile of award rates.
  case rateUpperQuartile
  /// 落札率90％以上の割合.
  case rateAtLeast90
  /// 落札率95％以上の割合.
  case rateAtLeast95
  /// 落札率100％以上の割合.
  case rateAtLeast100
  /// 落札率90％以上の割合（金額）.
  case amountAtLeast90
  /// 落札率95％以上の割合（金額）.
  case amountAtLeast95
  /// 落札率100％以上の割合（金額）.
  case amountAtLeast100
  /// 最低制限価格での落札の割合.
  case atFloor
  /// 落札価格の最低制限価格に対する比: the distance to the floor.
  case awardToFloor
  /// 調査基準価格未満の割合.
  case belowSurveyThreshold
  /// Awards without a rate: no price, or no ceiling.
  case withoutRate
  /// 落札金額.
  case amount

  /// The unit of a value.
  public enum Unit: String, Sendable {
    /// So many tenders.
    case tenders
    /// So many bidders.
    case bidders
    /// Of a hundred.
    case percent
    /// The currency's minor unit.
    case yen
    /// So many firms.
    case firms
    /// So many contracts.
    case contracts
  }

  /// The unit of the value.
  public var unit: Unit {
    switch self {
    case .tenders, .awarded, .noBid, .aboveCeiling, .belowFloor, .otherwiseFailed, .cancelled, .withoutRate: .tenders
    case .biddersMean, .biddersMedian, .biddersLowerQuartile, .biddersUpperQuartile: .bidders
    case .failedShare, .singleBid, .singleValidBid, .singleBidAmount, .invalidShare, .disqualifiedShare,
      .withdrawnShare, .byLot, .rateMean, .rateOfSums, .rateMedian, .rateLowerQuartile, .rateUpperQuartile,
      .rateAtLeast90, .rateAtLeast95, .rateAtLeast100, .amountAtLeast90, .amountAtLeast95, .amountAtLeast100,
      .atFloor, .awardToFloor, .belowSurveyThreshold, .secondRound, .readvertised, .readvertisedAwarded:
      .percent
    case .amount: .yen
    }
  }

  /// The code in the Open Contracting Partnership's catalogue of indicators (2024), nil where it has none.
  public var code: String? {
    switch self {
    case .tenders: "U001"
    case .amount: "U006"
    case .singleBid: "U015"
    case .singleBidAmount: "U016"
    case .biddersMean: "U017"
    case .biddersMedian: "U018"
    case .disqualifiedShare: "U024"
    case .cancelled: "U063"
    case .awarded, .noBid, .aboveCeiling, .belowFloor, .otherwiseFailed, .failedShare, .biddersLowerQuartile,
      .biddersUpperQuartile, .singleValidBid, .invalidShare, .withdrawnShare, .byLot, .rateMean, .rateOfSums,
      .rateMedian, .rateLowerQuartile, .rateUpperQuartile, .rateAtLeast90, .rateAtLeast95, .rateAtLeast100,
      .amountAtLeast90, .amountAtLeast95, .amountAtLeast100, .atFloor, .awardToFloor, .belowSurveyThreshold,
      .withoutRate, .secondRound, .readvertised, .readvertisedAwarded:
      nil
    }
  }

  /// What figures belong together.
  public enum Part: String, CaseIterable, Sendable {
    /// Tenders and what became of them.
    case tenders
    /// Competition (競争性).
    case competition
    /// Award rates (落札率).
    case rates
  }

  /// The part to which the figure belongs.
  public var part: Part {
    switch self {
    case .tenders, .awarded, .noBid, .aboveCeiling, .belowFloor, .otherwiseFailed, .failedShare, .cancelled, .amount,
      .readvertised, .readvertisedAwarded:
      .tenders
    case .biddersMean, .biddersMedian, .biddersLowerQuartile, .biddersUpperQuartile, .singleBid, .singleValidBid,
      .singleBidAmount, .invalidShare, .disqualifiedShare, .withdrawnShare, .byLot, .secondRound:
      .competition
    case .rateMean, .rateOfSums, .rateMedian, .rateLowerQuartile, .rateUpperQuartile, .rateAtLeast90, .rateAtLeast95,
      .rateAtLeast100, .amountAtLeast90, .amountAtLeast95, .amountAtLeast100, .atFloor, .awardToFloor,
      .belowSurveyThreshold, .withoutRate:
      .rates
    }
  }
}
