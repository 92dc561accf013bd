import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics

/// `juchu audit`: which printed figures of a published table cannot be right.
struct AuditCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Find the figures of a published table that cannot be right.",
    discussion: """
      Counts, amounts and shares are checked together: a figure is wrong only if no counts and amounts before \
      rounding give it along with the others. The exit code is 1 where something was found.

      Examples:
        juchu audit published_table.csv
        juchu audit published_table.csv --rounding-rule truncate --format json
      """
  )

  /// The rules that can be held against a table.
  enum Rule: String, CaseIterable, ExpressibleByArgument {
    case halfUp = "half-up"
    case truncate
    case halfEven = "half-even"
    case controlled
    case auto

    var rule: RoundingRule? { RoundingRule(rawValue: rawValue) }
  }

  @Argument(help: "The published table in CSV, one line a row, category and year.")
  var table: String

  @Option(help: "half-up, truncate, half-even, controlled, or auto: half-up unless another rule explains all.")
  var roundingRule = Rule.auto

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let published = try PublishedTableReader.read(InputFile(table), hashing: output.namesDigests)
    let audit = try TableAudit(auditing: published.table, in: table, rule: roundingRule.rule)
    let meta = ResultMeta(
      version: Juchu.version, files: [published.summary], unit: published.table.unit, rule: audit.roundingRule)
    try output.write(AuditResult(audit, of: published.table, meta: meta))
    if !audit.findings.isEmpty { throw ExitStatus.found }
  }
}

extension TableAudit {
  /// Audits a table of a file; a table whose rows make no sense is an error of the file.
  init(auditing table: PublishedTable, in file: String, rule: RoundingRule?) throws(DataError) {
    do throws(TableStructureError) {
      try self.init(table, rule: rule)
    } catch {
      throw DataError(.meaninglessTable(reason: "\(error)"), file: file)
    }
  }
}
