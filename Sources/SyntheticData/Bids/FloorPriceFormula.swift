import Procurement

/// The cost items of works, tax excluded, in yen.
public struct CostItems: Hashable, Sendable {
  /// 直接工事費.
  public var direct: Int64
  /// 共通仮設費.
  public var commonTemporary: Int64
  /// 現場管理費.
  public var siteManagement: Int64
  /// 一般管理費等.
  public var generalAdministration: Int64

  /// The four items in yen.
  public init(direct: Int64, commonTemporary: Int64, siteManagement: Int64, generalAdministration: Int64) {
    self.direct = direct
    self.commonTemporary = commonTemporary
    self.siteManagement = siteManagement
    self.generalAdministration = generalAdministration
  }

  /// The sum of the items, the ceiling price where nothing is taken off.
  public var total: Int64 { direct + commonTemporary + siteManagement + generalAdministration }
}

/// How a floor price (最低制限価格) follows from cost items: coefficients, and a band of the ceiling price.
///
/// Source: the models of 中央公共工事契約制度運用連絡協議会 as in docs/methods/synthetic-bids.md.
public struct FloorPriceFormula: Hashable, Sendable {
  /// The first month in which the formula holds, as in `2022-04`, or a year.
  public let identifier: String
  /// Coefficients of direct, common temporary, site management and general administration costs, in hundredths.
  public let coefficients: [Int64]
  /// The lower and upper end of the band, in hundredths of the ceiling price.
  public let band: ClosedRange<Int64>

  private init(_ identifier: String, _ coefficients: [Int64], _ band: ClosedRange<Int64>) {
    self.identifier = identifier
    self.coefficients = coefficients
    self.band = band
  }

  /// All formulas, oldest first.
  public static let all = [
    FloorPriceFormula("2016-04", [95, 90, 90, 55], 70...90),
    FloorPriceFormula("2017-04", [97, 90, 90, 55], 70...90),
    FloorPriceFormula("2019", [97, 90, 90, 55], 75...92),
    FloorPriceFormula("2022-04", [97, 90, 90, 68], 75...92),
  ]

  /// The formula with an identifier, or nil.
  public static func named(_ identifier: String) -> FloorPriceFormula? { all.first { $0.identifier == identifier } }

  /// The floor price.
  ///
  /// - Parameters:
  ///   - items: none negative.
  ///   - ceiling: the ceiling price in yen, above 0.
  ///   - rounding: how bodies round, which differs.
  /// - Returns: yen, from 0 to the ceiling.
  public func floor(of items: CostItems, ceiling: Int64, rounding: FloorPriceRounding = .yen) -> Int64 {
    let amounts = [items.direct, items.commonTemporary, items.siteManagement, items.generalAdministration]
    let products = zip(coefficients, amounts).map { Int128($0) * Int128($1) }
    // Hundredths of a yen, exact until somebody rounds.
    let sum: Int128 = products.reduce(0) { $0 + (rounding.roundsItems ? $1 / 100 * 100 : $1) }
    let (low, high) = (Int128(ceiling) * Int128(band.lowerBound), Int128(ceiling) * Int128(band.upperBound))
    let unit = Int128(rounding.unit) * 100
    func down(_ value: Int128) -> Int128 { value / unit * unit }
    let result =
      switch rounding.order {
      case .clipThenRound: down(min(max(sum, low), high))
      // What is not a whole yen at an end of the band goes to the inside of it.
      case .roundThenClip: min(max(down(sum), (low + 99) / 100 * 100), max(high / 100 * 100, (low + 99) / 100 * 100))
      }
    return Int64(result / 100)
  }
}

/// How a body rounds the floor price.
public struct FloorPriceRounding: Hashable, Sendable {
  /// Whether the band or the rounding comes last.
  public enum Order: String, CaseIterable, Sendable {
    /// The sum is clipped to the band and then rounded down, possibly below the band.
    case clipThenRound = "clip-then-round"
    /// The sum is rounded down and then clipped: the floor is never outside the band.
    case roundThenClip = "round-then-clip"
  }

  /// Whether each product is cut to whole yen before the sum.
  public var roundsItems: Bool
  /// The unit in yen to which the result is rounded down: 1, 1,000 or 10,000.
  public var unit: Int64
  /// What comes last.
  public var order: Order

  /// A rounding by unit and order.
  public init(roundsItems: Bool, unit: Int64, order: Order = .clipThenRound) {
    precondition(unit >= 1, "a unit of at least one yen")
    self.roundsItems = roundsItems
    self.unit = unit
    self.order = order
  }

  /// Items and result cut to whole yen.
  public static let yen = FloorPriceRounding(roundsItems: true, unit: 1)
}
