import Procurement

/// How a synthetic bid set shall look.
public struct BidRecipe: Sendable {
  /// What firms do about the other tenders of a group, where a one-win rule lets them win only one by lot.
  public enum Strategy: String, CaseIterable, Sendable {
    /// They bid wherever they would.
    case none
    /// They bid in one tender of the group only, so that they spread over it.
    case spread
    /// They stay away from half of the other tenders.
    case dropOut = "drop-out"
  }

  /// The number of tenders, from 1.
  public var tenders: Int
  /// The place whose lotteries are imitated.
  public var place: PlaceProfile
  /// The seed of all random numbers.
  public var seed: UInt64 = 1
  /// The fiscal year of the notices.
  public var year = FiscalYear(startingIn: 2022)
  /// How floor prices follow from cost items.
  public var formula: FloorPriceFormula
  /// How floor prices are rounded.
  public var rounding = FloorPriceRounding.yen
  /// What happens to floor prices after closing.
  public var variant = FloorPriceVariant.published
  /// The number of firms in each trade, from 40.
  public var firmsPerTrade = 300
  /// How many firms in 1,000 have their head office outside the city (準市内, 市外); they bid where no area is asked for.
  public var outsidePerMille = 0
  /// What firms do about other tenders of a group.
  public var strategy = Strategy.none
  /// How ties are drawn; nil leaves numbers, arrivals and winners out of the file.
  public var scheme: LotteryNumbers?
  /// In how many of 1,000 ties with a favoured firm its number is made to win.
  public var biasPerMille = 0

  /// A recipe for so many tenders of a place; everything else as usual unless set.
  public init(tenders: Int, place: PlaceProfile, formula: FloorPriceFormula) {
    precondition(tenders >= 1, "at least one tender")
    self.tenders = tenders
    self.place = place
    self.formula = formula
  }
}

/// Sizes of synthetic data, named by what they stand for.
public enum BenchmarkSet: String, CaseIterable, Sendable {
  /// Enough to look at: 1,000 tenders.
  case small
  /// One year of a large city: 2,700 tenders.
  case city
  /// One year of 39 prefectures: 77,719 tenders.
  case prefecture
  /// 10^8 bids: 10,250,000 tenders.
  case nation

  /// The number of tenders of a bid set.
  public var tenders: Int {
    switch self {
    case .small: 1_000
    case .city: 2_700
    case .prefecture: 77_719
    case .nation: 10_250_000
    }
  }

  /// The place that the set stands for.
  public var place: PlaceProfile {
    switch self {
    case .small, .city: .kagoshimaPrefecture
    case .prefecture, .nation: .prefectures
    }
  }

  /// The number of firms in each trade.
  public var firmsPerTrade: Int {
    switch self {
    case .small: 120
    case .city: 300
    case .prefecture: 1_500
    case .nation: 5_000
    }
  }
}
