import Procurement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the bids of a block in passing, as `ContractScanner` reads contracts.
///
/// Rows of a tender mostly stand together: what is announced of it is read once, and of the rows behind it only that
/// their bytes are the same.
final class BidScanner: RecordScanner {
  /// A bidder that was met before, with its code in the block of a stamp.
  private final class KnownFirm {
    let name: String
    var stamp = 0
    var code: UInt32 = 0

    init(_ name: String) {
      self.name = name
    }
  }

  private let plan: BidScanPlan
  private var parser: BidParser
  private var splitter: RecordSplitter
  private var firms = WordCache<Unmanaged<KnownFirm>>(capacity: 1 << 15)
  private var firmsByName: [String: KnownFirm] = [:]
  private var statuses = WordCache<BidStatus?>(capacity: 64)
  private var bidWords = WordCache<BidStatus>(capacity: 64)
  private var points = WordCache<Bool>(capacity: 4_096)
  private var lotteryNumbers = WordCache<Bool>(capacity: 4_096)
  private var answers = WordCache<Bool>(capacity: 64)
  private var categories = WordCache<Procurement.Category?>(capacity: 64)
  private var areas = WordCache<AreaCondition>(capacity: 64)
  private var texts = WordCache<Unmanaged<KnownFirm>>(capacity: 1 << 12)
  private var knownTexts: [KnownFirm] = []
  private var stamp = 0
  /// The bytes of the last notice: where each of its spans began and how long it was, -1 where there is none.
  private var spans: [(start: Int, count: Int)]

  init(_ plan: BidScanPlan, parser: BidParser) {
    self.plan = plan
    self.parser = parser
    splitter = RecordSplitter(plan.layout)
    spans = plan.noticeSpans.map { _ in (0, -1) }
  }

  var layout: ScanLayout { plan.layout }
  let chunk = RecordChunk()

  func prepare(_ columns: BidColumns, rows: Int) {
    columns.prepare(rows: rows)
    stamp += 1
    for span in spans.indices { spans[span].count = -1 }
  }

  func takeChunk(_ block: ByteBlock, _ columns: BidColumns) -> Int {
    for row in 0..<chunk.count {
      let (start, stop, line) = (Int(chunk.starts[row]), Int(chunk.ends[row]), chunk.lines[row])
      guard
        take(block, start, stop, block.stops + Int(chunk.firstStops[row]), line: line, columns)
          || takeReadably(block, start, stop, line: line, columns)
      else { return row }
    }
    return chunk.count
  }

  /// Takes a record, or leaves it untouched and returns false where anything in it is not known yet.
  @inline(__always)
  private func take(
    _ block: ByteBlock, _ start: Int, _ stop: Int, _ stops: UnsafePointer<UInt32>, line: Int,
    _ columns: BidColumns
  ) -> Bool {
    let (bytes, last) = (block.bytes, plan.layout.width &- 1)
    @inline(__always)
    func field(_ column: Int) -> ScannedField {
      ScannedField(bytes, column, start: start, stop: stop, last: last, stops)
    }
    var status: BidStatus?
    if let column = plan.status {
      guard let key = field(column).bytes, let known = statuses.value(of: key) else { return false }
      status = known
    }
    var amount: Int64?
    let written = field(plan.bid)
    if written.count == 0 {
      status = status ?? .absent
    } else if let value = PlainDigits.value(written.address, count: written.count) {
      let (product, overflow) = value.multipliedReportingOverflow(by: plan.unit)
      guard !overflow else { return false }
      amount = product
    } else {
      guard let key = written.bytes, let word = bidWords.value(of: key) else { return false }
      status = status ?? word
    }
    if let column = plan.points {
      let text = field(column)
      if text.count > 0, PlainDigits.value(text.address, count: text.count) == nil {
        guard let key = text.bytes, points.value(of: key) != nil else { return false }
      }
    }
    for column in plan.lotteryNumbers {
      let text = field(column)
      // Three digits at most, as the readable parser has it.
      guard text.count > 0, text.count > 3 || PlainDigits.value(text.address, count: text.count) == nil else {
        continue
      }
      guard let key = text.bytes, lotteryNumbers.value(of: key) != nil else { return false }
    }
    if let column = plan.winner {
      guard let key = field(column).bytes, answers.value(of: key) != nil else { return false }
    }
    if let column = plan.arrival {
      let text = field(column)
      guard text.count == 0 || PlainDigits.isInstant(text.address, count: text.count) else { return false }
    }
    guard let firm = code(of: field(plan.firm), columns) else { return false }
    if !isSameNotice(bytes, start, stop, last, stops) {
      guard let notice = notice(field) else { return false }
      columns.notices.append(notice)
      for (place, span) in plan.noticeSpans.enumerated() {
        spans[place] = bounds(of: span, start, stop, last, stops)
      }
    }
    columns.read &+= 1
    append(columns, firm, amount, status ?? .valid, line: line)
    return true
  }

  @inline(__always)
  private func append(_ columns: BidColumns, _ firm: UInt32, _ amount: Int64?, _ status: BidStatus, line: Int) {
    let row = columns.count
    columns.noticeCodes[row] = UInt32(truncatingIfNeeded: columns.notices.count &- 1)
    columns.firmCodes[row] = firm
    columns.amounts[row] = amount
    columns.statuses[row] = status
    columns.lines[row] = line
    columns.count = row &+ 1
  }

  /// Where a run of columns stands in a record.
  @inline(__always)
  private func bounds(
    of span: (first: Int, last: Int), _ start: Int, _ stop: Int, _ last: Int, _ stops: UnsafePointer<UInt32>
  ) -> (start: Int, count: Int) {
    let from = span.first == 0 ? start : Int(stops[span.first &- 1]) &+ 1
    let to = span.last == last ? stop : Int(stops[span.last])
    return (from, to &- from)
  }

  @inline(__always)
  private func isSameNotice(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, _ last: Int, _ stops: UnsafePointer<UInt32>
  ) -> Bool {
    for (place, span) in plan.noticeSpans.enumerated() {
      let (from, count) = bounds(of: span, start, stop, last, stops)
      guard count == spans[place].count, memcmp(bytes + from, bytes + spans[place].start, count) == 0 else {
        return false
      }
    }
    return true
  }

  /// The code of a bidder in the current block, nil where the readable parser must read its name.
  @inline(__always)
  private func code(of name: ScannedField, _ columns: BidColumns) -> UInt32? {
    guard let key = name.bytes, let known = firms.value(of: key) else { return newCode(of: name, columns) }
    return known._withUnsafeGuaranteedRef { code(of: $0, columns) }
  }

  @inline(__always)
  private func code(of firm: KnownFirm, _ columns: BidColumns) -> UInt32 {
    if firm.stamp != stamp {
      firm.stamp = stamp
      firm.code = UInt32(columns.firms.count)
      columns.firms.append(firm.name)
    }
    return firm.code
  }

  private func newCode(of name: ScannedField, _ columns: BidColumns) -> UInt32? {
    guard let key = name.bytes, let text = text(name), !text.isEmpty else { return nil }
    return code(of: learn(text, key), columns)
  }

  private func learn(_ name: String, _ key: FieldBytes) -> KnownFirm {
    // One name may be written in several ways.
    let firm = firmsByName[name] ?? KnownFirm(name)
    firmsByName[name] = firm
    firms.learn(key, .passUnretained(firm))
    return firm
  }

  /// A field as text without white space around it, nil where the readable parser must read it.
  private func text(_ field: ScannedField) -> String? {
    guard field.count > 0 else { return "" }
    if let key = field.bytes, let known = texts.value(of: key) { return known._withUnsafeGuaranteedRef { $0.name } }
    let bytes = UnsafeBufferPointer(start: field.address, count: field.count)
    if let key = field.bytes, key.isASCII, !field.wasQuoted, bytes[0] > 0x20, bytes[field.count - 1] > 0x20 {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard !field.wasQuoted || !bytes.contains(UInt8(ascii: "\"")) else { return nil }
    var record = Record()
    record.bytes = Array(bytes)
    record.ends = [bytes.count]
    if plan.layout.isCP932, CP932.shared.decode(&record) != nil { return nil }
    let text = record.text(0)
    if let key = field.bytes, bytes.contains(where: { $0 >= 0x80 }) {
      let known = KnownFirm(text)
      if texts.learn(key, .passUnretained(known)) { knownTexts.append(known) }
    }
    return text
  }

  /// What a record announces of its tender, nil where the readable parser must read it.
  private func notice(_ field: (Int) -> ScannedField) -> TenderNotice? {
    func text(_ column: Int?) -> (isKnown: Bool, value: String?) {
      guard let column else { return (true, nil) }
      guard let text = self.text(field(column)) else { return (false, nil) }
      return (true, text.isEmpty ? nil : text)
    }
    func number(_ column: Int?, unit: Int64 = 1) -> (isKnown: Bool, value: Int64?) {
      guard let column, case let digits = field(column), digits.count > 0 else { return (true, nil) }
      guard let value = PlainDigits.value(digits.address, count: digits.count),
        case (let product, false) = value.multipliedReportingOverflow(by: unit)
      else { return (false, nil) }
      return (true, product)
    }
    func date(_ column: Int?) -> (isKnown: Bool, value: CivilDate?) {
      guard let column, case let digits = field(column), digits.count > 0 else { return (true, nil) }
      let date = PlainDigits.date(digits.address, count: digits.count)?.civil
      return (date != nil, date)
    }
    let columns = plan.notice
    let identifier = text(columns.tender)
    guard let value = identifier.value else { return nil }
    var notice = TenderNotice(identifier: value)
    var isKnown = true
    func known<Value>(_ found: (isKnown: Bool, value: Value?)) -> Value? {
      isKnown = isKnown && found.isKnown
      return found.value
    }
    notice.noticeDate = known(date(columns.noticeDate))
    notice.openingDate = known(date(columns.openingDate))
    notice.requirement = known(text(columns.requirement))
    notice.group = known(text(columns.group))
    notice.trade = known(text(columns.trade))
    notice.grade = known(text(columns.grade))
    notice.office = known(text(columns.office))
    notice.officer = known(text(columns.officer))
    notice.siteWard = known(text(columns.siteWard))
    notice.order = known(number(columns.order)).map { Int($0) }
    notice.minimumPoints = known(number(columns.minimumPoints)).map { Int($0) }
    notice.ceiling = known(number(columns.ceiling, unit: plan.unit)).map(Yen.init)
    notice.floor = known(number(columns.floor, unit: plan.unit)).map(Yen.init)
    notice.surveyThreshold = known(number(columns.surveyThreshold, unit: plan.unit)).map(Yen.init)
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
    // Where the notice stood in this record is not known: the next row reads its own.
    for span in spans.indices { spans[span].count = -1 }
    do throws(FieldFault) {
      guard let bid = try parser.parse(splitter.record) else { return true }
      learn(bid, block, range)
      for note in parser.notes { columns.events.append((columns.count, .noted(note, line: line))) }
      if columns.notices.last != bid.notice { columns.notices.append(bid.notice) }
      var firm = UInt32(columns.firms.count)
      if let key = splitter.raw(plan.firm, block, range) {
        firm = code(of: learn(bid.firm, key), columns)
      } else if let known = columns.firms.firstIndex(of: bid.firm) {
        firm = UInt32(known)
      } else {
        columns.firms.append(bid.firm)
      }
      append(columns, firm, bid.amount?.value, bid.status, line: line)
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
