import ArgumentParser
import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// Which tenders count and how their bids are read.
struct TenderOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions

  @Option(
    help: words(
      "区分：入札は trade（業種）、grade（等級）、office（発注課）、method（契約方式）、category（種別）、ward（区）、month（月）、契約は office、method、category、size、locality、month から、それぞれ1つか2つ。",
      "Tell tenders apart by one or two of trade, grade, office, method, category, ward, month; contracts by one or two of office, method, category, size, locality, month."
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

  @Option(
    help: words(
      "業者の名簿（firm、size、locality の列）。応札・落札を業者の規模と所在区分でも示します。",
      "A roster of firms (firm, size, locality): bids and awards also by size and locality of the firms."))
  var firms: String?

  @Flag(
    help: words(
      "引用の文（出典、SHA-256、版）と、数値の意味と限界を加えます。",
      "Add a citation (source, SHA-256, version), and what the figures say and do not say."))
  var cite = false

  @Flag(
    help: words(
      "落札率と1者応札の前年度からの増減を、--by の区分の中の変化と構成の変化に分けて示します。",
      "Show how award rates and single bids changed from year to year, within the groups of --by and by their mix."))
  var changes = false

  @Flag(
    help: words(
      "--changes に、各年度の入札を標本とみなした場合の95％区間を加えます。年度の全ての入札がある場合、増減は推定ではありません。",
      "With --changes: add intervals of 95 % as if the tenders of each year were a random sample. A record of all tenders needs none."
    ))
  var intervals = false

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
    guard changes || !intervals else {
      throw ValidationError("--intervals は --changes と併せて指定します。", "--intervals belongs to --changes.")
    }
    guard (1...50).contains(lookBack) else {
      throw ValidationError(
        "--look-back の値は 1 から 50 年度までです。",
        "--look-back takes 1 to 50 years.")
    }
    _ = try sinceDate
    guard by == nil || divisions != nil || (try? ledgerDivisions) != nil else {
      throw ValidationError(
        "--by の「\(by ?? "")」は区分ではありません。入札は \(TenderDivision.allCases.map(\.rawValue).joined(separator: "、")) から1つか2つ、契約は \(LedgerDivision.allCases.map(\.rawValue).joined(separator: "、")) から1つか2つです。",
        "--by '\(by ?? "")' is not one or two of \(TenderDivision.allCases.map(\.rawValue).joined(separator: ", ")), nor of "
          + LedgerDivision.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
  }

  private var sinceDate: CivilDate? {
    get throws {
      guard let since else { return nil }
      guard let date = DateText.date(since) else {
        throw ValidationError(
          "--since の「\(since)」は日付ではありません。例：2020-04-01、令和2年4月1日",
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

  /// That `--by` names no division of tenders.
  var noDivisions: ValidationError {
    ValidationError(
      "入札データの区分は trade、grade、office、method、category、ward、month です。「\(by ?? "")」では分けられません。",
      "Bids are told apart by trade, grade, office, method, category, ward or month, not by \(by ?? "").")
  }

  /// Says how many rows did not count.
  func say(dropped: Int, _ output: some ReadingManner) {
    guard dropped > 0 else { return }
    output.say(
      words(
        "1件の入札に2回以上ある業者の行 \(dropped) 行を除きました",
        "\(dropped) further rows of a firm in one tender were left out"))
  }

  /// What contracts are told apart by.
  var ledgerDivisions: [LedgerDivision] {
    get throws {
      guard let by else { return [] }
      let names = by.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let found = names.compactMap(LedgerDivision.init)
      guard found.count == names.count, found.count <= 2, Set(found).count == found.count else {
        throw ValidationError(
          "契約の区分は \(LedgerDivision.allCases.map(\.rawValue).joined(separator: "、")) から1つか2つです。「\(by)」では分けられません。",
          "Contracts are told apart by one or two of "
            + LedgerDivision.allCases.map(\.rawValue).joined(separator: ", ") + ", not by \(by).")
      }
      return found
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

  /// The options for lists that need the mapping of results, where none is given, and what such inputs are.
  func settled(
    for inputs: [String], _ kind: IndicatorsCommand.InputKind?, _ output: some ReadingManner
  ) throws -> (options: TenderOptions, kind: IndicatorsCommand.InputKind) {
    func asItIs() throws -> IndicatorsCommand.InputKind { try kind ?? self.kind(of: inputs) }
    guard source.mapping.isEmpty, let first = inputs.first, first != "-", case let file = InputFile(first),
      file.isRegular, let listsResults = try? FileContent.listsResults(file)
    else { return (self, try asItIs()) }
    var options = self
    options.source.mapping = ["bid-results"]
    if listsResults, kind == nil {
      output.say(
        words(
          "1行に1件の入札結果一覧として読みます（--mapping bid-results）。契約台帳として読むには --as ledger",
          "read as a list of results, one tender a row (--mapping bid-results); --as ledger reads contracts"))
      return (options, .bids)
    }
    guard kind != .bids, listsResults || (try? FileContent.of(file)) == .bidResults else { return (self, try asItIs()) }
    output.say(
      words(
        "1行に1契約の一覧として読みます（--mapping bid-results）", "read as a list of contracts (--mapping bid-results)"))
    return (options, .ledger)
  }

  /// Reads ledgers and adds up their contracts.
  func ledgerTally(
    _ inputs: [String], output: OutputOptions
  ) throws -> (LedgerTally, ReadingSummary, unread: [LedgerIndicatorResult.Unread]) {
    var ledger = try LedgerOptions.parse(rejects.map { ["--rejects", $0] } ?? [])
    ledger.source = source
    var indicators = LedgerIndicators(divisions: try ledgerDivisions, mappings: try source.mappings(for: inputs))
    let summary = try ledger.read(
      inputs, population: .table1, texts: LedgerIndicators.texts, output: output
    ) { batch, file in
      indicators.add(batch, input: inputs.firstIndex(of: file.path) ?? 0)
    }
    let unread = indicators.unread.map { field, found in
      LedgerIndicatorResult.Unread(
        field: field.rawValue, name: Self.unreadNames[field] ?? (field.rawValue, field.rawValue), count: found.count,
        first: found.first)
    }
    return (indicators.tally, summary, unread.sorted { $0.field < $1.field })
  }

  private static let unreadNames: [ContractText: (japanese: String, english: String)] = [
    .bidders: ("応札者数", "number of bidders"), .ceiling: ("予定価格", "ceiling"), .initialAmount: ("当初契約金額", "first amount"),
    .ground: ("随意契約の根拠", "ground"),
  ]

  /// How indicators are shown.
  var shownOptions: BidIndicatorResult.Options {
    var options = BidIndicatorResult.Options()
    (options.minimumGroup, options.lookBack) = (minimumGroup, lookBack)
    (options.showsChanges, options.showsIntervals, options.cites) = (changes, intervals, cite)
    return options
  }

  /// Which tenders count, and what they are told apart by.
  var plan: IndicatorPlan {
    get throws {
      var plan = IndicatorPlan(divisions: divisions ?? [], methods: methods?.methods, since: try sinceDate) {
        ContractMethod(words: $0)
      }
      plan.namesTenders = changes
      return plan
    }
  }

  /// Adds up the tenders of bids: in one pass where they stand together, else with all of them in memory.
  ///
  /// - Parameter keepsTenders: whether the tenders themselves are wanted.
  /// - Returns: the sums, what became of the rows, how many rows of a firm for one tender were left out, and the tenders.
  func sums(
    _ inputs: [String], output: OutputOptions, keepsTenders: Bool = false
  ) throws -> (sums: IndicatorSums, summary: ReadingSummary, dropped: Int, tenders: [Tender]) {
    let plan = try plan
    let listed = try listedTenders(output)
    let files = inputs.map(InputFile.init)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    // A second reading must be possible.
    if !inputs.contains("-"), rejects == nil, !keepsTenders {
      var tally = BidTally(plan, listed: listed)
      do {
        let summary = try read(files, output) { batch, _ in try tally.add(batch) }
        return (try tally.finish(), summary, 0, [])
      } catch is BidTally.NeedsGathering {}
    }
    var gathering = TenderGathering(plan, listed: listed, repeated: repeatedBids)
    var notices = disagreeingNotices == .keepFirst ? FirstNotices() : nil
    let summary = try read(files, output, wantsFirstPrices: keepsTenders) { batch, file in
      do throws(RegisterError) { try gathering.add(notices?.applied(to: batch) ?? batch) } catch {
        throw BidsError(file: file.path, error: error)
      }
    }
    return (gathering.finish(), summary, gathering.dropped, keepsTenders ? gathering.tenders : [])
  }

  /// The tenders of the list, none without one.
  func listedTenders(_ output: some ReadingManner) throws -> ListedTenders {
    var listed = ListedTenders()
    guard let tenders else { return listed }
    var options = try readerOptions([tenders], output)
    options.tenders = .listed
    _ = try BidReader([InputFile(tenders)], options: options).read { batch, _ in listed.add(batch) }
    return listed
  }

  private func readerOptions(_ files: [String], _ output: some ReadingManner) throws -> BidReader.Options {
    var options = try source.bidReaderOptions(files, output)
    options.hashesFiles = options.hashesFiles || cite
    options.wantsDetails = false
    options.wantsWinners = true
    options.tenders = .accepted
    return options
  }

  /// Reads the bids of files, or of pieces of them.
  func read(
    _ files: [InputFile], _ output: some ReadingManner, wantsFirstPrices: Bool = false,
    _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary {
    var options = try readerOptions(files.map(\.path), output)
    options.wantsDetails = wantsFirstPrices
    return try BidReader.read(files, options, rejects: rejects, output, body)
  }

  /// The indicators of sums, ready to be shown.
  ///
  /// - Throws: `DataError` where the roster cannot be read.
  func result(
    _ sums: IndicatorSums, _ summary: ReadingSummary, screens: BidScreens? = nil
  ) throws -> BidIndicatorResult {
    let table = IndicatorTable(sums, showsNoBid: tenders != nil, lookBack: lookBack)
    let listed = try firms.map { try FirmRosterReader.entries(InputFile($0)).map(\.firm) }
    let groups = listed.map { listed in
      FirmGroups.Division.allCases.map { FirmGroups(sums.firms, listed: listed, by: $0) }
    }
    return BidIndicatorResult(
      table, meta: ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil), options: shownOptions,
      groups: groups ?? [], screens: screens)
  }
}

/// Some methods, as a user lists them.
struct MethodList: ExpressibleByArgument {
  let methods: Set<ContractMethod>
  /// As it was written.
  let argument: String

  init?(argument: String) {
    self.argument = argument
    if argument == "all" {
      methods = Set(ContractMethod.allCases)
      return
    }
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    methods = Set(names.compactMap(ContractMethod.init(rawValue:)))
    guard methods.count == names.count else { return nil }
  }
}
