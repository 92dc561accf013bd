import Procurement
import TabularReading

/// Reads the bids of a block in passing, as `ContractScanner` reads contracts.
///
/// Rows of a tender mostly stand together: what is announced of it is read once, and of the rows behind it only that
/// their bytes are the same.
final class BidScanner: RecordScanner {
  let plan: BidScanPlan
  private var parser: BidParser
  private var splitter: RecordSplitter
  /// What leaves records out by one word of theirs.
  let gates: [Gate]
  /// The bidders, the texts of notices and what is written of bidders, with their codes.
  let firms = TextMemory()
  let texts = TextMemory()
  let bidderTexts: [TextMemory]
  private var lineage = TextLineage.next()
  /// What the words of each column mean.
  var statuses = WordMemory<BidStatus?>(capacity: 256)
  var bidWords = WordMemory<BidStatus>(capacity: 256)
  var emptyPrices = WordMemory<Bool>(capacity: 64)
  var counts = WordMemory<Int?>(capacity: 8_192)
  var decimals = WordMemory<FixedPoint?>(capacity: 8_192)
  var lotteryNumbers = WordMemory<Int?>(capacity: 8_192)
  /// Apart from those typed, which may have more digits.
  var systemNumbers = WordMemory<Int?>(capacity: 8_192)
  var winners = WordMemory<Bool?>(capacity: 4_096)
  var categories = WordMemory<Procurement.Category?>(capacity: 256)
  var outcomes = WordMemory<RecordedOutcome?>(capacity: 256)
  var years = WordMemory<FiscalYear?>(capacity: 256)
  var areas = WordMemory<AreaCondition>(capacity: 256)
  var scoring = WordMemory<Bool>(capacity: 256)

  /// What all notices have, with codes.
  private(set) var constants = CodedNotice(identifier: "")
  /// Where the last record of the block had what is announced of its tender, and whether its notice came last.
  var lastSpans: [(offset: UInt32, count: UInt32)]
  var hasNotice = false
  /// What is to be noted of every bid for the tender that came last.
  var noticeNotes: [ReadingNote] = []

  let chunk = RecordChunk()
  /// The column of the chunk that is being looked at.
  let field = FieldColumn()
  /// The columns of which one is the bid.
  let bidFields: [FieldColumn]
  /// What is to become of each record of the chunk, and whether it announces what the record before it does.
  let fates = UnsafeMutablePointer<RecordFate>.allocate(capacity: RecordChunk.capacity)
  let isSameNotice = UnsafeMutablePointer<Bool>.allocate(capacity: RecordChunk.capacity)
  /// The status that each record gives in words, and what is to be noted of its bid.
  let given = UnsafeMutablePointer<BidStatus?>.allocate(capacity: RecordChunk.capacity)
  let bidNotes = UnsafeMutablePointer<ReadingNote?>.allocate(capacity: RecordChunk.capacity)

  init(_ plan: BidScanPlan, parser: BidParser) {
    self.plan = plan
    self.parser = parser
    splitter = RecordSplitter(plan.layout)
    gates =
      plan.filters.map { Gate($0.column, .filter($0.filter)) } + plan.telling.map { Gate($0.position, .telling($0)) }
      + [plan.currencyColumn.map { Gate($0, .currency) }].compactMap(\.self)
    bidderTexts = plan.texts.map { _ in TextMemory() }
    bidFields = plan.bids.map { _ in FieldColumn() }
    lastSpans = plan.noticeSpans.map { _ in (0, 0) }
    codeConstants()
  }

  deinit {
    fates.deallocate()
    isSameNotice.deallocate()
    given.deallocate()
    bidNotes.deallocate()
  }

  var layout: ScanLayout { plan.layout }

  func prepare(_ columns: BidColumns, rows: Int) {
    let memories = [firms, texts] + bidderTexts
    if memories.contains(where: \.isFull) {
      // Batches of one lineage have the same codes in all their columns.
      for memory in memories { memory.reset() }
      lineage = TextLineage.next()
      codeConstants()
    }
    columns.prepare(rows: rows)
    columns.lineage = lineage
    hasNotice = false
  }

  private func codeConstants() { constants = CodedNotice(plan.constants) { texts.code(of: $0) } }

  func finish(_ columns: BidColumns) {
    (columns.firms, columns.noticeTexts) = (firms.values, texts.values)
    columns.textValues = bidderTexts.map(\.values)
  }

  // MARK: Records for the readable parser

  func takeReadably(_ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: BidColumns) -> Bool {
    let range = start..<stop
    guard let isRow = splitter.split(block, range, line: line) else { return false }
    guard isRow else { return true }
    columns.read += 1
    // Where the notice stands in a record that is read readably is not known: the next one reads its own.
    hasNotice = false
    learnGates(block, range)
    do throws(FieldFault) {
      let bid: Bid
      switch try parser.take(splitter.record) {
      case .bid(let found): bid = found
      case .left(.condition):
        columns.filtered += 1
        return true
      case .left(let reason):
        columns.leftOut.append((reason, line))
        return true
      }
      learn(bid, block, range)
      for note in parser.notes { columns.note(note, line: line) }
      columns.announce(CodedNotice(bid.notice) { texts.code(of: $0) })
      let codes = zip(bidderTexts, [bid.firmReading, bid.firmCode, bid.firmWard, bid.members.joined(separator: "|")])
        .map {
          $0.code(of: $1.flatMap { $0.isEmpty ? nil : $0 })
        }
      columns.append(bid, firm: firms.code(of: bid.firm), codes: codes, line: line)
    } catch {
      columns.rejections.append((columns.count, splitter.record, error))
    }
    return true
  }

  /// Learns what leaves the current record out.
  private func learnGates(_ block: ByteBlock, _ range: Range<Int>) {
    let record = splitter.record
    for gate in gates {
      let isIn: Bool? =
        switch gate.kind {
        case .filter(let filter): filter.values.contains(record.text(gate.column)) == filter.keeps
        // Where no currency was chosen, another one is a fault, which the readable parser words.
        case .currency: parser.isOfCurrency(record, plan.currency)
        case .telling(let column): TellingColumns.passes(record.text(gate.column), column) ? true : nil
        case .population, .account: true
        }
      if let isIn {
        splitter.withBytes(gate.column...gate.column, block, range) { gate.words.learn($0, count: $1, isIn) }
      }
    }
  }

  /// Learns what the words of the current record mean.
  private func learn(_ bid: Bid, _ block: ByteBlock, _ range: Range<Int>) {
    let (record, columns) = (splitter.record, parser.columns)
    /// Calls `body` with the bytes of a column, where the plan has it.
    func with(_ column: Int?, _ body: (UnsafePointer<UInt8>, Int) -> Void) {
      if let column { splitter.withBytes(column...column, block, range, body) }
    }
    with(plan.status) { statuses.learn($0, count: $1, (try? parser.status(in: record)).flatMap(\.self)) }
    // What is no number and yet no fault says why there is none.
    // Without one the column behind the others is looked at.
    if bid.amount == nil, plan.bids.isEmpty || plan.takesNumbers {
      let text = columns.value(.bid, in: record)
      let word = text.flatMap { BidParser.status(inPlaceOfBid: $0) } ?? .absent
      with(plan.otherBid) { bidWords.learn($0, count: $1, word) }
    }
    let notice = bid.notice
    let prices = [
      (plan.notice.ceiling, notice.ceiling), (plan.notice.floor, notice.floor),
      (plan.notice.surveyThreshold, notice.surveyThreshold),
    ]
    for (column, price) in prices where price == nil { with(column) { emptyPrices.learn($0, count: $1, true) } }
    with(plan.notice.order) { counts.learn($0, count: $1, notice.order) }
    with(plan.notice.minimumPoints) { counts.learn($0, count: $1, notice.minimumPoints) }
    with(plan.points) { counts.learn($0, count: $1, bid.points) }
    with(plan.technicalPoints) { decimals.learn($0, count: $1, bid.technicalPoints) }
    with(plan.enteredNumber) { lotteryNumbers.learn($0, count: $1, bid.enteredNumber) }
    with(plan.systemNumber) { systemNumbers.learn($0, count: $1, bid.systemNumber) }
    with(plan.winner) { winners.learn($0, count: $1, bid.isWinner) }
    with(plan.notice.category) { categories.learn($0, count: $1, notice.category) }
    with(plan.notice.outcome) { outcomes.learn($0, count: $1, notice.outcome) }
    with(plan.notice.fiscalYear) { years.learn($0, count: $1, notice.fiscalYear) }
    with(plan.notice.areaCondition) { areas.learn($0, count: $1, notice.areaCondition) }
    with(plan.notice.pricePoints) { decimals.learn($0, count: $1, notice.pricePoints) }
    with(plan.notice.scored) { scoring.learn($0, count: $1, notice.isScored) }
  }
}
