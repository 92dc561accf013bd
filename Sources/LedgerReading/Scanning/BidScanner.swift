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
  /// A text that was met before, with its code in the block of a stamp.
  private final class KnownText {
    let text: String
    var stamp = 0
    var code: UInt32 = 0
    /// Whether the scanner keeps it: only then a table may name it.
    let isKept: Bool

    init(_ text: String, isKept: Bool = true) {
      self.text = text
      self.isKept = isKept
    }

    /// The code in a block, whose texts it joins if it is new there.
    @inline(__always)
    func code(in block: Int, _ texts: inout [String]) -> UInt32 {
      if stamp != block {
        stamp = block
        code = UInt32(texts.count)
        texts.append(text)
      }
      return code
    }
  }

  private let plan: BidScanPlan
  private var parser: BidParser
  private var splitter: RecordSplitter
  private var firms = WordCache<Unmanaged<KnownText>>(capacity: 1 << 15)
  private var firmsByName: [String: KnownText] = [:]
  private var statuses = WordCache<BidStatus?>(capacity: 64)
  private var bidWords = WordCache<BidStatus>(capacity: 64)
  private var points = WordCache<Bool>(capacity: 4_096)
  private var lotteryNumbers = WordCache<Bool>(capacity: 4_096)
  private var answers = WordCache<Bool>(capacity: 64)
  private var categories = WordCache<Procurement.Category?>(capacity: 64)
  private var areas = WordCache<AreaCondition>(capacity: 64)
  private var texts = WordCache<Unmanaged<KnownText>>(capacity: 1 << 12)
  private var textsByName: [String: KnownText] = [:]
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
      guard let notice = notice(field, columns) else { return false }
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
    guard let key = name.bytes else { return nil }
    if let known = firms.value(of: key) {
      return known._withUnsafeGuaranteedRef { $0.code(in: stamp, &columns.firms) }
    }
    guard let text = text(name), !text.isEmpty else { return nil }
    return learn(text, key).code(in: stamp, &columns.firms)
  }

  private func learn(_ name: String, _ key: FieldBytes) -> KnownText {
    // One name may be written in several ways.
    let firm = firmsByName[name] ?? KnownText(name)
    firmsByName[name] = firm
    firms.learn(key, .passUnretained(firm))
    return firm
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

  /// The code in the current block of a text that many tenders share, nil where the readable parser must read it.
  private func sharedCode(of field: ScannedField, _ columns: BidColumns) -> UInt32? {
    guard field.count > 0 else { return CodedNotice.absent }
    let key = field.bytes
    if let key, let known = texts.value(of: key) {
      return known._withUnsafeGuaranteedRef { $0.code(in: stamp, &columns.noticeTexts) }
    }
    guard let text = text(field) else { return nil }
    guard !text.isEmpty else { return CodedNotice.absent }
    let known = known(text)
    if let key, known.isKept { texts.learn(key, .passUnretained(known)) }
    return known.code(in: stamp, &columns.noticeTexts)
  }

  /// A shared text; those that are too many to keep stand for themselves.
  private func known(_ text: String) -> KnownText {
    if let known = textsByName[text] { return known }
    let known = KnownText(text, isKept: textsByName.count < 1 << 13)
    if known.isKept { textsByName[text] = known }
    return known
  }

  /// What a record announces of its tender, nil where the readable parser must read it.
  private func notice(_ field: (Int) -> ScannedField, _ block: BidColumns) -> CodedNotice? {
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
      guard let code = sharedCode(of: field(column), block) else {
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
    // Where the notice stood in this record is not known: the next row reads its own.
    for span in spans.indices { spans[span].count = -1 }
    do throws(FieldFault) {
      guard let bid = try parser.parse(splitter.record) else { return true }
      learn(bid, block, range)
      for note in parser.notes { columns.events.append((columns.count, .noted(note, line: line))) }
      if columns.notices.last?.notice(columns.noticeTexts) != bid.notice {
        columns.notices.append(
          CodedNotice(bid.notice) { known($0).code(in: stamp, &columns.noticeTexts) })
      }
      var firm = UInt32(columns.firms.count)
      if let key = splitter.raw(plan.firm, block, range) {
        firm = learn(bid.firm, key).code(in: stamp, &columns.firms)
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
