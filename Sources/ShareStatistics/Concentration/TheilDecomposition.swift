#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Theil's T as inequality between groups and inequality within them.
///
/// The units are the vendors of each group: a vendor in two categories is two units, because a decomposition
/// needs groups without common members. Source: Theil, *Economics and Information Theory* (1967), 4.
public struct TheilDecomposition: Hashable, Sendable {
  /// One group: a category or a row.
  public struct Group: Hashable, Sendable {
    /// Its part of the sum.
    public var share: Double
    /// T among its own vendors.
    public var theil: Double
  }

  /// The groups in the order given; one whose sum is 0 has share and T 0.
  public let groups: [Group]
  /// T if every vendor had the mean of its group.
  public let between: Double
  /// The mean of the groups' T, weighted by their shares.
  public let within: Double
  /// T over all units: `between` + `within`.
  public var total: Double { between + within }

  /// The decomposition over groups of totals, one a vendor.
  ///
  /// - Returns: nil where a total is negative, or the sum of all is 0 or beyond Int64.
  /// - Complexity: O(n log n).
  public init?(_ totals: [[Int64]]) {
    guard Concentration(totals.flatMap(\.self)) != nil else { return nil }
    let sum = Double(totals.reduce(0) { $0 + $1.reduce(0, +) })
    let units = Double(totals.reduce(0) { $0 + $1.count })
    var between = 0.0
    var groups: [Group] = []
    for group in totals {
      let share = Double(group.reduce(0, +)) / sum
      groups.append(Group(share: share, theil: Concentration(group)?.theil ?? 0))
      if share > 0 { between += share * log(share * units / Double(group.count)) }
    }
    self.groups = groups
    self.between = between
    within = groups.reduce(0) { $0 + $1.share * $1.theil }
  }
}
