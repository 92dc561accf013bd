/// What is announced of a tender (公告), before anyone bids.
public struct TenderNotice: Hashable, Sendable {
  /// The case number or key (案件番号).
  public var identifier: String
  /// The fiscal year (年度), where a column names it: numbers may restart every year.
  public var fiscalYear: FiscalYear?
  /// The notice date (公告日).
  public var noticeDate: CivilDate?
  /// The opening date (開札日).
  public var openingDate: CivilDate?
  /// The instant of opening (開札時刻) in milliseconds since 1970-01-01T00:00:00Z.
  public var openingTime: Int64?
  /// The participation requirement as a text that is equal where requirements are identical (参加資格).
  public var requirement: String?
  /// The place in the order of opening within its group.
  public var order: Int?
  /// The group, where the file names it; else dates and requirement decide.
  public var group: String?
  /// The trade (業種), as in 土木.
  public var trade: String?
  /// The grade (ランク), as in A.
  public var grade: String?
  /// The office that buys (契約担当課).
  public var office: String?
  /// The officer in charge (担当者).
  public var officer: String?
  /// How bidders are chosen, in the words of the record (入札方式).
  public var method: String?
  /// What became of it, where the record says so (入札結果).
  public var outcome: RecordedOutcome?
  /// What it buys (種別).
  public var category: Category?
  /// The ward of the site (施工場所の区).
  public var siteWard: String?
  /// Where bidders must have their head office.
  public var areaCondition: AreaCondition
  /// The subjective points that bidders need, at least (主観評価点).
  public var minimumPoints: Int?
  /// The ceiling price in yen (予定価格); bids above it are not valid.
  public var ceiling: Yen?
  /// The floor price in yen (最低制限価格); bids below it are not valid.
  public var floor: Yen?
  /// The survey threshold in yen (低入札調査基準価格); it never disqualifies.
  public var surveyThreshold: Yen?
  /// Whether price and technical points decide (総合評価).
  public var isScored: Bool
  /// The points of a price of 0 (価格点の満点 P) where price and technical points are added (加算方式), P·(1 − price / ceiling) + points;
  /// nil where points are divided by the price (除算方式).
  public var pricePoints: FixedPoint?
  /// Whether it was advertised again after it had failed (再度公告), where a column says so.
  public var isReadvertised: Bool?
  /// What a list of results says, of a tender whose bids are not recorded.
  public var listed: ListedResult?

  /// A tender of an identifier; everything else is unknown or without effect unless given.
  public init(
    identifier: String, noticeDate: CivilDate? = nil, openingDate: CivilDate? = nil,
    openingTime: Int64? = nil, requirement: String? = nil, order: Int? = nil, group: String? = nil,
    trade: String? = nil,
    grade: String? = nil, office: String? = nil, officer: String? = nil, method: String? = nil,
    outcome: RecordedOutcome? = nil, category: Category? = nil,
    siteWard: String? = nil, areaCondition: AreaCondition = .none, minimumPoints: Int? = nil,
    ceiling: Yen? = nil, floor: Yen? = nil, surveyThreshold: Yen? = nil, isScored: Bool = false,
    pricePoints: FixedPoint? = nil
  ) {
    self.identifier = identifier
    self.noticeDate = noticeDate
    self.openingDate = openingDate
    self.openingTime = openingTime
    self.requirement = requirement
    self.order = order
    self.group = group
    self.trade = trade
    self.grade = grade
    self.office = office
    self.officer = officer
    self.method = method
    self.outcome = outcome
    self.category = category
    self.siteWard = siteWard
    self.areaCondition = areaCondition
    self.minimumPoints = minimumPoints
    self.ceiling = ceiling
    self.floor = floor
    self.surveyThreshold = surveyThreshold
    self.isScored = isScored
    self.pricePoints = pricePoints
  }

  /// The fiscal year of the opening (開札日の年度), where the date is known.
  public var year: FiscalYear? { openingDate.map(FiscalYear.init(containing:)) }
}

/// Where bidders must have their head office.
public enum AreaCondition: String, CaseIterable, Sendable, Hashable {
  /// Anywhere.
  case none
  /// In the ward of the site (区).
  case ward
  /// In the same half of the city as the site (市南部・北部).
  case half
}
