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
  /// The standard error of that mean; nil where it is exact.
  public let meanError: Double?
  /// The middle 95 % under chance, between order statistics of the simulations.
  public let range: ClosedRange<Double>
  /// The chance of at least the observed measure: (1 + simulated ones as large) / (1 + simulations).
  public let pValue: Double
  /// The simulations in which the measure exists.
  public let simulations: Int

  /// Compares measures of a category and year with chance.
  ///
  /// - Parameters:
  ///   - totals: the vendors; the allocation is of their counts, the permutation of their amounts.
  ///   - indices: the measures; all are taken from the same simulations.
  ///   - simulations: 2 or more; nil for as many as `ChancePlan` makes of the sizes.
  /// - Returns: one result a measure; empty where the observed measure does not exist.
  /// - Complexity: O(simulations × vendors), of the permutation O(shuffles × contracts) more.
  public static func compare(
    _ totals: VendorTotals, model: Model, indices: [Concentration.Index], simulations: Int? = nil,
    seed: UInt64 = 1, threads: Int = 1
  ) -> [ConcentrationChance] {
    precondition(simulations.map { $0 > 1 } ?? true, "two simulations or more")
    let own = model == .allocation ? totals.counts : totals.amounts
    guard Concentration(own) != nil else { return [] }
    let simulation: any ChanceSimulation
    switch model {
    case .allocation:
      guard let allocation = AllocationChance(totals, seed: seed) else { return [] }
      simulation = allocation
    case .permutation: simulation = PermutationChance(totals, seed: seed)
    }
    let plan = ChancePlan(
      contracts: model == .allocation ? 0 : totals.contracts.count, vendors: own.count, simulations: simulations)
    let simulated = concurrentChunks(plan.chunks.count, threads: threads) { chunk in
      simulation.measures(indices, groups: plan.chunks[chunk], of: plan)
    }.flatMap(\.self)
    var ordered = OrderedTotals()
    own.withUnsafeBufferPointer { model == .allocation ? ordered.assign(counts: $0) : ordered.assign(amounts: $0) }
    let observed = ordered.measures(indices)
    return indices.enumerated().compactMap { place, index in
      ConcentrationChance(
        model, index, observed: observed[place], mean: simulation.mean(of: index),
        simulated.map { group in group.map { $0[place] } })
    }
  }

  /// - Parameters:
  ///   - exact: the mean, where it is known without simulating.
  ///   - groups: simulated measures; those of a group share a shuffle.
  init?(
    _ model: Model, _ index: Concentration.Index, observed: Double, mean exact: Double?, _ groups: [[Double]]
  ) {
    // Dealt anew, negative amounts (減額変更) may leave a vendor below 0, where no measure exists.
    let sorted = groups.joined().filter { !$0.isNaN }.sorted()
    guard sorted.count > 1 else { return nil }
    self.model = model
    self.index = index
    self.observed = observed
    simulations = sorted.count
    let n = Double(sorted.count)
    let center = sorted.reduce(0, +) / n
    let squares = groups.reduce(0) { sum, group in
      let deviation = group.reduce(0) { $1.isNaN ? $0 : $0 + ($1 - center) }
      return sum + deviation * deviation
    }
    let count = Double(groups.count)
    mean = exact ?? center
    meanError = exact == nil ? (squares * count / (count - 1)).squareRoot() / n : nil
    let (low, high) = (Int(0.025 * (n - 1)), Int((0.975 * (n - 1)).rounded(.up)))
    range = sorted[low]...sorted[high]
    // Equal measures of other totals may differ in the last bits and are as large.
    let scale: Double =
      switch index {
      case .hhi, .topShare: observed
      case .gini, .theil: 1
      }
    let large = sorted.count { $0 >= observed - 1e-12 * scale }
    pValue = Double(1 + large) / (n + 1)
  }
}

/// How many simulations are made, and how many of them share a shuffle.
///
/// A thousand simulations, but of large cells so few that their cost stays near that of reading the contracts. Each
/// simulation of a group deals one shuffle of the amounts to vendors in an order of its own, so each is a permutation
/// like any other; that those of a group are more alike is what the standard error counts.
struct ChancePlan {
  /// The number of simulations.
  let simulations: Int
  /// The largest number of simulations of one shuffle.
  let perShuffle: Int

  private static let mostSimulations = 1000
  private static let fewestSimulations = 200
  private static let fewestShuffles = 20
  private static let vendorsDealt = 1 << 23
  private static let contractsShuffled = 1 << 24
  private static let groupsPerChunk = 8

  /// - Parameters:
  ///   - contracts: how many are shuffled.
  ///   - simulations: nil for as many as the sizes suggest.
  init(contracts: Int, vendors: Int, simulations: Int? = nil) {
    self.simulations =
      simulations ?? min(Self.mostSimulations, max(Self.fewestSimulations, Self.vendorsDealt / max(1, vendors)))
    let shuffles = min(self.simulations, max(Self.fewestShuffles, Self.contractsShuffled / max(1, contracts)))
    perShuffle = simulations == nil ? (self.simulations + shuffles - 1) / shuffles : 1
  }

  /// The groups that share a shuffle.
  private var groups: Int { (simulations + perShuffle - 1) / perShuffle }

  /// The simulations of a group.
  func simulations(of group: Int) -> Int { min(perShuffle, simulations - group * perShuffle) }

  /// Groups that one thread simulates together.
  var chunks: [Range<Int>] {
    stride(from: 0, to: groups, by: Self.groupsPerChunk).map { $0..<min($0 + Self.groupsPerChunk, groups) }
  }
}
