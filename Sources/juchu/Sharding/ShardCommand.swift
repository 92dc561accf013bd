import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import Sharding
import ShareStatistics
import TabularReading

/// `juchu shard`: results in pieces, for machines that share the work.
struct ShardCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "shard",
      abstract: words(
        "結果の一部を計算します。juchu merge で統合すると、1台で計算した結果と完全に一致します。",
        "Compute a piece of a result; juchu merge puts the pieces together, bit by bit as one machine would."),
      subcommands: [
        ShardPlanCommand.self, ShardTablesCommand.self, ShardIncidenceCommand.self, ShardEvaluateCommand.self,
        ShardIndicatorsCommand.self, ShardDesignCommand.self,
      ]
    )
  }
}

/// `juchu shard plan`: what pieces must know of the bytes before them.
struct ShardPlanCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "plan",
      abstract: words(
        "入力を1回ずつ読み、SHA-256 と、64 MiB ごとに引用符の中かどうかを記録します。",
        "Read every input once and note its SHA-256 and, every 64 MiB, whether a byte stands within quotes."),
      discussion: words(
        """
        計画があれば、部分は自分のバイトと両端の前 64 MiB 未満だけを読みます。計画がなければ、その前の全てのバイトを調べます。分けられない入力は、そのまま1つの部分に渡します。

        例：
          juchu shard plan 2020.csv 2021.csv --output ledgers.plan
          juchu shard tables --plan ledgers.plan --part 3/64 --output 3.partial
        """,
        """
        With a plan a piece reads its own bytes and less than 64 MiB before either end; without one it looks at all bytes \
        before it. Inputs that cannot be cut are noted as such and given whole to one piece.

        Examples:
          juchu shard plan 2020.csv 2021.csv --output ledgers.plan
          juchu shard tables --plan ledgers.plan --part 3/64 --output 3.partial
        """)
    )
  }

  @Argument(
    help: words(
      "台帳又は入札データ（CSV、Excel、JSON）。",
      "Ledgers or bids in CSV, workbooks or JSON."))
  var inputs: [String]

  @OptionGroup(title: "Inputs") var source: SourceOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func validate() throws {
    guard !inputs.isEmpty, !inputs.contains("-") else {
      throw ValidationError(
        "入力ファイルを指定してください（標準入力は分けて読めません）。",
        "Name the inputs; standard input cannot be read in pieces.")
    }
  }

  func run() throws {
    let mappings = try source.mappings(for: inputs)
    let progress = ProgressLine(reading: inputs.map(InputFile.init), quiet: output.quiet)
    defer { progress.finish() }
    let surveys = try zip(inputs, mappings).map { input, mapping in
      try FileSurvey(whole: InputFile(input), layout: mapping.layout.overridden(by: source.layout))
    }
    for survey in surveys {
      if let reason = survey.indivisible {
        output.say(words("\(survey.name)：分けません（\(reason.text)）", "\(survey.name): not cut: \(reason.text)"))
      }
    }
    try output.write(Array(try InputPlan(surveys, version: ProgramVersion.current.number).text().utf8))
  }
}

/// `juchu shard tables`: counts and amounts of a piece of ledgers.
struct ShardTablesCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "tables",
      abstract: words(
        "台帳の一部を集計します。単位・端数処理・形式は統合のときに選びます。",
        "Tally a piece of ledgers; unit, rounding and form are chosen when the pieces are merged."),
      discussion: words(
        """
        例：
          juchu shard tables 2020.csv 2021.csv --part 3/64 --output 3.partial
          juchu shard tables ledger.csv --bytes 0-1000000000 --output first.partial
          hadoop fs -cat /ledgers/2021.csv | juchu shard tables - --name 2021.csv --part 2/2 --output 2.partial
        """,
        """
        Examples:
          juchu shard tables 2020.csv 2021.csv --part 3/64 --output 3.partial
          juchu shard tables ledger.csv --bytes 0-1000000000 --output first.partial
          hadoop fs -cat /ledgers/2021.csv | juchu shard tables - --name 2021.csv --part 2/2 --output 2.partial
        """)
    )
  }

  @Argument(
    help: words(
      "結果に含める全ての台帳（どの部分でも同じ順に）。計画があれば省けます。",
      "All ledgers of the result, in order, whichever piece is read; none where a plan names them."))
  var ledgers: [String] = []

  @Option(
    help: words(
      "1：規模等・種別の表。2：市の補助金の交付を受けた者の発注に占める市内中小企業の表。",
      "1: by size, locality and category. 2: local SMEs among orders of subsidy recipients."))
  var table = 1

  @OptionGroup(title: "Piece") var piece: PieceOptions
  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func validate() throws {
    guard [1, 2].contains(table) else {
      throw ValidationError(
        "--table は 1 か 2 です（指定された値：\(table)）。",
        "There are tables 1 and 2, not \(table).")
    }
    guard ledger.duplicates != .first else {
      throw ValidationError(
        "--duplicates first には全ての契約番号が一度に必要で、部分ごとには判断できません。error か keep を指定するか、1台で計算してください。",
        "--duplicates first needs all keys at once: a piece does not know which contracts the others hold. "
          + "Use error or keep, or one machine.")
    }
  }

  func run() throws {
    let inputs = try InputPieces(ledgers, piece, source: ledger.source)
    for (name, mapping) in zip(inputs.names, inputs.mappings) where mapping.amendments != nil {
      throw ValidationError(
        "「\(name)」：マッピングが同じ契約の行をまとめます（amendments）が、行が別々の部分に分かれる可能性があります。1台で計算してください。",
        "'\(name)': the mapping puts the rows of a contract together (amendments), and they may stand in different pieces. "
          + "Use one machine.")
    }
    let filter = try ledger.filter(table == 1 ? .table1 : .table2)
    let (tally, summary, fingerprints) = try tally(inputs, filter)
    var settings = JobSettings()
    try settings.add("table", table)
    try settings.add(ledger)
    let job = PartialJob(
      .tables, version: ProgramVersion.current.identity,
      inputs: inputs.count, inputList: inputs.list, settings: settings.settings, arguments: settings.arguments,
      mappings: inputs.mappings,
      tables: PartialJob.Tables(table: table, rows: inputs.mappings.first?.rows ?? [], filter: filter))
    let found = PartialPiece(
      inputs: try inputs.records(summary.files), tables: TablesPiece(tally, summary))
    try output.write(PartialFile(job: job, piece: found, numbers: fingerprints).bytes())
  }

  private func tally(
    _ inputs: InputPieces, _ filter: PopulationFilter
  ) throws -> (ContractTally, ReadingSummary, fingerprints: [UInt64]) {
    var options = try ledger.readerOptions(inputs.names, population: filter, texts: [], hashes: true)
    // Standard input is one of several and alone here.
    if inputs.list != nil { options.mappings = inputs.pieces.map { options.mappings[$0.number - 1] } }
    options.keepsFingerprints = ledger.duplicates == .error
    let scheme = try ledger.rowScheme(for: inputs.names, standard: table == 1 ? .table1 : .table2)
    let files = inputs.pieces.map(\.file)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    func read(_ rejects: RejectsFile?) throws -> (ContractTally, ReadingSummary, [UInt64]) {
      var tally = ContractTally(scheme: scheme)
      var reader = ContractReader(files, options: options, rejects: rejects.map { file in { try file.add($0) } })
      let summary = try reader.read { batch, file in try tally.add(batch, from: file) }
      return (tally, summary, reader.keyFingerprints)
    }
    if let path = ledger.rejects {
      let rejects = try RejectsFile(path, overwrites: output.force, language: output.chosenLanguage)
      let found = try read(rejects)
      try rejects.commit()
      return found
    }
    options.addsUp = true
    do { return try read(nil) } catch is DataError {
      // Contract by contract the fault that comes first in the piece is found.
      options.addsUp = false
      return try read(nil)
    }
  }
}
