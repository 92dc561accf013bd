import Procurement
import TabularReading

/// What a file is, seen from the names of its columns.
public enum FileContent: String, Sendable, CaseIterable {
  /// Contracts, one a row.
  case ledger
  /// Bids, one a row.
  case bids
  /// Results of tenders (入札結果一覧), one winner a row.
  case bidResults = "bid-results"
  /// Draws (くじ), one tied firm a row.
  case draws
  /// Firms that may bid (有資格者名簿).
  case roster
  /// A table of shares as it was published.
  case publishedTable = "published-table"

  /// The names of columns by which a list is known.
  static let wanted =
    LedgerField.allCases.map(\.knownHeaders) + BidField.allCases.map { $0.knownHeaders + $0.otherHeaders }

  /// What a file with a row of names is, nil where they tell nothing.
  ///
  /// - Throws: `DataError` where the file cannot be opened or has no usable header.
  public static func of(_ file: InputFile) throws(DataError) -> FileContent? {
    FileContent(names: try RecordTable(file, wanted: wanted, layout: FileLayout()).header.names)
  }

  /// What names of columns tell, nil where they tell nothing.
  public init?(names: [String]) {
    let header = Header(names, file: InputFile("-"))
    var base: Measure?
    if names.contains(where: { PublishedTableColumns.measure($0, after: &base)?.measure.isShare == true }) {
      self = .publishedTable
      return
    }
    func has<Field: MappedField>(_ field: Field) -> Bool { header.matches([field.knownHeaders]) > 0 }
    let hasWinner = has(DrawField.winner) || has(DrawField.firms)
    if has(LedgerField.amount), has(LedgerField.category), has(LedgerField.date) || has(LedgerField.fiscalYear) {
      self = .ledger
    } else if has(BidField.bid) || !RoundColumns.positions(in: header).isEmpty,
      has(BidField.firm) || header.matches([BidField.firm.otherHeaders]) > 0
    {
      self = .bids
    } else if header.matches([["draw", "抽選番号", "くじ番号"]]) > 0 && hasWinner || has(DrawField.firms) {
      self = .draws
    } else if !has(LedgerField.size), !has(LedgerField.category), header.matches(Self.tenderWords) > 1,
      header.matches([["落札者", "落札者名", "落札業者", "落札業者名", "契約の相手方", "契約相手方", "商号又は名称"]]) > 0
    {
      self = .bidResults
    } else if has(LedgerField.amount), has(LedgerField.date) || has(LedgerField.fiscalYear) || has(LedgerField.category)
    {
      self = .ledger
    } else if has(RosterField.firm), !has(LedgerField.amount), !has(LedgerField.date),
      has(RosterField.size) || has(RosterField.number) || has(RosterField.ward) || has(RosterField.grade)
        || has(RosterField.capital)
    {
      self = .roster
    } else {
      return nil
    }
  }

  /// Whether a file that names no bidders lists tenders with their results, so that its rows are tenders and not contracts: of a contract
  /// nobody says when it was opened, or that it failed.
  ///
  /// - Throws: `DataError` where the file cannot be opened or has no usable header.
  public static func listsResults(_ file: InputFile) throws(DataError) -> Bool {
    let header = try RecordTable(file, wanted: wanted, layout: FileLayout()).header
    func has(_ names: [String]) -> Bool { header.matches([names]) > 0 }
    guard FileContent(names: header.names) != .bids, !has(LedgerField.size.knownHeaders),
      let prices = try? LedgerMapping.named("bid-results").bids.columns?[.bid], has(prices.wanted.first ?? [])
    else { return false }
    let opened =
      BidField.openingDate.knownHeaders + BidField.openingTime.knownHeaders + BidField.openingDate.otherHeaders
    let outcomes = BidField.outcome.knownHeaders + BidField.outcome.otherHeaders + ["結果", "落札率"]
    let signs = [opened, outcomes, ["落札者", "落札者名", "落札業者", "落札業者名"], ["落札金額", "落札価格", "落札額", "落札決定金額"]]
    return (has(opened) || has(outcomes)) && header.matches(signs) > 1
  }

  /// What lists of results say of a tender.
  private static let tenderWords = [
    ["予定価格"], ["最低制限価格", "調査基準価格"], ["落札率"], ["落札金額", "落札価格", "落札額", "落札決定金額"], ["開札日", "入札日", "開札年月日"],
  ]

  /// The columns of addresses that the mapping of such lists knows.
  static let addresses = ["所在区分", "落札者所在地", "所在地", "落札業者所在地", "落札者住所", "住所", "本店所在地", "契約の相手方の住所"]

  /// The command for such a file.
  public var command: String {
    switch self {
    case .ledger: "juchu tables"
    case .bids: "juchu lottery incidence, juchu indicators"
    case .bidResults: "juchu indicators, juchu tables --mapping bid-results"
    case .draws: "juchu lottery test"
    case .roster: "juchu tables LEDGER --roster"
    case .publishedTable: "juchu audit"
    }
  }

  /// What a file with some missing columns was read as: the names that would have done tell it.
  public init?(missing names: [String]) {
    guard let name = names.first else { return nil }
    if LedgerField(rawValue: name) != nil,
      BidField(rawValue: name) == nil || ["category", "fiscal_year"].contains(name)
    {
      self = .ledger
    } else if name == "draw" || DrawField(rawValue: name) != nil && BidField(rawValue: name) == nil {
      self = .draws
    } else if BidField(rawValue: name) != nil {
      self = .bids
    } else {
      return nil
    }
  }
}
