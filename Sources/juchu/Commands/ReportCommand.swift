import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

/// `juchu report`: everything on one page.
struct ReportCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "report",
      abstract: words(
        "表、増減とその要因、検算、くじと方式を1つの報告書にまとめます。",
        "One self-contained page: tables, changes and their causes, misprints, lotteries and policies."),
      discussion: words(
        """
        報告書は外部への接続もスクリプトも使わず、A4で印刷できます。入力は台帳、又は公表された表（検算します）です。--bids を付けると、くじの発生状況と方式の効果も示します。

        例：
          juchu report 2020.csv 2021.csv --output report.html
          juchu report published_table1.csv published_table2.csv --output report.html --lang ja
          juchu report ledger.csv --bids bids.csv --firms firms.csv --policy one-win --output report.html
        """,
        """
        The page needs no network and no script and prints on A4. Inputs are ledgers, or published tables, which are \
        checked for misprints. With --bids it says how often lots decide and what one-win rules would do.

        Examples:
          juchu report 2020.csv 2021.csv --output report.html
          juchu report published_table1.csv published_table2.csv --output report.html --lang ja
          juchu report ledger.csv --bids bids.csv --firms firms.csv --policy one-win --output report.html
        """)
    )
  }

  @Argument(
    help: words(
      "台帳、又は公表された表。--bids を指定したときは省けます。",
      "Ledgers, or published tables, in CSV; none where --bids is given."))
  var inputs: [String] = []

  @Option(
    help: words(
      "報告書の題。",
      "The title of the page."))
  var title: String?

  @Option(
    help: words(
      "市の名前（題に入ります）。",
      "The city, which the title then names."))
  var city: String?

  @Option(
    help: words(
      "報告書に入れるもの（コンマ区切り）。",
      "What stands on the page, joined by commas: overview, tables, changes, audit, contracts, lots, policies, basis; or all."
    )
  )
  var sections = ReportSections.usual

  @Option(
    help: words(
      "入札データ（1行に1つの札）。",
      "Bids in CSV, one line a bid."))
  var bids: String?

  @Option(
    help: words(
      "入札データのマッピング（台帳と異なるとき）。",
      "The mapping of the bids, where it is another than that of the ledgers."))
  var bidsMapping: String?

  @Option(
    help: words(
      "入札できる業者の名簿。規模と所在から、各方式での表1の期待値を計算します。",
      "The firms that may bid, in CSV; their sizes and localities give the expected Table 1 of each policy."))
  var firms: String?

  @Option(
    help: words(
      "評価する方式（名前又は YAML ファイル）。既定は 1者1件、平塚市型、名張市型、取り抜け方式。",
      "A policy to evaluate, by name or in a YAML file; by default one-win, hiratsuka, nabari and torinuke."))
  var policy: [String] = []

  @Option(
    help: words(
      "シミュレーションの回数。",
      "Trials of what is simulated."))
  var trials = 8_192

  @OptionGroup(title: "Contracts behind the figures") var details: ComparisonDetails
  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard !inputs.isEmpty || bids != nil else {
      throw ValidationError(
        "台帳か公表された表、または --bids を指定してください。",
        "Name a ledger, a published table or --bids.")
    }
    if output.format == .csv || output.format == .json {
      throw ValidationError(
        "報告書の形式は html、markdown、text、xlsx、docx です。CSV と JSON は tables、compare、lottery で出力できます。",
        "A report is a page: html, markdown, text, xlsx or docx. tables, compare and lottery give csv and json.")
    }
    guard (0...1_000_000_000).contains(trials) else {
      throw ValidationError(
        "--trials の値は 0 から 1,000,000,000 までです。",
        "--trials takes 0 to 1,000,000,000.")
    }
  }

  func run() throws {
    var page = output
    if page.format == nil, page.output.flatMap(OutputOptions.Format.init(suffixOf:)) == nil { page.format = .html }
    guard [.html, .markdown, .text, .xlsx, .docx].contains(page.chosenFormat) else {
      throw ValidationError(
        "報告書の --output は .html、.md、.txt、.xlsx、.docx のいずれかで終わる名前にしてください。",
        "A report is a page: end the name of --output with .html, .md, .txt, .xlsx or .docx.")
    }
    var builder = ReportBuilder(details: details, ledger: ledger, output: page, parts: sections.parts)
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
    try builder.write(title: title, city: city)
  }
}
