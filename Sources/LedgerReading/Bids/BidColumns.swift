import Procurement
import TabularReading

/// The bids of one block in columns, and what happened between them.
final class BidColumns {
  let noticeCodes = ScanColumn<UInt32>()
  let firmCodes = ScanColumn<UInt32>()
  let amounts = ScanColumn<Int64?>()
  let statuses = ScanColumn<BidStatus>()
  let technicalPoints: ScanColumn<FixedPoint?>
  /// The line of each row, counted from the block's first line.
  let lines = ScanColumn<Int>()
  /// What is written of the bidder, each a column of codes.
  let texts: [ScanColumn<UInt32>]
  let points: ScanColumn<Int?>
  let enteredNumbers: ScanColumn<Int?>
  let systemNumbers: ScanColumn<Int?>
  let winners: ScanColumn<Bool?>
  let rounds: ScanColumn<UInt8>
  let firstPrices: ScanColumn<Int64?>
  let arrivals: ScanColumn<Int64?>
  private let hasDetails: Bool
  private let hasWinners: Bool
  /// The notices of the block, each time one begins.
  private(set) var notices: [CodedNotice] = []
  /// Their texts.
  var noticeTexts = TextList()
  /// The bidders that were met.
  var firms = TextList()
  /// The texts of each column in `texts`.
  var textValues: [TextList] = []
  /// The number of bids.
  private(set) var count = 0
  /// Rows that cannot be used, with the number of bids before them.
  var rejections: [(position: Int, record: Record, fault: FieldFault)] = []
  /// What was noticed: how often, and the first line.
  private(set) var notes: [(note: ReadingNote, count: Int, line: Int)] = []
  /// Data rows in the block, and those that a filter left out.
  var read = 0
  var filtered = 0
  /// Rows that were left out for what they are, by line.
  var leftOut: [(reason: FilterReason, line: Int)] = []
  /// What the codes of firms and texts are of.
  var lineage = 0

  /// Columns for the rows of a plan.
  init(_ plan: BidScanPlan) {
    hasDetails = plan.wantsDetails
    hasWinners = plan.wantsWinners
    technicalPoints = ScanColumn(isWanted: plan.technicalPoints != nil)
    texts = plan.texts.map { ScanColumn(isWanted: $0 != nil) }
    points = ScanColumn(isWanted: plan.points != nil)
    enteredNumbers = ScanColumn(isWanted: plan.enteredNumber != nil)
    systemNumbers = ScanColumn(isWanted: plan.systemNumber != nil)
    winners = ScanColumn(isWanted: plan.winner != nil)
    arrivals = ScanColumn(isWanted: plan.arrival != nil)
    rounds = ScanColumn(isWanted: plan.wantsRounds)
    firstPrices = ScanColumn(isWanted: plan.wantsRounds && plan.wantsDetails)
  }

  /// Forgets everything and makes room for so many rows.
  func prepare(rows: Int) {
    (count, read, filtered) = (0, 0, 0)
    rejections.removeAll(keepingCapacity: true)
    leftOut.removeAll(keepingCapacity: true)
    notes.removeAll(keepingCapacity: true)
    (notices, noticeTexts, firms, textValues) = ([], [], [], [])
    noticeCodes.reserve(rows)
    firmCodes.reserve(rows)
    amounts.reserve(rows)
    statuses.reserve(rows)
    technicalPoints.reserve(rows)
    lines.reserve(rows)
    for column in texts { column.reserve(rows) }
    points.reserve(rows)
    enteredNumbers.reserve(rows)
    systemNumbers.reserve(rows)
    winners.reserve(rows)
    arrivals.reserve(rows)
    rounds.reserve(rows)
    firstPrices.reserve(rows)
  }

  /// Announces the tender of the bids to come, unless it is that of the bids before.
  func announce(_ notice: CodedNotice) {
    if let last = notices.last, last == notice { return }
    notices.append(notice)
  }

  /// Makes the values of a place at or behind the last bid those of the next one, for the tender that was announced last.
  @inline(__always)
  func take(_ place: Int, line: Int) {
    if place != count { moveAll(place) }
    noticeCodes.base[count] = UInt32(truncatingIfNeeded: notices.count &- 1)
    lines.base[count] = line
    count &+= 1
  }

  private func moveAll(_ place: Int) {
    firmCodes.move(place, to: count)
    amounts.move(place, to: count)
    statuses.move(place, to: count)
    technicalPoints.move(place, to: count)
    for column in texts { column.move(place, to: count) }
    points.move(place, to: count)
    enteredNumbers.move(place, to: count)
    systemNumbers.move(place, to: count)
    winners.move(place, to: count)
    arrivals.move(place, to: count)
    rounds.move(place, to: count)
    firstPrices.move(place, to: count)
  }

  /// Appends a bid that was read otherwise, for the tender that was announced last.
  ///
  /// - Parameters:
  ///   - firm: the code of its bidder.
  ///   - codes: those of what is written of the bidder.
  func append(_ bid: Bid, firm: UInt32, codes: [UInt32], line: Int) {
    firmCodes.base[count] = firm
    amounts.base[count] = bid.amount?.value
    statuses.base[count] = bid.status
    technicalPoints.put(bid.technicalPoints, at: count)
    for (column, code) in zip(texts, codes) { column.put(code, at: count) }
    points.put(bid.points, at: count)
    enteredNumbers.put(bid.enteredNumber, at: count)
    systemNumbers.put(bid.systemNumber, at: count)
    winners.put(bid.isWinner, at: count)
    arrivals.put(bid.arrival, at: count)
    rounds.put(UInt8(clamping: bid.round ?? 0), at: count)
    firstPrices.put(bid.firstPrice?.value, at: count)
    take(count, line: line)
  }

  /// Notes something about a row.
  func note(_ note: ReadingNote, line: Int) {
    guard let place = notes.firstIndex(where: { $0.note == note }) else {
      notes.append((note, 1, line))
      return
    }
    notes[place].count += 1
  }

  /// Rows of the block as a batch.
  func batch(_ rows: Range<Int>, firstLine: Int) -> BidBatch {
    let sourceLines = UnsafeBufferPointer(start: lines.base + rows.lowerBound, count: rows.count).map { $0 + firstLine }
    return BidBatch(
      lineage: lineage, notices: notices, noticeTexts: noticeTexts, noticeCodes: noticeCodes.values(rows),
      firms: TextColumn(codes: firmCodes.values(rows), values: firms), amounts: amounts.values(rows),
      statuses: statuses.values(rows), technicalPoints: technicalPoints.values(rows), sourceLines: sourceLines,
      details: hasDetails
        ? details(rows) : hasWinners ? BidDetails(winners: winners.values(rows), rounds: rounds.values(rows)) : nil)
  }

  private func details(_ rows: Range<Int>) -> BidDetails {
    func text(_ field: BidScanPlan.BidderText) -> TextColumn {
      TextColumn(codes: texts[field.rawValue].values(rows), values: textValues[field.rawValue])
    }
    return BidDetails(
      firmReadings: text(.reading), firmCodes: text(.code), firmWards: text(.ward), points: points.values(rows),
      members: text(.members),
      winners: winners.values(rows), rounds: rounds.values(rows), firstPrices: firstPrices.values(rows),
      enteredNumbers: enteredNumbers.values(rows),
      systemNumbers: systemNumbers.values(rows), arrivals: arrivals.values(rows))
  }
}
