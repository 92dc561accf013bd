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
      Inputs are bids, one line a bid, or ledgers of contracts, one line a contract; the columns tell which, or --as. \
      Of bids competitive tenders count alone unless --methods says otherwise. Of ledgers come the shares of methods \
      (一般競争・指名・随意), grounds of negotiated contracts, months, changes and contractors. Every share and rate is \
      exact and names what it is of.

      Examples:
        juchu indicators bids.csv
        juchu indicators bids.csv --by trade --minimum-group 20 --format csv
        juchu indicators ledger.csv --by office --lang ja
        juchu indicators bids.csv --tenders tenders.csv --since 2020-04-01
        juchu indicators bids.csv --mapping mlit-bids --repeated-bids keep-first --by category,office
      """
  )

  @Argument(help: "Bids or ledgers in CSV or OCDS; - is standard input.")
  var inputs: [String]

  @Option(name: .customLong("as"), help: "What the inputs are: bids or ledger; found by their columns.")
  var kind: InputKind?

  @OptionGroup(title: "Tenders") var tenders: TenderOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// What inputs are.
  enum InputKind: String, CaseIterable, ExpressibleByArgument { case bids, ledger }

  func run() throws {
    if try kind ?? tenders.kind(of: inputs) == .ledger { return try runLedgers() }
    guard tenders.divisions != nil else {
      throw ValidationError(
        "Bids are told apart by trade, grade, office, method, category, ward or month, not by \(tenders.by ?? "").")
    }
    let (sums, summary, dropped) = try tenders.sums(inputs, output: output)
    guard !sums.isEmpty else { throw NothingLeft(summary: summary) }
    if dropped > 0 { output.say("\(dropped) further rows of a firm in one tender were left out") }
    try output.write(tenders.result(sums, summary))
  }

  private func runLedgers() throws {
    if tenders.tenders != nil || tenders.since != nil || tenders.methods != nil {
      throw ValidationError("--tenders, --since and --methods are of bids.")
    }
    let (tally, summary) = try tenders.ledgerTally(inputs, output: output)
    guard !tally.years.isEmpty else { throw NothingLeft(summary: summary) }
    let meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: PopulationFilter.table1, unit: 1, rule: .halfUp)
    try output.write(LedgerIndicatorResult(tally, meta: meta, options: tenders.shownOptions))
  }
}

/// Which tenders count and how their bids are read.
struct TenderOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "Tell tenders apart by one or two of trade, grade, office, method, category, ward, month; contracts by office, "
        + "method, category, size, locality or month."))
  var by: String?

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

  @Flag(
    help: "Show how award rates and single bids changed from year to year, within the groups of --by and by their mix.")
  var changes = false

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
    guard by == nil || divisions != nil || (try? ledgerDivision) != nil else {
      throw ValidationError(
        "--by '\(by ?? "")' is not one or two of \(TenderDivision.allCases.map(\.rawValue).joined(separator: ", ")), nor one of "
          + LedgerDivision.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
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

  /// What tenders are told apart by; nil where the words are no divisions of tenders.
  var divisions: [TenderDivision]? {
    guard let by else { return [] }
    let names = by.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let found = names.compactMap(TenderDivision.init)
    return found.count == names.count && found.count <= 2 && Set(found).count == found.count ? found : nil
  }

  /// What contracts are told apart by.
  var ledgerDivision: LedgerDivision? {
    get throws {
      guard let by else { return nil }
      guard let division = LedgerDivision(rawValue: by) else {
        throw ValidationError(
          "Contracts are told apart by one of "
            + LedgerDivision.allCases.map(\.rawValue).joined(separator: ", ") + ", not by \(by).")
      }
      return division
    }
  }

  /// What inputs are, by the names of their columns; standard input and processes are bids.
  func kind(of inputs: [String]) throws -> IndicatorsCommand.InputKind {
    guard let first = inputs.first, first != "-" else { return .bids }
    let file = InputFile(first)
    guard file.isRegular else { return .bids }
    if let mapping = try source.mappings(for: inputs).first, mapping.bids.columns != nil { return .bids }
    switch (try? FileContent.of(file)) ?? nil {
    case .ledger?, .bidResults?: return .ledger
    case .bids?, .draws?, .roster?, .publishedTable?, nil:
      return try source.mappings(for: inputs).first?.contracts.columns == nil ? .bids : .ledger
    }
  }

  /// Reads ledgers and adds up their contracts.
  func ledgerTally(_ inputs: [String], output: OutputOptions) throws -> (LedgerTally, ReadingSummary) {
    var ledger = try LedgerOptions.parse(rejects.map { ["--rejects", $0] } ?? [])
    ledger.source = source
    var indicators = LedgerIndicators(division: try ledgerDivision, mappings: try source.mappings(for: inputs))
    let summary = try ledger.read(
      inputs, population: .table1, texts: LedgerIndicators.texts, output: output
    ) { batch, file in
      indicators.add(batch, input: inputs.firstIndex(of: file.path) ?? 0)
    }
    return (indicators.tally, summary)
  }

  /// How indicators are shown.
  var shownOptions: BidIndicatorResult.Options {
    var options = BidIndicatorResult.Options()
    (options.minimumGroup, options.lookBack, options.showsChanges) = (minimumGroup, lookBack, changes)
    return options
  }

  /// Which tenders count, and what they are told apart by.
  var plan: IndicatorPlan {
    get throws {
      IndicatorPlan(divisions: divisions ?? [], methods: methods?.methods, since: try sinceDate) {
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
    let table = IndicatorTable(sums, showsNoBid: tenders != nil, lookBack: lookBack)
    return BidIndicatorResult(
      table, meta: ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil), options: shownOptions)
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
