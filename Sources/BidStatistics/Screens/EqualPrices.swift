import Procurement

/// Where equal prices of a tender are: at a published price many bidders compute the same yen.
public enum EqualPrices: String, CaseIterable, Sendable, Hashable {
  /// At none of the published prices: 経緯の確認が望ましい.
  case elsewhere
  /// Away from the ceiling, where the record has neither floor nor survey threshold: nothing tells whether they are at one.
  case floorUnknown
  /// At the floor price (最低制限価格), and nowhere else.
  case atFloor
  /// At the survey threshold (調査基準価格).
  case atThreshold
  /// At the ceiling price (予定価格).
  case atCeiling

  /// The place of the equal prices among some in ascending order, nil where there are none; of several places the first in the order of
  /// the cases.
  init?(_ ascending: [Int64], _ notice: TenderNotice) {
    let equal = Set(zip(ascending, ascending.dropFirst()).filter { $0 == $1 }.map(\.0))
    guard !equal.isEmpty else { return nil }
    let hasFloor = notice.floor != nil || notice.surveyThreshold != nil
    let places = equal.map { price -> EqualPrices in
      switch price {
      case notice.floor?.value: .atFloor
      case notice.surveyThreshold?.value: .atThreshold
      case notice.ceiling?.value: .atCeiling
      default: hasFloor ? .elsewhere : .floorUnknown
      }
    }
    guard let first = Self.allCases.first(where: places.contains) else { return nil }
    self = first
  }
}
