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
      rounding give it along with the others. The rounding rules are those that accuse the fewest figures, unless \
      they are given. The exit code is 1 where something was found, 2 where nothing was and a year stayed undecided.

      Examples:
        juchu audit published_table.csv
        juchu audit published_table.csv --rounding-rule truncate --format json
      """
  )

  /// The rules that can be held against amounts, or against everything.
  enum Rule: String, CaseIterable, ExpressibleByArgument {
    case halfUp = "half-up"
    case truncate
    case up
    case halfEven = "half-even"
    case controlled
    case auto

    var rule: RoundingRule? { RoundingRule(rawValue: rawValue) }
  }

  /// The rules that can be held against shares.
  struct SharesRule: ExpressibleByArgument {
    var rule: ShareRule?

    init?(argument: String) {
      rule = ShareRule(rawValue: argument)
      guard rule != nil || argument == "auto" else { return nil }
    }

    static var allValueStrings: [String] { ShareRule.all.map(\.rawValue) + ["auto"] }
    var defaultValueDescription: String { rule?.rawValue ?? "auto" }
  }

  @Argument(
    help: "The published table, one line a row, category and year, or as it was printed; or a document with tables.")
  var table: String

  @Option(help: "For amounts and shares: half-up, truncate, up, half-even, controlled, or auto: the fewest accused.")
  var roundingRule = Rule.auto

  @Option(help: "For amounts and counts with a unit; otherwise as --rounding-rule.")
  var amountRule: Rule?

  @Option(help: "For shares; half-up-of-printed and the like are of printed amounts; otherwise as --rounding-rule.")
  var shareRule: SharesRule?

  @Option(help: "Solver steps, which end the search and not seconds: at the limit a year is undecided.")
  var effort = TableAudit.standardEffort

  @Flag(help: "Add one ledger of counts and yen that gives every figure but the accused ones; in CSV it is the output.")
  var witness = false

  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let found = try document.read(InputFile(table), hashing: output.namesDigests)
    let chosen = try found.chosen(document.table)
    // Where two readings tie, or nothing vouches for words that stand somewhere, an accusation would be a guess.
    let tables = chosen.filter { !$0.isOpen }
    guard !tables.isEmpty else {
      try output.write(ExtractResult(found, tables: chosen, version: ProgramVersion.current))
      output.say("the tables can be read in more than one way and were not audited; see what extract says")
      throw ExitStatus.undecided
    }
    for table in chosen where table.isOpen {
      output.say("table \(table.number) can be read in more than one way and was not audited; see what extract says")
    }
    var entries: [AuditListResult.Entry] = []
    var statuses: Set<ExitStatus> = []
    for table in tables {
      let (result, status) = try audit(table.published)
      entries.append(AuditListResult.Entry(table, result))
      statuses.insert(status)
      if !table.doubts.isEmpty, table.doubts != [.nothingCloses] { statuses.insert(.undecided) }
    }
    if entries.count == 1, let entry = entries.first {
      try output.write(entry.result)
    } else {
      try output.write(AuditListResult(entries, of: found))
    }
    if let status = [ExitStatus.found, .undecided].first(where: statuses.contains) { throw status }
  }

  private func audit(_ published: PublishedTableFile) throws -> (AuditResult, ExitStatus) {
    let audit = try TableAudit(
      auditing: published.table, in: table, amountRule: amountRule.map(\.rule) ?? roundingRule.rule,
      shareRule: shareRule.map(\.rule) ?? roundingRule.rule.map { ShareRule($0) }, effort: effort,
      wantsWitness: witness)
    let meta = ResultMeta(
      version: ProgramVersion.current, files: [published.summary], unit: published.table.unit, rule: audit.roundingRule)
    let status: ExitStatus = !audit.findings.isEmpty ? .found : !audit.undecided.isEmpty ? .undecided : .done
    return (AuditResult(audit, of: published, meta: meta), status)
  }
}

extension TableAudit {
  /// Audits a table of a file; a table whose rows make no sense is an error of the file.
  init(
    auditing table: PublishedTable, in file: String, amountRule: RoundingRule? = nil, shareRule: ShareRule? = nil,
    effort: UInt64 = Self.standardEffort, wantsWitness: Bool = false
  ) throws(DataError) {
    do throws(TableStructureError) {
      try self.init(table, amountRule: amountRule, shareRule: shareRule, effort: effort, wantsWitness: wantsWitness)
    } catch {
      throw DataError(.meaninglessTable(reason: "\(error)"), file: file)
    }
  }
}
