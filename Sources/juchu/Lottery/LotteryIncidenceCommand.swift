import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// `juchu lottery incidence`: how often lots decide, where, and how many tie.
struct LotteryIncidenceCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "incidence",
      abstract: words(
        "くじ引きの発生状況：割合、同額となった価格、同額入札者の数、1者1件が働く対象グループ。",
        "How often lots decide tenders, where, how many firms tie, and which groups a one-win rule touches."),
      discussion: words(
        """
        例：
          juchu lottery incidence bids.csv
          juchu lottery incidence bids.csv --mapping mlit-bids --repeated-bids keep-first \\
            --group-by office,opening_date,category
        """,
        """
        Examples:
          juchu lottery incidence bids.csv
          juchu lottery incidence bids.csv --mapping mlit-bids --repeated-bids keep-first \\
            --group-by office,opening_date,category
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV, one line a bid; - is standard input."))
  var bids: [String]

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let (incidence, summary) = try source.incidence(bids, output: output)
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil)
    try output.write(LotteryIncidenceResult(incidence, meta: meta))
  }
}
