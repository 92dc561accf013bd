import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import SyntheticData
import TabularReading

/// `juchu synthesize`: synthetic ledgers and bid sets.
struct SynthesizeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "synthesize",
      abstract: juchu.words(
        "実在の名前を含まず、合計の分かっている、本物らしい台帳と入札データを作ります。",
        "Make ledgers and bid sets that look real, name nobody and have known sums."),
      subcommands: [SynthesizeLedgerCommand.self, SynthesizeBidsCommand.self]
    )
  }
}

/// `juchu synthesize ledger`: a ledger whose Table 1 is a given one.
struct SynthesizeLedgerCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "ledger",
      abstract: juchu.words(
        "公表された表1をそのまま与える台帳を作ります。",
        "A ledger that gives a published Table 1, figure by figure."),
      discussion: juchu.words(
        """
        例：
          juchu synthesize ledger --table fixtures/kawasaki_table1.csv --output ledger.csv
          juchu synthesize ledger --table fixtures/kawasaki_table1.csv | juchu tables -
          juchu synthesize ledger --table table1.csv --words japanese --encoding cp932 --output ledger.csv
          juchu synthesize ledger --table table1.csv --dirt 0.01 --key spoiled.csv --output ledger.csv
        """,
        """
        Examples:
          juchu synthesize ledger --table fixtures/kawasaki_table1.csv --output ledger.csv
          juchu synthesize ledger --table fixtures/kawasaki_table1.csv | juchu tables -
          juchu synthesize ledger --table table1.csv --words japanese --encoding cp932 --output ledger.csv
          juchu synthesize ledger --table table1.csv --dirt 0.01 --key spoiled.csv --output ledger.csv
        """)
    )
  }

  @Option(
    help: juchu.words(
      "公表された表1（CSV）。台帳の合計がこの件数と金額になります。",
      "A published Table 1 in CSV: the counts and amounts that the ledger adds up to."))
  var table: String

  @Option(
    help: juchu.words(
      "表の何倍にするか（1以上）。",
      "How many times the table, from 1."))
  var scale = 1

  @Option(
    help: juchu.words(
      "見出しと値の言語：canonical（英語）、japanese（日本語）。",
      "Header and values: canonical or japanese."))
  var words = LedgerRecipe.Words.canonical

  @Option(
    help: juchu.words(
      "文字コード：utf-8、cp932。",
      "utf-8 or cp932."))
  var encoding = SyntheticEncoding.utf8

  @Option(
    help: juchu.words(
      "契約相手方への偏り、1（均等）～8。",
      "How unequally contracts fall to vendors, 1 (alike) to 8."))
  var concentration = 2

  @Option(
    help: juchu.words(
      "値を1つ壊す行の割合（0～1）。どこを壊したかは --key に書き出します。",
      "The share of rows with one spoiled field, 0 to 1; --key says which."))
  var dirt = 0.0

  @Option(
    help: juchu.words(
      "壊した箇所をこの CSV ファイルに書き出します。",
      "Write what was spoiled to this CSV file."))
  var key: String?

  @OptionGroup(title: "Output") var output: SynthesisOptions

  func validate() throws {
    guard scale >= 1 else {
      throw ValidationError(
        "--scale \(scale)：1 以上の値を指定してください。",
        "--scale \(scale): a ledger is at least once its table.")
    }
    guard (1...8).contains(concentration) else {
      throw ValidationError(
        "--concentration \(concentration)：1 から 8 までの値を指定してください。",
        "--concentration \(concentration): use 1 to 8.")
    }
    guard (0...1).contains(dirt) else {
      throw ValidationError(
        "--dirt \(dirt)：0 から 1 までの割合を指定してください。",
        "--dirt \(dirt): use a share between 0 and 1.")
    }
    guard dirt == 0 || key != nil else {
      throw ValidationError(
        "--dirt には --key ファイル名 の指定が必要です（どこを汚したかの記録を残すため）。",
        "--dirt needs --key FILE, so that somebody knows what was spoiled.")
    }
    guard encoding.isAvailable else {
      throw ValidationError(
        "このシステムの iconv は \(encoding.rawValue) を書き出せません。",
        "This system's iconv cannot write \(encoding.rawValue).")
    }
  }

  func run() throws {
    let published = try PublishedTableReader.read(InputFile(table)).table
    let target: LedgerTarget
    do throws(LedgerTargetError) {
      target = try LedgerTarget(published)
    } catch {
      StandardStreams.say("juchu: " + error.text(file: table, language: output.language))
      throw ExitStatus.badData
    }
    guard scale <= target.greatestScale else {
      throw ValidationError(
        "--scale \(scale)：合計を正確に保てるのは \(target.greatestScale) までです。",
        "--scale \(scale): the sums stay exact up to \(target.greatestScale).")
    }
    for misprint in target.misprints(of: published) { output.say(misprint) }
    let ledger = SyntheticLedger(
      LedgerRecipe(
        target: target, scale: scale, seed: output.seed, words: words, encoding: encoding,
        concentration: concentration, dirtPerMillion: Int((dirt * 1_000_000).rounded())))
    var keyFile = try key.map { path throws in try SpoiledFieldsFile(path, words: words, overwrites: output.force) }
    try output.write(ledger) { account in try keyFile?.add(account) }
    try keyFile?.commit()
  }
}

extension LedgerRecipe.Words: ExpressibleByArgument {}
extension SyntheticEncoding: ExpressibleByArgument {}
