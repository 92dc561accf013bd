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
  /// The simulations behind every chance.
  public let simulations: Int
  /// Their seed.
  public let seed: UInt64

  /// The concentration of all vendors of a sample.
  ///
  /// - Parameter categories: the categories, nil for all together.
  /// - Complexity: O(cells × simulations × contracts).
  public init(
    _ sample: ContractSample, categories: [Procurement.Category?], simulations: Int = 1000, seed: UInt64 = 1,
    threads: Int = 1
  ) {
    self.simulations = simulations
    self.seed = seed
    let items = sample.sortedItems()
    func totals(_ year: FiscalYear, _ category: Procurement.Category?) -> VendorTotals? {
      sample.cells(year, category, row: sample.scheme.total).map { VendorTotals(items, cells: $0) }
    }
    var lines: [Line] = []
    for category in categories {
      for year in sample.years {
        guard let totals = totals(year, category) else { continue }
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
    splits = sample.years.compactMap { year in Split(year) { totals(year, $0) } }
    unnamed = sample.years.reduce(0) { sum, year in
      sum + (totals(year, nil)?.unnamedCount ?? 0)
    }
  }
}

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
