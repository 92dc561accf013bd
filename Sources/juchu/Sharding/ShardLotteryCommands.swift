import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import Sharding
import TabularReading

/// `juchu shard incidence`: lotteries of a piece of a bid set.
struct ShardIncidenceCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "incidence",
      abstract: words(
        "同じ案件の札が続いている入札データの一部で、くじを数えます。",
        "Count the lotteries in a piece of a bid set in which the bids for a tender stand together."),
      discussion: words(
        """
        部分の最初と最後の案件は、そのまま部分結果に入れ、統合のときに判定します。

        例：
          juchu shard incidence bids.csv --part 3/64 --output 3.partial
          juchu shard incidence --plan bids.plan --part 3/64 --group-by office,opening_date --output 3.partial
        """,
        """
        The first and the last tender of a piece go with it as they are and are judged when the pieces are merged.

        Examples:
          juchu shard incidence bids.csv --part 3/64 --output 3.partial
          juchu shard incidence --plan bids.plan --part 3/64 --group-by office,opening_date --output 3.partial
        """)
    )
  }

  @Argument(
    help: words(
      "結果に含める全ての入札データ（どの部分でも同じ順に）。計画があれば省けます。",
      "All files of bids of the result, in order, whichever piece is read; none where a plan names them."))
  var bids: [String] = []

  @OptionGroup(title: "Piece") var piece: PieceOptions
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func run() throws {
    let inputs = try InputPieces(bids, piece, source: source.source)
    let files = inputs.pieces.map(\.file)
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    let (found, tenders, summary) = try counted(files)
    var settings = JobSettings()
    try settings.add(source)
    let job = PartialJob(
      .incidence, version: ProgramVersion.current.identity,
      inputs: inputs.count, inputList: inputs.list, settings: settings.settings, arguments: settings.arguments,
      mappings: inputs.mappings)
    let whole = PartialPiece(inputs: try inputs.records(summary.files), incidence: found)
    try output.write(PartialFile(job: job, piece: whole, numbers: tenders).bytes())
  }

  /// Counts in one pass where the options permit it, else tender by tender.
  private func counted(_ files: [InputFile]) throws -> (IncidencePiece, [UInt64], ReadingSummary) {
    var options = try source.source.bidReaderOptions(files.map(\.path), output)
    options.wantsDetails = !source.isPlain
    do {
      var counter =
        source.isPlain ? IncidenceCounter() : try IncidenceCounter(judge: source.judge(file: files.first?.path ?? ""))
      let rejects = try source.rejects.map {
        try RejectsFile($0, overwrites: output.force, language: output.chosenLanguage)
      }
      let reader = BidReader(files, options: options, rejects: rejects.map { file in { try file.add($0) } })
      let summary = try reader.read { batch, _ in try counter.add(source.groupBy?.applied(to: batch) ?? batch) }
      try rejects?.commit()
      let (piece, tenders) = try counter.piece()
      return (piece, tenders, summary)
    } catch is IncidenceTally.NeedsRegister {
      // Either the bids are wrong, which a register says exactly, or those for a tender stand apart.
      if !files.contains(where: \.isStandardInput) { _ = try source.register(files: files, output: output) }
      throw StandsApart().refusal
    } catch is StandsApart {
      throw StandsApart().refusal
    }
  }
}

extension StandsApart {
  /// What a user is told.
  var refusal: ValidationError {
    ValidationError(
      "同じ案件の入札が離れた場所にあり、どの部分でも判定できません。入札を案件順に並べ替えるか、1台で計算してください。",
      "The bids for a tender stand apart, so that no piece can judge it: sort the bids by tender, or use one machine.")
  }
}

/// `juchu shard evaluate`: some trials of a simulation.
struct ShardEvaluateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "evaluate",
      abstract: words(
        "juchu lottery evaluate のシミュレーションの一部を行います。",
        "Simulate some of the trials of juchu lottery evaluate."),
      discussion: words(
        """
        試行には番号があり、どこで行っても同じくじを引きます。部分の始まりと終わりは 1024 の倍数です。

        例：
          juchu shard evaluate bids.csv --policy one-win --trials 100000000 --part 3/64 --output 3.partial
          juchu shard evaluate bids.csv --policy one-win --trials 0-16384 --of 100000000 --output first.partial
        """,
        """
        Trials are numbered, and each draws the same lots wherever it is run. Pieces begin and end at multiples of 1024.

        Examples:
          juchu shard evaluate bids.csv --policy one-win --trials 100000000 --part 3/64 --output 3.partial
          juchu shard evaluate bids.csv --policy one-win --trials 0-16384 --of 100000000 --output first.partial
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。",
      "Bids in CSV, one line a bid."))
  var bids: [String]

  @Option(
    help: words(
      "方式の名前又は YAML ファイル（繰り返し指定できます）。既定は名前のある全ての方式。",
      "A named policy or a YAML file; may be given several times. By default all named ones."))
  var policy: [String] = []

  @Option(
    help: words(
      "シミュレーションの乱数の種。",
      "The seed of what is simulated."))
  var seed: UInt64 = 1

  @Option(
    help: words(
      "--part のときは全部分の合計の回数。それ以外は、この部分の A 以上 B 未満を A-B の形で。",
      "With --part the trials of all pieces; otherwise the trials A to below B of this piece, as A-B."))
  var trials: String

  @Option(
    help: words(
      "N 等分したうちの I 番目（例：3/64）。",
      "The piece I of N equal ones, as in 3/64."))
  var part: PartArgument?

  @Option(
    help: words(
      "全部分の合計の回数（--trials がこの部分の回数のとき）。",
      "The trials of all pieces together, where --trials are those of this one."))
  var of: Int?

  @Flag(
    help: words(
      "厳密に計算できるものもシミュレーションします。",
      "Simulate even what could be solved exactly."))
  var simulate = false

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: ShardOutput

  func validate() throws {
    _ = try pieceOfTrials()
    guard !bids.contains("-"), source.rejects == nil else {
      throw ValidationError(
        "どの部分も統合も全ての入札を読みます。ファイル名で指定し、--rejects は付けないでください（全ての部分が同じ行を書き出すため）。",
        "Every piece and the merge read all bids: name files, and without --rejects (every piece would write the same rows)."
      )
    }
  }

  /// The trials of all pieces, and the units of this one.
  private func pieceOfTrials() throws -> (total: Int, units: Range<Int>) {
    let limit = LotteryEvaluateCommand.trialLimit
    if let part {
      guard let total = Int(trials), (1...limit).contains(total), of == nil else {
        throw ValidationError(
          "--part のときは、全部分の合計の --trials（1 から 10兆）を指定してください。",
          "With --part give the --trials of all pieces, 1 to 10^13.")
      }
      let units = part.range(of: TrialSchedule(trials: total).units)
      guard !units.isEmpty else {
        let most = TrialSchedule(trials: total).units
        throw ValidationError(
          "\(total) 回の試行は \(TrialSchedule.unit) 回の単位で \(most) 個です。\(most) 個を超える部分には分けられません。",
          "\(total) trials are \(most) units of \(TrialSchedule.unit): more than \(most) pieces are too many.")
      }
      return (total, units)
    }
    guard let range = RangeArgument(argument: trials)?.range, let total = of, (1...limit).contains(total) else {
      throw ValidationError(
        "--trials A-B --of 総数、または --trials 総数 --part I/N を指定してください。",
        "Give --trials A-B --of TOTAL, or --trials TOTAL --part I/N.")
    }
    let schedule = TrialSchedule(trials: total)
    let end = range.upperBound == total ? schedule.trials : range.upperBound
    let unit = TrialSchedule.unit
    guard range.lowerBound % unit == 0, end % unit == 0, end <= schedule.trials else {
      throw ValidationError(
        "試行 \(trials)（総数 \(total)）：部分の始まりと終わりは \(unit) の倍数で、\(schedule.trials) までです。",
        "Trials \(trials) of \(total): pieces begin and end at multiples of \(unit), up to \(schedule.trials).")
    }
    return (total, range.lowerBound / unit..<end / unit)
  }

  func run() throws {
    let (total, units) = try pieceOfTrials()
    var settings = JobSettings()
    try settings.add("policy", policy, isFile: true)
    try settings.add("seed", seed)
    try settings.add("trials", total)
    settings.add(flag: "simulate", simulate)
    try settings.add(source)
    let command = try LotteryEvaluateCommand.parse(settings.arguments + ["--"] + bids)
    let (register, summary) = try source.register(bids, output: output)
    let policies = try command.policies
    try EvaluationStudy.requireSize(of: register, under: policies, file: bids[0])
    let simulation = PolicyEvaluation.simulation(register, policies: policies, options: command.options)
    let progress = ProgressLine(
      .simulating(trials: units.count * TrialSchedule.unit * simulation.problems.count), quiet: output.quiet)
    defer { progress.finish() }
    let state = simulation.run(
      units: units, of: TrialSchedule(trials: total), threads: source.source.parallel.count)
    let job = PartialJob(
      .evaluate, version: ProgramVersion.current.identity, inputs: bids.count, inputList: nil,
      settings: settings.settings,
      arguments: settings.arguments, mappings: summary.mappings,
      simulation: PartialJob.Simulation(trials: total, seed: seed, simulatesAll: simulate))
    let piece = PartialPiece(inputs: try summary.files.wholeInputs(), units: units)
    try output.write(
      PartialFile(job: job, piece: piece, numbers: state.integers.map(UInt64.init(bitPattern:))).bytes())
  }
}

extension [ReadingSummary.File] {
  /// What a partial file says of inputs that were read whole.
  func wholeInputs() throws -> [PartialInput] {
    try enumerated().map { index, account in
      let file = InputFile(account.name)
      guard !file.isFrame else {
        throw ValidationError(
          "この計算の部分は、merge が同じ入力をもう一度読みます。メモリー上の表は使えないため、ファイルに保存して渡してください。",
          "merge reads the inputs of such pieces once more, and cannot read a table in memory: save it as a file.")
      }
      return PartialInput(
        number: index + 1, size: file.size, bytes: nil, head: try FileSurvey.head(of: file), sha256: nil,
        account: account)
    }
  }
}

extension BidOptions {
  /// What judges whole tenders as a register of all bids would.
  func judge(file: String) throws -> (BidBatch) throws -> LotteryIncidence {
    let empty = try noTenders()
    return { batch in
      do throws(RegisterError) {
        var tenders = empty
        try tenders.add(batch)
        return LotteryIncidence(try tenders.register())
      } catch {
        throw BidsError(file: file, error: error)
      }
    }
  }
}
