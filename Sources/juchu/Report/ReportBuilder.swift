import ArgumentParser
import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// Puts the results of the other commands together into the sections of a page.
struct ReportBuilder {
  private let details: ComparisonDetails
  private let ledger: LedgerOptions
  private let output: OutputOptions
  private let language: Language
  private var sections: [ReportPage.Section] = []
  private var keyPoints: [String] = []
  private var methods: [String] = []
  private var kinds: Set<ShareTableResult.Kind> = []
  private var years: Set<FiscalYear> = []
  private var pictures: [Chart] = []
  private let parts: Set<ReportPart>

  /// A page without sections; every study that a ledger permits is made.
  init(details: ComparisonDetails, ledger: LedgerOptions, output: OutputOptions, parts: Set<ReportPart>) {
    self.parts = parts
    var details = details
    details.sizes = true
    details.concentration = true
    self.details = details
    self.ledger = ledger
    self.output = output
    language = output.chosenLanguage
  }

  /// A published table: its figures with shares recomputed, its changes, its audit.
  mutating func addPublished(_ published: PublishedTableFile, of file: InputFile) throws {
    let table = ShareTable(published.table)
    let unit = max(table.amountUnit, published.table.unit)
    let meta = ResultMeta(version: ProgramVersion.current, files: [published.summary], unit: unit, rule: .halfUp)
    let audit = try TableAudit(auditing: published.table, in: file.path)
    let kind: ShareTableResult.Kind = table.categories.count > 1 ? .table1 : .table2
    add(table: ShareTableResult(PrintedTable(table, unit: unit), kind: kind, meta: meta))
    if table.years.count > 1 {
      let comparison = ComparisonResult(table, published: published.table, audit: audit, meta: meta)
      keyPoints += comparison.overview(language, of: kind, notes: printedNotes(published, file))
      add(.changes, comparison.document(language), of: kind)
    }
    let findings = AuditResult(audit, of: published, meta: meta)
    keyPoints += findings.overview(language, of: kind)
    add(.audit, findings.document(language), of: kind)
    methods += meta.methods(language)
  }

  /// The notes (※) beneath the tables of a file, where its text can be had as it is.
  private func printedNotes(_ published: PublishedTableFile, _ file: InputFile) -> [String] {
    guard published.notes.isEmpty, [".txt", ".md"].contains(where: file.path.hasSuffix), let text = try? file.text()
    else { return published.notes }
    return text.split(whereSeparator: \.isNewline).map(String.init).filter { $0.hasPrefix("※") }
  }

  /// Ledgers: Table 1, Table 2 where there are orders of subsidy recipients, changes, the contracts behind them.
  mutating func addLedgers(_ ledgers: [String]) throws {
    let scheme = try ledger.rowScheme(for: ledgers, standard: .table1)
    var study = try ComparisonStudy(details, scheme: scheme, threads: ledger.source.parallel.count)
    let filter = try ledger.filter(.table1)
    let (summary, texts) = try ledger.readLeavingTexts(
      ledgers, population: filter, texts: study.texts, fetched: study.fetchedTexts, output: output
    ) { batch, file in
      try study.add(batch, from: file)
    }
    try study.complete(texts)
    guard !study.tally.years.isEmpty else { throw NothingLeft(summary: summary) }
    var meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: filter, unit: 1_000_000, rule: .halfUp)
    meta.seed = study.seed
    let table = study.table(localSubtotal: false)
    let kind: ShareTableResult.Kind = scheme == .table1 ? .table1 : .custom
    add(table: ShareTableResult(PrintedTable(table, unit: 1_000_000), kind: kind, meta: meta))
    methods += meta.methods(language)
    // Orders of recipients are no contracts of the city: where no row was left out, there are none, and no file is read
    // again.
    let canHaveRecipients = ledger.population != nil || summary.total(\.filtered) > 0
    if scheme == .table1, canHaveRecipients, !ledgers.contains("-") { try addTable2(ledgers) }
    if table.years.count > 1 {
      let comparison = ComparisonResult(table, meta: meta)
      keyPoints += comparison.overview(language, of: kind)
      add(.changes, comparison.document(language), of: kind)
    }
    for section in try study.sections(table, skipsImpossible: true) {
      add(.contracts, Document(section.blocks(language)))
    }
  }

  private mutating func addTable2(_ ledgers: [String]) throws {
    let filter = try ledger.filter(.table2)
    var again = ledger
    // The first pass has written the rows that cannot be used.
    again.rejects = nil
    guard ledger.rejects == nil else { return }
    let (tally, summary) = try again.tally(ledgers, scheme: .table2, population: filter, output: output)
    guard !tally.years.isEmpty else { return }
    let meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: filter, unit: 1_000_000, rule: .halfUp)
    let table = ShareTable.table2(tally)
    add(table: ShareTableResult(PrintedTable(table, unit: 1_000_000), kind: .table2, meta: meta))
    if table.years.count > 1 {
      let comparison = ComparisonResult(table, meta: meta)
      keyPoints += comparison.overview(language, of: .table2)
      add(.changes, comparison.document(language), of: .table2)
    }
  }

  /// Bids: how often lots decide, and what policies would do.
  mutating func addBids(
    _ file: String, mapping: String?, firms: String?, policies: [String], trials: Int
  ) throws {
    var arguments: [String] = []
    if let mapping { arguments.append("--mapping=\(mapping)") }
    if let firms { arguments.append("--firms=\(firms)") }
    if let rejects = ledger.rejects { arguments.append("--rejects=\(rejects).bids.csv") }
    let source = try BidOptions.parse(arguments)
    let (register, summary) = try source.register([file], output: output)
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: details.seed)
    let incidence = LotteryIncidenceResult(LotteryIncidence(register), meta: meta)
    let plan = IndicatorPlan { ContractMethod(words: $0) }
    let indicators = BidIndicatorResult(
      IndicatorTable(IndicatorSums(register, plan), showsNoBid: false, lookBack: 3), meta: meta)
    keyPoints += indicators.keyPoints(language) + incidence.keyPoints(language)
    add(.indicators, indicators.document(language))
    add(.lots, incidence.document(language))
    let study = EvaluationStudy(
      file: file, register: register, policies: try PolicyFile.policies(policies), seed: details.seed)
    let options = PolicyEvaluation.Options(
      seed: details.seed, trials: trials, prefersExact: true, measures: trials > 0,
      threads: ledger.source.parallel.count)
    let evaluation = LotteryEvaluationResult(
      try study.evaluation(options, quiet: output.quiet), replay: study.replay, meta: meta)
    add(.policies, evaluation.document(language))
    methods += meta.methods(language)
  }

  private mutating func add(table: ShareTableResult) {
    kinds.insert(table.kind)
    years.formUnion(table.years)
    add(.tables, table.document(language))
  }

  private mutating func add(_ part: ReportPart, _ document: Document, of kind: ShareTableResult.Kind? = nil) {
    guard !document.blocks.isEmpty else { return }
    let charts = document.blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
    // The pictures that matter most: where a change came from, else how the shares stand.
    if part == .changes || part == .tables && pictures.isEmpty {
      pictures += charts.suffix(1).map { Report.picture($0, of: kind, language: language) }
    }
    guard parts.contains(part) else { return }
    sections.append(
      Report.section(
        "\(part.rawValue)-\(sections.count + 1)", document,
        of: kind,
        language: language))
  }

  /// Writes the page.
  func write(title: String?, city: String?) throws {
    let report = Report(
      title: title ?? Report.title(city: city, years: years.sorted(), language), pictures: Array(pictures.suffix(2)),
      hasOverview: parts.contains(.overview), hasBasis: parts.contains(.basis), sections: sections,
      hasBothTables: kinds.isSuperset(of: [.table1, .table2]), keyPoints: keyPoints,
      methods: methods, version: ProgramVersion.current,
      language: language)
    switch output.chosenFormat {
    case .html: try output.write(Array(report.printed(negative: output.negative).html().utf8))
    case .markdown: try output.write(Array(Markdown.render(output.printed(report.document)).utf8))
    case .xlsx: try output.write(output.bytes(of: report.workbook))
    case .docx: try output.write(output.wordBytes(of: report.document))
    case .text, .csv, .json:
      try output.write(Array(output.text(of: report.document).utf8))
    }
  }
}
