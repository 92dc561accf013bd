import ArgumentParser
import BidStatistics
import LedgerReading
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// `juchu audit`: which printed figures of a published table cannot be right.
struct AuditCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "audit",
      abstract: words(
        "公表された表の中で、表の他の数値と整合しない数値を見つけます。",
        "Find the figures of a published table that cannot be right."),
      discussion: words(
        """
        件数・金額・割合を一緒に確かめます。端数処理前の件数・金額をどのように置いても表の他の数値と両立しない数値だけを、整合しない数値とします。端数処理は、指定がなければ、整合しない数値が最も少なくなるものを選びます。終了コードは、見つかれば 1、見つからず判定できない年度があれば 2 です。

        例：
          juchu audit published_table.csv
          juchu audit published_table.csv --rounding-rule truncate --format json
        """,
        """
        Counts, amounts and shares are checked together: a figure is wrong only if no counts and amounts before \
        rounding give it along with the others. The rounding rules are those that accuse the fewest figures, unless \
        they are given. The exit code is 1 where something was found, 2 where nothing was and a year stayed undecided.

        Examples:
          juchu audit published_table.csv
          juchu audit published_table.csv --rounding-rule truncate --format json
        """)
    )
  }

  /// The rules that can be held against amounts, or against everything.
  enum Rule: String, CaseIterable {
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
      let word = ArgumentFolding.word(argument)
      let plain = Rule(argument: word)
      rule = ShareRule(rawValue: plain?.rawValue ?? word)
      guard rule != nil || word == Rule.auto.rawValue || plain == .auto else { return nil }
    }

    static var allValueStrings: [String] { ShareRule.all.map(\.rawValue) + ["auto"] }
    var defaultValueDescription: String { rule?.rawValue ?? "auto" }
  }

  @Argument(
    help: words(
      "公表された表（年度・種別・区分ごとに1行、又は印刷どおりの形）、又は表のある文書。",
      "The published table, one line a row, category and year, or as it was printed; or a document with tables."))
  var table: String

  @Option(
    help: words(
      "金額と割合の端数処理。自動は、整合しない数値が最も少なくなるもの。",
      "For amounts and shares: half-up, truncate, up, half-even, controlled, or auto: the fewest accused."))
  var roundingRule = Rule.auto

  @Option(
    help: words(
      "金額（単位のある件数を含む）の端数処理。指定しなければ --rounding-rule と同じ。",
      "For amounts and counts with a unit; otherwise as --rounding-rule."))
  var amountRule: Rule?

  @Option(
    help: words(
      "割合の端数処理。-of-printed の付くものは公表された金額から計算した割合。指定しなければ --rounding-rule と同じ。",
      "For shares; half-up-of-printed and the like are of printed amounts; otherwise as --rounding-rule."))
  var shareRule: SharesRule?

  @Option(
    help: words(
      "計算の上限（手順の数）。達した年度は判定しません。",
      "Solver steps, which end the search and not seconds: at the limit a year is undecided."))
  var effort = TableAudit.standardEffort

  @Flag(
    help: words(
      "整合しない数値を除く全ての数値を与える台帳の一例を加えます（CSV ではそれを出力します）。",
      "Add one ledger of counts and yen that gives every figure but the accused ones; in CSV it is the output."))
  var witness = false

  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let file = try InputFile.document(table)
    if IndicatorTableReader.recognizes(file) { return try auditIndicators(file) }
    let found = try document.read(file, hashing: output.namesDigests)
    let chosen = try found.chosen(document.table)
    // Where two readings tie, or nothing vouches for words that stand somewhere, an accusation would be a guess.
    let tables = chosen.filter { !$0.isOpen }
    guard !tables.isEmpty else {
      try output.write(ExtractResult(found, tables: chosen, version: ProgramVersion.current))
      output.say(
        words(
          "表の読み方が一つに決まらないため検算していません。juchu extract で読み方を確かめてください",
          "the tables can be read in more than one way and were not audited; see what extract says"))
      throw ExitStatus.undecided
    }
    for table in chosen where table.isOpen {
      output.say(
        words(
          "表 \(table.number) は読み方が一つに決まらないため検算していません。juchu extract で読み方を確かめてください",
          "table \(table.number) can be read in more than one way and was not audited; see what extract says"))
    }
    var entries: [AuditListResult.Entry] = []
    var statuses: Set<ExitStatus> = []
    for table in tables {
      let (result, status) = try audit(table.published)
      entries.append(AuditListResult.Entry(table, result))
      statuses.insert(status)
      // A column that does not follow from the figures is a finding as well; the remarks name its cells.
      if table.derived.contains(where: { !$0.disagreements.isEmpty }) { statuses.insert(.found) }
      if !table.doubts.isEmpty, table.doubts != [.nothingCloses] { statuses.insert(.undecided) }
      // Whoever asks for all tables wants to know that some figures were in none.
      if document.table == nil, !found.unread.isEmpty { statuses.insert(.undecided) }
    }
    if entries.count == 1, let entry = entries.first {
      try output.write(entry.result)
    } else {
      try output.write(AuditListResult(entries, of: found))
    }
    if let status = [ExitStatus.found, .undecided].first(where: statuses.contains) { throw status }
  }

  /// Audits a table of award rates and competition.
  private func auditIndicators(_ file: InputFile) throws {
    let (published, account) = try IndicatorTableReader.read(file, hashing: output.namesDigests)
    let audit = IndicatorAudit(published, rule: roundingRule.rule)
    let meta = ResultMeta(version: ProgramVersion.current, files: [account], unit: 1, rule: audit.rule)
    try output.write(IndicatorAuditResult(audit, meta: meta))
    if !audit.findings.isEmpty { throw ExitStatus.found }
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
