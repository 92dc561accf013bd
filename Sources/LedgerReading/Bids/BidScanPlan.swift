import Procurement
import TabularReading

/// Where the scanner finds what it needs of a bid, for files whose rows it can understand.
struct BidScanPlan: Sendable {
  let layout: ScanLayout
  /// The zone of times and days.
  let zone: DayZone
  /// Whether more is wanted of a bid than who offered what for which tender.
  let wantsDetails: Bool
  /// Whether it is wanted who won, even where no more is.
  let wantsWinners: Bool
  /// Whether it is wanted from which round a price is.
  let wantsRounds: Bool
  /// The columns of what is announced of a tender, as runs of neighbours; rows alike in them are of one notice.
  let noticeSpans: [(first: Int, last: Int)]
  /// Where each field of a notice stands.
  let notice: Notice
  /// What all notices have: the mapping's constants.
  let constants: TenderNotice
  let firm: TextSource
  /// The columns in which a bid stands: the last one with a number counts, else the other one, if there is one.
  let bids: [Int]
  let otherBid: Int?
  /// Whether an empty bid and one in digits mean what they say.
  let takesEmptyBids: Bool
  let takesNumbers: Bool
  let status: Int?
  /// Whether a number in the place of a status says nothing.
  let takesNumbersAsStatus: Bool
  /// The status of all bids, where it is a constant.
  let constantStatus: BidStatus?
  let technicalPoints: Int?
  let points: Int?
  let enteredNumber: Int?
  let systemNumber: Int?
  let winner: Int?
  let arrival: Int?
  /// What is written of the bidder, by `BidderText`; nil where the file does not say it or nobody wants it.
  let texts: [TextSource?]
  /// The conditions of the mapping.
  let filters: [(column: Int, filter: RowFilter)]
  /// The columns in which a row may say that it is another than it looks like.
  let telling: [TellingColumns.Column]
  let currencyColumn: Int?
  /// The currency of all rows.
  let currency: String
  /// How amounts are written, and what is a number at all.
  let amounts: AmountBytes
  let numbers: AmountBytes

  /// What is written of a bidder.
  enum BidderText: Int, CaseIterable {
    case reading, code, ward, members

    var field: BidField {
      switch self {
      case .reading: .firmReading
      case .code: .firmCode
      case .ward: .firmWard
      case .members: .members
      }
    }
  }

  /// The columns of each field of a notice, nil where the file has none.
  struct Notice: Sendable {
    let tender: TextSource
    let requirement, group, trade, grade, office, officer, method, siteWard: TextSource?
    let fiscalYear, noticeDate, openingDate, openingTime, order, category, outcome, areaCondition, scored: Int?
    let minimumPoints, ceiling, floor, surveyThreshold, pricePoints: Int?
  }

  /// The fields that are announced of a tender.
  private static let noticeFields: [BidField] = [
    .tender, .fiscalYear, .noticeDate, .openingDate, .openingTime, .requirement, .order, .group, .trade, .grade,
    .office, .officer,
    .method, .outcome, .category, .siteWard, .areaCondition, .minimumPoints, .ceiling, .floor, .surveyThreshold,
    .scored,
    .pricePoints,
  ]

  /// The fields of a bid that are no constants where bids are streamed.
  private static let bidFields: [BidField] = [
    .firmReading, .firmCode, .firmWard, .members, .technicalPoints, .points, .winner, .enteredNumber, .systemNumber,
    .arrival,
  ]

  /// The plan for a table, or nil where rows need the readable parser.
  init?(_ parser: BidParser, header: Header, source: CSVSource, _ options: BidReader.Options) {
    let (mapping, columns) = (parser.mapping, parser.columns)
    // Remarks, results and rounds in rows of their own are for the readable parser.
    let readable: [BidField] = [.remark, .readvertised, .round]
    guard let layout = ScanLayout(header, source), parser.winners == nil, mapping.bidRows == .bids,
      readable.allSatisfy({ columns.sources[$0] == nil }),
      parser.closing.values.allSatisfy({ $0 == .unknown })
    else { return nil }
    let wantsDetails = options.wantsDetails
    wantsWinners = options.wantsWinners
    var isStreamed = true
    func text(_ field: BidField) -> TextSource? { TextSource(field, columns, isStreamed: &isStreamed) }
    /// The column of a field that the scanner reads by itself, so that its text must stand there as it is.
    func plain(_ field: BidField) -> Int? {
      if columns.words(of: field) != nil, columns.sources[field] != nil { isStreamed = false }
      return learned(field)
    }
    /// The column of a field that is learned word by word; a constant is known already.
    func learned(_ field: BidField) -> Int? {
      switch columns.sources[field] {
      case nil, .constant: return nil
      case .column(let column): return column
      case .joined, .lastNumber:
        isStreamed = false
        return nil
      }
    }
    let texts = BidderText.allCases.map { wantsDetails ? text($0.field) : nil }
    guard let tender = text(.tender), let firm = text(.firm) else { return nil }
    notice = Notice(
      tender: tender, requirement: text(.requirement), group: text(.group), trade: text(.trade), grade: text(.grade),
      office: text(.office), officer: text(.officer), method: text(.method), siteWard: text(.siteWard),
      fiscalYear: learned(.fiscalYear), noticeDate: plain(.noticeDate),
      openingDate: plain(.openingDate), openingTime: plain(.openingTime), order: plain(.order),
      category: learned(.category), outcome: learned(.outcome), areaCondition: learned(.areaCondition),
      scored: learned(.scored),
      minimumPoints: plain(.minimumPoints), ceiling: plain(.ceiling), floor: plain(.floor),
      surveyThreshold: plain(.surveyThreshold), pricePoints: plain(.pricePoints))
    switch columns.sources[.bid] {
    case .column(let column): (bids, otherBid) = ([], column)
    case .lastNumber(let list, let otherwise): (bids, otherBid) = (list, otherwise)
    default: return nil
    }
    wantsRounds = !bids.isEmpty && (wantsDetails || options.wantsWinners)
    let bidWords = columns.words(of: .bid)?.written ?? [:]
    takesEmptyBids = bidWords[""] == nil
    takesNumbers = bidWords["*"] == nil && !bidWords.keys.contains { Self.isNumber($0) }
    status = learned(.status)
    let statusWords = columns.words(of: .status)?.written ?? [:]
    takesNumbersAsStatus = statusWords["*"] == nil && !statusWords.keys.contains { Self.isNumber($0) }
    (technicalPoints, points, winner) = (plain(.technicalPoints), plain(.points), learned(.winner))
    (enteredNumber, systemNumber, arrival) = (plain(.enteredNumber), plain(.systemNumber), plain(.arrival))
    currencyColumn = learned(.currency)
    (self.firm, self.texts, self.layout, self.wantsDetails) = (firm, texts, layout, wantsDetails)
    filters = columns.filters
    telling = parser.telling.all
    zone = columns.zone
    noticeSpans = Self.spans(of: Self.noticeFields, columns)
    currency = parser.currency ?? CurrencyCode.yen
    guard let unit = parser.units.common(BidParser.prices.filter { columns.sources[$0] != nil }) else { return nil }
    amounts = AmountBytes(
      unit: unit, minorUnits: CurrencyCode.minorUnits(currency), rounds: mapping.roundsFractions,
      isCP932: layout.isCP932, takesYen: CurrencyMark.takesYen(currency))
    numbers = AmountBytes(rounds: true, isCP932: layout.isCP932)
    guard let constants = parser.constants(currency) else { return nil }
    (self.constants, constantStatus) = constants
    guard isStreamed, Self.areColumns(Self.bidFields, columns), parser.currency != nil || currencyColumn == nil else {
      return nil
    }
    // A constant currency may be another one than was chosen.
    if case .constant = columns.sources[.currency] {
      guard parser.isOfCurrency(Record(), currency) == true else { return nil }
    }
  }

  private static func areColumns(_ fields: [BidField], _ columns: FieldColumns<BidField>) -> Bool {
    fields.allSatisfy { if case .constant = columns.sources[$0] { false } else { true } }
  }

  private static func isNumber(_ text: String) -> Bool { (try? AmountText(text, rounds: true)) != nil }

  /// The columns of some fields as runs of neighbours.
  private static func spans(of fields: [BidField], _ columns: FieldColumns<BidField>) -> [(first: Int, last: Int)] {
    var all: Set<Int> = []
    for field in fields {
      switch columns.sources[field] {
      case .column(let column): all.insert(column)
      case .joined(let list): all.formUnion(list)
      case .lastNumber, .constant, nil: break
      }
    }
    var spans: [(first: Int, last: Int)] = []
    for column in all.sorted() {
      if let span = spans.last, span.last + 1 == column {
        spans[spans.count - 1].last = column
      } else {
        spans.append((column, column))
      }
    }
    return spans
  }
}
