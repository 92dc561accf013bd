import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics

/// `juchu tables`: Tables 1 and 2 from ledgers.
struct TablesCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Count contracts and amounts by size, locality and category, with their shares.",
    discussion: """
      Examples:
        juchu tables ledger.csv
        juchu tables 2020.csv 2021.csv --local-subtotal --format markdown
        juchu tables recipients.csv --table 2
        juchu tables ledger.csv --explain 2021,works,non-local
        juchu tables bids.csv --mapping mlit-bids --rejects unusable.csv
      """
  )

  /// The unit of printed amounts.
  enum Unit: String, CaseIterable, ExpressibleByArgument {
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
  enum Rounding: String, CaseIterable, ExpressibleByArgument {
    case halfUp = "half-up"
    case controlled
  }

  @Argument(help: "Ledgers in CSV, any number of files and years; - is standard input.")
  var ledgers: [String]

  @Option(help: "1: by size, locality and category. 2: local SMEs among orders of subsidy recipients.")
  var table = 1

  @Flag(help: "Add the local subtotal (市内計) to Table 1.")
  var localSubtotal = false

  @Option(help: "The unit of printed amounts: yen, thousand or million.")
  var unit = Unit.million

  @Option(help: "half-up, or controlled: printed parts add up to printed totals both ways.")
  var rounding = Rounding.halfUp

  @Option(help: "List the contracts behind a cell, largest first: YEAR,CATEGORY,ROW as in 2021,works,non-local.")
  var explain: String?

  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard let kind = ShareTableResult.Kind(rawValue: table), kind != .custom else {
      throw ValidationError("There are tables 1 and 2, not \(table).")
    }
    if kind == .table2, localSubtotal { throw ValidationError("The local subtotal belongs to Table 1.") }
    guard !ledgers.isEmpty else { throw ValidationError("Name at least one ledger.") }
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
    if isCustom, localSubtotal { throw ValidationError("The local subtotal belongs to Table 1.") }
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
