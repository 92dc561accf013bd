import CounterRandom

/// A concentration measure beside its values under chance.
///
/// Chance is one of two stories, and a result names its own: contracts that fall to the same vendors at random, or
/// the observed amounts dealt anew to contracts whose vendors stay.
public struct ConcentrationChance: Hashable, Sendable {
  /// Which chance.
  public enum Model: Hashable, Sendable {
    /// Of counts: every way to allot the contracts to the vendors is alike, given at least one contract each.
    case allocation
    /// Of amounts: every order of the observed contract amounts is alike, each vendor keeping its number of
    /// contracts.
    case permutation
  }

  /// Which chance.
  public let model: Model
  /// The measure.
  public let index: Concentration.Index
  /// The observed measure.
  public let observed: Double
  /// The mean under chance.
  public let mean: Double
  /// The standard error of that mean.
  public let meanError: Double
  /// The middle 95 % under chance, between order statistics.
  public let range: ClosedRange<Double>
  /// The chance of at least the observed measure: (1 + simulated ones as large) / (1 + simulations).
  public let pValue: Double

  /// Compares measures of a category and year with chance.
  ///
  /// - Parameters:
  ///   - totals: the vendors; the allocation is of their counts, the permutation of their amounts.
  ///   - indices: the measures; all are taken from the same simulations.
  ///   - simulations: 2 or more.
  /// - Returns: one result a measure; empty where the observed measure does not exist.
  /// - Complexity: O(simulations × contracts).
  public static func compare(
    _ totals: VendorTotals, model: Model, indices: [Concentration.Index], simulations: Int = 1000,
    seed: UInt64 = 1, threads: Int = 1
  ) -> [ConcentrationChance] {
    precondition(simulations > 1, "two simulations or more")
    guard let observed = Concentration(model == .allocation ? totals.counts : totals.amounts) else { return [] }
    let streams = TrialStreams(seed: seed, experiment: model == .allocation ? 0xB003 : 0xB004)
    let allocation = SurjectiveAllocation(contracts: totals.contracts.count, vendors: totals.counts.count)
    let simulated = concurrentChunks(simulations, threads: threads) { trial in
      var stream = streams.stream(trial: UInt64(trial), draw: 0)
      let dealt =
        model == .allocation ? allocation?.draw(using: &stream) : Self.dealt(totals, using: &stream)
      let concentration = Concentration(dealt ?? [])
      return indices.map { concentration?[$0] ?? .nan }
    }
    return indices.enumerated().compactMap { place, index in
      ConcentrationChance(model, index, observed: observed[index], simulated.map { $0[place] })
    }
  }

  private init?(_ model: Model, _ index: Concentration.Index, observed: Double, _ simulated: [Double]) {
    // Dealt anew, negative amounts (減額変更) may leave a vendor below 0, where no measure exists.
    let sorted = simulated.filter { !$0.isNaN }.sorted()
    guard sorted.count > 1 else { return nil }
    self.model = model
    self.index = index
    self.observed = observed
    let n = Double(sorted.count)
    mean = sorted.reduce(0, +) / n
    let center = mean
    let variance = sorted.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (n - 1)
    meanError = (variance / n).squareRoot()
    let (low, high) = (Int(0.025 * (n - 1)), Int((0.975 * (n - 1)).rounded(.up)))
    range = sorted[low]...sorted[high]
    // Equal measures of other counts may differ in the last bit and are as large.
    let large = sorted.count { $0 >= observed * (1 - 1e-12) }
    pValue = Double(1 + large) / (n + 1)
  }

  /// The amounts of the vendors after the contracts' amounts were shuffled.
  private static func dealt(_ totals: VendorTotals, using stream: inout DrawStream) -> [Int64] {
    var amounts = totals.contracts
    for place in stride(from: amounts.count - 1, to: 0, by: -1) {
      amounts.swapAt(place, Int.random(in: 0...place, using: &stream))
    }
    var first = 0
    return totals.counts.map { count in
      defer { first += Int(count) }
      return amounts[first..<first + Int(count)].reduce(0, +)
    }
  }
}
