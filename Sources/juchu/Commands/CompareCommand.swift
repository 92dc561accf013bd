import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics

/// `juchu compare`: year over year.
struct CompareCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare adjacent years of ledgers or of a published table.",
    discussion: """
      Shares change in percentage points (ポイント), taken from the exact ratios; where the difference of the \
      printed shares is another one, a note says so. A file is a published table if it has a column of \
      shares (件数割合, 金額割合), else a ledger.

      Examples:
        juchu compare 2020.csv 2021.csv
        juchu compare published_table.csv --lang ja
      """
  )

  @Argument(help: "Ledgers, or one published table, in CSV.")
  var inputs: [String]

  @Flag(help: "Give points as differences of the printed shares.")
  var printedDifferences = false

  @Flag(help: "Add the local subtotal (市内計).")
  var localSubtotal = false

  @Option(help: "The row whose share is looked at contract by contract, as in local-sme or local.")
  var row = "local-sme"

  @Option(help: "How many contracts that move that share most are listed for each year; 0 for none.")
  var influential = 3

  @Flag(help: "Compare years whose contract dates do not reach March, too.")
  var allowPartial = false

  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (0...1000).contains(influential) else { throw ValidationError("--influential takes 0 to 1000.") }
    _ = try CellArgument("2000,total,\(row)", scheme: .table1)
  }

  func run() throws {
    let files = inputs.map(InputFile.init)
    // Standard input can be read only once, so it cannot be looked at first: it is a ledger.
    let areTables = try files.map { try !$0.isStandardInput && PublishedTableReader.recognizes($0) }
    if areTables.contains(true) {
      guard files.count == 1 else {
        throw ValidationError("A published table is compared by itself: name it alone.")
      }
      try comparePublished(files[0])
    } else {
      try compareLedgers()
    }
  }

  private func comparePublished(_ file: InputFile) throws {
    let published = try PublishedTableReader.read(file, hashing: output.chosenFormat == .json)
    let table = ShareTable(published.table)
    try requireTwoYears(table.years)
    let unit = max(table.amountUnit, published.table.unit)
    let meta = ResultMeta(version: Juchu.version, files: [published.summary], unit: unit, rule: .halfUp)
    let audit = try TableAudit(auditing: published.table, in: file.path, rule: nil)
    try output.write(
      ComparisonResult(
        table, published: published.table, audit: audit, meta: meta, usesPrintedDifferences: printedDifferences))
  }

  private func compareLedgers() throws {
    var tally = ContractTally(scheme: .table1)
    var influences = InfluenceByYear(row: row, limit: influential)
    let filter = ledger.filter(.table1)
    let texts: Set<ContractText> = influential > 0 ? [.contract, .vendor, .title] : []
    let summary = try ledger.read(inputs, population: filter, texts: texts, output: output) { batch, file in
      try tally.add(batch, from: file)
      try influences.add(batch, from: file)
    }
    guard !tally.years.isEmpty else { throw NothingLeft(summary: summary) }
    let meta = ResultMeta(
      version: Juchu.version, summary: summary, population: filter, unit: 1_000_000, rule: .halfUp)
    let table = ShareTable.table1(tally, subtotals: localSubtotal)
    try requireTwoYears(table.years)
    try requireWholeYears(summary)
    try output.write(
      ComparisonResult(
        table, influence: influences.section, meta: meta, usesPrintedDifferences: printedDifferences))
  }

  /// A year that is not over would look like a decline.
  private func requireWholeYears(_ summary: ReadingSummary) throws {
    guard !allowPartial, let (year, date) = summary.partialYears.min(by: { $0.key < $1.key }) else { return }
    throw ValidationError(
      "\(year.englishLabel) is partial: its last contract date is \(date). --allow-partial compares it all the same.")
  }

  private func requireTwoYears(_ years: [FiscalYear]) throws {
    guard years.count < 2 else { return }
    let found = years.map(\.englishLabel).joined()
    throw ValidationError("A comparison needs two fiscal years; the input has \(found.isEmpty ? "none" : found) only.")
  }
}

/// The influences on one row's share, a year at a time as years turn up.
private struct InfluenceByYear {
  let row: String
  let limit: Int
  private var ofYear: [FiscalYear: Influence] = [:]

  init(row: String, limit: Int) {
    self.row = row
    self.limit = limit
  }

  var section: InfluenceSection? { limit > 0 ? InfluenceSection(Array(ofYear.values)) : nil }

  mutating func add(_ batch: ContractBatch, from file: InputFile) throws {
    guard limit > 0 else { return }
    for year in Set(batch.years) {
      let place = CellContracts.Place(year: year, category: nil, row: row)
      guard var influence = ofYear[year] ?? Influence(place, scheme: .table1, limit: limit) else { continue }
      do throws(ContractTally.Overflow) {
        try influence.add(batch, file: file.path)
      } catch {
        throw DataError(.sumTooLarge, file: file.path, line: error.row.map { batch.sourceLines[$0] })
      }
      ofYear[year] = influence
    }
  }
}
