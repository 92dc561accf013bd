/// What is announced of a tender (公告), with texts that many tenders share as codes.
///
/// Large bid sets announce millions of tenders in a few hundred different words: a notice of codes is copied and dropped
/// without touching a text.
public struct CodedNotice: Hashable, Sendable {
  /// The code of an absent text.
  public static let absent = UInt32.max

  /// The case number or key (案件番号).
  public var identifier: String
  /// The group, where the file names it.
  public var group: String?
  /// The fiscal year (年度), where a column names it.
  public var fiscalYear: FiscalYear?
  /// The notice date (公告日).
  public var noticeDate: CivilDate?
  /// The opening date (開札日).
  public var openingDate: CivilDate?
  /// The instant of opening (開札時刻) in milliseconds since 1970-01-01T00:00:00Z.
  public var openingTime: Int64?
  /// The participation requirement (参加資格).
  public var requirement = absent
  /// The trade (業種).
  public var trade = absent
  /// The grade (ランク).
  public var grade = absent
  /// The office that buys (契約担当課).
  public var office = absent
  /// The officer in charge (担当者).
  public var officer = absent
  /// How bidders are chosen (入札方式).
  public var method = absent
  /// The ward of the site (施工場所の区).
  public var siteWard = absent
  /// The place in the order of opening within its group.
  public var order: Int?
  /// What became of it (入札結果).
  public var outcome: RecordedOutcome?
  /// What it buys (種別).
  public var category: Category?
  /// Where bidders must have their head office.
  public var areaCondition = AreaCondition.none
  /// The subjective points that bidders need, at least (主観評価点).
  public var minimumPoints: Int?
  /// The ceiling price in yen (予定価格).
  public var ceiling: Int64?
  /// The floor price in yen (最低制限価格).
  public var floor: Int64?
  /// The survey threshold in yen (低入札調査基準価格).
  public var surveyThreshold: Int64?

  /// Whether price and technical points decide (総合評価).
  public var isScored = false
  /// The points of a price of 0, where price and technical points are added (加算方式).
  public var pricePoints: FixedPoint?

  /// A notice of an identifier; everything else is unknown.
  public init(identifier: String) {
    self.identifier = identifier
  }

  /// A notice whose texts become codes.
  ///
  /// - Parameter code: gives a text its code.
  package init(_ notice: TenderNotice, code: (String) -> UInt32) {
    func coded(_ text: String?) -> UInt32 { text.map(code) ?? Self.absent }
    self.init(identifier: notice.identifier)
    (group, noticeDate, openingDate) = (notice.group, notice.noticeDate, notice.openingDate)
    (requirement, trade, grade) = (coded(notice.requirement), coded(notice.trade), coded(notice.grade))
    (office, officer, siteWard) = (coded(notice.office), coded(notice.officer), coded(notice.siteWard))
    (order, category, areaCondition) = (notice.order, notice.category, notice.areaCondition)
    (minimumPoints, ceiling, floor) = (notice.minimumPoints, notice.ceiling?.value, notice.floor?.value)
    (surveyThreshold, isScored) = (notice.surveyThreshold?.value, notice.isScored)
    (openingTime, pricePoints) = (notice.openingTime, notice.pricePoints)
    (method, outcome, fiscalYear) = (coded(notice.method), notice.outcome, notice.fiscalYear)
  }

  /// The notice with its texts.
  public func notice(_ texts: TextList) -> TenderNotice {
    func text(_ code: UInt32) -> String? { code == Self.absent ? nil : texts[Int(code)] }
    var notice = TenderNotice(
      identifier: identifier, noticeDate: noticeDate, openingDate: openingDate, openingTime: openingTime,
      requirement: text(requirement),
      order: order, group: group, trade: text(trade), grade: text(grade), office: text(office),
      officer: text(officer), method: text(method), outcome: outcome, category: category, siteWard: text(siteWard),
      areaCondition: areaCondition,
      minimumPoints: minimumPoints, ceiling: ceiling.map(Yen.init), floor: floor.map(Yen.init),
      surveyThreshold: surveyThreshold.map(Yen.init), isScored: isScored,
      pricePoints: pricePoints)
    notice.fiscalYear = fiscalYear
    return notice
  }
}
