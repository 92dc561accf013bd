import Procurement

/// How contracts are spread over vendors in every category and year, each measure beside chance.
public struct ConcentrationTable: Sendable {
  /// One category and year, by contracts or by amounts.
  public struct Line: Sendable {
    /// The year.
    public var year: FiscalYear
    /// The category, nil for all together.
    public var category: Procurement.Category?
    /// By contracts or by amounts.
    public var measure: Measure
    /// The measures themselves.
    public var concentration: Concentration
    /// Each of `indices` beside chance; empty where there is none.
    public var chance: [ConcentrationChance]
    /// Contracts without a vendor, left out.
    public var unnamed: Int64
  }

  /// Inequality of amounts between and within the categories of a year.
  public struct Split: Sendable {
    /// The year.
    public var year: FiscalYear
    /// The categories with vendors, in the order of `decomposition.groups`.
    public var categories: [Procurement.Category]
    /// Theil's T between and within them.
    public var decomposition: TheilDecomposition
  }

  /// The measures that are compared with chance.
  public static let indices: [Concentration.Index] = [.hhi, .topShare(3), .gini, .theil]

  /// Category by category, year by year, contracts before amounts.
  public let lines: [Line]
  /// The split by category of every year with two categories or more.
  public let splits: [Split]
  /// Contracts without a vendor in all, left out.
  public let unnamed: Int64
  /// The seed of the simulations.
  public let seed: UInt64

  /// The fewest and the most simulations behind a chance; nil where there is none.
  public var simulations: ClosedRange<Int>? {
    let all = lines.flatMap(\.chance).map(\.simulations)
    guard let least = all.min(), let most = all.max() else { return nil }
    return least...most
  }

  /// The largest standard error of a simulated mean, as a part of the mean; nil where every mean is exact.
  public var largestError: Double? {
    lines.flatMap(\.chance).compactMap { chance in
      chance.meanError.flatMap { chance.mean == 0 ? nil : $0 / abs(chance.mean) }
    }.max()
  }

  /// The concentration of all vendors of a sample.
  ///
  /// - Parameters:
  ///   - categories: the categories, nil for all together.
  ///   - simulations: 2 or more; nil for as many as the sizes of the cells suggest.
  /// - Complexity: O(cells × simulations × contracts).
  public init(
    _ sample: ContractSample, categories: [Procurement.Category?], simulations: Int? = nil, seed: UInt64 = 1,
    threads: Int = 1
  ) {
    self.seed = seed
    let items = sample.sortedItems()
    let vendors = concurrentChunks(sample.years.count * columns.count, threads: threads) { place in
      let (year, category) = (sample.years[place / columns.count], columns[place % columns.count])
      return sample.cells(year, category, row: sample.scheme.total).map {
        VendorTotals(items, cells: $0, vendorCount: sample.vendorCount)
      }
    }
    func totals(_ year: Int, _ category: Procurement.Category?) -> VendorTotals? {
      columns.firstIndex(of: category).flatMap { vendors[year * columns.count + $0] }
    }
    var lines: [Line] = []
    for category in categories {
      for (place, year) in sample.years.enumerated() {
        guard let totals = totals(place, category) else { continue }
        for measure in [Measure.count, .amount] {
          guard let concentration = Concentration(measure == .count ? totals.counts : totals.amounts) else { continue }
          let chance = ConcentrationChance.compare(
            totals, model: measure == .count ? .allocation : .permutation, indices: Self.indices,
            simulations: simulations, seed: seed, threads: threads)
          lines.append(
            Line(
              year: year, category: category, measure: measure, concentration: concentration, chance: chance,
              unnamed: totals.unnamedCount))
        }
      }
    }
    self.lines = lines
    splits = sample.years.enumerated().compactMap { place, year in Split(year) { totals(place, $0) } }
    unnamed = sample.years.indices.reduce(0) { $0 + (totals($1, nil)?.unnamedCount ?? 0) }
  }
}

/// Every category, and all together.
private let columns: [Procurement.Category?] = Category.allCases + [nil]

extension ConcentrationTable.Split {
  fileprivate init?(_ year: FiscalYear, totals: (Procurement.Category) -> VendorTotals?) {
    var categories: [Procurement.Category] = []
    var groups: [[Int64]] = []
    for category in Category.allCases {
      guard let totals = totals(category), !totals.amounts.isEmpty else { continue }
      categories.append(category)
      groups.append(totals.amounts)
    }
    guard categories.count > 1, let decomposition = TheilDecomposition(groups) else { return nil }
    self.init(year: year, categories: categories, decomposition: decomposition)
  }
}
