import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// `juchu tables`: Tables 1 and 2 from ledgers.
struct TablesCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "tables",
      abstract: words(
        "契約の件数と金額を、規模・所在・種別ごとに集計し、割合を示します。",
        "Count contracts and amounts by size, locality and category, with their shares."),
      discussion: words(
        """
        例：
          juchu tables ledger.csv
          juchu tables 2020.csv 2021.csv --local-subtotal --format markdown
          juchu tables recipients.csv --table 2
          juchu tables ledger.csv --explain 2021,works,non-local
          juchu tables bids.csv --mapping mlit-bids --rejects unusable.csv
        """,
        """
        Examples:
          juchu tables ledger.csv
          juchu tables 2020.csv 2021.csv --local-subtotal --format markdown
          juchu tables recipients.csv --table 2
          juchu tables ledger.csv --explain 2021,works,non-local
          juchu tables bids.csv --mapping mlit-bids --rejects unusable.csv
        """)
    )
  }

  /// The unit of printed amounts.
  enum Unit: String, CaseIterable {
    case yen, thousand, million

    var value: Int64 {
      switch self {
      case .yen: 1
      case .thousand: 1_000
      case .million: 1_000_000
      }
    }
  }

  /// The rules by which a table can be rounded.
  enum Rounding: String, CaseIterable {
    case halfUp = "half-up"
    case controlled
  }

  @Argument(
    help: words(
      "台帳（いくつでも、何年度分でも）。- は標準入力。",
      "Ledgers in CSV, any number of files and years; - is standard input."))
  var ledgers: [String]

  @Option(
    help: words(
      "1：規模等・種別の表。2：市の補助金の交付を受けた者の発注に占める市内中小企業の表。",
      "1: by size, locality and category. 2: local SMEs among orders of subsidy recipients."))
  var table = 1

  @Flag(
    help: words(
      "表1に市内計を加えます。",
      "Add the local subtotal (市内計) to Table 1."))
  var localSubtotal = false

  @Option(
    help: words(
      "金額の単位。",
      "The unit of printed amounts: yen, thousand or million."))
  var unit = Unit.million

  @Option(
    help: words(
      "端数処理。「合計に合わせる」は、縦横とも表示値の合計が一致するように調整します。",
      "half-up, or controlled: printed parts add up to printed totals both ways."))
  var rounding = Rounding.halfUp

  @Option(
    help: words(
      "欄の契約を、金額の大きい順に示します。年度,種別,区分 の形で、例：令和3年度,工事,準市内・市外。",
      "List the contracts behind a cell, largest first: YEAR,CATEGORY,ROW as in 2021,works,non-local."))
  var explain: String?

  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard let kind = ShareTableResult.Kind(rawValue: table), kind != .custom else {
      throw ValidationError(
        "--table は 1 か 2 です（指定された値：\(table)）。",
        "There are tables 1 and 2, not \(table).")
    }
    if kind == .table2, localSubtotal {
      throw ValidationError(
        "市内計（--local-subtotal）は表1にだけあります。--table 2 のときは外してください。",
        "The local subtotal belongs to Table 1.")
    }
    guard !ledgers.isEmpty else {
      throw ValidationError(
        "台帳を1つ以上指定してください。",
        "Name at least one ledger.")
    }
  }

  func run() throws {
    guard let kind = ShareTableResult.Kind(rawValue: table) else { return }
    if let explain {
      let scheme = try scheme(of: kind)
      try self.explain(CellArgument(explain, scheme: scheme).place, scheme, population(of: kind))
    } else {
      try tabulate(kind)
    }
  }

  private func tabulate(_ kind: ShareTableResult.Kind) throws {
    let scheme = try scheme(of: kind)
    let isCustom = scheme != .table1 && scheme != .table2
    if isCustom, localSubtotal {
      throw ValidationError(
        "市内計（--local-subtotal）は表1にだけあります。--table 2 のときは外してください。",
        "The local subtotal belongs to Table 1.")
    }
    let filter = try population(of: kind)
    let (tally, summary) = try ledger.tally(ledgers, scheme: scheme, population: filter, output: output)
    let form = TableForm(
      kind: isCustom ? .custom : kind, localSubtotal: localSubtotal, unit: unit, rounding: rounding)
    try output.write(form.result(tally, summary, filter))
  }

  private func explain(_ place: CellContracts.Place, _ scheme: RowScheme, _ filter: PopulationFilter) throws {
    guard var cell = CellContracts(place, scheme: scheme) else { return }
    let texts: Set<ContractText> = [.contract, .vendor, .vendorID, .title]
    let (summary, left) = try ledger.readLeavingTexts(
      ledgers, population: filter, texts: [], fetched: texts, output: output
    ) { batch, file in
      cell.add(batch, file: file.path)
    }
    try cell.complete { try left.complete(&$0, from: $1) }
    let meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: filter, unit: 1, rule: .halfUp)
    try output.write(CellContractsResult(cell, meta: meta))
  }

  func scheme(of kind: ShareTableResult.Kind) throws -> RowScheme {
    try ledger.rowScheme(for: ledgers, standard: kind == .table1 ? .table1 : .table2)
  }

  func population(of kind: ShareTableResult.Kind) throws -> PopulationFilter {
    try ledger.filter(kind == .table1 ? .table1 : .table2)
  }
}

/// How a tally becomes a table; the same for one machine and for pieces of many.
struct TableForm {
  var kind: ShareTableResult.Kind
  var localSubtotal = false
  var unit = TablesCommand.Unit.million
  var rounding = TablesCommand.Rounding.halfUp

  /// The table of a tally.
  ///
  /// - Throws: `NothingLeft` where the tally is empty.
  func result(
    _ tally: ContractTally, _ summary: ReadingSummary, _ filter: PopulationFilter
  ) throws(NothingLeft) -> ShareTableResult {
    // Contracting processes without an award are no fault: the account says why none counts.
    guard !tally.years.isEmpty || summary.isOfProcesses else { throw NothingLeft(summary: summary) }
    let unit = unit.value * CurrencyCode.minorUnits(summary.currency ?? CurrencyCode.yen)
    let table: ShareTable =
      switch kind {
      case .custom: .custom(tally)
      case .table1: .table1(tally, subtotals: localSubtotal)
      case .table2: .table2(tally)
      }
    let printed =
      rounding == .halfUp ? PrintedTable(table, unit: unit) : .controlled(table, unit: unit)
    let meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: filter, unit: unit, rule: printed.rule)
    return ShareTableResult(printed, kind: kind, meta: meta)
  }
}
