/// How often tenders of a place end in a lottery, as parameters of the model of bidding.
///
/// Calibrated to published figures; target and reached values stand side by side in docs/methods/synthetic-bids.md.
public struct PlaceProfile: Hashable, Sendable {
  /// The tenders of one trade (業種).
  public struct Trade: Hashable, Sendable {
    /// The trade's name.
    public var name: String
    /// The letters of the trade in the numbers of its firms.
    public var code: String
    /// How often it is tendered, relative to the others.
    public var weight: Int
    /// In how many of 1,000 tenders the floor can be computed from what is published.
    public var computablePerMille: Int
    /// Between which chances in 1,000 a bidder computes the floor of such a tender exactly; drawn for each tender.
    public var exactPerMille: ClosedRange<Int>
  }

  /// The word by which the profile is chosen.
  public let identifier: String
  /// The trades.
  public var trades: [Trade]
  /// In how many of 1,000 computable tenders all who compute make the same mistake and meet above the floor.
  public var commonSlipPerMille: Int

  private init(_ identifier: String, slip: Int, _ computable: (String) -> (perMille: Int, least: Int), weights: [Int]) {
    self.identifier = identifier
    commonSlipPerMille = slip
    trades = zip(Self.names, weights).map { trade, weight in
      let (perMille, least) = computable(trade.name)
      return Trade(
        name: trade.name, code: trade.code, weight: weight, computablePerMille: perMille, exactPerMille: least...1_000)
    }
  }

  private static let names = [
    (name: "土木", code: "DB"), (name: "舗装", code: "HS"), (name: "水道施設", code: "SD"), (name: "とび・土工", code: "TB"),
    (name: "建築", code: "KC"), (name: "電気", code: "DK"), (name: "管", code: "KN"), (name: "造園", code: "ZE"),
  ]

  /// The names of all trades.
  public static let tradeNames = names.map(\.name)

  /// 39 prefectures, FY2015: 9,347 of 77,719 works (12.0 %).
  public static let prefectures = PlaceProfile(
    "prefectures-2015", slip: 43, { _ in (128, 180) }, weights: [34, 10, 8, 8, 14, 10, 9, 7])
  /// 鹿児島県, FY2023: 1,068 of 2,859 (37.4 %), 95.8 % of them at the floor; とび・土工 312 of 326.
  public static let kagoshimaPrefecture = PlaceProfile(
    "kagoshima-prefecture-2023", slip: 43,
    { $0 == "とび・土工" ? (988, 300) : (319, 180) }, weights: [362, 110, 60, 114, 120, 90, 80, 64])
  /// 鹿児島市, FY2024: 401 of 810 (49.5 %); 舗装 53 of 77.
  public static let kagoshimaCity = PlaceProfile(
    "kagoshima-city-2024", slip: 43, { $0 == "舗装" ? (745, 180) : (511, 180) },
    weights: [300, 95, 150, 40, 140, 110, 95, 70])
  /// さいたま市, FY2016: 219 of 523 (41.9 %).
  public static let saitamaCity = PlaceProfile(
    "saitama-city-2016", slip: 43, { _ in (450, 180) }, weights: [34, 14, 12, 4, 12, 10, 8, 6])
  /// All profiles.
  public static let all = [prefectures, kagoshimaPrefecture, kagoshimaCity, saitamaCity]

  /// The profile with an identifier, or nil.
  public static func named(_ identifier: String) -> PlaceProfile? { all.first { $0.identifier == identifier } }
}
