import Procurement

/// Reads the bids of a block in passing, as `ContractScanner` reads contracts.
///
/// Rows of a tender mostly stand together: what is announced of it is read once, and of the rows behind it only that
/// their bytes are the same.
final class BidScanner: RecordScanner {
  let plan: BidScanPlan
  private var parser: BidParser
  private var splitter: RecordSplitter
  /// The bidders and the texts of notices that were met before, with their codes.
  var firms = KnownTexts(limit: 1 << 15)
  private var texts = KnownTexts(limit: 1 << 13)
  var statuses = WordCache<BidStatus?>(capacity: 64)
  var bidWords = WordCache<BidStatus>(capacity: 64)
  var points = WordCache<Bool>(capacity: 4_096)
  var lotteryNumbers = WordCache<Bool>(capacity: 4_096)
  var answers = WordCache<Bool>(capacity: 64)
  private var categories = WordCache<Procurement.Category?>(capacity: 64)
  private var areas = WordCache<AreaCondition>(capacity: 64)
  private var lineage = TextLineage.next()

  /// Where the last record of the block had what is announced of its tender, and whether its notice came last.
  var lastSpans: [(offset: UInt32, count: UInt32)]
  var hasNotice = false

  /// The column of the chunk that is being looked at.
  let field = FieldColumn()
  /// Whether each record of the chunk is known, and whether it announces what the record before it does.
  let isKnown = UnsafeMutablePointer<Bool>.allocate(capacity: RecordChunk.capacity)
  let isSameNotice = UnsafeMutablePointer<Bool>.allocate(capacity: RecordChunk.capacity)
  /// The status that each record gives in words.
  let given = UnsafeMutablePointer<BidStatus?>.allocate(capacity: RecordChunk.capacity)

  init(_ plan: BidScanPlan, parser: BidParser) {
    self.plan = plan
    self.parser = parser
    splitter = RecordSplitter(plan.layout)
    lastSpans = plan.noticeSpans.map { _ in (0, 0) }
  }

  deinit {
    isKnown.deallocate()
    isSameNotice.deallocate()
    given.deallocate()
  }

  var layout: ScanLayout { plan.layout }
  let chunk = RecordChunk()

  func prepare(_ columns: BidColumns, rows: Int) {
    if firms.isFull || texts.isFull {
      firms = KnownTexts(limit: 1 << 15)
      texts = KnownTexts(limit: 1 << 13)
      lineage = TextLineage.next()
    }
    columns.prepare(rows: rows)
    columns.lineage = lineage
    hasNotice = false
  }

  /// Lets the columns name the texts that were met so far.
  func shareTexts(_ columns: BidColumns) {
    (columns.firms, columns.noticeTexts) = (firms.values, texts.values)
  }

  /// The code of a bidder who is new, nil where the readable parser must read the name.
  func newCode(of name: ScannedField) -> UInt32? {
    guard let key = name.bytes, let text = text(name), !text.isEmpty else { return nil }
    return firms.learn(text, key)
  }

  /// A field as text without white space around it, nil where the readable parser must read it.
  private func text(_ field: ScannedField) -> String? {
    guard field.count > 0 else { return "" }
    let bytes = UnsafeBufferPointer(start: field.address, count: field.count)
    if let key = field.bytes, key.isASCII, !field.wasQuoted, bytes[0] > 0x20, bytes[field.count - 1] > 0x20 {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard !field.wasQuoted || !bytes.contains(UInt8(ascii: "\"")) else { return nil }
    var record = Record()
    record.bytes = Array(bytes)
    record.ends = [bytes.count]
    if plan.layout.isCP932, CP932.shared.decode(&record) != nil { return nil }
    return record.text(0)
  }

  /// The code of a text that many tenders share, nil where the readable parser must read it.
  private func sharedCode(of field: ScannedField) -> UInt32? {
    guard field.count > 0 else { return CodedNotice.absent }
    if let known = texts.code(of: field) { return known }
    guard let text = text(field) else { return nil }
    return text.isEmpty ? CodedNotice.absent : texts.learn(text, field)
  }

  /// What a record announces of its tender, nil where the readable parser must read it.
  func notice(_ field: (Int) -> ScannedField) -> CodedNotice? {
    let columns = plan.notice
    guard let tender = columns.tender, let identifier = text(field(tender)), !identifier.isEmpty else { return nil }
    var notice = CodedNotice(identifier: identifier)
    if let column = columns.group {
      guard let group = text(field(column)) else { return nil }
      notice.group = group.isEmpty ? nil : group
    }
    var isKnown = true
    func shared(_ column: Int?) -> UInt32 {
      guard let column else { return CodedNotice.absent }
      guard let code = sharedCode(of: field(column)) else {
        isKnown = false
        return CodedNotice.absent
      }
      return code
    }
    func number(_ column: Int?, unit: Int64 = 1) -> Int64? {
      guard let column, case let digits = field(column), digits.count > 0 else { return nil }
      guard let value = PlainDigits.value(digits.address, count: digits.count),
        case (let product, false) = value.multipliedReportingOverflow(by: unit)
      else {
        isKnown = false
        return nil
      }
      return product
    }
    func date(_ column: Int?) -> CivilDate? {
      guard let column, case let digits = field(column), digits.count > 0 else { return nil }
      let date = PlainDigits.date(digits.address, count: digits.count)?.civil
      isKnown = isKnown && date != nil
      return date
    }
    (notice.noticeDate, notice.openingDate) = (date(columns.noticeDate), date(columns.openingDate))
    (notice.requirement, notice.trade, notice.grade) = (
      shared(columns.requirement), shared(columns.trade), shared(columns.grade)
    )
    (notice.office, notice.officer, notice.siteWard) = (
      shared(columns.office), shared(columns.officer), shared(columns.siteWard)
    )
    notice.order = number(columns.order).map { Int($0) }
    notice.minimumPoints = number(columns.minimumPoints).map { Int($0) }
    notice.ceiling = number(columns.ceiling, unit: plan.unit)
    notice.floor = number(columns.floor, unit: plan.unit)
    notice.surveyThreshold = number(columns.surveyThreshold, unit: plan.unit)
    guard isKnown else { return nil }
    if let column = columns.category {
      guard let key = field(column).bytes, let category = categories.value(of: key) else { return nil }
      notice.category = category
    }
    if let column = columns.areaCondition {
      guard let key = field(column).bytes, let area = areas.value(of: key) else { return nil }
      notice.areaCondition = area
    }
    return notice
  }

  func takeReadably(_ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: BidColumns) -> Bool {
    let range = start..<stop
    guard let isRow = splitter.split(block, range, line: line) else { return false }
    guard isRow else { return true }
    columns.read += 1
    // Where the notice stands in a record that is read readably is not known: the next one reads its own.
    hasNotice = false
    do throws(FieldFault) {
      guard let bid = try parser.parse(splitter.record) else { return true }
      learn(bid, block, range)
      for note in parser.notes { columns.events.append((columns.count, .noted(note, line: line))) }
      if columns.notices.last?.notice(texts.values) != bid.notice {
        columns.notices.append(CodedNotice(bid.notice) { texts.learn($0, nil) })
      }
      let firm = firms.learn(bid.firm, splitter.raw(plan.firm, block, range))
      columns.append(firm, bid.amount?.value, bid.status, line: line)
      shareTexts(columns)
    } catch {
      columns.events.append((columns.count, .rejected(splitter.record, error)))
    }
    return true
  }

  /// Learns what the words of the current record mean.
  private func learn(_ bid: Bid, _ block: ByteBlock, _ range: Range<Int>) {
    let record = splitter.record
    if let column = plan.status, let key = splitter.raw(column, block, range) {
      let text = parser.columns.value(.status, in: record)
      // A number in the place of a status says nothing.
      let isNumber = text.map { (try? AmountText($0, rounds: true)) != nil } ?? true
      let word = isNumber ? nil : text.flatMap { try? KnownWords.meaning(of: $0, in: KnownWords.bidStatuses) }
      if isNumber || word != nil { statuses.learn(key, word) }
    }
    if let text = parser.columns.value(.bid, in: record),
      let word = KnownWords.bidStatuses[TextFolding.halfWidth(text)], let key = splitter.raw(plan.bid, block, range)
    {
      bidWords.learn(key, word)
    }
    if let column = plan.points, let key = splitter.raw(column, block, range) { points.learn(key, true) }
    for column in plan.lotteryNumbers {
      if let key = splitter.raw(column, block, range) { lotteryNumbers.learn(key, true) }
    }
    if let column = plan.winner, let key = splitter.raw(column, block, range) { answers.learn(key, true) }
    if let column = plan.notice.category, let key = splitter.raw(column, block, range) {
      categories.learn(key, bid.notice.category)
    }
    if let column = plan.notice.areaCondition, let key = splitter.raw(column, block, range) {
      areas.learn(key, bid.notice.areaCondition)
    }
  }
}
