import Procurement

/// How valid bids of a tender are put in order: by price, or by price and technical points (総合評価).
enum Evaluation: Sendable, Hashable {
  /// The lowest price is best.
  case price
  /// The highest points / price (除算方式).
  case division
  /// The highest P·(1 − price / ceiling) + points (加算方式).
  case addition(pricePoints: FixedPoint, ceiling: Int64)

  /// The evaluation that a notice announces.
  init(_ notice: TenderNotice) {
    guard notice.isScored else {
      self = .price
      return
    }
    if let points = notice.pricePoints, let ceiling = notice.ceiling?.value {
      self = .addition(pricePoints: points, ceiling: ceiling)
    } else {
      self = .division
    }
  }

  /// Whether one valid bid goes before another.
  func isBetter(_ a: TenderBid, _ b: TenderBid) -> Bool {
    switch self {
    case .price: (a.amount?.value ?? .max) < (b.amount?.value ?? .max)
    case .division: Self.hasHigherQuotient(a, b)
    case .addition(let pricePoints, let ceiling): Self.hasHigherSum(a, b, pricePoints, ceiling)
    }
  }

  /// Whether points_a / price_a > points_b / price_b, by cross products.
  private static func hasHigherQuotient(_ a: TenderBid, _ b: TenderBid) -> Bool {
    guard let p = a.technicalPoints, let q = b.technicalPoints, let x = a.amount, let y = b.amount else {
      return false
    }
    let decimals = max(p.decimals, q.decimals)
    return units(p, decimals).magnitude.multipliedFullWidth(by: UInt128(y.value.magnitude))
      > units(q, decimals).magnitude.multipliedFullWidth(by: UInt128(x.value.magnitude))
  }

  /// Whether (points_a − points_b) · ceiling > P · (price_a − price_b), which is the difference of the sums times the ceiling.
  private static func hasHigherSum(_ a: TenderBid, _ b: TenderBid, _ weight: FixedPoint, _ ceiling: Int64) -> Bool {
    guard let p = a.technicalPoints, let q = b.technicalPoints, let x = a.amount, let y = b.amount else {
      return false
    }
    let decimals = max(p.decimals, q.decimals, weight.decimals)
    let left = units(p, decimals) - units(q, decimals)
    let right = Int128(x.value) - Int128(y.value)
    let points = units(weight, decimals)
    // Ceiling and points of the price are 0 or more, so that each side has the sign of its difference.
    let leftSize = left.magnitude.multipliedFullWidth(by: UInt128(ceiling.magnitude))
    let rightSize = right.magnitude.multipliedFullWidth(by: points.magnitude)
    let (leftSign, rightSign) = (isZero(leftSize) ? 0 : left.signum(), isZero(rightSize) ? 0 : right.signum())
    if leftSign != rightSign { return leftSign > rightSign }
    return leftSign < 0 ? rightSize > leftSize : leftSize > rightSize
  }

  /// Points of 0 or more in units of 10^−`decimals`: 18 decimals at most, so that a difference stays within 128 bits.
  private static func units(_ points: FixedPoint, _ decimals: Int) -> Int128 {
    Int128(points.units) * Int128(FixedPoint.powerOfTen(decimals - points.decimals))
  }

  private static func isZero(_ product: (high: UInt128, low: UInt128)) -> Bool { product.high == 0 && product.low == 0 }
}

/// Whether one number of 256 bits is above another.
private func > (a: (high: UInt128, low: UInt128), b: (high: UInt128, low: UInt128)) -> Bool {
  a.high != b.high ? a.high > b.high : a.low > b.low
}

extension TenderNotice {
  /// Whether points are added for the price and the ceiling from which they follow is not known, or is 0.
  var lacksCeiling: Bool { isScored && pricePoints != nil && ceiling?.value ?? 0 <= 0 }
}
