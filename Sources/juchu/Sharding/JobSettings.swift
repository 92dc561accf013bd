import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// What a partial result says of the options it was made with: words for people and for comparison, and the options
/// themselves, so that inputs can be read again.
struct JobSettings {
  private(set) var settings: [String: String] = [:]
  private(set) var arguments: [String] = []

  /// Notes an option with its value; a file is also named by its SHA-256.
  ///
  /// - Parameter option: as on the command line, without the dashes.
  mutating func add(_ option: String, _ values: [String], isFile: Bool = false) throws {
    guard !values.isEmpty else { return }
    for value in values { arguments.append("--\(option)=\(value)") }
    settings[option] = try values.map { value in
      // A mapping or policy may be a name or a file; only a file can change.
      guard isFile, InputFile(value).size > 0 else { return value }
      return "\(value) (\(try FileSurvey.digest(of: InputFile(value)).prefix(16)))"
    }.joined(separator: " ")
  }

  mutating func add(_ option: String, _ value: (some LosslessStringConvertible)?, isFile: Bool = false) throws {
    if let value { try add(option, [String(value)], isFile: isFile) }
  }

  mutating func add(flag option: String, _ isOn: Bool) {
    guard isOn else { return }
    arguments.append("--\(option)")
    settings[option] = "yes"
  }

  /// Notes where columns are and how files are written.
  mutating func add(_ source: SourceOptions) throws {
    try add("mapping", source.mapping, isFile: true)
    try add("set", source.set)
    try add("encoding", source.encoding?.rawValue)
    try add("delimiter", source.delimiter?.rawValue)
    try add("sheet", source.sheet)
    try add("header-rows", source.headerRows)
    try add("currency", source.currency)
  }

  /// Notes how ledgers are read.
  mutating func add(_ ledger: LedgerOptions) throws {
    try add(ledger.source)
    try add("roster", ledger.roster, isFile: true)
    try add("population", ledger.population?.rawValue)
    add(flag: "include-enterprise", ledger.includeEnterprise)
    try add("minimum-amount", ledger.minimumAmount)
    try add("years", ledger.years)
    try add("duplicates", ledger.duplicates.rawValue)
    // Where rejected rows go is each piece's own; that they are set aside is not.
    if ledger.rejects != nil { settings["rejects"] = "yes" }
  }

  /// Notes which tenders count, and how they are told apart and shown.
  mutating func add(_ tenders: TenderOptions) throws {
    try add(tenders.source)
    try add("by", tenders.by)
    try add("minimum-group", tenders.minimumGroup)
    try add("methods", tenders.methods?.argument)
    try add("since", tenders.since)
    try add("tenders", tenders.tenders, isFile: true)
    add(flag: "changes", tenders.changes)
    add(flag: "intervals", tenders.intervals)
    add(flag: "cite", tenders.cite)
    try add("firms", tenders.firms, isFile: true)
    try add("look-back", tenders.lookBack)
    try add("repeated-bids", tenders.repeatedBids.rawValue)
    try add("disagreeing-notices", tenders.disagreeingNotices.rawValue)
    if tenders.rejects != nil { settings["rejects"] = "yes" }
  }

  /// Notes which rules are compared, and by what.
  mutating func add(_ rules: DesignOptions) throws {
    try add("lattice", rules.lattice, isFile: true)
    try add("aims", rules.aims, isFile: true)
    try add("aim", rules.aim)
    try add("require", rules.require)
    try add("recorded-under", rules.recordedUnder, isFile: true)
    try add("seed", rules.seed)
    try add("trials", rules.trials)
    try add("samples", rules.samples)
  }

  /// Notes how bids are read.
  mutating func add(_ bids: BidOptions) throws {
    try add(bids.source)
    try add("firms", bids.firms, isFile: true)
    try add("repeated-bids", bids.repeatedBids.rawValue)
    try add("disagreeing-notices", bids.disagreeingNotices.rawValue)
    try add("group-by", bids.groupBy?.argument)
    if bids.rejects != nil { settings["rejects"] = "yes" }
  }
}
