import ArgumentParser
import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// `juchu indicators`: award rates, competition, methods.
struct IndicatorsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators",
    abstract: "Bidding statistics: award rates (落札率), competition (応札者数・1者応札), failed tenders (不調・不落).",
    discussion: """
      Inputs are bids, one line a bid. Competitive tenders count alone unless --methods says otherwise. Every share \
      and rate is exact and names what it is of.

      Examples:
        juchu indicators bids.csv
        juchu indicators bids.csv --by trade --minimum-group 20 --format csv
        juchu indicators bids.csv --tenders tenders.csv --since 2020-04-01
        juchu indicators bids.csv --mapping mlit-bids --repeated-bids keep-first --by category,office
      """
  )

  @Argument(help: "Bids in CSV or OCDS, one line a bid; - is standard input.")
  var inputs: [String]

  @OptionGroup(title: "Tenders") var tenders: TenderOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let (sums, summary, dropped) = try tenders.sums(inputs, output: output)
    guard !sums.isEmpty else { throw NothingLeft(summary: summary) }
    if dropped > 0 { output.say("\(dropped) further rows of a firm in one tender were left out") }
    try output.write(tenders.result(sums, summary))
  }
}

/// Which tenders count and how their bids are read.
struct TenderOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions

  @Option(help: "Tell tenders apart by one or two of trade, grade, office, method, category, ward, month.")
  var by: DivisionList?

  @Option(help: "Mark figures that rest on fewer tenders, bids or firms than this.")
  var minimumGroup = 10

  @Option(
    help: ArgumentHelp(
      "Whose tenders count: all, or some of open, designated, selective, proposal, negotiated, after-failure, unknown; by default "
        + "those with competition (open, designated, selective, unknown)."))
  var methods: MethodList?

  @Option(
    help: "Tell tenders opened before this date from the others, as when ceilings were no longer published beforehand.")
  var since: String?

  @Option(
    help:
      "A list of all tenders, one a row: those for which nobody bid (不調), those called off (中止), and what bids do not say."
  )
  var tenders: String?

  @Option(help: "A firm is new where it bid in none of so many fiscal years before.")
  var lookBack = 3

  @Option(
    help: "A firm that stands twice in a tender: reject (an error) or keep-first (the row that won, or else the first)."
  )
  var repeatedBids = TenderAssembly.RepeatedBid.reject

  @Option(help: "Where rows of a tender disagree about it: reject (an error) or keep-first (its first row stands).")
  var disagreeingNotices = DisagreeingNotices.reject

  @Option(help: "Write rows that cannot be used to this CSV file and go on without them.")
  var rejects: String?

  func validate() throws {
    guard (0...1_000_000).contains(minimumGroup) else { throw ValidationError("--minimum-group takes 0 to 1,000,000.") }
    guard (1...50).contains(lookBack) else { throw ValidationError("--look-back takes 1 to 50 years.") }
    _ = try sinceDate
  }

  private var sinceDate: CivilDate? {
    get throws {
      guard let since else { return nil }
      let parts = since.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
        throw ValidationError("--since '\(since)' is no date, such as 2020-04-01.")
      }
      return date
    }
  }

  /// Which tenders count, and what they are told apart by.
  var plan: IndicatorPlan {
    get throws {
      IndicatorPlan(divisions: by?.divisions ?? [], methods: methods?.methods, since: try sinceDate) {
        ContractMethod(words: $0)
      }
    }
  }

  /// Adds up the tenders of bids: in one pass where they stand together, else with all of them in memory.
  ///
  /// - Returns: the sums, what became of the rows, and how many rows of a firm for one tender were left out.
  func sums(
    _ inputs: [String], output: OutputOptions
  ) throws -> (sums: IndicatorSums, summary: ReadingSummary, dropped: Int) {
    let plan = try plan
    let listed = try listedTenders(output)
    // A second reading must be possible.
    if !inputs.contains("-"), rejects == nil {
      var tally = BidTally(plan, listed: listed)
      do {
        let summary = try read(inputs, output) { batch, _ in try tally.add(batch) }
        return (try tally.finish(), summary, 0)
      } catch is BidTally.NeedsGathering {}
    }
    var gathering = TenderGathering(plan, listed: listed, repeated: repeatedBids)
    var notices = disagreeingNotices == .keepFirst ? FirstNotices() : nil
    let summary = try read(inputs, output) { batch, file in
      do throws(RegisterError) { try gathering.add(notices?.applied(to: batch) ?? batch) } catch {
        throw BidsError(file: file.path, error: error)
      }
    }
    return (gathering.finish(), summary, gathering.dropped)
  }

  /// The tenders of the list, none without one.
  private func listedTenders(_ output: OutputOptions) throws -> ListedTenders {
    var listed = ListedTenders()
    guard let tenders else { return listed }
    var options = try readerOptions([tenders], output)
    options.tenders = .listed
    _ = try BidReader([InputFile(tenders)], options: options).read { batch, _ in listed.add(batch) }
    return listed
  }

  private func readerOptions(_ files: [String], _ output: OutputOptions) throws -> BidReader.Options {
    var options = BidReader.Options()
    guard source.mapping.count <= 1 else { throw ValidationError("Bids take one --mapping for all files.") }
    options.mapping = try source.mappings(for: files).first ?? .canonical
    options.layout = source.layout
    options.hashesFiles = output.namesDigests
    options.wantsDetails = false
    options.wantsWinners = true
    options.tenders = .accepted
    options.scan.threads = source.parallel.count
    return options
  }

  private func read(
    _ inputs: [String], _ output: OutputOptions, _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary {
    let options = try readerOptions(inputs, output)
    let files = inputs.map(InputFile.init)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    guard let rejects else { return try BidReader(files, options: options).read(body) }
    let file = try RejectsFile(rejects, overwrites: output.force, language: output.chosenLanguage)
    let summary = try BidReader(files, options: options) { try file.add($0) }.read(body)
    try file.commit()
    return summary
  }

  /// The indicators of sums, ready to be shown.
  func result(_ sums: IndicatorSums, _ summary: ReadingSummary) -> BidIndicatorResult {
    var options = BidIndicatorResult.Options()
    (options.minimumGroup, options.lookBack) = (minimumGroup, lookBack)
    let table = IndicatorTable(sums, showsNoBid: tenders != nil, lookBack: lookBack)
    return BidIndicatorResult(
      table, meta: ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil), options: options)
  }
}

/// One or two divisions, as a user lists them.
struct DivisionList: ExpressibleByArgument {
  let divisions: [TenderDivision]

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    divisions = names.compactMap(TenderDivision.init)
    guard divisions.count == names.count, (1...2).contains(divisions.count), Set(divisions).count == divisions.count
    else { return nil }
  }
}

/// Some methods, as a user lists them.
struct MethodList: ExpressibleByArgument {
  let methods: Set<ContractMethod>

  init?(argument: String) {
    if argument == "all" {
      methods = Set(ContractMethod.allCases)
      return
    }
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    methods = Set(names.compactMap(ContractMethod.init(rawValue:)))
    guard methods.count == names.count else { return nil }
  }
}
