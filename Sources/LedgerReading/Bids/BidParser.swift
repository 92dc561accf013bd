import Procurement
import TabularReading

/// Turns records of one file into bids.
struct BidParser {
  private(set) var columns: FieldColumns<BidField>
  /// The units of its prices.
  let units: AmountUnits<BidField>
  /// Tells totals, notes and repeated headers.
  let rows: TotalRows
  /// The columns in which a row may say that it is another than it looks like.
  let telling: TellingColumns
  let mapping: LedgerMapping
  /// The winners that rows name, where the column of winners has names; nil where it has yes and no alone.
  private(set) var winners: NamedWinners?
  /// What a dash behind a price is, by the first rows of the file.
  let closing: [BidField: ClosingDash]
  /// Whether an empty cell in the column of winners is a no, as others have a mark.
  private let marksWinners: Bool
  /// Whether a remark that is not understood is a fault.
  private let hasStrictRemarks: Bool
  private let lotteryDigits: Int
  /// Whether a row without a bidder is a tender for which nobody bid.
  private let takesTenders: Bool
  /// The currency of the rows, nil as long as none says it.
  private(set) var currency: String?
  var notes: [ReadingNote] = []

  /// A parser for a file with a header.
  ///
  /// - Throws: `DataError` where a column is missing.
  init(_ mapping: LedgerMapping, header: Header, lotteryDigits: Int, tenders: TendersWithoutBids = .refused)
    throws(DataError)
  {
    self.lotteryDigits = lotteryDigits
    takesTenders = tenders != .refused
    columns = try FieldColumns(mapping.bids, in: header, zone: mapping.layout.zone)
    try columns.settle(mapping, header)
    if mapping.bidRows == .tenders, tenders == .refused { _ = try header.require(BidField.bid.knownHeaders) }
    hasStrictRemarks = columns.isStrict(.remark, in: header)
    marksWinners = takesTenders && columns.marksWinners(in: header)
    units = try AmountUnits(Self.prices, in: columns, header: header, mapping: mapping)
    winners = NamedWinners(columns, in: header)
    let found = columns
    closing = Dictionary(
      uniqueKeysWithValues: Self.prices.map { ($0, ClosingDash(of: found.positions(of: [$0]), in: header)) })
    rows = TotalRows(
      nameColumns: columns.positions(of: [.tender, .firm]), amountColumns: columns.positions(of: Self.prices),
      header: header)
    telling = TellingColumns(
      ofBids: header, without: found.used, marksBids: mapping.bidRows == .bids, statesUnit: mapping.statesUnit)
    self.mapping = mapping
    currency = mapping.layout.currency
    let needed: [BidField] =
      tenders == .listed ? [.tender] : mapping.bidRows == .tenders ? [.tender, .bid] : [.tender, .firm, .bid]
    for field in needed where columns.sources[field] == nil {
      _ = try header.require(field.knownHeaders)
    }
  }

  /// The fields that are amounts, the bid first.
  static let prices: [BidField] = [.bid, .ceiling, .floor, .surveyThreshold]

  /// What becomes of a record.
  enum Parsed {
    case bid(Bid)
    /// It is left out.
    case left(FilterReason)
  }

  /// Reads a record, of which totals and notes are no bids.
  ///
  /// - Throws: `FieldFault` for the first value that cannot be used, and for a header that stands again.
  mutating func take(_ record: borrowing Record) throws(FieldFault) -> Parsed {
    if rows.isTotal(record, named: [name(.tender, in: record), name(.firm, in: record)]) { return .left(.total) }
    do throws(FieldFault) {
      return try parse(record).map(Parsed.bid) ?? .left(.condition)
    } catch {
      if let reason = try rows.reason(record) { return .left(reason) }
      throw error
    }
  }

  /// A name in the one writing of names: ｱｵﾊﾞ建設㈱ is アオバ建設(株).
  func name(_ field: BidField, in record: borrowing Record) -> String? {
    columns.value(field, in: record).map(WordFolding.name)
  }

  /// Reads a record.
  ///
  /// - Returns: nil where the record is left out by a filter.
  /// - Throws: `FieldFault` for the first value that cannot be used.
  mutating func parse(_ record: borrowing Record) throws(FieldFault) -> Bid? {
    guard columns.keeps(record) else { return nil }
    try telling.check(record)
    notes.removeAll(keepingCapacity: true)
    guard try takesCurrency(of: record) else { return nil }
    guard let tender = name(.tender, in: record) else { throw missing(.tender) }
    var notice = try notice(of: tender, in: record)
    if mapping.bidRows == .tenders { return try result(&notice, in: record) }
    let remark = try remark(in: record)
    if remark?.outcome == .cancelled { notice.outcome = notice.outcome ?? .cancelled }
    guard let firm = bidder(in: record) else {
      guard takesTenders else { throw missing(.firm) }
      notice.outcome = notice.outcome ?? remark?.outcome ?? columns.value(.firm, in: record).flatMap(BidRemark.failure)
      return Bid(notice: notice, firm: "", amount: nil, status: .absent, sourceLine: record.line)
    }
    if let text = columns.value(.winner, in: record), let failure = BidRemark.failure(text) {
      notice.outcome = notice.outcome ?? failure
    }
    var offer = try offer(in: record)
    if let found = remark?.status, offer.status == .valid || offer.status == .absent { offer.status = found }
    return Bid(
      notice: notice, firm: firm, firmReading: name(.firmReading, in: record),
      firmCode: name(.firmCode, in: record), amount: offer.amount, status: offer.status,
      technicalPoints: try decimal(.technicalPoints, in: record), firmWard: name(.firmWard, in: record),
      points: try columns.count(.points, in: record),
      members: name(.members, in: record)?.split(separator: "|").map(String.init) ?? [],
      isWinner: try isWinner(firm, of: tender, in: record) ?? remark?.isWinner ?? (marksWinners ? false : nil),
      enteredNumber: try lotteryNumber(.enteredNumber, in: record),
      systemNumber: try lotteryNumber(.systemNumber, in: record), arrival: try instant(.arrival, in: record),
      sourceLine: record.line, round: offer.round, firstPrice: offer.firstPrice)
  }

  /// The bidder of a row; nil where it names none, or says in its place that there is none.
  private func bidder(in record: borrowing Record) -> String? {
    guard let firm = name(.firm, in: record), !Self.isPlaceholder(firm) else { return nil }
    return takesTenders && columns.value(.bid, in: record) == nil && BidRemark.failure(firm) != nil ? nil : firm
  }

  /// What the remark beside a bid says.
  func remark(in record: borrowing Record) throws(FieldFault) -> BidRemark? {
    guard let text = columns.value(.remark, in: record) else { return nil }
    let remark = BidRemark(text)
    guard remark.isUnderstood || !hasStrictRemarks else {
      throw columns.fault(WordProblem(word: text, known: BidRemark.words, nearest: nil).problem, .remark, text)
    }
    return remark.isUnderstood ? remark : nil
  }

  /// Whether a bid won: as a word of the column says, or as the winner's name in it does.
  private mutating func isWinner(
    _ firm: String, of tender: String, in record: borrowing Record
  ) throws(FieldFault) -> Bool? {
    guard let text = columns.value(.winner, in: record) else { return nil }
    if BidRemark.failure(text) != nil { return false }
    guard winners != nil, NamedWinners.isName(text) else {
      return try columns.word(.winner, KnownWords.answers, in: record)
    }
    let name = WordFolding.name(text)
    let fault = columns.fault(.winnerWithoutBid(text, tender: tender), .winner, text)
    winners?.note(name, bid: firm, tender: tender, fault: fault, line: record.line)
    return name == firm
  }

  /// What every notice and bid has: the mapping's constants, nil where one of them cannot be used as it is.
  func constants(_ currency: String) -> (notice: TenderNotice, status: BidStatus?)? {
    var parser = self
    (parser.columns, parser.notes) = (columns.constants, [])
    let empty = Record()
    do throws(FieldFault) {
      if parser.currency == nil { parser.currency = currency }
      let notice = try parser.notice(of: "", in: empty)
      let status = try parser.status(in: empty)
      return parser.notes.isEmpty ? (notice, status) : nil
    } catch {
      return nil
    }
  }

  private mutating func notice(of tender: String, in record: borrowing Record) throws(FieldFault) -> TenderNotice {
    var notice = TenderNotice(
      identifier: tender, noticeDate: try columns.date(.noticeDate, in: record),
      openingDate: try columns.date(.openingDate, in: record),
      openingTime: try instant(.openingTime, in: record), requirement: name(.requirement, in: record),
      order: try columns.count(.order, in: record), group: name(.group, in: record),
      trade: name(.trade, in: record), grade: name(.grade, in: record),
      office: name(.office, in: record), officer: name(.officer, in: record),
      method: name(.method, in: record),
      outcome: try outcome(in: record),
      category: try columns.word(.category, KnownWords.categories, in: record),
      siteWard: name(.siteWard, in: record),
      areaCondition: try columns.word(.areaCondition, KnownWords.areaConditions, in: record) ?? .none,
      minimumPoints: try columns.count(.minimumPoints, in: record),
      ceiling: try price(.ceiling, in: record), floor: try price(.floor, in: record),
      surveyThreshold: try price(.surveyThreshold, in: record),
      isScored: try columns.word(.scored, KnownWords.answers, in: record) ?? false,
      pricePoints: try decimal(.pricePoints, in: record))
    if let label = columns.value(.fiscalYear, in: record) {
      guard let year = DateText.fiscalYear(label) else {
        throw columns.fault(.notAFiscalYear(label), .fiscalYear, label)
      }
      notice.fiscalYear = year
    }
    if notice.openingDate == nil { notice.openingDate = notice.openingTime.flatMap { JapanTime($0)?.date } }
    if let text = columns.value(.readvertised, in: record) {
      notice.isReadvertised = KnownWords.answer(text) ?? !Self.isPlaceholder(text)
    } else if columns.sources[.readvertised] != nil {
      notice.isReadvertised = false
    }
    return notice
  }

  /// What became of the tender, by the word of its column or by what that contains.
  func outcome(in record: borrowing Record) throws(FieldFault) -> RecordedOutcome? {
    guard let text = columns.value(.outcome, in: record), !Self.isPlaceholder(text) else { return nil }
    if let found = BidRemark.outcome(of: text) { return found }
    return try columns.word(.outcome, KnownWords.outcomes, in: record)
  }

  /// The status in words; a number in its place says nothing.
  func status(in record: borrowing Record) throws(FieldFault) -> BidStatus? {
    guard let text = columns.value(.status, in: record), (try? AmountText(text, rounds: true)) == nil else {
      return nil
    }
    return try columns.word(.status, KnownWords.bidStatuses, in: record)
  }

  mutating func price(_ field: BidField, in record: borrowing Record) throws(FieldFault) -> Yen? {
    guard let text = columns.value(field, in: record) else { return nil }
    return try price(text, field)
  }

  mutating func price(_ text: String, _ field: BidField) throws(FieldFault) -> Yen? {
    guard !Self.isPlaceholder(text), field == .bid || !BidRemark.isUnpublished(text) else { return nil }
    do throws(AmountProblem) {
      let amount = try AmountText(
        text, of: currency ?? mapping.layout.currency ?? CurrencyCode.yen, unit: units[field],
        rounds: mapping.roundsFractions, closing: closing[field] ?? .unknown)
      if closing[field] == .required { notes.append(.closingDash) }
      if amount.wasRounded { notes.append(amount.hadNoise ? .floatNoise : .roundedAmount) }
      return Yen(amount.value)
    } catch {
      throw columns.fault(error.problem(text), field, text)
    }
  }

  private func decimal(_ field: BidField, in record: borrowing Record) throws(FieldFault) -> FixedPoint? {
    guard let text = columns.value(field, in: record), !Self.isPlaceholder(text) else { return nil }
    guard let number = FixedPoint(TextFolding.halfWidth(text).filter { $0 != "," }) else {
      throw columns.fault(.notAnAmount(text), field, text)
    }
    return number
  }

  private mutating func instant(_ field: BidField, in record: borrowing Record) throws(FieldFault) -> Int64? {
    guard let text = columns.value(field, in: record) else { return nil }
    guard let instant = InstantText.milliseconds(text, in: columns.zone) else {
      throw columns.fault(.notADate(text), field, text)
    }
    if field == .arrival, !InstantText.hasSeconds(text) { notes.append(.timeWithoutSeconds) }
    return instant
  }

  /// A number of an electronic lottery, nil where there is none.
  private func lotteryNumber(_ field: BidField, in record: borrowing Record) throws(FieldFault) -> Int? {
    guard let text = columns.value(field, in: record), !Self.isPlaceholder(text) else { return nil }
    let digits = TextFolding.halfWidth(text)
    // The numbers of a system are kept in 32 bits.
    let most = field == .systemNumber ? min(lotteryDigits, 9) : lotteryDigits
    guard (1...most).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
      throw columns.fault(.notALotteryNumber(text, digits: most), field, text)
    }
    return Int(digits)
  }

  /// Whether the row's currency is one; nil where another one is a fault.
  func isOfCurrency(_ record: borrowing Record, _ wanted: String) -> Bool? {
    // A row that names none has that of the rows before.
    let code = columns.value(.currency, in: record).map(CurrencyCode.code) ?? wanted
    if code == wanted { return true }
    return mapping.layout.currency == nil ? nil : false
  }

  /// Whether a row is in the currency that is read; what it says of it is remembered.
  private mutating func takesCurrency(of record: borrowing Record) throws(FieldFault) -> Bool {
    let named = columns.value(.currency, in: record).map(CurrencyCode.code)
    let code = named ?? currency ?? CurrencyCode.yen
    if let chosen = mapping.layout.currency, chosen != code { return false }
    if let currency, currency != code { throw columns.fault(.otherCurrency(code, expected: currency), .currency, code) }
    // Where a file names currencies, a row without an amount need not.
    if named != nil || columns.sources[.currency] == nil { currency = code }
    return true
  }

  /// Whether a cell is filled with a dash to say that it is empty.
  static func isPlaceholder(_ text: String) -> Bool { ["-", "－", "―", "ー", "−", "*"].contains(text) }

  private func missing(_ field: BidField) -> FieldFault {
    columns.fault(.missingValue(field: field.rawValue), field, "")
  }
}
