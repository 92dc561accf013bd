import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// `juchu lottery test`: were past draws fair?
struct LotteryTestCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "test",
      abstract: words(
        "過去のくじの検定：全業者の落札件数を、公正な場合と比べます。",
        "Whether past draws were fair: observed against expected wins of all firms."),
      discussion: words(
        """
        くじの記録は、除外する前の同額入札者ごとに1行の CSV です：draw,group,order,firm,winner[,arrival,officer]。winner は落札者に 1、又は名前を書きます。入札データからも同額入札を取り出せます。指定した方式のもとで記録と同じ数のくじをシミュレーションし、記録と同じ以上に偏る割合をp値とします。--alpha を下回れば終了コードは 1 です。

        連勝は、列 opening_time 又は opening_date、なければくじの番号の順に調べます。系列の業者は、列 affiliation 又は --firms で示します。

        例：
          juchu lottery test draws.csv --policy one-win
          juchu lottery test bids.csv --policy independent --replicates 99999
        """,
        """
        The draws come as CSV with one line a tied firm, before any rule excluded it: \
        draw,group,order,firm,winner[,arrival,officer]; winner is 1 for the winner, or its name. A file of bids does too: \
        the ties are taken from it. Histories are simulated from the tied firms under the stated policy, and the share of \
        them that deviates as much as the record, in any of the ways that are looked at, is the p-value. Below --alpha the \
        exit code is 1; a record that is only more even than the stated policy allows and that a named policy explains ends \
        with 0.

        Runs of wins need an order of opening: the column opening_time or opening_date, else the draws as they are numbered. \
        Firms that belong together are named by a column affiliation, or by --firms A,B.

        Examples:
          juchu lottery test draws.csv --policy one-win
          juchu lottery test bids.csv --policy independent --replicates 99999
        """)
    )
  }

  @Argument(
    help: words(
      "過去のくじの記録、又は落札者のある入札データ。- は標準入力のくじの記録。",
      "Past draws in CSV, or bids with their winners; - is draws from standard input."))
  var draws: [String]

  @Option(
    help: words(
      "くじが行われた方式：制限なし、1者1件、平塚市型、名張市型、取り抜け方式、又は YAML ファイル。",
      "The rule under which they were drawn: independent, one-win, hiratsuka, nabari, torinuke or a YAML file."))
  var policy = LotteryPolicy.independent.name

  @Option(
    help: words(
      "有意水準。p値がこれを下回れば、終了コードは 1 になります。",
      "The level: a simulated p-value below it is a finding, with exit code 1."))
  var alpha = 0.01

  @Option(
    help: words(
      "シミュレーションの回数。既定は 9999、有意水準との大小が決まらないときは 99999。",
      "Simulated histories; by default 9999, and 99999 where these leave it open which side of --alpha p is."))
  var replicates: Int?

  @Option(
    help: words(
      "検出力の表の1行ごとの回数。0 は表を作りません。既定は 100、くじの多いときは 40。",
      "Histories for each line of the power table, 0 for none; by default 100, or 40 for many draws."))
  var power: Int?

  @Option(
    help: words(
      "シミュレーションの乱数の種。",
      "The seed of the simulation."))
  var seed: UInt64 = 1

  @Flag(
    help: words(
      "記録の同額入札者は、除外した後の者とみなします（結果は近似）。",
      "The tied firms are those left after exclusion: they are taken as fixed, and the result is approximate."))
  var afterExclusion = false

  @Flag(
    help: words(
      "--firms の業者は記録を見る前に選んだものとし、全体のp値に含めます。",
      "The firms of --firms A,B were chosen before anybody looked at the record: they take part in the joint p."))
  var chosenBeforehand = false

  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if chosenBeforehand, chosenFirms.isEmpty {
      throw ValidationError(
        "--chosen-beforehand は --firms 業者名,業者名 と一緒に指定してください。",
        "--chosen-beforehand goes with --firms A,B.")
    }
    guard alpha > 0, alpha < 1 else {
      throw ValidationError(
        "--alpha には 0 と 1 の間の有意水準（例：0.01）を指定してください。",
        "--alpha takes a level between 0 and 1, such as 0.01.")
    }
    guard (1...1_000_000).contains(replicates ?? 1) else {
      throw ValidationError(
        "--replicates の値は 1 から 1,000,000 までです。",
        "--replicates takes 1 to 1,000,000.")
    }
    guard (0...100_000).contains(power ?? 0) else {
      throw ValidationError(
        "--power の値は 0 から 100,000 までです。",
        "--power takes 0 to 100,000.")
    }
  }

  /// The names in --firms where it is a list of names and no file.
  private var chosenFirms: [String] {
    guard let text = source.firms, text.contains(",") || text.contains("、") else { return [] }
    return text.split { $0 == "," || $0 == "、" }.map { name in
      String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func chosenSet(_ register: TenderRegister) throws -> [Int] {
    let known = register.firms.map(\.name)
    let set = try chosenFirms.map { name in
      guard let firm = known.firstIndex(of: name) else {
        throw DataError.unknownName(name, known: Array(known.prefix(5)), file: "--firms")
      }
      return firm
    }
    guard Set(set).count == set.count, set.count != 1 else {
      throw ValidationError(
        "--firms には2者以上の業者名をコンマ区切りで指定してください。",
        "--firms A,B takes two firms or more.")
    }
    return set
  }

  func run() throws {
    let policy = try PolicyFile.policy(policy)
    let (register, summary, caveats) = try read()
    let record = DrawRecord(register, under: policy, isAfterExclusion: afterExclusion)
    var options = FairnessTest.Options()
    options.replicates = replicates ?? options.replicates
    options.seed = seed
    options.threads = source.source.parallel.count
    options.alpha = alpha
    options.powerHistories = power
    options.requiresReachableLevel = true
    options.chosenSet = try chosenSet(register)
    options.isChosenBeforehand = chosenBeforehand
    let test: FairnessTest
    do throws(FairnessTest.TestError) {
      test =
        replicates == nil
        ? try FairnessTest.decided(record, options: options) : try FairnessTest(record, options: options)
    } catch {
      let files = draws.joined(separator: ", ")
      switch error {
      case .noDraws: throw NoDraws(file: files, account: record.account)
      case .tooFewReplicates(let needed):
        throw ValidationError(
          "\(options.replicates) 回の再現では p 値が --alpha \(alpha) を下回ることがありません。--replicates に \(needed) 以上を指定してください。",
          "With \(options.replicates) replicates no record can be below --alpha \(alpha): give --replicates \(needed) or more."
        )
      case .tooManyFirms(let limit): throw DataError(.tooMany(.linkedFirms, limit: limit), file: files)
      case .singular: throw error
      }
    }
    try output.write(
      FairnessResult(
        test, sourceCaveats: caveats, meta: ResultMeta(version: ProgramVersion.current, bids: summary, seed: seed)))
    if test.isUnexplained { throw ExitStatus.found }
  }

  /// The draws of the files, whichever kind they are, and what their source lets one say.
  private func read() throws -> (TenderRegister, ReadingSummary, [DrawCaveat]) {
    guard source.source.mapping.count <= 1 else {
      throw ValidationError(
        "くじの記録の --mapping は、全ファイルを通じて1つだけ指定してください。",
        "Draws take one --mapping for all files.")
    }
    var mapping = try source.source.mappings(for: draws).first ?? .canonical
    mapping.layout = mapping.layout.overridden(by: source.source.layout)
    guard let first = draws.first else {
      throw ValidationError(
        "くじの記録のファイルを指定してください。",
        "Name a file of draws.")
    }
    let (kind, known) = try DrawReader.kind(of: InputFile(first), mapping: mapping)
    if kind == .bids {
      var source = source
      if !chosenFirms.isEmpty { source.firms = nil }
      let (register, summary) = try source.register(draws, output: output)
      return (register, summary, [.tieInferred])
    }
    if source.rejects != nil {
      throw ValidationError(
        "--rejects は入札データ用です（業者の欠けたくじは別のくじになるため、くじの記録には使えません）。",
        "--rejects is for bids: a draw with a firm missing would be another draw.")
    }
    var assembly = DrawAssembly()
    let reader = DrawReader(draws.map(InputFile.init), mapping: known, hashesFiles: output.chosenFormat == .json)
    let summary: ReadingSummary
    do {
      summary = try reader.read { batch, file in
        do throws(RegisterError) {
          try assembly.add(batch)
        } catch {
          throw BidsError(file: file.path, error: error)
        }
      }
    } catch let error as DataError where error.concernsOneRow {
      // A draw with a firm missing would be another draw.
      throw FaultOfRow(error: error)
    }
    do throws(RegisterError) {
      return (try assembly.register(), summary, known.drawCaveats)
    } catch {
      throw BidsError(file: draws.joined(separator: ", "), error: error)
    }
  }
}

/// No draw to test: a p-value of nothing would look like a result.
struct NoDraws: WordedError {
  var file: String
  var account: DrawRecord.Account

  func text(_ language: Language) -> String {
    let counts = (account.untied, account.withoutWinner, account.unexplained)
    switch language {
    case .japanese:
      return "\(file): 調べるくじがありません（同額の者のない案件 \(counts.0)、落札者の記載がない同額 \(counts.1)、"
        + "落札者が同額の者でないもの \(counts.2)）\n  対処方法： 同額の業者が二者以上で落札者の分かる案件が必要です"
    case .english:
      return "\(file): there is no draw to test (\(counts.0) tenders without a tie, \(counts.1) ties without one "
        + "recorded winner, \(counts.2) whose winner is not among the tied)\n"
        + "  hint:     a draw needs two or more tied firms and its winner"
    }
  }
}
