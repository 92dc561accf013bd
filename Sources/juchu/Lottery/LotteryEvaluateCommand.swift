import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// `juchu lottery evaluate`: what policies do to recorded tenders.
struct LotteryEvaluateCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "evaluate",
      abstract: words(
        "方式の効果：各業者の期待落札件数、偏り、金額。可能なものは厳密に計算します。",
        "What policies do: who wins how often, how evenly, at what price; exact where possible."),
      discussion: words(
        """
        方式は 制限なし、1者1件、平塚市型、名張市型、取り抜け方式、又は YAML ファイルです。どの方式も同じ同額入札に当てはめます。厳密に計算できるものは厳密に計算し、残りは乱数の種と標準誤差を示してシミュレーションします。要領に定めのない点は既定値によります。

        例：
          juchu lottery evaluate bids.csv --policy one-win
          juchu lottery evaluate bids.csv --policy one-win --policy torinuke --format json
        """,
        """
        Policies are independent, one-win, hiratsuka, nabari and torinuke, or a YAML file of components. Every \
        policy is applied to the same tied bids. What can be solved exactly is; the rest is simulated with a stated \
        seed and standard errors.

        Examples:
          juchu lottery evaluate bids.csv --policy one-win
          juchu lottery evaluate bids.csv --policy one-win --policy torinuke --format json
        """)
    )
  }

  static let trialLimit = 10_000_000_000_000

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV, one line a bid; - is standard input."))
  var bids: [String]

  @Option(
    help: words(
      "方式の名前又は YAML ファイル（繰り返し指定できます）。既定は名前のある全ての方式。",
      "A named policy or a YAML file; may be given several times. By default all named ones."))
  var policy: [String] = []

  @Option(
    help: words(
      "シミュレーションの乱数の種。",
      "The seed of what is simulated."))
  var seed: UInt64 = 1

  @Option(
    help: words(
      "シミュレーションの回数（1024回単位に切り上げ、16384回からは更に大きい単位）。0 は行いません。指定しなければ、厳密に計算できない方式だけを 262,144 回行います。指定すると、ジニ係数と1者の最多落札件数も求めます。",
      "Trials of what is simulated, rounded up to batches of 1024 (larger ones from 16384 on); 0 never simulates. Without it only policies beyond exact solution are simulated (262,144 trials); with it also Gini and maximum, which need joint laws."
    )
  )
  var trials: Int?

  @Flag(
    help: words(
      "厳密に計算できるものもシミュレーションします。",
      "Simulate even what could be solved exactly."))
  var simulate = false

  @Flag(
    help: words(
      "くじが複数ある対象グループで、開札順が結果をどう変えるかを示します。",
      "Show what the opening order decides in the groups with several draws: all orders where they are few."))
  var orders = false

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (0...Self.trialLimit).contains(trials ?? 0) else {
      throw ValidationError(
        "--trials の値は 0 から 10兆 までです。",
        "--trials takes 0 to 10^13.")
    }
    if simulate && trials == 0 {
      throw ValidationError(
        "--simulate（厳密計算なし）と --trials 0（シミュレーションなし）は同時に指定できません。どちらかを外してください。",
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
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: seed)
    let study = EvaluationStudy(
      file: bids[0], register: register, policies: policies, seed: seed, showsOrders: orders)
    try output.write(
      LotteryEvaluationResult(study.evaluation(options, quiet: output.quiet), replay: study.replay, meta: meta))
  }
}
