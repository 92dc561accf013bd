import ArgumentParser
import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import Sharding
import TabularReading

/// `juchu shard indicators`: award rates and competition of a piece of a bid set.
struct ShardIndicatorsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "indicators",
      abstract: words(
        "同じ案件の札が続いている入札データの一部で、入札の指標を集計します。",
        "Count the tenders of a piece of a bid set in which the bids for a tender stand together."),
      discussion: words(
        """
        部分の最初と最後の案件は、そのまま部分結果に入れ、統合のときに判定します。

        例：
          juchu shard indicators bids.csv --part 3/64 --by trade --output 3.partial
          juchu merge partials/ --format json
        """,
        """
        The first and the last tender of a piece go with it as they are and are judged when the pieces are merged.

        Examples:
          juchu shard indicators bids.csv --part 3/64 --by trade --output 3.partial
          juchu merge partials/ --format json
        """)
    )
  }

  @Argument(
    help: words(
      "結果に含める全ての入札データ（どの部分でも同じ順に）。計画があれば省けます。",
      "All files of bids of the result, in order, whichever piece is read; none where a plan names them."))
  var bids: [String] = []

  @OptionGroup(title: "Piece") var piece: PieceOptions
  @OptionGroup(title: "Tenders") var tenders: TenderOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func validate() throws {
    guard tenders.divisions != nil else { throw tenders.noDivisions }
  }

  func run() throws {
    let (tenders, kind) = try tenders.settled(for: bids, nil, output)
    let inputs = try InputPieces(bids, piece, source: tenders.source)
    if piece.name == nil, kind == .ledger {
      throw ValidationError(
        "契約台帳の指標は部分に分けられません。1台で計算してください。",
        "Indicators of ledgers are not made in pieces: use one machine.")
    }
    let files = inputs.pieces.map(\.file)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    let (found, numbers, summary) = try counted(files, tenders)
    var settings = JobSettings()
    try settings.add(tenders)
    let job = PartialJob(
      .indicators, version: ProgramVersion.current.identity,
      inputs: inputs.count, inputList: inputs.list, settings: settings.settings, arguments: settings.arguments,
      mappings: inputs.mappings)
    let whole = PartialPiece(inputs: try inputs.records(summary.files), indicators: found)
    try output.write(PartialFile(job: job, piece: whole, numbers: numbers).bytes())
  }

  /// Counts in one pass where the bids permit it, else with the tenders of the piece in memory.
  private func counted(
    _ files: [InputFile], _ tenders: TenderOptions
  ) throws -> (IndicatorsPiece, [UInt64], ReadingSummary) {
    let plan = try tenders.plan
    let listed = try tenders.listedTenders(output)
    do {
      // A second reading must be possible.
      if !files.contains(where: \.isStandardInput), tenders.rejects == nil {
        do {
          var counter = IndicatorsCounter(BidTally(plan, listed: listed))
          let summary = try tenders.read(files, output) { batch, _ in try counter.add(batch) }
          let (piece, numbers) = try counter.piece()
          return (piece, numbers, summary)
        } catch is BidTally.NeedsGathering {}
      }
      var counter = IndicatorsCounter(TenderGathering(plan, listed: listed, repeated: tenders.repeatedBids))
      var notices = tenders.disagreeingNotices == .keepFirst ? FirstNotices() : nil
      let summary = try tenders.read(files, output) { batch, file in
        do {
          try counter.add(batch) { notices?.applied(to: $0) ?? $0 }
        } catch let error as RegisterError {
          throw BidsError(file: file.path, error: error)
        }
      }
      let (piece, numbers) = try counter.piece()
      return (piece, numbers, summary)
    } catch let error as StandsApart {
      throw error.refusal
    }
  }
}
