import Procurement

/// Where the scanner finds what it needs of a bid, for files whose rows it can understand.
struct BidScanPlan: Sendable {
  let layout: ScanLayout
  /// The columns of what is announced of a tender, as runs of neighbours; rows alike in them are of one notice.
  let noticeSpans: [(first: Int, last: Int)]
  /// The columns of what is announced of a tender, nil where the file has none.
  let notice: Notice
  let firm: Int
  let bid: Int
  let status: Int?
  /// Columns of which the scanner only checks that the readable parser would take them: numbers and words that were
  /// met before, and times.
  let points: Int?
  let lotteryNumbers: [Int]
  let winner: Int?
  let arrival: Int?
  /// What a written unit is worth in minor units.
  let unit: Int64

  /// The column of each field of a notice.
  struct Notice: Sendable {
    let tender, noticeDate, openingDate, requirement, order, group, trade, grade, office, officer: Int?
    let category, siteWard, areaCondition, minimumPoints, ceiling, floor, surveyThreshold: Int?

    init(_ columns: [BidField: Int]) {
      (tender, noticeDate, openingDate) = (columns[.tender], columns[.noticeDate], columns[.openingDate])
      (requirement, order, group) = (columns[.requirement], columns[.order], columns[.group])
      (trade, grade, office, officer) = (columns[.trade], columns[.grade], columns[.office], columns[.officer])
      (category, siteWard, areaCondition) = (columns[.category], columns[.siteWard], columns[.areaCondition])
      (minimumPoints, ceiling, floor) = (columns[.minimumPoints], columns[.ceiling], columns[.floor])
      surveyThreshold = columns[.surveyThreshold]
    }
  }

  /// The fields that are announced of a tender.
  static let noticeFields: [BidField] = [
    .tender, .noticeDate, .openingDate, .requirement, .order, .group, .trade, .grade, .office, .officer, .category,
    .siteWard, .areaCondition, .minimumPoints, .ceiling, .floor, .surveyThreshold,
  ]

  /// The plan for a table, or nil where rows need the readable parser.
  init?(_ parser: BidParser, header: Header, source: CSVSource) {
    let mapping = parser.mapping
    guard let layout = ScanLayout(header, source), mapping.bids.filters.isEmpty, mapping.bids.values.isEmpty,
      mapping.bids.constants.isEmpty, mapping.layout.currency == nil || mapping.layout.currency == CurrencyCode.yen
    else { return nil }
    var columns: [BidField: Int] = [:]
    for (field, source) in parser.columns.sources {
      guard case .column(let column) = source else { return nil }
      columns[field] = column
    }
    // Evaluation values, currencies and times of opening are for the readable parser.
    guard columns[.scored] == nil, columns[.technicalPoints] == nil, columns[.currency] == nil,
      columns[.openingTime] == nil,
      columns[.tender] != nil, let firm = columns[.firm], let bid = columns[.bid]
    else { return nil }
    var spans: [(first: Int, last: Int)] = []
    for column in Self.noticeFields.compactMap({ columns[$0] }).sorted() {
      if let span = spans.last, span.last + 1 == column {
        spans[spans.count - 1].last = column
      } else {
        spans.append((column, column))
      }
    }
    noticeSpans = spans
    points = columns[.points]
    lotteryNumbers = [BidField.enteredNumber, .systemNumber].compactMap { columns[$0] }
    (status, winner, arrival) = (columns[.status], columns[.winner], columns[.arrival])
    (self.layout, self.firm, self.bid, unit) = (layout, firm, bid, mapping.unit)
    notice = Notice(columns)
  }
}
