import Procurement

/// Bids of a tender whose other bids may stand in another piece.
struct BidRecords: Codable, Hashable, Sendable {
  /// What was announced; several where rows disagree.
  private var notices: [NoticeRecord] = []
  private var bids: [BidRecord] = []

  private struct BidRecord: Codable, Hashable, Sendable {
    var notice: Int
    var firm: String
    var amount: Int64?
    var status: String
    /// Units and decimals.
    var technicalPoints: [Int64]?
    /// Whether the record says that it won.
    var winner: Bool?
    var round: Int?
    var firstPrice: Int64?
    var line: Int
  }

  /// The bids of one tender.
  init(_ rows: [Bid]) {
    var last: TenderNotice?
    for bid in rows {
      if bid.notice != last { notices.append(NoticeRecord(bid.notice)) }
      last = bid.notice
      bids.append(
        BidRecord(
          notice: notices.count - 1, firm: bid.firm, amount: bid.amount?.value, status: bid.status.rawValue,
          technicalPoints: bid.technicalPoints.map { [$0.units, Int64($0.decimals)] }, winner: bid.isWinner,
          round: bid.round, firstPrice: bid.firstPrice?.value, line: bid.sourceLine))
    }
  }

  var count: Int { bids.count }

  /// The bids; nil where they could not have been written by juchu.
  var rows: [Bid]? {
    let known = notices.compactMap(\.notice)
    guard known.count == notices.count, Set(known.map(\.identifier)).count <= 1 else { return nil }
    var rows: [Bid] = []
    for bid in bids {
      guard known.indices.contains(bid.notice), let status = BidStatus(rawValue: bid.status), bid.line >= 0 else {
        return nil
      }
      var points: FixedPoint?
      if let written = bid.technicalPoints {
        guard written.count == 2, (0...18).contains(written[1]) else { return nil }
        points = FixedPoint(units: written[0], decimals: Int(written[1]))
      }
      rows.append(
        Bid(
          notice: known[bid.notice], firm: bid.firm, amount: bid.amount.map(Yen.init), status: status,
          technicalPoints: points, isWinner: bid.winner, sourceLine: bid.line, round: bid.round,
          firstPrice: bid.firstPrice.map(Yen.init)))
    }
    return rows
  }
}

/// What is announced of a tender, as it is written down.
private struct NoticeRecord: Codable, Hashable, Sendable {
  var identifier: String
  var noticeDate: [Int]?, openingDate: [Int]?
  var openingTime: Int64?
  var requirement: String?
  var order: Int?
  var group: String?, trade: String?, grade: String?, office: String?, officer: String?
  var category: UInt8?
  var siteWard: String?
  var method: String?, outcome: String?
  var areaCondition: String
  var minimumPoints: Int?
  var ceiling: Int64?, floor: Int64?, surveyThreshold: Int64?
  var isScored: Bool
  var pricePoints: [Int64]?
  var fiscalYear: Int?
  var isReadvertised: Bool?
  /// Bidders and rounds of a list of results.
  var listed: [Int?]?

  init(_ notice: TenderNotice) {
    func parts(_ date: CivilDate?) -> [Int]? { date.map { [$0.year, $0.month, $0.day] } }
    (identifier, openingTime, order) = (notice.identifier, notice.openingTime, notice.order)
    (noticeDate, openingDate) = (parts(notice.noticeDate), parts(notice.openingDate))
    (requirement, group, trade, grade) = (notice.requirement, notice.group, notice.trade, notice.grade)
    (office, officer, siteWard) = (notice.office, notice.officer, notice.siteWard)
    (method, outcome) = (notice.method, notice.outcome?.rawValue)
    category = notice.category?.rawValue
    (areaCondition, minimumPoints, isScored) = (notice.areaCondition.rawValue, notice.minimumPoints, notice.isScored)
    (ceiling, floor) = (notice.ceiling?.value, notice.floor?.value)
    surveyThreshold = notice.surveyThreshold?.value
    pricePoints = notice.pricePoints.map { [$0.units, Int64($0.decimals)] }
    fiscalYear = notice.fiscalYear?.startYear
    isReadvertised = notice.isReadvertised
    listed = notice.listed.map { [$0.bidders, $0.rounds] }
  }

  /// The notice; nil where it could not have been written by juchu.
  var notice: TenderNotice? {
    guard let area = AreaCondition(rawValue: areaCondition) else { return nil }
    var notice = TenderNotice(
      identifier: identifier, openingTime: openingTime, requirement: requirement, order: order, group: group,
      trade: trade, grade: grade, office: office, officer: officer, method: method, siteWard: siteWard,
      areaCondition: area,
      minimumPoints: minimumPoints, ceiling: ceiling.map(Yen.init), floor: floor.map(Yen.init),
      surveyThreshold: surveyThreshold.map(Yen.init), isScored: isScored)
    for (parts, place) in [(noticeDate, \TenderNotice.noticeDate), (openingDate, \TenderNotice.openingDate)] {
      guard let parts else { continue }
      guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
      notice[keyPath: place] = date
    }
    if let pricePoints {
      guard pricePoints.count == 2, (0...18).contains(pricePoints[1]) else { return nil }
      notice.pricePoints = FixedPoint(units: pricePoints[0], decimals: Int(pricePoints[1]))
    }
    if let fiscalYear {
      guard (1...9_999).contains(fiscalYear) else { return nil }
      notice.fiscalYear = FiscalYear(startingIn: fiscalYear)
    }
    notice.isReadvertised = isReadvertised
    if let listed {
      guard listed.count == 2, listed.allSatisfy({ $0 ?? 0 >= 0 }), listed[0] ?? 0 <= ListedResult.mostBidders else {
        return nil
      }
      notice.listed = ListedResult(bidders: listed[0], rounds: listed[1])
    }
    if let outcome {
      guard let known = RecordedOutcome(rawValue: outcome) else { return nil }
      notice.outcome = known
    }
    if let category {
      guard let known = Category(rawValue: category) else { return nil }
      notice.category = known
    }
    return notice
  }
}
