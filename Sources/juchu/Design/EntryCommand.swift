import ArgumentParser
import LotteryStatistics
import PolicyDesign
import Reporting

/// `juchu lottery entry`: who would enter which tender of a group.
struct LotteryEntryCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry",
    abstract: "Who would enter which tender of a group under a rule, if firms reply to each other.",
    discussion: """
      Equal firms choose which tenders to enter; all entrants tie, and a firm alone in a tender gets the ceiling price. Small games are \
      gone through as a whole; in larger ones firms reply to each other from several starts, and what any firm could still gain is printed.

      Examples:
        juchu lottery entry --values 5,20,60 --bidders 10 --cost 1
        juchu lottery entry --values 5,20,60 --bidders 10 --cost 1 --policy one-win --policy rule.yaml
      """
  )

  @Option(help: "What a win of each tender is worth, in the recorded order: numbers joined by commas, at most eight.")
  var values: String

  @Option(help: "What it is worth to a firm alone in the tender; by default as much.")
  var soleValues: String?

  @Option(help: "The number of equal firms, 1 to 50.")
  var bidders: Int

  @Option(help: "What one bid costs.")
  var cost: Double

  @Option(help: "How many works a firm can do at once; each win beyond costs the mean value.")
  var capacity: Int?

  @Option(
    help:
      "Named policies or YAML files. By default independent, one-win, one-win where any win counts, and one-win by falling value."
  )
  var policy: [String] = []

  @Option(help: "The seed of the starts and of whose turn it is.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    let own = try numbers(values, "--values")
    if let soleValues, try numbers(soleValues, "--sole-values").count != own.count {
      throw ValidationError("--sole-values takes as many numbers as --values.")
    }
    guard (1...50).contains(bidders) else { throw ValidationError("--bidders takes 1 to 50.") }
    guard cost >= 0, cost.isFinite else { throw ValidationError("--cost takes a number from 0.") }
    guard capacity ?? 0 >= 0 else { throw ValidationError("--capacity takes a number from 0.") }
  }

  private func numbers(_ text: String, _ option: String) throws -> [Double] {
    let found = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    let numbers = found.compactMap(\.self)
    guard !numbers.isEmpty, numbers.count == found.count, numbers.count <= 8,
      numbers.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw ValidationError("\(option) takes one to eight numbers from 0 joined by commas, as in 5,20,60.")
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
      return EntryResult.RuleEntries(game, all: all, played: played)
    }
    try output.write(EntryResult(rules, version: Juchu.version))
  }
}
