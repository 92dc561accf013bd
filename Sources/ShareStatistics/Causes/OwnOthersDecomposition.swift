import Procurement

/// Why a row's share changed: its own amount, or the amounts of the others.
///
/// The share a/(a + r) changes when the row's own amount a does and when the rest r does. Each gets the mean of its
/// effect before and after the other's change (Shapley's value for two players), so the two add up to the change.
/// A share can rise while the row wins less: then `own` is below 0. See `docs/methods/decomposition.md`.
public struct OwnOthersDecomposition: Hashable, Sendable {
  /// The change of the share.
  public let total: ExactRatio
  /// What the change of the row's own amount did.
  public let own: ExactRatio
  /// What the change of the others' amounts did.
  public let others: ExactRatio
  /// The share that the row would have after, had the others stayed as they were.
  public let shareHadOthersStayed: ExactRatio

  /// Decomposes the change of a share.
  ///
  /// - Parameters:
  ///   - part: the row's count or amount before and after.
  ///   - whole: the column total before and after.
  /// - Returns: nil where a total, with either amount exchanged, is 0.
  public init?(part: (from: Int64, to: Int64), whole: (from: Int64, to: Int64)) {
    let (r0, overflow0) = whole.from.subtractingReportingOverflow(part.from)
    let (r1, overflow1) = whole.to.subtractingReportingOverflow(part.to)
    guard !overflow0, !overflow1, let before = Self.share(part.from, r0), let after = Self.share(part.to, r1),
      let ownFirst = Self.share(part.to, r0), let othersFirst = Self.share(part.from, r1)
    else { return nil }
    total = after - before
    own = ((ownFirst - before) + (after - othersFirst)).half
    others = ((othersFirst - before) + (after - ownFirst)).half
    shareHadOthersStayed = ownFirst
  }

  private static func share(_ own: Int64, _ rest: Int64) -> ExactRatio? {
    ExactRatio(own) / (ExactRatio(own) + ExactRatio(rest))
  }
}
