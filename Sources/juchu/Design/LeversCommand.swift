import ArgumentParser
import LedgerReading
import LotteryStatistics
import PolicyDesign
import Procurement
import Reporting
import TabularReading

/// `juchu lottery levers`: what conditions of participation leave.
struct LotteryLeversCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "levers",
      abstract: words(
        "参加条件の効果：主観点の下限、加点項目、区又は市の半分、技術者の数。",
        "What conditions of participation leave: minimum points, an item of points, ward or half, engineers."),
      discussion: words(
        """
        参加条件を記録された入札に当てはめます。条件によって応札のしかたは変わらないものとします。記録の条件より広いものには印を付けます（参加できなかった業者の札は記録にありません）。

        例：
          juchu lottery levers bids.csv --firms firms.csv
          juchu lottery levers bids.csv --firms firms.csv --add-points 5 --firms-with-item sdgs.txt --format csv
        """,
        """
        Conditions are applied to the recorded bids; nobody bids otherwise because of them. A condition that is wider than a \
        recorded tender's own is marked: bids of firms that were not admitted are not in the record.

        Examples:
          juchu lottery levers bids.csv --firms firms.csv
          juchu lottery levers bids.csv --firms firms.csv --add-points 5 --firms-with-item sdgs.txt --format csv
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV, one line a bid; - is standard input."))
  var bids: [String]

  @Option(
    help: words(
      "主観点の下限の範囲（A-B）。",
      "The thresholds of subjective points, A-B."))
  var points = "20-60"

  @Option(
    help: words(
      "加える項目の点数（SDGsパートナーなど）。--firms-with-item とともに指定します。",
      "The points of an item that is added, as for SDGs partners; with --firms-with-item."))
  var addPoints: Int?

  @Option(
    help: words(
      "その項目を持つ業者：1行に1つの名前を書いたファイル。",
      "The firms that have the item: a file with one name a line."))
  var firmsWithItem: String?

  @Option(
    help: words(
      "市の半分：halves: {名前: [区]} を書いた YAML ファイル（方式のファイルと同じ形）。",
      "The halves of the city: a YAML file with halves: {name: [wards]}, as in a policy."))
  var halves: String?

  @Option(
    help: words(
      "手持ち工事を示す方式：名前又は YAML ファイル。既定は制限なしと1者1件。",
      "The policies whose workload is shown: named ones or YAML files. By default independent and one-win."))
  var policy: [String] = []

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    _ = try thresholds
    guard (addPoints == nil) == (firmsWithItem == nil) else {
      throw ValidationError(
        "--add-points と --firms-with-item は一緒に指定してください。",
        "--add-points and --firms-with-item belong together.")
    }
    guard (-1_000...1_000).contains(addPoints ?? 0) else {
      throw ValidationError(
        "--add-points の値は -1000 から 1000 までです。",
        "--add-points takes -1000 to 1000.")
    }
  }

  private var thresholds: [Int] {
    get throws {
      let ends = points.split(separator: "-").map { Int($0) }
      guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high, high - low <= 1_000 else {
        throw ValidationError(
          "--points は A-B の形（例：20-60、差は 1,000 まで）です。",
          "--points takes A-B, as in 20-60, at most 1,000 apart.")
      }
      return Array(low...high)
    }
  }

  func run() throws {
    var options = LeverStudy.Options()
    options.thresholds = try thresholds
    options.threads = source.source.parallel.count
    if let halves { options.halves = try PolicyFile.halves(of: halves) }
    if !policy.isEmpty { options.policies = try PolicyFile.policies(policy) }
    if let addPoints, let firmsWithItem {
      let names = try InputFile(firmsWithItem).text().split(whereSeparator: \.isNewline)
        .map { String($0).trimmingPrefix("\u{FEFF}") }.map(String.init).filter { !$0.isEmpty }
      options.item = (addPoints, names)
    }
    let (register, summary) = try source.register(bids, output: output)
    let study: LeverStudy
    do throws(RegisterError) { study = try LeverStudy(register, options: options) } catch {
      throw BidsError(file: firmsWithItem ?? bids[0], error: error)
    }
    try output.write(LeversResult(study, meta: ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil)))
  }
}
