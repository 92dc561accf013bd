import Procurement

/// How large a single contract explains a change of share: the break-even contract and its alternatives.
///
/// The break-even contract is the amount x that, taken from the others in the later year, restores the earlier
/// share: a₁/(T₁ − x) = a₀/T₀. Beside it stand two other ways to undo the change, because the break-even alone
/// suggests that a contract of that size exists. See `docs/methods/break-even.md`.
public struct BreakEven: Hashable, Sendable {
  /// Taken from the others in the later year, this restores the earlier share; nil where nothing does.
  public let removedFromOthers: ExactRatio?
  /// The range of the same over all amounts that round to the printed ones, nil where amounts are exact.
  public let range: ClosedRange<ExactRatio>?
  /// Moved from the others to the row in the later year, this restores the earlier share.
  public let movedToRow: ExactRatio
  /// Taken from the row in the earlier year, this gives the later share; nil where the row had
  /// everything.
  public let removedFromRowBefore: ExactRatio?

  /// Computes the break-even contract of a fallen share.
  ///
  /// - Parameters:
  ///   - part: the row's amount before and after.
  ///   - whole: the column total before and after.
  ///   - isRounded: whether the amounts are printed ones, each known to half a unit only.
  /// - Returns: nil where the share did not fall, or an amount is 0 so that no share exists.
  public init?(part: (from: Int64, to: Int64), whole: (from: Int64, to: Int64), isRounded: Bool) {
    guard part.from > 0, part.from <= whole.from, part.to <= whole.to, part.to >= 0,
      let before = ExactRatio(part.from, over: whole.from), let after = ExactRatio(part.to, over: whole.to),
      after < before
    else { return nil }
    let (a0, t0) = (ExactRatio(part.from), ExactRatio(whole.from))
    let (a1, t1) = (ExactRatio(part.to), ExactRatio(whole.to))
    // A row that wins nothing has a share of 0 whatever the others win.
    removedFromOthers = part.to > 0 ? (a1 / before).map { t1 - $0 } : nil
    movedToRow = before * t1 - a1
    // A row that had everything keeps all of what is left.
    removedFromRowBefore = part.from < whole.from ? (a0 - after * t0) / (ExactRatio(1) - after) : nil
    range = isRounded && part.to > 0 ? Self.range(part: (a0, a1), whole: (t0, t1)) : nil
  }

  /// The printed numbers of so many decimals that lie in the range: its lower end rounded up, its upper end down.
  public func printedRange(decimals: Int) -> ClosedRange<FixedPoint>? {
    guard let range, let low = range.lowerBound.rounded(decimals: decimals, rule: .truncate),
      let high = range.upperBound.rounded(decimals: decimals, rule: .truncate)
    else { return nil }
    let isExact = ExactRatio(low.units, over: FixedPoint.powerOfTen(decimals)) == range.lowerBound
    let up = FixedPoint(units: low.units + (isExact ? 0 : 1), decimals: decimals)
    return up <= high ? up...high : nil
  }

  /// x = T₁ − a₁·T₀/a₀ rises with T₁ and a₀ and falls with a₁ and T₀, so its ends lie in corners.
  private static func range(
    part: (ExactRatio, ExactRatio), whole: (ExactRatio, ExactRatio)
  ) -> ClosedRange<ExactRatio>? {
    let half = ExactRatio(1).half
    func corner(_ sign: ExactRatio) -> ExactRatio? {
      let (a0, a1) = (part.0 + sign * half, part.1 - sign * half)
      let (t0, t1) = (whole.0 - sign * half, whole.1 + sign * half)
      // The earlier share is never above all of its total.
      let before = a0 / t0 ?? .zero
      return (max(a1, .zero) / min(before, ExactRatio(1))).map { t1 - $0 }
    }
    guard let low = corner(ExactRatio(-1)), let high = corner(ExactRatio(1)), low <= high else { return nil }
    return low...high
  }
}
