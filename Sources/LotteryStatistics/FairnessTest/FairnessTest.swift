import CounterRandom
import LinearAlgebra

/// Were past draws fair? Observed minus expected wins of all firms, judged by histories simulated from the tied sets.
///
/// The statistic is T = (O − E)ᵀ V⁻ (O − E), E being what each draw led one to expect given who had won before, and V
/// the expected covariation (`ReferenceCovariation`), the same for the record and all replicates. The Monte-Carlo
/// p-value decides; the χ² limit stands beside it. See docs/methods/lottery-test.md.
public struct FairnessTest: Sendable {
  /// What to compute.
  public struct Options: Sendable, Hashable {
    /// The number of simulated histories.
    public var replicates = 999
    /// The seed of everything simulated.
    public var seed: UInt64 = 1
    /// The number of threads; it does not change integers, and other figures by rounding only.
    public var threads = 1
    /// The level of a finding.
    public var alpha = 0.01
    /// Pilot histories for the reference covariation, where the policy excludes; nil for 64, fewer but at least 8 in
    /// records of many draws, where a few say as much.
    public var pilots: Int?
    /// Histories for each point of the power table, 0 for none; nil for 100, or 40 in records of many draws.
    public var powerHistories: Int?
    /// Transitions that the exact distributions of wins may cost altogether.
    public var exactBudget = 40_000_000
    /// Whether the results by firm are wanted.
    public var testsFirms = true

    /// The standard options.
    public init() {}
  }

  /// Why there is nothing to test.
  public enum TestError: Error, Hashable, Sendable {
    /// No draw with a recorded winner.
    case noDraws
    /// Ties link more firms than a matrix of all pairs can hold: this is the most.
    case tooManyFirms(limit: Int)
    /// The matrix could not be factored.
    case singular(LinearAlgebraError)
  }

  /// The largest rank of the matrix, which then takes 2 GiB.
  private static let rankLimit = 16_384

  /// The draws under their policy.
  public let record: DrawRecord
  /// How it was computed.
  public let options: Options
  /// The number of firms that stood in a tie.
  public let firmCount: Int
  /// The number of components by which ties link them.
  public let componentCount: Int
  /// T of the record.
  public let statistic: Double
  /// Firms − components.
  public let degreesOfFreedom: Int
  /// P(χ² ≥ T), a limit for many draws.
  public let pValueChiSquare: Double
  /// The comparison with the replicates, which decides.
  public let monteCarlo: MonteCarloPValue
  /// The mean of T over the replicates: near the degrees of freedom where the χ² limit is any good.
  public let meanReplicate: Double
  /// The results by firm, most suspicious first; empty where they are not wanted.
  public let firms: [FirmFairness]
  /// Whether the order of arrival matters; nil without arrivals.
  public let positions: PositionTest?
  /// Whether officers favour firms; nil without two officers.
  public let officers: OfficerTest?
  /// How large a bias would have been seen; nil where it was not asked for or cannot be planted.
  public let power: FairnessPower?
  /// The tenders whose recorded winner the policy would not have let win, positions in the record's register.
  public let contradictions: [Int]

  /// Experiments under the seed.
  private enum Experiment {
    static let replicates: UInt16 = 0x6001
    static let pilots: UInt16 = 0x6002
    static let power: UInt16 = 0x6100
  }

  /// Tests a record.
  ///
  /// - Throws: `TestError` where there is no draw, or too many firms.
  /// - Complexity: O(replicates × (entries + rank²) + rank³).
  public init(_ record: DrawRecord, options: Options = Options()) throws(TestError) {
    let layout = HistoryLayout(record.problem)
    guard record.account.draws > 0, !layout.firms.isEmpty else { throw .noDraws }
    guard layout.firms.count - layout.componentCount <= Self.rankLimit else {
      throw .tooManyFirms(limit: Self.rankLimit)
    }
    let reference = try Self.reference(record, layout, options)
    let runner = HistoryRunner(
      record: record, layout: layout, reference: reference, positions: PositionLayout(record.problem),
      officers: OfficerLayout(record.problem, layout))
    let player = HistoryPlayer(
      record, layout, streams: TrialStreams(seed: options.seed, experiment: Experiment.replicates))
    let observed = runner.observed(player)
    let tails =
      options.testsFirms
      ? WinTails(record, layout, budget: options.exactBudget, threads: options.threads).distributions : []
    let needsCounts = tails.contains { $0 == nil }
    let zeros = [Int](repeating: 0, count: needsCounts ? layout.firms.count : 0)
    let deviations = observed.residuals.indices.map { runner.deviation(observed.residuals[$0], $0) }
    let (histories, counts) = runner.run(
      player, trials: 0..<options.replicates, threads: options.threads,
      counting: options.testsFirms
        ? HistoryRunner.Counts(
          stepDown: StepDownMaximum(observed: deviations), atMost: zeros, atLeast: zeros, wins: zeros) : nil,
      observed: observed.wins)

    self.record = record
    self.options = options
    firmCount = layout.firms.count
    componentCount = layout.componentCount
    statistic = observed.history.statistic
    degreesOfFreedom = reference.rank
    pValueChiSquare = ChiSquareTail.probability(above: statistic, degreesOfFreedom: degreesOfFreedom)
    monteCarlo = MonteCarloPValue(observed: statistic, among: histories.lazy.map(\.statistic))
    meanReplicate = histories.reduce(0) { $0 + $1.statistic } / Double(max(1, histories.count))
    contradictions = observed.contradictions.map { record.problem.contests[$0].tender }
    positions = runner.positions.flatMap { layout in
      observed.history.positions.map {
        PositionTest(layout, observed: $0, replicates: histories.compactMap(\.positions))
      }
    }
    officers = runner.officers.flatMap { officers in
      observed.officers.map {
        OfficerTest(officers, firms: layout.firms, observed: $0, replicates: histories.map(\.officers))
      }
    }
    firms =
      counts.map { counts in
        FirmFairness.all(
          runner, observed: observed, tails: tails, counts: counts, replicates: histories.count, alpha: options.alpha)
      } ?? []
    // Where places pass on there is no weight by which one firm could be drawn more often.
    let planted = options.powerHistories ?? (record.account.draws > 20_000 ? 40 : 100)
    let canPlant = planted > 0 && record.problem.policy.drawForm == .renumber
    power =
      !canPlant
      ? nil
      : FairnessPower(
        runner,
        player: { bias, number in
          HistoryPlayer(
            record, layout, streams: TrialStreams(seed: options.seed, experiment: Experiment.power + number),
            bias: bias)
        }, replicates: histories, alpha: options.alpha, histories: planted, threads: options.threads)
  }

  private static func reference(
    _ record: DrawRecord, _ layout: HistoryLayout, _ options: Options
  ) throws(TestError) -> ReferenceCovariation {
    let pilot = HistoryPlayer(
      record, layout, streams: TrialStreams(seed: options.seed, experiment: Experiment.pilots))
    do throws(LinearAlgebraError) {
      let standard = min(64, max(8, 5_000_000 / max(1, record.problem.entries.count)))
      return try ReferenceCovariation(pilot, pilots: options.pilots ?? standard)
    } catch {
      throw .singular(error)
    }
  }

  /// Whether the record is a finding at the level: the Monte-Carlo p-value decides.
  public var isFinding: Bool { monteCarlo.value < options.alpha }

  /// The firms whose adjusted p-value is below the level.
  public var flagged: [FirmFairness] { firms.filter { $0.adjusted < options.alpha } }

  /// The fewest replicates with which the level can be undercut at all.
  public var leastReplicates: Int { Int((1 / options.alpha).rounded(.down)) }
}
