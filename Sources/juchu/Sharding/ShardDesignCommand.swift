import ArgumentParser
import LedgerReading
import PolicyDesign
import Reporting
import Sharding

/// `juchu shard design`: some of the rules that a city could write.
struct ShardDesignCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "design",
      abstract: words(
        "juchu lottery design で比べる方式の一部を評価します。",
        "Measure some of the rules of juchu lottery design."),
      discussion: words(
        """
        開札順だけが異なる方式は同じ部分に入ります。どの部分も統合も、全ての入札を読みます。

        例：
          juchu shard design bids.csv --lattice lattice.yaml --part 3/64 --output 3.partial
          juchu merge partials/ --format html --output memo.html
        """,
        """
        Rules that differ in the order of opening alone are in one piece. Every piece and the merge read all bids.

        Examples:
          juchu shard design bids.csv --lattice lattice.yaml --part 3/64 --output 3.partial
          juchu merge partials/ --format html --output memo.html
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。",
      "Bids in CSV, one line a bid."))
  var bids: [String]

  @Option(
    help: words(
      "N 等分したうちの I 番目（例：3/64）。",
      "The piece I of N equal ones, as in 3/64."))
  var part: PartArgument

  @Flag(
    help: words(
      "業者が反応する場合を、統合のときに調べます。",
      "Look at what firms do that react, when the pieces are merged."))
  var behaviour = false

  @Option(
    help: words(
      "--behaviour とともに：工事費を除いた利益の割合（％）。",
      "With --behaviour: what is left of a price after the work is paid, in %."))
  var margin = 5.0

  @Option(
    help: words(
      "--behaviour とともに：応札1回の費用を利益率で割った額（円）。",
      "With --behaviour: what a bid costs over the margin, in yen."))
  var costOverMargin: Double?

  @OptionGroup(title: "Rules") var rules: DesignOptions
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func validate() throws {
    guard !bids.contains("-"), source.rejects == nil else {
      throw ValidationError(
        "どの部分も統合も全ての入札を読みます。ファイル名で指定し、--rejects は付けないでください（全ての部分が同じ行を書き出すため）。",
        "Every piece and the merge read all bids: name files, and without --rejects (every piece would write the same rows)."
      )
    }
  }

  func run() throws {
    var settings = JobSettings()
    try settings.add(rules)
    settings.add(flag: "behaviour", behaviour)
    try settings.add("margin", margin)
    try settings.add("cost-over-margin", costOverMargin)
    try settings.add(source)
    var command = try LotteryDesignCommand.parse(settings.arguments + ["--"] + bids)
    command.source.source.parallel = source.source.parallel
    let (register, summary) = try source.register(bids, output: output)
    let work = try command.work(register, file: bids[0])
    let families = part.range(of: work.familyCount)
    guard !families.isEmpty else {
      throw ValidationError(
        "開札順だけが異なる方式をまとめると \(work.familyCount) 組です。それより多くの部分には分けられません。",
        "There are \(work.familyCount) families of rules, those that differ in the order of opening alone being one: more pieces are too many."
      )
    }
    let measured = work.part(families)
    let job = PartialJob(
      .design, version: ProgramVersion.current.identity, inputs: bids.count, inputList: nil,
      settings: settings.settings, arguments: settings.arguments, mappings: summary.mappings,
      families: work.familyCount)
    let piece = PartialPiece(inputs: try summary.files.wholeInputs(), units: families)
    try output.write(PartialFile(job: job, piece: piece, numbers: measured.numbers(work)).bytes())
  }
}
