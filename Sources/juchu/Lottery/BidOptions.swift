import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// How bids are read; every subcommand that takes bids has these options.
struct BidOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions

  @Option(
    help: words(
      "入札できる業者の名簿（CSV）：firm,ward,points,grade,size,locality,members,engineers。",
      "The firms that may bid, in CSV: firm,ward,points,grade,size,locality,members,engineers."))
  var firms: String?

  @Option(
    help: words(
      "同じ案件に同じ業者の札が2枚あるときの扱い。",
      "A firm that bids twice in a tender: reject (an error) or keep-first."))
  var repeatedBids = TenderAssembly.RepeatedBid.reject

  @Option(
    help: words(
      "同じ案件の行の内容が異なるときの扱い。",
      "Where rows of a tender disagree about it: reject (an error) or keep-first (its first row stands)."))
  var disagreeingNotices = DisagreeingNotices.reject

  @Option(
    help: words(
      "対象グループの列がないとき、何が同じなら1つの対象グループとするか（コンマ区切り）：office、opening_date、notice_date、requirement、category、trade、grade。既定は notice_date,opening_date,requirement。",
      "What makes a group where the bids name none: fields joined by commas, of office, opening_date, notice_date, requirement, category, trade, grade. By default notice_date,opening_date,requirement."
    ))
  var groupBy: GroupFields?

  @Option(
    help: words(
      "使えない行をこの CSV ファイルに書き出し、残りで続けます。",
      "Write rows that cannot be used to this CSV file and go on without them."))
  var rejects: String?

  /// Reads bids and puts them together into tenders and groups.
  ///
  /// - Parameter lotteryDigits: how many digits a number of an electronic lottery may have.
  func register(
    _ files: [String], output: some ReadingManner, lotteryDigits: Int? = nil
  ) throws -> (TenderRegister, ReadingSummary) {
    try register(files: files.map(InputFile.init), output: output, lotteryDigits: lotteryDigits)
  }

  /// Reads bids of files, or of pieces of them, and puts them together into tenders and groups.
  func register(
    files: [InputFile], output: some ReadingManner, lotteryDigits: Int? = nil
  ) throws -> (TenderRegister, ReadingSummary) {
    var options = try source.bidReaderOptions(files.map(\.path), output)
    if let lotteryDigits { options.lotteryDigits = lotteryDigits }
    var tenders = try noTenders()
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    let summary = try BidReader.read(files, options, rejects: rejects, output) { batch, file in
      do throws(RegisterError) { try tenders.add(groupBy?.applied(to: batch) ?? batch) } catch {
        throw BidsError(file: file.path, error: error)
      }
    }
    say(replaced: tenders.replaced, dropped: tenders.dropped, output)
    do throws(RegisterError) {
      return (try tenders.register(), summary)
    } catch {
      throw BidsError(file: files.map(\.path).joined(separator: ", "), error: error)
    }
  }

  /// Whether a piece of a bid set is counted in one pass: nothing needs more of a tender than its bids.
  var isPlain: Bool {
    firms == nil && rejects == nil && groupBy == nil && repeatedBids == .reject && disagreeingNotices == .reject
  }

  /// Counts lotteries: in one pass where the bids permit it, else in parts that hold all bids for their tenders.
  ///
  /// - Parameter limit: how many bids may be in one part in memory; more of them go to files.
  func incidence(
    _ files: [String], output: some ReadingManner, limit: Int = 1 << 19
  ) throws -> (LotteryIncidence, ReadingSummary) {
    // A second reading must be possible.
    if !files.contains("-"), let result = try countedInOnePass(files, output) { return result }
    let parts = BidSpill(limit: limit, folder: StandardStreams.temporaryFolder)
    let summary = try spill(files.map(InputFile.init), into: parts, output)
    return (try incidence(of: parts, files, output), summary)
  }

  private func spill(
    _ files: [InputFile], into parts: BidSpill, _ output: some ReadingManner
  ) throws -> ReadingSummary {
    var options = try source.bidReaderOptions(files.map(\.path), output)
    options.wantsDetails = false
    let progress = ProgressLine(reading: files, quiet: output.quiet)
    defer { progress.finish() }
    return try BidReader.read(files, options, rejects: rejects, output) { batch, file in
      let input = files.firstIndex { $0.path == file.path } ?? 0
      try parts.add(groupBy?.applied(to: batch) ?? batch, input: input)
    }
  }

  /// The incidence of all parts.
  ///
  /// - Throws: `BidsError` of the row that comes first in the files.
  private func incidence(
    of parts: BidSpill, _ files: [String], _ output: some ReadingManner
  ) throws -> LotteryIncidence {
    let empty = try noTenders()
    var incidence = LotteryIncidence()
    var (replaced, dropped) = (0, 0)
    var first: (place: (input: Int, line: Int), error: BidsError)?
    func note(_ error: RegisterError, input: Int?) {
      let place = (input: input ?? .max, line: error.line)
      if let first, first.place <= place { return }
      first = (place, BidsError(file: input.map { files[$0] } ?? files.joined(separator: ", "), error: error))
    }
    for part in 0..<parts.partCount {
      var tenders = empty
      var isSound = true
      try parts.read(part: part) { batch, input in
        guard isSound else { return }
        do throws(RegisterError) { try tenders.add(batch) } catch {
          note(error, input: input)
          isSound = false
        }
      }
      guard isSound else { continue }
      (replaced, dropped) = (replaced + tenders.replaced, dropped + tenders.dropped)
      do throws(RegisterError) { incidence.merge(LotteryIncidence(try tenders.register())) } catch {
        note(error, input: nil)
      }
    }
    if let first { throw first.error }
    say(replaced: replaced, dropped: dropped, output)
    return incidence
  }

  /// Says which rows did not count as they stand.
  private func say(replaced: Int, dropped: Int, _ output: some ReadingManner) {
    if replaced > 0 {
      output.say(
        words("案件の最初の行と内容の異なる行：\(replaced)（最初の行の内容を使用）", "\(replaced) rows disagree with the first row of their tender")
      )
    }
    if dropped > 0 {
      output.say(
        words("同じ案件に同じ業者の2枚目以降の札：\(dropped)（数えていません）", "\(dropped) further bids of a firm in one tender were left out"))
    }
  }

  /// The incidence of bids of which those for a tender stand together; nil where they need a register.
  private func countedInOnePass(
    _ files: [String], _ output: some ReadingManner
  ) throws -> (LotteryIncidence, ReadingSummary)? {
    var options = try source.bidReaderOptions(files, output)
    options.wantsDetails = false
    // What to do with a second bid of a firm or another notice does not matter as long as there is none.
    var tally = IncidenceTally()
    if firms != nil {
      // What is wrong with the list is said where it has been said always: behind what is wrong with the bids.
      guard let listed = try? listedFirms(), listed.allSatisfy({ $0.points ?? 0 >= 0 }) else { return nil }
      let names = Set(listed.map(\.name))
      guard names.count == listed.count else { return nil }
      tally = IncidenceTally(listed: names)
    }
    do {
      let summary = try BidReader.read(files.map(InputFile.init), options, rejects: rejects, output) { batch, _ in
        try tally.add(groupBy?.applied(to: batch) ?? batch)
      }
      return (try tally.incidence(), summary)
    } catch is IncidenceTally.NeedsRegister {
      return nil
    }
  }

  /// No bid yet.
  func noTenders() throws -> CollectedTenders { CollectedTenders(try makeAssembly(), disagreeingNotices) }

  private func makeAssembly() throws -> TenderAssembly {
    guard let firms else { return TenderAssembly(repeated: repeatedBids) }
    let listed = try listedFirms()
    do throws(RegisterError) {
      return try TenderAssembly(firms: listed, repeated: repeatedBids)
    } catch {
      throw BidsError(file: firms, error: error)
    }
  }

  /// The firms that may bid, where a list names them.
  private func listedFirms() throws -> [Firm] {
    try firms.map { try FirmRosterReader.entries(InputFile($0)).map(\.firm) } ?? []
  }
}

/// What to do with rows of a tender that say different things about it.
enum DisagreeingNotices: String, CaseIterable {
  case reject
  case keepFirst = "keep-first"
}

/// Bids on their way to a register, as the options want them.
struct CollectedTenders {
  private var assembly: TenderAssembly
  /// What the first rows say, where they stand.
  private var notices: FirstNotices?

  fileprivate init(_ assembly: TenderAssembly, _ disagreeing: DisagreeingNotices) {
    self.assembly = assembly
    notices = disagreeing == .keepFirst ? FirstNotices() : nil
  }

  /// How many rows had another notice than the first one of their tender.
  var replaced: Int { notices?.replaced ?? 0 }
  /// How many further bids of a firm in one tender were left out.
  var dropped: Int { assembly.dropped }

  mutating func add(_ batch: BidBatch) throws(RegisterError) {
    try assembly.add(notices?.applied(to: batch) ?? batch)
  }

  func register() throws(RegisterError) -> TenderRegister { try assembly.register() }
}

/// Gives every bid the notice of its tender's first row.
struct FirstNotices {
  private(set) var replaced = 0
  private var notices: [String: TenderNotice] = [:]

  mutating func applied(to batch: BidBatch) -> BidBatch {
    // Of a batch only the notices are looked at, in the order in which rows name them.
    var others: [Int: TenderNotice] = [:]
    var (last, isReplaced) = (UInt32.max, false)
    for code in batch.noticeCodes {
      if code != last {
        last = code
        let notice = batch.notice(coded: code)
        let first = notices[notice.identifier] ?? notice
        notices[notice.identifier] = first
        isReplaced = first != notice
        if isReplaced { others[Int(code)] = first }
      }
      if isReplaced { replaced += 1 }
    }
    return others.isEmpty ? batch : batch.replacing(notices: others)
  }
}

/// Bids that do not make a register, with the file from which they come.
struct BidsError: WordedError {
  var file: String
  var error: RegisterError

  func text(_ language: Language) -> String { LotteryErrorText.text(of: error, file: file, language: language) }
}

/// The fields of a notice whose equality makes a group.
struct GroupFields: ExpressibleByArgument {
  private enum Field: String, CaseIterable {
    case office, requirement, category, trade, grade
    case openingDate = "opening_date"
    case noticeDate = "notice_date"
  }

  private let fields: [Field]
  /// As it was written.
  let argument: String

  init?(argument: String) {
    self.argument = argument
    let names = argument.split(separator: ",").map(String.init)
    let fields = names.compactMap(Field.init(rawValue:))
    guard !fields.isEmpty, fields.count == names.count else { return nil }
    self.fields = fields
  }

  /// The batch with each notice's group set from its fields, where it names none and has them all.
  func applied(to batch: BidBatch) -> BidBatch {
    batch.grouped(by: group)
  }

  private func group(of notice: TenderNotice) -> String? {
    let values = fields.map { field in
      switch field {
      case .office: notice.office
      case .requirement: notice.requirement
      case .category: notice.category?.identifier
      case .trade: notice.trade
      case .grade: notice.grade
      case .openingDate: notice.openingDate?.description
      case .noticeDate: notice.noticeDate?.description
      }
    }
    guard values.allSatisfy({ $0 != nil }) else { return nil }
    return values.compactMap(\.self).joined(separator: " / ")
  }
}
