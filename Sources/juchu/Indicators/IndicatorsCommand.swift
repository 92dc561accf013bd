import ArgumentParser
import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// `juchu indicators`: award rates, competition, methods.
struct IndicatorsCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "indicators",
      abstract: words(
        "入札の統計：落札率、応札者数・1者応札、不調・不落、契約方式、随意契約の根拠などの指標を示します。",
        "Bidding statistics: award rates (落札率), competition (応札者数・1者応札), failed tenders (不調・不落)."),
      discussion: words(
        """
        入力は入札データ（1行に1つの札）、入札結果一覧（1行に1つの案件）又は契約台帳（1行に1つの契約）で、列又は --as で区別します。入札データでは、--methods の指定がなければ競争入札だけを数えます。契約台帳からは、契約方式（一般競争・指名・随意）の割合、随意契約の根拠、月、変更、受注者を示します。割合と率は正確に計算し、母数を明記します。

        例：
          juchu indicators bids.csv
          juchu indicators bids.csv --by trade --minimum-group 20 --format csv
          juchu indicators ledger.csv --by office --lang ja
          juchu indicators bids.csv --tenders tenders.csv --since 2020-04-01
          juchu indicators bids.csv --mapping mlit-bids --repeated-bids keep-first --by category,office
        """,
        """
        Inputs are bids, one line a bid, lists of results (入札結果一覧), one line a tender, or ledgers of contracts, one line a \
        contract; the columns tell which, or --as. \
        Of bids competitive tenders count alone unless --methods says otherwise. Of ledgers come the shares of methods \
        (一般競争・指名・随意), grounds of negotiated contracts, months, changes and contractors. Every share and rate is \
        exact and names what it is of.

        Examples:
          juchu indicators bids.csv
          juchu indicators bids.csv --by trade --minimum-group 20 --format csv
          juchu indicators ledger.csv --by office --lang ja
          juchu indicators bids.csv --tenders tenders.csv --since 2020-04-01
          juchu indicators bids.csv --mapping mlit-bids --repeated-bids keep-first --by category,office
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ又は契約台帳（CSV、OCDS）。- は標準入力。",
      "Bids or ledgers in CSV or OCDS; - is standard input."))
  var inputs: [String]

  @Option(
    name: .customLong("as"),
    help: words(
      "入力の種類：bids（入札データ）又は ledger（契約台帳）。指定しなければ列から判断します。",
      "What the inputs are: bids or ledger; found by their columns."))
  var kind: InputKind?

  @Option(
    help: words(
      "図を PNG としてこのフォルダーに書き出します（chart-1.png、…）。出典を添えます。",
      "Write each chart as a picture into this folder: chart-1.png and so on, with their source."))
  var charts: String?

  @Flag(
    help: words(
      "談合で見られたことのある入札の型を点検します。証拠ではありません。",
      "Look for patterns of bids that have been found in cartels. They prove nothing."))
  var screens = false

  @OptionGroup(title: "Tenders") var tenders: TenderOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// What inputs are.
  enum InputKind: String, CaseIterable, ExpressibleByArgument { case bids, ledger }

  func run() throws {
    let (tenders, kind) = try tenders.settled(for: inputs, kind, output)
    if kind == .ledger { return try runLedgers(tenders) }
    guard tenders.divisions != nil else { throw tenders.noDivisions }
    let (sums, summary, dropped, found) = try tenders.sums(inputs, output: output, keepsTenders: screens)
    guard !sums.isEmpty else { throw NothingLeft(summary: summary) }
    tenders.say(dropped: dropped, output)
    let result = try tenders.result(
      sums, summary, screens: screens ? BidScreens(found, try tenders.plan) : nil)
    if let charts { try ChartFiles(folder: charts, output).write(result) }
    try output.write(result)
  }

  private func runLedgers(_ tenders: TenderOptions) throws {
    if tenders.tenders != nil || tenders.since != nil || tenders.methods != nil || tenders.firms != nil || tenders.cite
      || charts != nil || screens
    {
      throw ValidationError(
        "--tenders、--since、--methods、--firms、--cite、--charts、--screens は入札データのオプションです。",
        "--tenders, --since, --methods, --firms, --cite, --charts and --screens are of bids.")
    }
    let (tally, summary, unread) = try tenders.ledgerTally(inputs, output: output)
    guard !tally.years.isEmpty || summary.isOfProcesses else { throw NothingLeft(summary: summary) }
    let meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: PopulationFilter.table1, unit: 1, rule: .halfUp)
    try output.write(LedgerIndicatorResult(tally, meta: meta, options: tenders.shownOptions, unread: unread))
  }
}
