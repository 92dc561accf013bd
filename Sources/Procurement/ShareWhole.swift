/// What the shares of a published table are shares of: the denominator of 構成比.
public enum ShareWhole: String, Sendable, Hashable {
  /// The total of their own category and time.
  case category
  /// The total of all categories at their time.
  case table
}

extension PublishedTable {
  /// What the shares are shares of, told by the printed numbers.
  ///
  /// It is the total of their category unless nearly all shares of a table with a total over its categories are those of
  /// that total, and more of them than are of their category. A share of nothing is 0 of either.
  ///
  /// - Complexity: O(figures).
  public var shareWhole: ShareWhole {
    guard categories.count > 1, categories.contains(where: \.isTotal),
      let total = rows.first(where: { $0.role == .total })?.identifier
    else { return .category }
    var (own, all, open) = (0, 0, 0)
    for (place, share) in figures where place.measure.isShare && place.category != TableCategory.total.identifier {
      var (part, whole, table) = (place, place, place)
      (part.measure, whole.measure, table.measure) = (place.measure.base, place.measure.base, place.measure.base)
      (whole.row, table.row, table.category) = (total, total, TableCategory.total.identifier)
      guard let part = figures[part]?.value, let whole = figures[whole]?.value, let table = figures[table]?.value,
        !whole.isSameNumber(as: table), part.units != 0
      else { continue }
      let isRounded = place.measure.base == .amount
      if share.value.isShare(of: part, in: whole, isRounded: isRounded) { own += 1 }
      if share.value.isShare(of: part, in: table, isRounded: isRounded) { all += 1 } else { open += 1 }
    }
    return all > own && all > 2 && all > 3 * open ? .table : .category
  }
}

extension FixedPoint {
  /// Whether a number may be the percentage of a part in a total by whatever rounding, itself and, where these are rounded, of both.
  public func isShare(of part: FixedPoint, in total: FixedPoint, isRounded: Bool) -> Bool {
    let places = max(part.decimals, total.decimals)
    guard total.units > 0, places <= 9, decimals <= 9 else { return false }
    let (one, hundred) = (Int128(Self.powerOfTen(places)), 100 * Int128(Self.powerOfTen(decimals)))
    let numerator = Int128(part.units) * Int128(Self.powerOfTen(places - part.decimals))
    let whole = Int128(total.units) * Int128(Self.powerOfTen(places - total.decimals))
    let (product, isLarge) = whole.multipliedReportingOverflow(by: Int128(units))
    let (scaled, isHuge) = numerator.multipliedReportingOverflow(by: hundred)
    guard !isLarge, !isHuge else { return false }
    return (product - scaled).magnitude <= (whole + (isRounded ? hundred * one : 0)).magnitude
  }
}
