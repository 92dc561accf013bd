/// What a contract buys (種別): the three columns of the share tables.
///
/// OCDS uses the same words for `tender.mainProcurementCategory`.
public enum Category: UInt8, CaseIterable, Sendable, Hashable {
  /// 物品: things.
  case goods
  /// 工事: construction.
  case works
  /// 委託: services, consulting and other commissions.
  case services

  /// The word used in canonical files and in JSON.
  public var identifier: String {
    switch self {
    case .goods: "goods"
    case .works: "works"
    case .services: "services"
    }
  }
}
