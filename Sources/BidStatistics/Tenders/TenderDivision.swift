import Procurement

/// What tenders are told apart by, beside their year.
public enum TenderDivision: String, CaseIterable, Sendable, Hashable {
  /// 業種.
  case trade
  /// ランク.
  case grade
  /// 契約担当課.
  case office
  /// 入札方式, in the record's words.
  case method
  /// 種別.
  case category
  /// 施工場所の区.
  case ward
  /// The month of the opening (開札月), 1 to 12.
  case month

  /// A tender's value, empty where it is not known.
  public func value(of notice: TenderNotice) -> String {
    switch self {
    case .trade: notice.trade ?? ""
    case .grade: notice.grade ?? ""
    case .office: notice.office ?? ""
    case .method: notice.method ?? ""
    case .category: notice.category?.identifier ?? ""
    case .ward: notice.siteWard ?? ""
    case .month: notice.openingDate.map { String($0.month) } ?? ""
    }
  }

  /// A number that is equal where the values of notices of one list of texts are.
  func code(of notice: CodedNotice) -> UInt32 {
    switch self {
    case .trade: notice.trade
    case .grade: notice.grade
    case .office: notice.office
    case .method: notice.method
    case .category: notice.category.map { UInt32($0.rawValue) } ?? CodedNotice.absent
    case .ward: notice.siteWard
    case .month: notice.openingDate.map { UInt32($0.month) } ?? CodedNotice.absent
    }
  }
}

/// When a tender was opened: a fiscal year, or not known.
public enum TenderYear: Hashable, Comparable, Sendable {
  /// 年度.
  case year(FiscalYear)
  /// Without an opening date.
  case unknown
}
