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
        入力は入札データ（1行に1つの札）又は契約台帳（1行に1つの契約）で、列又は --as で区別します。入札データでは、--methods の指定がなければ競争入札だけを数えます。契約台帳からは、契約方式（一般競争・指名・随意）の割合、随意契約の根拠、月、変更、受注者を示します。割合と率は正確に計算し、母数を明記します。

        例：
          juchu indicators bids.csv
          juchu indicators bids.csv --by trade --minimum-group 20 --format csv
          juchu indicators ledger.csv --by office --lang ja
          juchu indicators bids.csv --tenders tenders.csv --since 2020-04-01
          juchu indicators bids.csv --mapping mlit-bids --repeated-bids keep-first --by category,office
        """,
        """
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

  @OptionGroup(title: "Tenders") var tenders: TenderOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// What inputs are.
  enum InputKind: String, CaseIterable, ExpressibleByArgument { case bids, ledger }

  func run() throws {
    if try kind ?? tenders.kind(of: inputs) == .ledger { return try runLedgers() }
    guard tenders.divisions != nil else {
      throw ValidationError(
        "入札データの区分は trade、grade、office、method、category、ward、month です。「\(tenders.by ?? "")」では分けられません。",
        "Bids are told apart by trade, grade, office, method, category, ward or month, not by \(tenders.by ?? "").")
    }
    let (sums, summary, dropped) = try tenders.sums(inputs, output: output)
    guard !sums.isEmpty else { throw NothingLeft(summary: summary) }
    if dropped > 0 {
      output.say(
        words(
          "1件の入札に2回以上ある業者の行 \(dropped) 行を除きました",
          "\(dropped) further rows of a firm in one tender were left out"))
    }
    try output.write(tenders.result(sums, summary))
  }

  private func runLedgers() throws {
    if tenders.tenders != nil || tenders.since != nil || tenders.methods != nil {
      throw ValidationError(
        "--tenders、--since、--methods は入札データのオプションです。",
        "--tenders, --since and --methods are of bids.")
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
    help: words(
      "区分：入札は trade（業種）、grade（等級）、office（発注課）、method（契約方式）、category（種別）、ward（区）、month（月）から1つか2つ。契約は office、method、category、size、locality、month。",
      "Tell tenders apart by one or two of trade, grade, office, method, category, ward, month; contracts by office, method, category, size, locality or month."
    ))
  var by: String?

  @Option(
    help: words(
      "この数より少ない入札・札・業者から求めた数値に印を付けます。",
      "Mark figures that rest on fewer tenders, bids or firms than this."))
  var minimumGroup = 10

  @Option(
    help: words(
      "数える入札：all（全て）、又は open（一般競争）、designated（指名競争）、selective、proposal（プロポーザル）、negotiated（随意契約）、after-failure（不落随契）、unknown。既定は競争によるもの（open、designated、selective、unknown）。",
      "Whose tenders count: all, or some of open, designated, selective, proposal, negotiated, after-failure, unknown; by default those with competition (open, designated, selective, unknown)."
    ))
  var methods: MethodList?

  @Option(
    help: words(
      "この日より前に開札した入札とその後の入札を分けます。予定価格の事前公表をやめた日などに使います。",
      "Tell tenders opened before this date from the others, as when ceilings were no longer published beforehand."))
  var since: String?

  @Option(
    help: words(
      "全ての入札の一覧（1行に1件）。応札者のない入札（不調）、中止、入札データにない事項を補います。",
      "A list of all tenders, one a row: those for which nobody bid (不調), those called off (中止), and what bids do not say."
    )
  )
  var tenders: String?

  @Flag(
    help: words(
      "落札率と1者応札の前年度からの増減を、--by の区分の中の変化と構成の変化に分けて示します。",
      "Show how award rates and single bids changed from year to year, within the groups of --by and by their mix."))
  var changes = false

  @Option(
    help: words(
      "前のこの年度数に応札のない業者を新規とします。",
      "A firm is new where it bid in none of so many fiscal years before."))
  var lookBack = 3

  @Option(
    help: words(
      "1件の入札に同じ業者が2回ある場合：reject（誤りとする）、keep-first（落札した行、なければ最初の行）。",
      "A firm that stands twice in a tender: reject (an error) or keep-first (the row that won, or else the first).")
  )
  var repeatedBids = TenderAssembly.RepeatedBid.reject

  @Option(
    help: words(
      "1件の入札の行が食い違う場合：reject（誤りとする）、keep-first（最初の行をとる）。",
      "Where rows of a tender disagree about it: reject (an error) or keep-first (its first row stands)."))
  var disagreeingNotices = DisagreeingNotices.reject

  @Option(
    help: words(
      "使えない行をこの CSV に書き出し、除いて続けます。",
      "Write rows that cannot be used to this CSV file and go on without them."))
  var rejects: String?

  func validate() throws {
    guard (0...1_000_000).contains(minimumGroup) else {
      throw ValidationError(
        "--minimum-group の値は 0 から 1,000,000 までです。",
        "--minimum-group takes 0 to 1,000,000.")
    }
    guard (1...50).contains(lookBack) else {
      throw ValidationError(
        "--look-back の値は 1 から 50 年度までです。",
        "--look-back takes 1 to 50 years.")
    }
    _ = try sinceDate
    guard by == nil || divisions != nil || (try? ledgerDivision) != nil else {
      throw ValidationError(
        "--by の「\(by ?? "")」は区分ではありません。入札は \(TenderDivision.allCases.map(\.rawValue).joined(separator: "、")) から1つか2つ、契約は \(LedgerDivision.allCases.map(\.rawValue).joined(separator: "、")) から1つです。",
        "--by '\(by ?? "")' is not one or two of \(TenderDivision.allCases.map(\.rawValue).joined(separator: ", ")), nor one of "
          + LedgerDivision.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
  }

  private var sinceDate: CivilDate? {
    get throws {
      guard let since else { return nil }
      let parts = since.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
        throw ValidationError(
          "--since の「\(since)」は日付ではありません。例：2020-04-01",
          "--since '\(since)' is no date, such as 2020-04-01.")
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
          "契約の区分は \(LedgerDivision.allCases.map(\.rawValue).joined(separator: "、")) のどれか1つです。「\(by)」では分けられません。",
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
    var options = try source.bidReaderOptions(files, output)
    options.wantsDetails = false
    options.wantsWinners = true
    options.tenders = .accepted
    return options
  }

  private func read(
    _ inputs: [String], _ output: OutputOptions, _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary {
    let options = try readerOptions(inputs, output)
    let files = inputs.map(InputFile.init)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    return try BidReader.read(files, options, rejects: rejects, output, body)
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
