import CounterRandom
import LinearAlgebra

/// Were past draws fair? Observed minus expected wins of all firms, judged by histories simulated from the tied sets.
///
/// The statistic is T = (O − E)ᵀ V⁻ (O − E), E being what each draw led one to expect given who had won before, and V
/// the expected covariation (`ReferenceCovariation`), the same for the record and all replicates. It is one of several
/// families of statistics; their joint Monte-Carlo p-value decides (`FairnessHeadline`). See docs/methods/lottery-test.md.
public struct FairnessTest: Sendable {
  /// What to compute.
  public struct Options: Sendable, Hashable {
    /// The number of simulated histories.
    public var replicates = 9_999
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
    /// Whether a record that is too even is held against the named policies.
    public var explainsEvenness = true
    /// Whether too few replicates for the level are an error.
    public var requiresReachableLevel = false
    /// Firms that are looked at as one set of affiliates, positions in the register of the record's source.
    public var chosenSet: [Int] = []
    /// Whether that set was chosen before the record was looked at, so that it takes part in the headline.
    public var isChosenBeforehand = false

    /// The standard options.
    public init() {}
  }

  /// Why there is nothing to test.
  public enum TestError: Error, Hashable, Sendable {
    /// No draw with a recorded winner.
    case noDraws
    /// Ties link more firms than a matrix of all pairs can hold: this is the most.
    case tooManyFirms(limit: Int)
    /// No record could be below the level with so few replicates: this many are needed.
    case tooFewReplicates(needed: Int)
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
  /// The comparison of T with the replicates.
  public let monteCarlo: MonteCarloPValue
  /// All families together, which decides.
  public let headline: FairnessHeadline
  /// The mean of T over the replicates: near the degrees of freedom where the χ² limit is any good.
  public let meanReplicate: Double
  /// The results by firm, most suspicious first; empty where they are not wanted.
  public let firms: [FirmFairness]
  /// Whether the order of arrival matters; nil without arrivals.
  public let positions: PositionTest?
  /// Whether officers favour firms; nil without two officers.
  public let officers: OfficerTest?
  /// Runs of wins and losses, and turns; nil without an order of opening.
  public let sequence: SequenceTest?
  /// What sets of affiliates won; nil without any.
  public let affiliates: AffiliateTest?
  /// How many firms won 0, 1, 2 … lotteries; nil where results by firm are not wanted.
  public let spread: WinSpread?
  /// The named policies under which a record that is too even is no finding, with the joint p-value.
  public let explanations: [Explanation]
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
    let runner = try Self.runner(record, layout, options)
    let reference = runner.reference
    let player = HistoryPlayer(
      record, layout, streams: TrialStreams(seed: options.seed, experiment: Experiment.replicates))
    let observed = runner.observed(player)
    let tails =
      options.testsFirms
      ? WinTails(record, layout, budget: options.exactBudget, threads: options.threads).distributions : []
    let families = Self.families(runner)
    let needed = FairnessHeadline.leastReplicates(families: families.count, alpha: options.alpha)
    if options.requiresReachableLevel, options.replicates < needed { throw .tooFewReplicates(needed: needed) }
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
    let headline = Self.headline(families, observed.history, histories, rank: reference.rank)
    self.headline = headline
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
    sequence = runner.sequence.map { SequenceTest($0, layout, observed: observed.history.sequence, headline) }
    affiliates = runner.affiliates.map {
      AffiliateTest($0, observed: observed.affiliates, replicates: histories.map(\.affiliates))
    }
    spread =
      options.testsFirms
      ? WinSpread(layout, observed: observed.wins, tails: tails, histograms: histories.map(\.spread)) : nil
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
    explanations = Self.explanations(record, options, headline)
  }

  /// Tests a record with the standard number of histories, and with ten times as many where these leave it open: where the
  /// joint p-value lies within three standard errors of the level, and the record is not too large.
  ///
  /// - Throws: `TestError` where there is no draw, or too many firms.
  public static func decided(_ record: DrawRecord, options: Options) throws(TestError) -> FairnessTest {
    let test = try FairnessTest(record, options: options)
    let error = (options.alpha * (1 - options.alpha) / Double(options.replicates + 1)).squareRoot()
    let isOpen = abs(test.headline.pValue - options.alpha) < 3 * error && !test.isTooShort
    guard isOpen, record.problem.entries.count <= Self.closerLook else { return test }
    var more = options
    more.replicates = 10 * (options.replicates + 1) - 1
    return try FairnessTest(record, options: more)
  }

  /// Records of more entries are not simulated again.
  private static let closerLook = 20_000

  private static func runner(
    _ record: DrawRecord, _ layout: HistoryLayout, _ options: Options
  ) throws(TestError) -> HistoryRunner {
    let chosen =
      options.chosenSet.isEmpty
      ? nil
      : AffiliateLayout.Group(
        name: options.chosenSet.map { record.source.firms[$0].name }.joined(separator: ", "), firms: options.chosenSet,
        isAfterLooking: !options.isChosenBeforehand)
    return HistoryRunner(
      record: record, layout: layout, reference: try reference(record, layout, options),
      positions: PositionLayout(record.problem), officers: OfficerLayout(record.problem, layout),
      sequence: OpeningSequence(record.problem, winners: record.winners),
      affiliates: AffiliateLayout(record.problem.register, layout, chosen: chosen),
      lotteries: record.problem.contests.indices.filter { record.problem.contests[$0].isTied },
      keepsSpread: options.testsFirms)
  }

  static func isTooEven(_ headline: FairnessHeadline, _ alpha: Double) -> Bool {
    headline.pValue < alpha && headline.pValueWithoutLow >= alpha
  }

  /// A policy that would explain why a record is more even than the stated one allows.
  public struct Explanation: Sendable, Hashable {
    /// The policy's name.
    public var policy: String
    /// The joint p-value under it.
    public var pValue: Double
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

  /// Whether the record is a finding at the level: the joint p-value decides.
  public var isFinding: Bool { headline.pValue < options.alpha }

  /// Whether it is a finding only because the wins are spread more evenly than the stated policy spreads them.
  public var isTooEven: Bool { Self.isTooEven(headline, options.alpha) }

  /// Whether the finding stands: a record that is too even and that a named policy explains is none.
  public var isUnexplained: Bool { isFinding && explanations.isEmpty }

  /// Whether these tied sets, with so many replicates, let no record be a finding.
  public var isTooShort: Bool { headline.reachable >= options.alpha }

  /// The firms whose adjusted p-value is below the level.
  public var flagged: [FirmFairness] { firms.filter { $0.adjusted < options.alpha } }

  /// Those of them that won too little: the rivals of a favoured firm do.
  public var flaggedForTooFew: [FirmFairness] { flagged.filter { $0.residual < 0 } }
}
