import Procurement

/// The ground of a negotiated contract (随意契約の根拠): an item of 地方自治法施行令 第167条の2第1項.
public enum NegotiationGround: Int, CaseIterable, Sendable, Hashable {
  /// 1号: 少額, the amount is within the limit.
  case smallAmount = 1
  /// 2号: 性質・目的, not suited to a tender.
  case nature
  /// 3号: 福祉関係施設等.
  case welfare
  /// 4号: 新規事業分野.
  case newProducts
  /// 5号: 緊急.
  case urgency
  /// 6号: 競争入札が不利.
  case disadvantage
  /// 7号: 時価より著しく有利.
  case favourable
  /// 8号: 入札者なし・落札者なし (不落随契).
  case failedTender
  /// 9号: 落札者が契約を結ばない.
  case refusedContract
}

/// The limits up to which small contracts may be negotiated (少額随契), of prefectures and designated cities, with the day from which
/// they hold.
public struct SmallContractLimits: Sendable, Hashable {
  /// The fiscal year with whose first day the limits begin.
  public var from: FiscalYear
  /// In yen: works, goods, services.
  public var works, goods, services: Int64

  /// Those of 地方自治法施行令 別表第五, the newest first: purchases stand for goods, others for services. Changed on 2025-04-01.
  public static let ofPrefecturesAndDesignatedCities = [
    SmallContractLimits(from: FiscalYear(startingIn: 2025), works: 4_000_000, goods: 3_000_000, services: 2_000_000),
    SmallContractLimits(from: FiscalYear(startingIn: 1982), works: 2_500_000, goods: 1_600_000, services: 1_000_000),
  ]

  /// The limit of a category in a year; nil before the first one.
  public static func limit(
    _ category: Category, _ year: FiscalYear, in limits: [SmallContractLimits] = ofPrefecturesAndDesignatedCities
  ) -> Int64? {
    guard let found = limits.first(where: { $0.from <= year }) else { return nil }
    switch category {
    case .works: return found.works
    case .goods: return found.goods
    case .services: return found.services
    }
  }
}
