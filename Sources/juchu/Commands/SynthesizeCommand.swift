import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import SyntheticData

/// `juchu synthesize`: synthetic ledgers and bid sets.
struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Make ledgers and bid sets that look real, name nobody and have known sums.",
    subcommands: [SynthesizeLedgerCommand.self, SynthesizeBidsCommand.self]
  )
}

/// `juchu synthesize ledger`: a ledger whose Table 1 is a given one.
struct SynthesizeLedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "A ledger that gives a published Table 1, figure by figure.",
    discussion: """
      Examples:
        juchu synthesize ledger --table fixtures/kawasaki_table1.csv --output ledger.csv
        juchu synthesize ledger --table fixtures/kawasaki_table1.csv | juchu tables -
        juchu synthesize ledger --table table1.csv --words japanese --encoding cp932 --output ledger.csv
        juchu synthesize ledger --table table1.csv --dirt 0.01 --key spoiled.csv --output ledger.csv
      """
  )

  @Option(help: "A published Table 1 in CSV: the counts and amounts that the ledger adds up to.")
  var table: String

  @Option(help: "How many times the table, from 1.")
  var scale = 1

  @Option(help: "Header and values: canonical or japanese.")
  var words = LedgerRecipe.Words.canonical

  @Option(help: "utf-8 or cp932.")
  var encoding = SyntheticEncoding.utf8

  @Option(help: "How unequally contracts fall to vendors, 1 (alike) to 8.")
  var concentration = 2

  @Option(help: "The share of rows with one spoiled field, 0 to 1; --key says which.")
  var dirt = 0.0

  @Option(help: "Write what was spoiled to this CSV file.")
  var key: String?

  @OptionGroup(title: "Output") var output: SynthesisOptions

  func validate() throws {
    guard scale >= 1 else { throw ValidationError("--scale \(scale): a ledger is at least once its table.") }
    guard (1...8).contains(concentration) else {
      throw ValidationError("--concentration \(concentration): use 1 to 8.")
    }
    guard (0...1).contains(dirt) else { throw ValidationError("--dirt \(dirt): use a share between 0 and 1.") }
    guard dirt == 0 || key != nil else {
      throw ValidationError("--dirt needs --key FILE, so that somebody knows what was spoiled.")
    }
    guard encoding.isAvailable else { throw ValidationError("This system's iconv cannot write \(encoding.rawValue).") }
  }

  func run() throws {
    let published = try PublishedTableReader.read(InputFile(table)).table
    let target: LedgerTarget
    do throws(LedgerTargetError) {
      target = try LedgerTarget(published)
    } catch {
      StandardStreams.say("juchu: " + error.text(file: table, language: OutputOptions.defaultLanguage))
      throw ExitStatus.badData
    }
    guard scale <= target.greatestScale else {
      throw ValidationError("--scale \(scale): the sums stay exact up to \(target.greatestScale).")
    }
    for misprint in target.misprints(of: published) { output.say(misprint.text) }
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
