import Procurement

/// Resamples of a ledger, and the intervals of shares and of their changes that they give.
///
/// Counts and amounts of every resample are exact integers. Resample r is a function of the seed, r and the
/// contracts, not of their order, the threads or the number of resamples. Drawn once, the resamples serve every
/// share, so that shares of one resample belong together.
public struct ShareBootstrap: Sendable {
  /// What is drawn.
  public enum Unit: Hashable, Sendable {
    /// Contracts, the contracts of each stratum being a sample of their own.
    case contracts(strata: Strata)
    /// Vendors with all their contracts, over categories and years together; a contract without a vendor is a
    /// vendor of its own.
    case vendors
  }

  /// Which contracts form a sample of their own, of a fixed size.
  public enum Strata: Hashable, Sendable {
    /// Those of a year: how many fall to a category or row is left to chance.
    case years
    /// Those of a year and category.
    case yearsAndCategories
  }

  /// How resamples are drawn and read.
  public struct Options: Hashable, Sendable {
    /// The number of resamples.
    public var replicates: Int
    /// The seed.
    public var seed: UInt64
    /// The number of threads; no result depends on it.
    public var threads: Int
    /// The confidence level of intervals, above 0 and below 1.
    public var confidence: Double

    /// Options, by default 2,000 resamples and 95 %.
    public init(replicates: Int = 2000, seed: UInt64 = 1, threads: Int = 1, confidence: Double = 0.95) {
      precondition(replicates > 1 && replicates <= 1 << 31, "two replicates or more")
      precondition(confidence > 0 && confidence < 1, "a confidence level between 0 and 1")
      self.replicates = replicates
      self.seed = seed
      self.threads = threads
      self.confidence = confidence
    }
  }

  /// What was drawn.
  public let unit: Unit
  /// How resamples were drawn.
  public let options: Options
  private let sample: ContractSample
  private let frame: SamplingFrame
  private let drawn: [ResamplingKernel.Sums]
  private let observed: [SamplingFrame.Observed]

  /// Replicates that one thread draws together; it decides the speed and nothing else.
  private static let chunk = 64

  /// Draws the resamples of a ledger.
  ///
  /// - Complexity: O(replicates × units) and O(replicates × cells) numbers kept.
  public init(_ sample: ContractSample, unit: Unit, options: Options = Options()) {
    self.unit = unit
    self.options = options
    self.sample = sample
    let frame =
      switch unit {
      case .vendors: SamplingFrame(vendors: sample)
      case .contracts(.years): SamplingFrame(contracts: sample, stratum: sample.yearPlace(ofCell:))
      case .contracts(.yearsAndCategories):
        SamplingFrame(contracts: sample) {
          sample.yearPlace(ofCell: $0) * Category.allCases.count + sample.categoryPlace(ofCell: $0)
        }
      }
    self.frame = frame
    observed = frame.observed
    let kernel = ResamplingKernel(frame, seed: options.seed)
    let chunks = (options.replicates + Self.chunk - 1) / Self.chunk
    let stop = WorkStop.current
    drawn = concurrentChunks(chunks, threads: options.threads) { chunk in
      let replicates = chunk * Self.chunk..<min((chunk + 1) * Self.chunk, options.replicates)
      guard stop?.isAsked == true else { return kernel.sums(replicates) }
      // Of what was stopped one resample stands for all of a chunk.
      let one = kernel.sums(replicates.prefix(1))
      return ResamplingKernel.Sums(
        counts: replicates.flatMap { _ in one.counts }, amounts: replicates.flatMap { _ in one.amounts })
    }
  }

  /// A share in a year; nil where the sample has no such year or row, or the column is empty.
  ///
  /// - Complexity: O(contracts + replicates log replicates).
  public func share(_ target: ShareTarget, in year: FiscalYear) -> ShareEstimate? {
    RatioTerm(target, in: year, weight: 1, of: sample).flatMap { estimate([$0]) }
  }

  /// The change of a share from one year to another, as a fraction; nil where either share does not exist.
  ///
  /// - Complexity: O(contracts + replicates log replicates).
  public func change(of target: ShareTarget, from: FiscalYear, to: FiscalYear) -> ShareEstimate? {
    guard let before = RatioTerm(target, in: from, weight: -1, of: sample),
      let after = RatioTerm(target, in: to, weight: 1, of: sample)
    else { return nil }
    return estimate([after, before])
  }

  /// The number and amount of a cell in a resample, for checks of the resamples themselves.
  func resampled(_ replicate: Int, cell: Int) -> (count: Int64, amount: Int128) {
    let sums = drawn[replicate / Self.chunk]
    let index = replicate % Self.chunk * frame.cellCount + cell
    return (sums.counts[index], sums.amounts[index])
  }
}

extension ShareBootstrap {
  private func estimate(_ terms: [RatioTerm]) -> ShareEstimate? {
    let sums = terms.map { ($0.sum(of: $0.rowCells, observed), $0.sum(of: $0.columnCells, observed)) }
    guard sums.allSatisfy({ $0.1 != 0 }) else { return nil }
    let value = zip(terms, sums).reduce(0) { $0 + $1.0.weight * Double($1.1.0) / Double($1.1.1) }
    let replicates = values(of: terms)
    let distribution = ReplicateDistribution(replicates)
    let bounded = zip(terms, sums).filter { $0.1.0 == 0 || $0.1.0 == $0.1.1 }.map(\.0)
    let percentile = bounded.count < terms.count ? distribution.percentile(confidence: options.confidence) : nil
    var bca: ClosedRange<Double>?
    if bounded.isEmpty,
      let acceleration = Jackknife(frame, terms: terms, sums: sums.map { (row: $0.0, column: $0.1) }).acceleration()
    {
      bca = distribution.bca(estimate: value, acceleration: acceleration, confidence: options.confidence)
    }
    return ShareEstimate(
      value: value, standardError: distribution.standardError, confidence: options.confidence,
      percentile: percentile, bca: bca, exact: exact(terms, sums), newcombe: newcombe(terms, sums),
      warnings: warnings(terms, bounded, undefined: options.replicates - replicates.count))
  }

  /// The value in every resample in which it is defined.
  private func values(of terms: [RatioTerm]) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(options.replicates)
    for sums in drawn {
      for base in stride(from: 0, to: sums.counts.count, by: frame.cellCount) {
        var value: Double? = 0
        for term in terms {
          let (row, column) = (term.sum(of: term.rowCells, sums, base), term.sum(of: term.columnCells, sums, base))
          value = column == 0 ? nil : value.map { $0 + term.weight * row.asDouble / column.asDouble }
        }
        if let value { values.append(value) }
      }
    }
    return values
  }

  /// Counts of contracts that are trials of one binomial: not of vendors, whose contracts hang together, and not
  /// totals over categories that are sampled apart.
  private func isBinomial(_ term: RatioTerm) -> Bool {
    switch unit {
    case .vendors: false
    case .contracts(.years): term.isCount
    case .contracts(.yearsAndCategories):
      term.isCount && Set(term.columnCells.map(sample.categoryPlace(ofCell:))).count == 1
    }
  }

  private func exact(_ terms: [RatioTerm], _ sums: [(Int64, Int64)]) -> ClosedRange<Double>? {
    guard terms.count == 1, isBinomial(terms[0]) else { return nil }
    return ClopperPearson.interval(
      successes: Int(sums[0].0), trials: Int(sums[0].1), confidence: options.confidence)
  }

  private func newcombe(_ terms: [RatioTerm], _ sums: [(Int64, Int64)]) -> ClosedRange<Double>? {
    guard terms.count == 2, terms.allSatisfy(isBinomial) else { return nil }
    return ScoreInterval.difference(
      after: (Int(sums[0].0), Int(sums[0].1)), before: (Int(sums[1].0), Int(sums[1].1)),
      confidence: options.confidence)
  }

  private func warnings(
    _ terms: [RatioTerm], _ bounded: [RatioTerm], undefined: Int
  ) -> [ShareEstimate.Warning] {
    let cells = terms.reversed().map { (year: $0.year, summary: sample.summary(ofCells: $0.rowCells)) }
      .filter { $0.summary.count > 0 }
    var warnings: [ShareEstimate.Warning] = []
    for (year, summary) in cells where summary.sum > 0 {
      let share = Double(summary.largest) / Double(summary.sum)
      if share > 0.1 { warnings.append(.largeContract(year: year, share: share)) }
    }
    // Without any names nothing is known of vendors.
    for (year, summary) in cells where sample.vendorCount > 0 && summary.vendors < 30 {
      warnings.append(.fewVendors(year: year, vendors: summary.vendors))
    }
    warnings += bounded.reversed().map { .atBound(year: $0.year) }
    if undefined > 0 { warnings.append(.undefinedReplicates(undefined)) }
    return warnings
  }
}

extension RatioTerm {
  fileprivate func sum(of cells: [Int], _ observed: [SamplingFrame.Observed]) -> Int64 {
    cells.reduce(0) { $0 + (isCount ? observed[$1].count : observed[$1].amount) }
  }

  fileprivate func sum(of cells: [Int], _ sums: ResamplingKernel.Sums, _ base: Int) -> Int128 {
    cells.reduce(0) { $0 + (isCount ? Int128(sums.counts[base + $1]) : sums.amounts[base + $1]) }
  }
}

extension Int128 {
  /// The nearest double; sums within Int64, nearly all, take the short way.
  fileprivate var asDouble: Double {
    let short = Int64(truncatingIfNeeded: self)
    return Int128(short) == self ? Double(short) : Double(self)
  }
}
