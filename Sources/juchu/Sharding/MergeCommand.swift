import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import Sharding
import ShareStatistics
import TabularReading

/// `juchu merge`: pieces become the result of one machine.
struct MergeCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "merge",
      abstract: words(
        "部分結果を統合します。順序は問わず、1台で計算した結果と完全に一致します。",
        "Put the pieces of a result together, in any order: bit by bit what one machine would give."),
      discussion: words(
        """
        入力・指定・版の異なる部分結果、重なる部分、足りない部分は、名前を示して誤りとします。

        例：
          juchu merge 1.partial 2.partial 3.partial
          juchu merge partials/ --format json --output table1.json
          juchu merge @list-of-files --local-subtotal
        """,
        """
        Pieces of other inputs, options or versions, pieces that overlap and pieces that are missing are errors that name \
        them.

        Examples:
          juchu merge 1.partial 2.partial 3.partial
          juchu merge partials/ --format json --output table1.json
          juchu merge @list-of-files --local-subtotal
        """)
    )
  }

  @Argument(
    help: words(
      "部分結果のファイル、フォルダー（中の *.partial 全て）、又は @一覧（1行に1つ書いたファイル）。",
      "Partial files, folders (all *.partial in them), or @LIST: a file that names one a line."))
  var partials: [String]

  @Flag(
    help: words(
      "集計表：表1に市内計を加えます。",
      "Tables: add the local subtotal (市内計) to Table 1."))
  var localSubtotal = false

  @Option(
    help: words(
      "集計表：金額の単位。",
      "Tables: the unit of printed amounts: yen, thousand or million."))
  var unit: TablesCommand.Unit?

  @Option(
    help: words(
      "集計表：端数処理。",
      "Tables: half-up, or controlled: printed parts add up to printed totals both ways."))
  var rounding: TablesCommand.Rounding?

  @Flag(
    help: words(
      "方式の評価：くじが複数ある対象グループで、開札順が結果をどう変えるかを示します。",
      "Evaluations: show what the opening order decides in the groups with several draws."))
  var orders = false

  @OptionGroup var parallel: ThreadOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard !partials.isEmpty else {
      throw ValidationError(
        "部分結果のファイル、またはそのフォルダーを指定してください。",
        "Name the partial files, or a folder of them.")
    }
  }

  func run() throws {
    let files = try PartialList(partials).files
    guard let first = files.first else { throw PartialError(.none, file: nil) }
    var reader = PartialReader(version: ProgramVersion.current.identity)
    let partial = try reader.read(first)
    let job = partial.job
    let isTables = localSubtotal || unit != nil || rounding != nil
    if isTables, job.kind != .tables {
      throw ValidationError(
        "部分結果は \(job.kind.rawValue) のもので、集計表（tables）のものではありません。",
        "The pieces are of \(job.kind.rawValue), not of tables.")
    }
    if orders, job.kind != .evaluate {
      throw ValidationError(
        "部分結果は \(job.kind.rawValue) のもので、方式の評価（evaluate）のものではありません。",
        "The pieces are of \(job.kind.rawValue), not of an evaluation.")
    }
    switch job.kind {
    case .tables: try mergeTables(partial, files, &reader)
    case .incidence: try mergeIncidence(partial, files, &reader)
    case .evaluate: try mergeEvaluation(partial, files, &reader)
    case .indicators: try mergeIndicators(partial, files, &reader)
    case .design: try mergeDesign(partial, files, &reader)
    }
  }

  // MARK: Tables

  private func mergeTables(_ first: PartialFile, _ files: [String], _ reader: inout PartialReader) throws {
    guard let tables = first.job.tables, var merge = TablesMerge(first.job) else { return }
    try merge.add(first, file: files[0])
    for file in files.dropFirst() { try merge.add(reader.read(file), file: file) }
    var summary = try merge.accounts()
    try tellDigests(&summary, merge.origins)
    try lookUp(merge.suspects(), first.job)
    let kind: ShareTableResult.Kind = tables.isCustom ? .custom : tables.table == 1 ? .table1 : .table2
    if kind != .table1, localSubtotal {
      throw ValidationError(
        "市内計（--local-subtotal）は表1にだけあります。--table 2 のときは外してください。",
        "The local subtotal belongs to Table 1.")
    }
    let form = TableForm(
      kind: kind, localSubtotal: localSubtotal, unit: unit ?? .million, rounding: rounding ?? .halfUp)
    try output.write(form.result(merge.tally, summary, tables.filter))
  }

  /// Reads the records of the pieces again in which contracts seem to stand twice.
  ///
  /// - Throws: the error of one machine where they do; `PartialError` where the files cannot be read again.
  private func lookUp(_ suspects: [(first: String, second: String)], _ job: PartialJob) throws {
    guard let (first, second) = suspects.first else { return }
    var reader = PartialReader(version: ProgramVersion.current.identity)
    let pieces = try Set(suspects.flatMap { [$0.first, $0.second] }).flatMap { try reader.read($0).piece.inputs }
      .sorted { ($0.number, $0.bytes?.first ?? 0) < ($1.number, $1.bytes?.first ?? 0) }
    guard var command = try? TablesCommand.parse(job.arguments + ["--"] + pieces.map(\.name)), let tables = job.tables
    else { throw PartialError(.damaged, file: first) }
    let mappings = command.ledger.source.mapping
    if mappings.count > 1 {
      guard mappings.count == job.inputs else { throw PartialError(.damaged, file: first) }
      command.ledger.source.mapping = pieces.map { mappings[$0.number - 1] }
    }
    let options = try command.ledger.readerOptions(
      pieces.map(\.name), population: tables.filter, texts: [], hashes: false)
    let files = zip(pieces, options.mappings).map { piece, mapping in
      try? piece.file(mapping.layout.overridden(by: options.layout))
    }
    guard files.allSatisfy({ $0 != nil }) else { throw PartialError(.keyTwice(other: second), file: first) }
    var ledgers = ContractReader(files.compactMap(\.self), options: options)
    _ = try ledgers.read { _, _ in }
  }

  // MARK: Lotteries

  private func mergeIncidence(_ first: PartialFile, _ files: [String], _ reader: inout PartialReader) throws {
    var merge = IncidenceMerge(first.job)
    try merge.add(first, file: files[0])
    for file in files.dropFirst() { try merge.add(reader.read(file), file: file) }
    guard let command = try? LotteryIncidenceCommand.parse(first.job.arguments + ["--", "bids"]) else {
      throw PartialError(.damaged, file: files[0])
    }
    var (incidence, summary) = try merge.whole { batch, file in try command.source.judge(file: file)(batch) }
    try tellDigests(&summary, merge.origins)
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil)
    try output.write(LotteryIncidenceResult(incidence, meta: meta))
  }

  private func mergeIndicators(_ first: PartialFile, _ files: [String], _ reader: inout PartialReader) throws {
    guard let command = try? IndicatorsCommand.parse(first.job.arguments + ["--", "bids"]) else {
      throw PartialError(.damaged, file: files[0])
    }
    let tenders = command.tenders
    var settings = JobSettings()
    try settings.add(tenders)
    for (name, file) in [("tenders", tenders.tenders), ("firms", tenders.firms)] {
      if let file, settings.settings[name] != first.job.settings[name] {
        throw PartialError(.changed(name: file), file: files[0])
      }
    }
    var merge = IndicatorsMerge(first.job, try tenders.plan, listed: try tenders.listedTenders(output))
    try merge.add(first, file: files[0])
    for file in files.dropFirst() { try merge.add(reader.read(file), file: file) }
    var (sums, summary) = try merge.whole(repeated: tenders.repeatedBids) { batch, file, gathering in
      var notices = tenders.disagreeingNotices == .keepFirst ? FirstNotices() : nil
      do throws(RegisterError) { try gathering.add(notices?.applied(to: batch) ?? batch) } catch {
        throw BidsError(file: file, error: error)
      }
    }
    try tellDigests(&summary, merge.origins, always: tenders.cite)
    guard !sums.isEmpty else { throw NothingLeft(summary: summary) }
    tenders.say(dropped: merge.dropped, output)
    try output.write(try tenders.result(sums, summary))
  }

  private func mergeDesign(_ first: PartialFile, _ files: [String], _ reader: inout PartialReader) throws {
    let names = first.piece.inputs.map(\.name)
    guard var command = try? LotteryDesignCommand.parse(first.job.arguments + ["--"] + names) else {
      throw PartialError(.damaged, file: files[0])
    }
    command.source.source.parallel = parallel
    // The files of rules and aims must be those of the pieces.
    var settings = JobSettings()
    try settings.add(command.rules)
    for name in ["lattice", "aims", "recorded-under"] where settings.settings[name] != first.job.settings[name] {
      throw PartialError(.changed(name: first.job.settings[name] ?? name), file: files[0])
    }
    var (register, summary) = try command.source.register(names, output: HashingManner(output))
    for (own, here) in zip(first.piece.inputs, try summary.files.wholeInputs()) where !own.isSameInput(as: here) {
      throw PartialError(.changed(name: own.name), file: files[0])
    }
    try tellDigests(&summary, [])
    var merge = DesignMerge(try command.work(register, file: names.first ?? files[0]))
    try merge.add(first, file: files[0])
    for file in files.dropFirst() { try merge.add(reader.read(file), file: file) }
    try output.write(command.result(merge.whole(), summary))
  }

  private func mergeEvaluation(_ first: PartialFile, _ files: [String], _ reader: inout PartialReader) throws {
    let names = first.piece.inputs.map(\.name)
    guard var command = try? LotteryEvaluateCommand.parse(first.job.arguments + ["--"] + names) else {
      throw PartialError(.damaged, file: files[0])
    }
    command.source.source.parallel = parallel
    let policies = try command.policies
    // All pieces are of these very bids, or there is no result.
    var (register, summary) = try command.source.register(names, output: HashingManner(output))
    for (own, here) in zip(first.piece.inputs, try summary.files.wholeInputs()) where !own.isSameInput(as: here) {
      throw PartialError(.changed(name: own.name), file: files[0])
    }
    try tellDigests(&summary, [])
    try EvaluationStudy.requireSize(of: register, under: policies, file: names.first ?? files[0])
    let simulation = PolicyEvaluation.simulation(register, policies: policies, options: command.options)
    var merge = EvaluationMerge(first.job, simulation)
    try merge.add(first, file: files[0])
    for file in files.dropFirst() { try merge.add(reader.read(file), file: file) }
    let state = try merge.whole()
    let evaluation: PolicyEvaluation
    do throws(PolicyEvaluation.EvaluationError) {
      evaluation = try PolicyEvaluation(simulation, state: state, options: command.options)
    } catch {
      throw PartialError(.otherSimulation, file: files[0])
    }
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: command.seed)
    let study = EvaluationStudy(
      file: names.first ?? files[0], register: register, policies: policies, seed: command.seed, showsOrders: orders)
    try output.write(LotteryEvaluationResult(evaluation, replay: study.replay, meta: meta))
  }

  // MARK: Files

  /// Tells the SHA-256 of the inputs where the result names them and they are known to be those of the pieces.
  ///
  /// An input that is here is compared with all its pieces, whatever the format. Of one that is not, nobody knows whether all
  /// pieces are of the same file, even where a plan names a digest: the result then names none.
  ///
  /// - Throws: `PartialError` that names a piece of another file or of another version of it.
  private func tellDigests(
    _ summary: inout ReadingSummary, _ origins: [PieceOrigin], always: Bool = false
  ) throws {
    let namesDigests = output.namesDigests || always
    for origin in origins {
      let digest = try origin.verified(wantsDigest: namesDigests, threads: parallel.count)
      summary.files[origin.number - 1].sha256 = digest
      if digest == nil, namesDigests {
        output.say(
          output.chosenLanguage(
            "\(origin.name)：手元にないため部分結果と照合できず、SHA-256 を記しません",
            "\(origin.name): not here to be compared with the pieces, so that no SHA-256 is named"))
      }
    }
    guard !namesDigests else { return }
    for index in summary.files.indices { summary.files[index].sha256 = nil }
  }
}

extension PartialInput {
  /// The records of the piece in their file, if that is still what it was.
  fileprivate func file(_ layout: FileLayout) throws -> InputFile {
    var file = InputFile(name)
    guard size > 0, file.size == size, try head == FileSurvey.head(of: file) else {
      throw DataError(.changed, file: name)
    }
    guard let bytes else { return file }
    file.span = try FileSurvey(unread: file, layout: layout).span(bytes[0]..<bytes[1], of: file, layout: layout)
    return file
  }
}
