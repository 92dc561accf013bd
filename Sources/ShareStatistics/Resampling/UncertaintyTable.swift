import Procurement

/// What resampling says of every share of a table and of its change from year to year.
public struct UncertaintyTable: Sendable {
  /// One share over the years.
  public struct Line: Sendable {
    /// Which share.
    public var target: ShareTarget
    /// The share in each year in which it exists.
    public var shares: [FiscalYear: ShareEstimate]
    /// The change between adjacent years, by the later one.
    public var changes: [FiscalYear: ShareEstimate]
  }

  /// What was drawn.
  public let unit: ShareBootstrap.Unit
  /// How it was drawn.
  public let options: ShareBootstrap.Options
  /// The years in order.
  public let years: [FiscalYear]
  /// The shares of rows in categories, in the order given.
  public let lines: [Line]

  /// Estimates shares and their changes from one set of resamples.
  ///
  /// - Parameters:
  ///   - categories: the categories, nil for all together.
  ///   - rows: identifiers of rows.
  /// - Complexity: O(replicates × contracts), then O(contracts) a share.
  public init(
    _ sample: ContractSample, categories: [Procurement.Category?], rows: [String], unit: ShareBootstrap.Unit,
    options: ShareBootstrap.Options
  ) {
    let bootstrap = ShareBootstrap(sample, unit: unit, options: options)
    let years = sample.years
    self.unit = unit
    self.options = options
    self.years = years
    let targets = categories.flatMap { category in
      rows.flatMap { row in
        [Measure.amount, .count].map { ShareTarget(category: category, row: row, measure: $0) }
      }
    }
    lines = targets.map { target in
      var line = Line(target: target, shares: [:], changes: [:])
      for year in years { line.shares[year] = bootstrap.share(target, in: year) }
      for (from, to) in zip(years, years.dropFirst()) {
        line.changes[to] = bootstrap.change(of: target, from: from, to: to)
      }
      return line
    }
  }
}
