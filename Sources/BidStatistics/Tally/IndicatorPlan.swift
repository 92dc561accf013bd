import Procurement

/// Which tenders count, and what they are told apart by.
public struct IndicatorPlan: Sendable {
  /// What tenders are told apart by, beside their year.
  public var divisions: [TenderDivision]
  /// The methods whose tenders count; those of others are counted apart.
  public var methods: Set<ContractMethod>
  /// A date that tells tenders opened before it from the others, as when ceilings were no longer published beforehand.
  public var since: CivilDate?
  /// Whether awards keep the names of their tenders, for those that move a rate most.
  public var namesTenders = false
  /// What a record's words for a method mean.
  public var method: @Sendable (String) -> ContractMethod

  /// A plan; competitive tenders alone count unless more methods are given.
  public init(
    divisions: [TenderDivision] = [], methods: Set<ContractMethod>? = nil, since: CivilDate? = nil,
    method: @escaping @Sendable (String) -> ContractMethod
  ) {
    self.divisions = divisions
    self.methods = methods ?? Set(ContractMethod.allCases.filter(\.isCompetitive))
    self.since = since
    self.method = method
  }

  /// The words for before and since the date.
  public static let periods = (before: "before", since: "since")

  /// The names of what tenders are told apart by.
  public var names: [String] { divisions.map(\.rawValue) + (since == nil ? [] : ["period"]) }

  /// A tender's value of each division.
  func values(of notice: TenderNotice) -> [String] {
    divisions.map { $0.value(of: notice) } + period(of: notice.openingDate)
  }

  /// Whether a tender was opened before the date; empty where there is none, or no opening date.
  private func period(of date: CivilDate?) -> [String] {
    guard let since else { return [] }
    return [date.map { $0 < since ? Self.periods.before : Self.periods.since } ?? ""]
  }

  /// The method of a tender: 不落随契 where the record says that it came to that, or else what its words mean.
  func method(of notice: TenderNotice) -> ContractMethod {
    notice.outcome == .negotiated ? .afterFailure : notice.method.map(method) ?? .unknown
  }
}
