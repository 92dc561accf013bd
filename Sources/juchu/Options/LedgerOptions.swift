import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// How ledgers are read; every subcommand that takes ledgers has these options.
struct LedgerOptions: ParsableArguments {
  /// The populations that can be chosen.
  enum PopulationChoice: String, CaseIterable {
    case city
    case subsidyRecipient = "subsidy-recipient"
    case all

    var population: Population? {
      switch self {
      case .city: .city
      case .subsidyRecipient: .subsidyRecipient
      case .all: nil
      }
    }
  }

  @OptionGroup var source: SourceOptions

  @Option(
    help: words(
      "規模と所在を調べる業者の名簿（法人番号又は名称で照合）。",
      "The roster of firms (名簿) from which sizes and localities are taken, by 法人番号 or name."))
  var roster: String?

  @Option(
    help: words(
      "集計する契約の発注者。表1は市、表2は補助金交付先。",
      "Whose contracts count: city, subsidy-recipient or all. Table 1 is of the city, Table 2 of recipients."))
  var population: PopulationChoice?

  @Flag(
    help: words(
      "表1では除く企業会計分（公営企業会計）の契約も集計します。",
      "Keep contracts of public-enterprise accounts (企業会計分), which Table 1 leaves out."))
  var includeEnterprise = false

  @Option(
    help: words(
      "この金額（円）を超える契約だけを集計します（表2は100万円）。",
      "Keep only contracts strictly above this many yen (Table 2: 1000000)."))
  var minimumAmount: Int64?

  @Option(
    help: words(
      "この年度だけを集計します（例：令和3年度、2018-2020、平成30年度～令和2年度）。",
      "Keep only these fiscal years, as in 2018-2020 or 2021."))
  var years: String?

  @Option(
    help: words(
      "OCDS で金額を取る所（なければ他から取ります）。",
      "What gives an amount in OCDS: award, contract (as signed) or latest-amendment; the other if it has none."))
  var value: OCDSOptions.Value?

  @Option(
    help: words(
      "OCDS で日付を取る所（なければ他から取ります）。",
      "What gives a date in OCDS: award or signed; the other if it has none."))
  var date: OCDSOptions.Day?

  @Option(
    help: words(
      "契約番号が重複しているときの扱い。",
      "A contract that stands twice: error, keep (all count), first or last (that one counts)."))
  var duplicates = RepeatedContractPolicy.error

  @Option(
    help: words(
      "使えない行をこの CSV ファイルに書き出し、残りで続けます。",
      "Write rows that cannot be used to this CSV file and go on without them."))
  var rejects: String?

  /// The population of a table with the user's changes.
  ///
  /// - Throws: `ValidationError` where `--years` names no years.
  func filter(_ standard: PopulationFilter) throws -> PopulationFilter {
    var filter = standard
    if let population { filter.population = population.population }
    if includeEnterprise { filter.includesEnterpriseAccounts = true }
    if let minimumAmount { filter.amountsAbove = minimumAmount }
    filter.years = try yearRange
    return filter
  }

  private var yearRange: ClosedRange<FiscalYear>? {
    get throws {
      guard let years else { return nil }
      let ends = ArgumentFolding.word(years).split(omittingEmptySubsequences: false) { "-~〜".contains($0) }
        .map { FiscalYear(label: String($0)) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
        throw ValidationError(
          "--years「\(years)」は年度または年度の範囲として読めません。例：2021、令和3年度、R3、2018-2020、平成30年度～令和2年度。",
          "--years '\(years)' is no year or range of years, such as 2021, R3 or 2018-2020.")
      }
      return first...last
    }
  }

  /// The rows that the mappings define, or standard ones.
  ///
  /// - Throws: `ValidationError` where mappings of several files define different rows.
  func rowScheme(for ledgers: [String], standard: RowScheme) throws -> RowScheme {
    let rows = try source.mappings(for: ledgers).map(\.rows)
    guard Set(rows).count <= 1 else {
      throw ValidationError(
        "マッピングごとに区分（rows）が異なります。1つの表の区分は1通りにしてください。",
        "The mappings define different rows: one table needs one set.")
    }
    return rows.first.flatMap { $0.isEmpty ? nil : RowScheme($0) } ?? standard
  }
}

extension LedgerOptions {
  /// How a reader shall read ledgers with these options.
  func readerOptions(
    _ ledgers: [String], population: PopulationFilter, texts: Set<ContractText>, fetched: Set<ContractText> = [],
    hashes: Bool, addsUp: Bool = false
  ) throws -> ContractReader.Options {
    var options = ContractReader.Options()
    options.addsUp = addsUp
    options.mappings = try source.mappings(for: ledgers).map { mapping in
      var mapping = mapping
      if let roster { mapping.roster.file = roster }
      // The last row of a contract counts as the last state of one that is amended does.
      if duplicates == .last, mapping.amendments == nil { mapping.amendments = .final }
      return mapping
    }
    options.layout = source.layout
    options.ocds.value = value
    options.ocds.date = date
    options.population = population
    options.repeatedContracts = duplicates
    options.texts = texts
    options.fetchedTexts = fetched.subtracting(texts)
    options.hashesFiles = hashes
    options.scan.threads = source.parallel.count
    return options
  }

  /// Reads ledgers with these options, handing each batch on.
  ///
  /// - Parameters:
  ///   - ledgers: paths as the user gave them.
  ///   - texts: the texts that batches shall carry.
  ///   - addsUp: whether rows may stand for several contracts, errors then not being the first of the files.
  func read(
    _ ledgers: [String], population: PopulationFilter, texts: Set<ContractText>, output: OutputOptions,
    addsUp: Bool = false, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary {
    try readLeavingTexts(
      ledgers, population: population, texts: texts, fetched: [], output: output, addsUp: addsUp, body
    ).summary
  }

  /// Reads ledgers as `read`; further texts, which are wanted of few contracts, may be left in the files.
  ///
  /// - Parameter fetched: those texts.
  /// - Returns: what became of every row, and what fetches the texts.
  func readLeavingTexts(
    _ ledgers: [String], population: PopulationFilter, texts: Set<ContractText>, fetched: Set<ContractText>,
    output: OutputOptions, addsUp: Bool = false, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws -> (summary: ReadingSummary, texts: ContractTexts) {
    let options = try readerOptions(
      ledgers, population: population, texts: texts, fetched: fetched, hashes: output.namesDigests, addsUp: addsUp)
    let files = ledgers.map(InputFile.init)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    guard let rejects else {
      var reader = ContractReader(files, options: options)
      return (try reader.read(body), ContractTexts(of: reader))
    }
    let file = try RejectsFile(rejects, overwrites: output.force, language: output.chosenLanguage)
    var reader = ContractReader(files, options: options) { try file.add($0) }
    let summary = try reader.read(body)
    try file.commit()
    let count = summary.total(\.rejected)
    if count > 0, !output.quiet {
      let remark: String = words(
        "使えない \(count) 行を \(rejects) に書き出しました", "\(count) rows could not be used and are in \(rejects)")
      StagedFiles.whenPlaced { StandardStreams.say("juchu: " + remark) }
    }
    return (summary, ContractTexts(of: reader))
  }
}

extension LedgerOptions {
  /// Tallies ledgers with these options.
  ///
  /// - Parameters:
  ///   - ledgers: paths as the user gave them.
  ///   - scheme: the rows of the tally.
  func tally(
    _ ledgers: [String], scheme: RowScheme, population: PopulationFilter, output: OutputOptions
  ) throws -> (tally: ContractTally, summary: ReadingSummary) {
    func tally(addsUp: Bool) throws -> (ContractTally, ReadingSummary) {
      var tally = ContractTally(scheme: scheme)
      let summary = try read(ledgers, population: population, texts: [], output: output, addsUp: addsUp) {
        try tally.add($0, from: $1)
      }
      return (tally, summary)
    }
    guard rejects == nil else { return try tally(addsUp: false) }
    do {
      return try tally(addsUp: true)
    } catch is DataError {
      // Contract by contract the fault that comes first in the files is found.
      return try tally(addsUp: false)
    }
  }
}

extension ContractTally {
  /// Adds a batch; a sum beyond Int64 becomes an error that names the line.
  mutating func add(_ batch: ContractBatch, from file: InputFile) throws {
    do throws(Overflow) {
      try add(batch)
    } catch {
      throw DataError(.sumTooLarge, file: file.path, line: error.row.map { batch.sourceLines[$0] })
    }
  }
}
