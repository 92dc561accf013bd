import LotteryStatistics
import Procurement

/// Counts tenders in one pass over bids of which those for a tender stand together.
///
/// Of a tender that is over only its sums and its rate stay. What one pass cannot judge is left to `TenderGathering`: tenders
/// whose rows stand apart or disagree, a firm that stands twice, prices below 0.
public struct BidTally {
  /// That the bids need a `TenderGathering`: they are not wrong, as far as this tells.
  public struct NeedsGathering: Error {}

  private var sums: IndicatorSums
  /// Which tenders count.
  package var plan: IndicatorPlan { sums.plan }
  /// The listed tenders that have not been met.
  package private(set) var listed: ListedTenders
  /// The bids of the tender that the last batch did not end, by the numbers of their firms.
  private var open: Tender?
  private var openFirms: Set<Int> = []
  private var closed = ClosedTenders()
  /// How many tenders were judged within one batch.
  private var judged = 0
  private var codesOfLineage: [Int: BatchCodes] = [:]

  /// The tally of no bid.
  public init(_ plan: IndicatorPlan, listed: ListedTenders = ListedTenders()) {
    sums = IndicatorSums(plan)
    self.listed = listed
  }

  /// Adds the bids of a batch.
  ///
  /// - Throws: `NeedsGathering`, after which the tally is of no further use.
  /// - Complexity: O(rows), and a few look-ups a tender.
  public mutating func add(_ batch: BidBatch) throws(NeedsGathering) {
    var codes = codesOfLineage.removeValue(forKey: batch.lineage) ?? BatchCodes()
    codes.extend(firms: batch.firms.values.count, texts: batch.noticeTexts.count)
    defer { if batch.lineage != 0 { codesOfLineage[batch.lineage] = codes } }
    let notices = batch.codedNotices
    let winners = batch.details?.winners ?? []
    let rounds = batch.details?.rounds ?? []
    var row = 0
    while row < batch.count {
      let code = batch.noticeCodes[row]
      var end = row + 1
      while end < batch.count, batch.noticeCodes[end] == code { end += 1 }
      if !notices.isEmpty, end < batch.count, open == nil, listed.isEmpty, !notices[Int(code)].isScored,
        notices[Int(code)].pricePoints == nil,
        notices[Int(batch.noticeCodes[end])].identifier != notices[Int(code)].identifier
      {
        try close(batch, row..<end, notices[Int(code)], winners, rounds, &codes)
        row = end
        continue
      }
      let notice = batch.notice(of: row)
      let goesOn = end == batch.count || batch.notice(of: end).identifier == notice.identifier
      if open?.notice.identifier != notice.identifier { try closeOpen() }
      try addToOpen(batch, row..<end, notice)
      // Only a tender at a border of batches waits for more.
      if !goesOn { try closeOpen() }
      row = end
    }
  }

  /// The sums of all bids added, and of the listed tenders for which nobody bid.
  ///
  /// - Throws: `NeedsGathering` where the last tender cannot be judged.
  public mutating func finish() throws(NeedsGathering) -> IndicatorSums {
    var sums = try finishPart()
    for tender in listed.remaining() { sums.add(tender) }
    return sums
  }

  /// The sums of all bids added, where others may be counted elsewhere.
  ///
  /// - Throws: `NeedsGathering` where the last tender cannot be judged.
  package mutating func finishPart() throws(NeedsGathering) -> IndicatorSums {
    try closeOpen()
    return sums
  }

  // MARK: Tenders

  /// Judges a tender whose rows are all in a batch, and of which the price decides.
  private mutating func close(
    _ batch: BidBatch, _ rows: Range<Int>, _ notice: CodedNotice, _ winners: [Bool?], _ rounds: [UInt8],
    _ codes: inout BatchCodes
  ) throws(NeedsGathering) {
    guard closed.insert(notice.identifier), (notice.floor ?? .min) <= (notice.ceiling ?? .max) else {
      throw NeedsGathering()
    }
    judged += 1
    let method =
      notice.outcome == .negotiated ? .afterFailure : codes.method(notice.method, batch.noticeTexts, sums.plan)
    let counts = sums.plan.methods.contains(method)
    var facts = TenderFacts(ceiling: notice.ceiling, floor: notice.floor, threshold: notice.surveyThreshold)
    var recorded = -1
    for row in rows {
      let (amount, status) = (batch.amounts[row], batch.statuses[row])
      guard status != .absent || amount != nil else { continue }
      let firm = Int(batch.firms.codes[row])
      guard firm < codes.lastTender.count, codes.lastTender[firm] != judged, amount ?? 0 >= 0 else {
        throw NeedsGathering()
      }
      codes.lastTender[firm] = judged
      let isWinner = winners.isEmpty ? nil : winners[row]
      if isWinner == true, recorded < 0 { recorded = row }
      facts.add(amount, status, isWinner, round: rounds.isEmpty ? 0 : Int(rounds[row]))
    }
    guard counts else { return sums.leaveOut(method) }
    facts.close(notice.outcome, ranked: nil)
    let position = codes.cell(of: notice, batch.noticeTexts, &sums)
    sums.add(facts, at: position, tender: notice.identifier)
    guard facts.fate != .cancelled else { return }
    addFirms(batch, rows, facts, recorded: recorded, year: TenderYear(notice.openingDate), &codes)
  }

  private mutating func addFirms(
    _ batch: BidBatch, _ rows: Range<Int>, _ facts: TenderFacts, recorded: Int, year: TenderYear,
    _ codes: inout BatchCodes
  ) {
    let place = sums.firms.place(of: year)
    // The best bid of an earlier round may have the same price.
    let isInferred = facts.fate == .awarded && recorded < 0 && facts.tied == 1
    let rounds = facts.round > 0 ? batch.details?.rounds ?? [] : []
    for row in rows where batch.statuses[row] != .absent {
      let code = Int(batch.firms.codes[row])
      if codes.firms[code] < 0 { codes.firms[code] = sums.firms.number(of: batch.firms.values[code]) }
      let isWin =
        facts.fate == .awarded
        && (row == recorded
          || (isInferred && batch.amounts[row] == facts.award && batch.statuses[row] == .valid
            && (rounds.isEmpty || rounds[row] == 0 || Int(rounds[row]) == facts.round)))
      sums.firms.add(
        firm: codes.firms[code], at: place, isBid: batch.statuses[row] != .withdrawn, isWin: isWin,
        amount: facts.award)
    }
  }

  /// Adds rows to the tender that is open, or opens one with them.
  private mutating func addToOpen(
    _ batch: BidBatch, _ rows: Range<Int>, _ notice: TenderNotice
  ) throws(NeedsGathering) {
    // A row of a list of results is a tender: two of one are a fault, which the gathering words.
    if notice.listed != nil, open != nil || rows.count > 1 { throw NeedsGathering() }
    if open == nil {
      open = Tender(notice: notice, bids: [])
      openFirms.removeAll(keepingCapacity: true)
    }
    guard open?.notice == notice else { throw NeedsGathering() }
    for row in rows {
      let bid = batch[row]
      guard bid.status != .absent || bid.amount != nil else { continue }
      let firm = sums.firms.number(of: bid.firm)
      guard openFirms.insert(firm).inserted, bid.amount?.value ?? 0 >= 0 else { throw NeedsGathering() }
      let entry = TenderBid(
        firm: firm, amount: bid.amount, status: bid.status, technicalPoints: bid.technicalPoints,
        isWinner: bid.isWinner)
      open?.append(entry, BidRound(bid))
    }
  }

  private mutating func closeOpen() throws(NeedsGathering) {
    guard var tender = open else { return }
    open = nil
    if let floor = tender.notice.floor, let ceiling = tender.notice.ceiling, floor > ceiling { throw NeedsGathering() }
    guard closed.insert(tender.notice.identifier) else { throw NeedsGathering() }
    if !listed.isEmpty { tender.notice = listed.completing(tender.notice) }
    sums.add(tender)
  }
}

extension TenderYear {
  /// The fiscal year of an opening.
  init(_ date: CivilDate?) { self = date.map { .year(FiscalYear(containing: $0)) } ?? .unknown }
}

/// What the codes of batches mean here, looked up once a lineage.
private struct BatchCodes {
  /// A cell by codes: the year's number, and the codes of at most two divisions and the period.
  struct CellCode: Hashable {
    var year: Int32
    var period: UInt8
    var first: UInt32
    var second: UInt32
  }

  /// The number of each bidder.
  var firms: [Int] = []
  /// The number of the tender that each bidder bid for last.
  var lastTender: [Int] = []
  private var methods: [ContractMethod?] = []
  private var cells: [CellCode: Int] = [:]
  private var last: (code: CellCode, cell: Int)?

  /// Makes room for so many bidders and texts.
  mutating func extend(firms count: Int, texts: Int) {
    firms += repeatElement(-1, count: max(count - firms.count, 0))
    lastTender += repeatElement(-1, count: max(count - lastTender.count, 0))
    methods += repeatElement(nil, count: max(texts - methods.count, 0))
  }

  mutating func method(_ code: UInt32, _ texts: TextList, _ plan: IndicatorPlan) -> ContractMethod {
    guard code != CodedNotice.absent else { return .unknown }
    if let known = methods[Int(code)] { return known }
    let method = plan.method(texts[Int(code)])
    methods[Int(code)] = method
    return method
  }

  mutating func cell(of notice: CodedNotice, _ texts: TextList, _ sums: inout IndicatorSums) -> Int {
    let plan = sums.plan
    var code = CellCode(year: .min, period: 2, first: 0, second: 0)
    if let date = notice.openingDate {
      code.year = Int32(truncatingIfNeeded: FiscalYear(containing: date).startYear)
      if let since = plan.since { code.period = date < since ? 0 : 1 }
    }
    if !plan.divisions.isEmpty { code.first = plan.divisions[0].code(of: notice) }
    if plan.divisions.count > 1 { code.second = plan.divisions[1].code(of: notice) }
    if let last, last.code == code { return last.cell }
    let cell: Int
    if let known = cells[code], plan.divisions.count <= 2 {
      cell = known
    } else {
      let whole = notice.notice(texts)
      cell = sums.position(
        of: IndicatorSums.Key(year: TenderYear(notice.openingDate), values: plan.values(of: whole)))
      cells[code] = cell
    }
    if plan.divisions.count <= 2 { last = (code, cell) }
    return cell
  }
}
