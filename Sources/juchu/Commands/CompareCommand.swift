import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// `juchu compare`: year over year.
struct CompareCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: words(
        "台帳又は公表された表を、隣り合う年度で比較します。",
        "Compare adjacent years of ledgers or of a published table."),
      discussion: words(
        """
        割合の増減はポイントで、端数処理前の割合から計算します。表示値どうしの差と異なるときは注に示します。件数割合・金額割合などの割合の列があるファイルは公表された表、ほかは台帳として読みます。公表された表を2つ指定すると、両方にある数値の違いも示します。

        例：
          juchu compare 2020.csv 2021.csv
          juchu compare published_table.csv --lang ja
          juchu compare table_2020.csv table_2021.csv
          juchu compare ledger.csv --years 2018-2020 --by office --influential 10
          juchu compare ledger.csv --sizes --concentration --uncertainty vendors
        """,
        """
        Shares change in percentage points (ポイント), taken from the exact ratios; where the difference of the \
        printed shares is another one, a note says so. A file is a published table if it has a column of \
        shares (件数割合, 金額割合), else a ledger. Of two published tables the figures that both have are compared, too.

        Examples:
          juchu compare 2020.csv 2021.csv
          juchu compare published_table.csv --lang ja
          juchu compare table_2020.csv table_2021.csv
          juchu compare ledger.csv --years 2018-2020 --by office --influential 10
          juchu compare ledger.csv --sizes --concentration --uncertainty vendors
        """)
    )
  }

  @Argument(
    help: words(
      "台帳、又は公表された表（1つ又は2つ）。",
      "Ledgers, or one or two published tables, in CSV."))
  var inputs: [String]

  @Flag(
    help: words(
      "割合の増減を、表示値どうしの差で示します。",
      "Give points as differences of the printed shares."))
  var printedDifferences = false

  @Flag(
    help: words(
      "市内計を加えます。",
      "Add the local subtotal (市内計)."))
  var localSubtotal = false

  @Flag(
    help: words(
      "契約日が3月に達していない年度も比較します。",
      "Compare years whose contract dates do not reach March, too."))
  var allowPartial = false

  @OptionGroup(title: "Contracts behind the figures (ledgers only)") var details: ComparisonDetails
  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Ledgers") var ledger: LedgerOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let files = try inputs.map { input in
      let file = InputFile(input)
      // A table in memory is a published one where it has shares.
      return try file.isFrame && PublishedTableReader.recognizes(file) ? .document(input) : file
    }
    // Standard input can be read only once, so it cannot be looked at first: it is a ledger.
    let areTables = try files.map { try $0.isRegular && DocumentReader.recognizes($0) }
    if areTables.contains(true) {
      guard files.count < 3, !areTables.contains(false) else {
        throw ValidationError(
          "公表された表は、表を1つ、又は2つだけ指定して比較してください（台帳と一緒には比較できません）。",
          "A published table is compared by itself or with one other, and not with ledgers: name one or two tables.")
      }
      if files.count == 2 {
        try compareTables(files[0], files[1])
      } else {
        try comparePublished(files[0])
      }
    } else {
      try compareLedgers()
    }
  }

  private func comparePublished(_ file: InputFile) throws {
    let published = try chosen(file).settled().published
    for remark in published.accountTexts(output.chosenLanguage) { output.say(remark) }
    let table = ShareTable(published.table)
    try requireComparable(published.table, table)
    let unit = max(table.amountUnit, published.table.unit)
    let meta = ResultMeta(version: ProgramVersion.current, files: [published.summary], unit: unit, rule: .halfUp)
    let audit = try TableAudit(auditing: published.table, in: file.path)
    try output.write(
      ComparisonResult(
        table, published: published.table, audit: audit, meta: meta, usesPrintedDifferences: printedDifferences))
  }

  /// Two tables as one: this year's and the one of the year before, which may say other things of the same year.
  private func compareTables(_ first: InputFile, _ second: InputFile) throws {
    let files = try [first, second].map { try chosen($0, ofTwoYears: false).settled().published }
    for file in files {
      for remark in file.accountTexts(output.chosenLanguage) { output.say(remark) }
    }
    let repeated = RepeatedFigures(files[0].table, files[1].table)
    let table = ShareTable(repeated.table)
    try requireComparable(repeated.table, table)
    let unit = max(table.amountUnit, repeated.table.unit)
    let meta = ResultMeta(version: ProgramVersion.current, files: files.map(\.summary), unit: unit, rule: .halfUp)
    // Each table is audited by itself: a figure of one is no evidence against the other.
    let audits = try zip([first, second], files).map { try TableAudit(auditing: $1.table, in: $0.path) }
    try output.write(
      ComparisonResult(
        table, published: repeated.table, audit: audits[repeated.isFirstLater ? 0 : 1], repeated: repeated, meta: meta,
        usesPrintedDifferences: printedDifferences))
  }

  /// The table that is meant: the one that was named, or the only one of two years.
  private func chosen(_ file: InputFile, ofTwoYears: Bool = true) throws -> DocumentTable {
    let tables = try document.read(file, hashing: output.namesDigests).chosen(document.table)
    if tables.count == 1 { return tables[0] }
    let comparable = tables.filter { !ofTwoYears || $0.published.table.years.count > 1 }
    guard comparable.count == 1 else {
      throw DataError(.document(.severalTables(tables.count)), file: file.path)
    }
    return comparable[0]
  }

  private func compareLedgers() throws {
    let scheme = try ledger.rowScheme(for: inputs, standard: .table1)
    if localSubtotal, scheme != .table1 {
      throw ValidationError(
        "市内計（--local-subtotal）は表1にだけあります。--table 2 のときは外してください。",
        "The local subtotal belongs to Table 1.")
    }
    var study = try ComparisonStudy(details, scheme: scheme, threads: ledger.source.parallel.count)
    let filter = try ledger.filter(.table1)
    let (summary, texts) = try ledger.readLeavingTexts(
      inputs, population: filter, texts: study.texts, fetched: study.fetchedTexts, output: output
    ) { batch, file in
      try study.add(batch, from: file)
    }
    try study.complete(texts)
    guard !study.tally.years.isEmpty else { throw NothingLeft(summary: summary) }
    var meta = ResultMeta(
      version: ProgramVersion.current, summary: summary, population: filter, unit: 1_000_000, rule: .halfUp)
    meta.seed = study.seed
    let table = study.table(localSubtotal: localSubtotal)
    try requireTwoYears(table.years)
    try requireWholeYears(summary)
    try output.write(
      ComparisonResult(
        table, sections: study.sections(table), meta: meta, usesPrintedDifferences: printedDifferences))
  }

  /// A year that is not over would look like a decline.
  private func requireWholeYears(_ summary: ReadingSummary) throws {
    guard !allowPartial, let (year, date) = summary.partialYears.min(by: { $0.key < $1.key }) else { return }
    throw ValidationError(
      "\(year.japaneseLabel)は年度の途中までです（最後の契約日 \(date)）。それでも比較する場合は --allow-partial を付けてください。",
      "\(year.englishLabel) is partial: its last contract date is \(date). --allow-partial compares it all the same.")
  }

  /// Two whole years, or the same part of two.
  private func requireComparable(_ published: PublishedTable, _ table: ShareTable) throws {
    let times = published.years.flatMap(published.periods)
    if table.years.count > 1 || times.contains(where: { part in part != .year && times.count { $0 == part } > 1 }) {
      return
    }
    try requireTwoYears(published.years)
    throw ValidationError(
      "比較には、同じ期間の数値が2つの年度に必要です。入力の年度と期間は重なりません。",
      "A comparison needs the same part of two years; the years of the input have no part in common.")
  }

  private func requireTwoYears(_ years: [FiscalYear]) throws {
    guard years.count < 2 else { return }
    let found = years.map(\.englishLabel).joined()
    throw ValidationError(
      "比較には2つの年度が必要です。入力にある年度：\(years.isEmpty ? "なし" : years.map(\.japaneseLabel).joined())。ほかの年度の台帳も一緒に指定してください。",
      "A comparison needs two fiscal years; the input has \(found.isEmpty ? "none" : found) only.")
  }
}
