import ArgumentParser
import LedgerReading
import Reporting

/// `juchu report`: everything on one page.
struct ReportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "One self-contained page: tables, changes and their causes, misprints, lotteries and policies.",
    discussion: """
      The page needs no network and no script and prints on A4. Inputs are ledgers, or published tables, which are \
      checked for misprints. With --bids it says how often lots decide and what one-win rules would do.

      Examples:
        juchu report 2020.csv 2021.csv --output report.html
        juchu report published_table1.csv published_table2.csv --output report.html --lang ja
        juchu report ledger.csv --bids bids.csv --firms firms.csv --policy one-win --output report.html
      """
  )

  @Argument(help: "Ledgers, or published tables, in CSV; none where --bids is given.")
  var inputs: [String] = []

  @Option(help: "The title of the page.")
  var title: String?

  @Option(help: "Bids in CSV, one line a bid.")
  var bids: String?

  @Option(help: "The mapping of the bids, where it is another than that of the ledgers.")
  var bidsMapping: String?

  @Option(help: "The firms that may bid, in CSV; their sizes and localities give the expected Table 1 of each policy.")
  var firms: String?

  @Option(help: "A policy to evaluate, by name or in a YAML file; by default one-win, hiratsuka, nabari and torinuke.")
  var policy: [String] = []

  @Option(help: "Trials of what is simulated.")
  var trials = 8_192

  @OptionGroup(title: "Contracts behind the figures") var details: ComparisonDetails
  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard !inputs.isEmpty || bids != nil else { throw ValidationError("Name a ledger, a published table or --bids.") }
    if output.format == .csv || output.format == .json {
      throw ValidationError(
        "A report is a page: html, markdown, text or xlsx. tables, compare and lottery give csv and json.")
    }
    guard (0...1_000_000_000).contains(trials) else { throw ValidationError("--trials takes 0 to 1,000,000,000.") }
  }

  func run() throws {
    var page = output
    if page.format == nil, page.output.flatMap(OutputOptions.Format.init(suffixOf:)) == nil { page.format = .html }
    guard [.html, .markdown, .text, .xlsx].contains(page.chosenFormat) else {
      throw ValidationError("A report is a page: end the name of --output with .html, .md, .txt or .xlsx.")
    }
    var builder = ReportBuilder(details: details, ledger: ledger, output: page)
    let files = inputs.map(InputFile.init)
    let areTables = try files.map { try $0.isRegular && DocumentReader.recognizes($0) }
    for (file, isTable) in zip(files, areTables) where isTable {
      for table in try document.read(file, hashing: true).chosen(document.table) {
        try builder.addPublished(table.settled().published, of: file)
      }
    }
    let ledgers = zip(inputs, areTables).filter { !$0.1 }.map(\.0)
    if !ledgers.isEmpty { try builder.addLedgers(ledgers) }
    if let bids {
      try builder.addBids(bids, mapping: bidsMapping, firms: firms, policies: policy, trials: trials)
    }
    try builder.write(title: title)
  }
}
