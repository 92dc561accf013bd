import Procurement

/// How much each vendor moves a row's share: the share less the share without all of the vendor's contracts.
///
/// A vendor may have contracts inside the row and outside it. Contracts that name no vendor are nobody's, and counted. See
/// `docs/methods/influence.md`.
public struct VendorInfluence: Sendable {
  /// A vendor with its influence.
  public struct Item: Hashable, Sendable {
    /// The vendor's number or, without one, its name.
    public let vendor: String
    /// The number of the vendor's contracts.
    public let contracts: Int
    /// The amount of those inside the row.
    public let inside: Int64
    /// The amount of those outside.
    public let outside: Int64
    /// The share less the share without the vendor; nil where nothing would be left.
    public let influence: ExactRatio?
  }

  /// The year.
  public let year: FiscalYear
  /// The identifier of the row.
  public let row: String
  /// The row's share of the amount of all contracts; nil where there is no amount.
  public let share: ExactRatio?
  /// The most influential vendors, first the one that moves the share most.
  public let items: [Item]
  /// The number of contracts that name no vendor.
  public let unnamed: Int

  /// The vendors that move a row's share in a year; nil where the sample has no such year or row.
  ///
  /// - Parameter limit: how many are kept.
  /// - Complexity: O(contracts + vendors log vendors).
  public init?(_ sample: ContractSample, year: FiscalYear, row: String, limit: Int) {
    guard let rowCells = sample.cells(year, nil, row: row),
      let all = sample.cells(year, nil, row: sample.scheme.total)
    else { return nil }
    let (inRow, inYear) = (Set(rowCells), Set(all))
    var sums = [(inside: Int64, outside: Int64, count: Int)](repeating: (0, 0, 0), count: sample.vendorCount)
    var (part, whole): (Int64, Int64) = (0, 0)
    var unnamed = 0
    // Sums of some of the contracts are within Int64: the sample sees to it.
    sample.forEachContract { cell, amount, vendor in
      guard inYear.contains(cell) else { return }
      let isInside = inRow.contains(cell)
      whole += amount
      if isInside { part += amount }
      guard let vendor else { return unnamed += 1 }
      if isInside { sums[vendor].inside += amount } else { sums[vendor].outside += amount }
      sums[vendor].count += 1
    }
    self.year = year
    self.row = row
    self.unnamed = unnamed
    let share = ExactRatio(part, over: whole)
    self.share = share
    let names = sample.vendorNames
    let total = (part: Double(part), whole: Double(whole))
    func distance(_ vendor: Int) -> Double {
      let (own, rest) = (Double(sums[vendor].inside), total.whole - Double(sums[vendor].inside + sums[vendor].outside))
      return rest == 0 ? .infinity : abs(total.part / total.whole - (total.part - own) / rest)
    }
    // Doubles choose the candidates, and exact ratios order them.
    let candidates = sums.indices.filter { sums[$0].count > 0 }.map { ($0, distance($0)) }
      .sorted { ($1.1, names[$0.0]) < ($0.1, names[$1.0]) }.prefix(2 * limit + 8)
    items = Array(
      candidates.map { vendor, _ in
        let own = sums[vendor]
        let left = ExactRatio(part - own.inside, over: whole - own.inside - own.outside)
        return Item(
          vendor: names[vendor], contracts: own.count, inside: own.inside, outside: own.outside,
          influence: share.flatMap { share in left.map { share - $0 } })
      }.sorted {
        Self.magnitude($0) != Self.magnitude($1) ? Self.magnitude($0) > Self.magnitude($1) : $0.vendor < $1.vendor
      }
      .prefix(limit))
  }

  private static func magnitude(_ item: Item) -> ExactRatio {
    guard let influence = item.influence else { return ExactRatio(2) }
    return influence < .zero ? .zero - influence : influence
  }
}
