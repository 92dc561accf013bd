import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// `juchu lottery`: ties, draws and one-win rules.
struct LotteryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lottery",
    abstract: "How often lots decide tenders (くじ引き), and what a one-win rule (1者1件) would do.",
    subcommands: [
      LotteryIncidenceCommand.self, LotteryEvaluateCommand.self, LotteryDrawCommand.self, LotteryVerifyCommand.self,
      LotteryUniformityCommand.self, LotteryTestCommand.self, LotteryVerifiableCommand.self, LotteryLeversCommand.self,
      LotteryDesignCommand.self, LotteryEntryCommand.self,
    ]
  )
}

/// `juchu lottery incidence`: how often lots decide, where, and how many tie.
struct LotteryIncidenceCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidence",
    abstract: "How often lots decide tenders, where, how many firms tie, and which groups a one-win rule touches.",
    discussion: """
      Examples:
        juchu lottery incidence bids.csv
        juchu lottery incidence bids.csv --mapping mlit-bids --repeated-bids keep-first \\
          --group-by office,opening_date,category
      """
  )

  @Argument(help: "Bids in CSV, one line a bid; - is standard input.")
  var bids: [String]

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let (incidence, summary) = try source.incidence(bids, output: output)
    let meta = ResultMeta(version: Juchu.version, bids: summary, seed: nil)
    try output.write(LotteryIncidenceResult(incidence, meta: meta))
  }
}

/// `juchu lottery evaluate`: what policies do to recorded tenders.
struct LotteryEvaluateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "What policies do: who wins how often, how evenly, at what price; exact where possible.",
    discussion: """
      Policies are independent, one-win, hiratsuka, nabari and torinuke, or a YAML file of components. Every \
      policy is applied to the same tied bids. What can be solved exactly is; the rest is simulated with a stated \
      seed and standard errors.

      Examples:
        juchu lottery evaluate bids.csv --policy one-win
        juchu lottery evaluate bids.csv --policy one-win --policy torinuke --format json
      """
  )

  static let trialLimit = 10_000_000_000_000

  @Argument(help: "Bids in CSV, one line a bid; - is standard input.")
  var bids: [String]

  @Option(help: "A named policy or a YAML file; may be given several times. By default all named ones.")
  var policy: [String] = []

  @Option(help: "The seed of what is simulated.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Trials of what is simulated, rounded up to batches of 1024 (larger ones from 16384 on); 0 never simulates. Without it only policies "
        + "beyond exact solution are simulated (262,144 trials); with it also Gini and maximum, which need joint laws.")
  )
  var trials: Int?

  @Flag(help: "Simulate even what could be solved exactly.")
  var simulate = false

  @Flag(help: "Show what the opening order decides in the groups with several draws: all orders where they are few.")
  var orders = false

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (0...Self.trialLimit).contains(trials ?? 0) else { throw ValidationError("--trials takes 0 to 10^13.") }
    if simulate && trials == 0 {
      throw ValidationError(
        "--simulate solves nothing exactly and --trials 0 simulates nothing: leave out one of them.")
    }
  }

  /// The policies that are evaluated.
  var policies: [LotteryPolicy] {
    get throws { try PolicyFile.policies(policy) }
  }

  var options: PolicyEvaluation.Options {
    PolicyEvaluation.Options(
      seed: seed, trials: trials ?? 1 << 18, prefersExact: !simulate, measures: trials ?? 0 > 0,
      threads: source.source.parallel.count)
  }

  func run() throws {
    let policies = try policies
    let (register, summary) = try source.register(bids, output: output)
    let meta = ResultMeta(version: Juchu.version, bids: summary, seed: seed)
    let study = EvaluationStudy(
      file: bids[0], register: register, policies: policies, seed: seed, showsOrders: orders)
    try output.write(
      LotteryEvaluationResult(study.evaluation(options, quiet: output.quiet), replay: study.replay, meta: meta))
  }
}
