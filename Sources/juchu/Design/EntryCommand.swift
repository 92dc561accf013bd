import ArgumentParser
import LotteryStatistics
import PolicyDesign
import Reporting

/// `juchu lottery entry`: who would enter which tender of a group.
struct LotteryEntryCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "entry",
      abstract: words(
        "業者が互いに反応するとき、方式の下でどの入札に誰が参加するかを求めます。",
        "Who would enter which tender of a group under a rule, if firms reply to each other."),
      discussion: words(
        """
        同等の業者が参加する入札を選びます。参加者は全て同額となり、1者だけの入札では予定価格で落札します。小さなゲームは全ての場合を調べ、大きなものは複数の初期値から互いの最適な反応を繰り返し、残る利得の余地を示します。

        例：
          juchu lottery entry --values 5,20,60 --bidders 10 --cost 1
          juchu lottery entry --values 5,20,60 --bidders 10 --cost 1 --policy one-win --policy rule.yaml
        """,
        """
        Equal firms choose which tenders to enter; all entrants tie, and a firm alone in a tender gets the ceiling price. Small games are \
        gone through as a whole; in larger ones firms reply to each other from several starts, and what any firm could still gain is printed.

        Examples:
          juchu lottery entry --values 5,20,60 --bidders 10 --cost 1
          juchu lottery entry --values 5,20,60 --bidders 10 --cost 1 --policy one-win --policy rule.yaml
        """)
    )
  }

  @Option(
    help: words(
      "各入札を落札する価値（記録の順、コンマ区切り、8つまで）。",
      "What a win of each tender is worth, in the recorded order: numbers joined by commas, at most eight."))
  var values: String

  @Option(
    help: words(
      "参加者が1者だけの場合の価値。既定は同じ値。",
      "What it is worth to a firm alone in the tender; by default as much."))
  var soleValues: String?

  @Option(
    help: words(
      "同等の業者の数（1から50まで）。",
      "The number of equal firms, 1 to 50."))
  var bidders: Int

  @Option(
    help: words(
      "応札1回の費用。",
      "What one bid costs."))
  var cost: Double

  @Option(
    help: words(
      "1者が同時に施工できる件数。超えた落札は平均の価値だけ費用がかかります。",
      "How many works a firm can do at once; each win beyond costs the mean value."))
  var capacity: Int?

  @Option(
    help: words(
      "方式の名前又は YAML ファイル。既定は制限なし、1者1件、全ての落札を数える1者1件、価格の高い順の1者1件。",
      "Named policies or YAML files. By default independent, one-win, one-win where any win counts, and one-win by falling value."
    )
  )
  var policy: [String] = []

  @Option(
    help: words(
      "初期値と順番の乱数の種。",
      "The seed of the starts and of whose turn it is."))
  var seed: UInt64 = 1

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    let own = try numbers(values, "--values")
    if let soleValues, try numbers(soleValues, "--sole-values").count != own.count {
      throw ValidationError(
        "--sole-values には --values と同じ個数の数を指定してください。",
        "--sole-values takes as many numbers as --values.")
    }
    guard (1...50).contains(bidders) else {
      throw ValidationError(
        "--bidders の値は 1 から 50 までです。",
        "--bidders takes 1 to 50.")
    }
    guard cost >= 0, cost.isFinite else {
      throw ValidationError(
        "--cost の値は 0 以上の数です。",
        "--cost takes a number from 0.")
    }
    guard capacity ?? 0 >= 0 else {
      throw ValidationError(
        "--capacity の値は 0 以上の数です。",
        "--capacity takes a number from 0.")
    }
  }

  private func numbers(_ text: String, _ option: String) throws -> [Double] {
    let found = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    let numbers = found.compactMap(\.self)
    guard !numbers.isEmpty, numbers.count == found.count, numbers.count <= 8,
      numbers.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw ValidationError(
        "\(option) には 0 以上の数を8つまでコンマで区切って指定してください。例：5,20,60",
        "\(option) takes one to eight numbers from 0 joined by commas, as in 5,20,60.")
    }
    return numbers
  }

  private var policies: [LotteryPolicy] {
    get throws {
      if !policy.isEmpty { return try PolicyFile.policies(policy) }
      var anyWin = LotteryPolicy.oneWin
      (anyWin.name, anyWin.counted) = ("one-win, any win counts", .any)
      var falling = LotteryPolicy.oneWin
      (falling.name, falling.order) = ("one-win, falling value", .ceilingDescending)
      return [.independent, .oneWin, anyWin, falling]
    }
  }

  func run() throws {
    let values = try numbers(values, "--values")
    let sole = try soleValues.map { try numbers($0, "--sole-values") } ?? values
    let mean = values.reduce(0, +) / Double(values.count)
    let rules = try policies.map { policy in
      let game = EntryGame(
        tenders: zip(values, sole).map { EntryGame.Tender(value: $0, soleValue: $1) },
        types: [.init(count: bidders, cost: cost, capacity: capacity, excessCost: capacity == nil ? 0 : mean)],
        policy: policy)
      let all = PureEquilibria.all(game)
      let played = all == nil ? EntryPlay(game, seed: seed).equilibria : []
      let mixed = all?.isEmpty == true ? MixedEquilibrium(game) : nil
      return EntryResult.RuleEntries(game, all: all, played: played, mixed: mixed)
    }
    try output.write(EntryResult(rules, version: ProgramVersion.current))
  }
}
