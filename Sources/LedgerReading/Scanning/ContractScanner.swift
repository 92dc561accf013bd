import CByteScan
import Procurement

/// Reads the contracts of a block in passing: one scanner a thread.
///
/// Whatever a field means was learned from the readable parser; a record that the scanner does not understand at once
/// goes to that parser, so that both agree on every contract, note and fault.
final class ContractScanner {
  /// Where the records of a block end.
  struct Extent {
    /// The first byte of the first record, nil where no record begins in the block.
    var first: Int?
    /// Where the record behind the last one begins.
    var next = 0
    /// The line ends in the block before that.
    var lines = 0
    /// Whether the records from `next` on are for the readable reader: it will say what is wrong with them.
    var isCut = false
  }

  private let plan: ScanPlan
  private var parser: ContractParser
  private var categories = WordCache<Procurement.Category>(capacity: 64)
  private var sizes = WordCache<FirmSize?>(capacity: 64)
  private var localities = WordCache<Locality?>(capacity: 64)
  private var classes = WordCache<ContractClass>(capacity: 256)
  private var labels = WordCache<FiscalYear?>(capacity: 256)
  private var dates = WordCache<PackedDate>(capacity: 8_192)
  private var municipalities = WordCache<Bool>(capacity: 4_096)
  private var populations = WordCache<Bool>(capacity: 64)
  private var accounts = WordCache<Bool>(capacity: 64)
  /// The label that came last: ledgers are mostly sorted by year.
  private var lastLabel: (key: FieldBytes, year: FiscalYear?)?
  private var record = Record()
  private var machine: CSVStateMachine

  init(_ plan: ScanPlan, parser: ContractParser) {
    self.plan = plan
    self.parser = parser
    machine = CSVStateMachine(delimiter: plan.delimiter)
  }

  /// Reads the records that begin in the main part of a block.
  ///
  /// - Parameters:
  ///   - block: a block with its punctuation listed.
  ///   - isInside: whether the block begins within quotes.
  ///   - columns: takes the contracts.
  /// - Returns: nil where the last record does not end in the block.
  func scan(_ block: ByteBlock, isInside: Bool, into columns: ContractColumns) -> Extent? {
    columns.prepare(rows: block.endCount + 1)
    columns.hasKeys = plan.key != nil
    var extent = Extent()
    let (bytes, ends, endCount) = (block.bytes, block.ends, block.endCount)
    guard let first = firstRecord(block, isInside: isInside) else { return extent }
    var (start, end, delimiter, line) = (first.start, first.end, 0, 0)
    guard start < block.mainCount else { return extent }
    extent.first = start
    let (delimiters, lineEnds, lineEndCount) = (block.delimiters, block.lineEnds, block.lineEndCount)
    while Int(delimiters[delimiter]) < start { delimiter += 1 }
    let last = plan.width - 1
    while start < block.mainCount {
      guard end < endCount else {
        guard start < block.count else { break }
        return nil
      }
      let next = Int(ends[end])
      end &+= 1
      // An LF ends the line together with the CR before it.
      let stop = next > start && bytes[next] == 0x0A && bytes[next &- 1] == 0x0D ? next &- 1 : next
      while line < lineEndCount, Int(lineEnds[line]) < start { line &+= 1 }
      if stop > start {
        // Of a very long record the readable parser counts the bytes.
        let isWhole =
          stop &- start < 1 << 20 && Int(delimiters[delimiter &+ last &- 1]) < stop
          && Int(delimiters[delimiter &+ last]) >= stop
        if isWhole, take(block, start, stop, delimiters + delimiter, line: line, columns) {
          delimiter &+= last
        } else {
          guard takeReadably(block, start, stop, line: line, columns) else {
            extent.isCut = true
            break
          }
          while Int(delimiters[delimiter]) < next { delimiter &+= 1 }
        }
      }
      start = next &+ 1
    }
    extent.next = start
    while line < lineEndCount, Int(lineEnds[line]) < start { line &+= 1 }
    extent.lines = line
    guard !plan.isCP932 || isValidCP932(block, first.start..<start) else { return Extent(isCut: true) }
    return extent
  }

  /// The first record that begins in a block, and which of the block's ends is its own.
  private func firstRecord(_ block: ByteBlock, isInside: Bool) -> (start: Int, end: Int)? {
    let (before, first) = (block.bytes[-1], block.bytes[0])
    if !isInside {
      if before == 0x0A || before == 0x0D && first != 0x0A { return (0, 0) }
      if before == 0x0D { return (1, 1) }
    }
    return block.endCount > 0 ? (Int(block.ends[0]) + 1, 1) : nil
  }

  private func isValidCP932(_ block: ByteBlock, _ range: Range<Int>) -> Bool {
    CP932.shared.valid.withUnsafeBufferPointer { valid in
      CP932.leads.withUnsafeBufferPointer { leads in
        bytescan_valid_double_byte(
          block.bytes + range.lowerBound, range.count, valid.baseAddress, leads.baseAddress) != 0
      }
    }
  }

  // MARK: Records that are understood at once

  /// A field without its quotes.
  private struct Field {
    var address: UnsafePointer<UInt8>
    var count: Int
    var wasQuoted: Bool
    var bytes: FieldBytes? {
      @inline(__always) get { count <= FieldBytes.limit ? FieldBytes(address, count: count) : nil }
    }
  }

  /// Takes a record, or leaves it untouched and returns false where anything in it is not known yet.
  @inline(__always)
  private func take(
    _ block: ByteBlock, _ start: Int, _ stop: Int, _ delimiters: UnsafePointer<UInt32>, line: Int,
    _ columns: ContractColumns
  ) -> Bool {
    let (bytes, last) = (block.bytes, plan.width - 1)
    @inline(__always)
    func field(_ column: Int) -> Field {
      var from = column == 0 ? start : Int(delimiters[column &- 1]) &+ 1
      var to = column == last ? stop : Int(delimiters[column])
      let isQuoted = to &- from >= 2 && bytes[from] == 0x22
      if isQuoted {
        from &+= 1
        to &-= 1
      }
      return Field(address: UnsafePointer(bytes + from), count: to &- from, wasQuoted: isQuoted)
    }
    @inline(__always)
    func word(_ column: Int) -> FieldBytes? { field(column).bytes }
    if let column = plan.population {
      guard let key = word(column), let isIn = populations.value(of: key) else { return false }
      guard isIn else { return leaveOut(columns) }
    }
    if let column = plan.account {
      guard let key = word(column), let isIn = accounts.value(of: key) else { return false }
      guard isIn else { return leaveOut(columns) }
    }
    let digits = field(plan.amount)
    guard let written = PlainDigits.value(digits.address, count: digits.count) else { return false }
    let (amount, overflow) = written.multipliedReportingOverflow(by: plan.unit)
    guard !overflow else { return false }
    var year: FiscalYear?
    if let column = plan.label {
      guard let key = word(column) else { return false }
      if let lastLabel, lastLabel.key == key {
        year = lastLabel.year
      } else {
        guard let known = labels.value(of: key) else { return false }
        year = known
        lastLabel = (key, known)
      }
    }
    var date: PackedDate?
    if let column = plan.date {
      let text = field(column)
      if text.count > 0 {
        if let plain = PlainDigits.date(text.address, count: text.count) {
          date = plain
        } else {
          guard let key = text.bytes, let known = dates.value(of: key) else { return false }
          date = known
        }
      }
    }
    if let date {
      let ofDate = date.fiscalYear
      guard year == nil || year?.startYear == ofDate else { return false }
      if year == nil { year = FiscalYear(startingIn: ofDate) }
    }
    guard let year else { return false }
    let `class`: ContractClass
    if let (first, last) = plan.classColumns {
      // Three columns side by side are one look-up.
      let from = first == 0 ? start : Int(delimiters[first &- 1]) &+ 1
      let to = last == plan.width - 1 ? stop : Int(delimiters[last])
      guard to &- from <= FieldBytes.limit,
        let known = classes.value(of: FieldBytes(bytes + from, count: to &- from))
      else { return false }
      `class` = known
    } else {
      guard let known = self.class(at: word) else { return false }
      `class` = known
    }
    var fingerprint: UInt64 = 0
    if let column = plan.key {
      guard let known = self.fingerprint(field(column)) else { return false }
      fingerprint = known
    }
    if let column = plan.vendorID {
      let text = field(column)
      // Thirteen digits take at least as many bytes, in any width; anything else has no check digit to be wrong.
      guard text.count < 13 || text.count == 13 && !PlainDigits.isWrongCorporateNumber(text.address) else {
        return false
      }
    }
    if let column = plan.municipality {
      guard let key = word(column), municipalities.value(of: key) != nil else { return false }
    }
    columns.read &+= 1
    columns.hasCurrency = true
    if let least = plan.amountsAbove, amount <= least {
      columns.filtered &+= 1
      return true
    }
    append(columns, year, `class`, amount, line: line, date, fingerprint, start)
    return true
  }

  /// Category, size and locality, each from its own column.
  private func `class`(at word: (Int) -> FieldBytes?) -> ContractClass? {
    guard let key = word(plan.category), let category = categories.value(of: key) else { return nil }
    var known = ContractClass(category: category)
    if let column = plan.locality {
      guard let key = word(column), let locality = localities.value(of: key) else { return nil }
      known.locality = locality
    }
    if let column = plan.size {
      guard let key = word(column), let size = sizes.value(of: key) else { return nil }
      known.size = size
    }
    return known
  }

  @inline(__always)
  private func leaveOut(_ columns: ContractColumns) -> Bool {
    columns.read &+= 1
    columns.filtered &+= 1
    return true
  }

  /// The fingerprint of a key, or nil where it is empty or for the readable parser.
  @inline(__always)
  private func fingerprint(_ key: Field) -> UInt64? {
    // White space around a key does not belong to it.
    guard key.count > 0, key.address[0] > 0x20, key.address[key.count &- 1] > 0x20 else { return nil }
    if let bytes = key.bytes, bytes.isASCII, !key.wasQuoted { return bytes.hash }
    return slowFingerprint(key)
  }

  private func slowFingerprint(_ key: Field) -> UInt64? {
    let bytes = UnsafeBufferPointer(start: key.address, count: key.count)
    guard !key.wasQuoted || !bytes.contains(UInt8(ascii: "\"")) else { return nil }
    if !bytes.contains(where: { $0 >= 0x80 }) { return KeyFingerprint.ofASCII(key.address, count: key.count) }
    var text = Record()
    text.bytes = Array(bytes)
    text.ends = [bytes.count]
    if plan.isCP932, CP932.shared.decode(&text) != nil { return nil }
    let trimmed = text.text(0)
    return trimmed.isEmpty ? nil : KeyFingerprint.of(trimmed)
  }

  @inline(__always)
  private func append(
    _ columns: ContractColumns, _ year: FiscalYear, _ class: ContractClass, _ amount: Int64, line: Int,
    _ date: PackedDate?, _ fingerprint: UInt64, _ start: Int
  ) {
    let row = columns.count
    columns.years[row] = year
    columns.categories[row] = `class`.category
    columns.sizes[row] = `class`.size
    columns.localities[row] = `class`.locality
    columns.amounts[row] = amount
    columns.lines[row] = line
    columns.fingerprints[row] = fingerprint
    columns.dates[row] = date ?? .none
    columns.starts[row] = UInt32(truncatingIfNeeded: start)
    columns.count = row &+ 1
    if let date { columns.note(date, year: year.startYear) }
  }

  // MARK: Records for the readable parser

  /// Takes a record through the readable parser and learns its words.
  ///
  /// - Returns: false where the record is no row of the table.
  private func takeReadably(
    _ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: ContractColumns
  ) -> Bool {
    guard split(block, start..<stop) else { return false }
    guard !record.isBlank else { return true }
    guard record.count == plan.width else { return false }
    columns.read += 1
    record.line = line
    do throws(FieldFault) {
      learnGates(block, start..<stop)
      guard let row = try parser.parse(record) else {
        columns.filtered += 1
        columns.hasCurrency = columns.hasCurrency || parser.currency != nil
        return true
      }
      learn(row, block, start..<stop)
      columns.hasCurrency = true
      for note in row.notes { columns.events.append((columns.count, .noted(note, line: line))) }
      let contract = row.contract
      append(
        columns, contract.year, ContractClass(contract), contract.amount.value, line: line,
        row.date.map(PackedDate.init),
        row.key.map(KeyFingerprint.of) ?? 0, start)
    } catch {
      columns.hasCurrency = columns.hasCurrency || parser.currency != nil
      columns.events.append((columns.count, .rejected(record, error)))
    }
    return true
  }

  /// Splits and decodes a record; false where its bytes are not valid.
  private func split(_ block: ByteBlock, _ range: Range<Int>) -> Bool {
    record.removeAll()
    machine = CSVStateMachine(delimiter: plan.delimiter)
    for position in range {
      let byte = block.bytes[position]
      switch machine.take(byte) {
      case .content: record.bytes.append(byte)
      case .skipped: break
      case .endOfField: record.ends.append(record.bytes.count)
      case .endOfRecord, .textAfterQuote: return false
      }
    }
    record.ends.append(record.bytes.count)
    return record.bytes.count <= CSVReader.recordLimit && (!plan.isCP932 || CP932.shared.decode(&record) == nil)
  }

  /// The record of a contract that was taken, with its row as the readable parser has it.
  func reread(_ block: ByteBlock, from start: Int, line: Int) -> (record: Record, row: ContractParser.Row)? {
    var stop = start
    machine = CSVStateMachine(delimiter: plan.delimiter)
    while stop < block.count, machine.take(block.bytes[stop]) != .endOfRecord { stop += 1 }
    guard split(block, start..<stop) else { return nil }
    record.line = line
    guard let row = try? parser.parse(record) else { return nil }
    return (record, row)
  }

  /// That a contract stands twice.
  func repeated(_ key: String, first: (file: String, line: Int)) -> FieldFault {
    parser.repeated(key, first: first)
  }

  /// Learns the population and the account of the current record.
  private func learnGates(_ block: ByteBlock, _ range: Range<Int>) {
    if let column = plan.population, let isIn = try? parser.isOfPopulation(record), let key = raw(column, block, range)
    {
      populations.learn(key, isIn)
    }
    if let column = plan.account, let isIn = try? parser.isOfAccount(record), let key = raw(column, block, range) {
      accounts.learn(key, isIn)
    }
  }

  /// Learns what the words of the current record mean.
  private func learn(_ row: ContractParser.Row, _ block: ByteBlock, _ range: Range<Int>) {
    let contract = row.contract
    if let (first, last) = plan.classColumns {
      if let key = raw(first...last, block, range, keepsQuotes: true) { classes.learn(key, ContractClass(contract)) }
    }
    if let key = raw(plan.category, block, range) { categories.learn(key, contract.category) }
    if let column = plan.size, let key = raw(column, block, range) { sizes.learn(key, contract.size) }
    if let column = plan.locality, let key = raw(column, block, range) { localities.learn(key, contract.locality) }
    if let column = plan.label, let key = raw(column, block, range) {
      labels.learn(key, parser.columns.value(.fiscalYear, in: record) == nil ? nil : contract.year)
    }
    if let column = plan.date, let date = row.date, let key = raw(column, block, range) {
      dates.learn(key, PackedDate(date))
    }
    if let column = plan.municipality, !row.notes.contains(.wrongMunicipality), let key = raw(column, block, range) {
      municipalities.learn(key, true)
    }
  }

  /// The bytes of a field as they stand in the file, without the quotes around it.
  private func raw(_ column: Int, _ block: ByteBlock, _ range: Range<Int>) -> FieldBytes? {
    raw(column...column, block, range, keepsQuotes: false)
  }

  /// The bytes of neighbouring fields as they stand in the file.
  private func raw(
    _ columns: ClosedRange<Int>, _ block: ByteBlock, _ range: Range<Int>, keepsQuotes: Bool
  ) -> FieldBytes? {
    machine = CSVStateMachine(delimiter: plan.delimiter)
    var (from, to, field) = (range.lowerBound, range.upperBound, 0)
    for position in range where machine.take(block.bytes[position]) == .endOfField {
      if field == columns.upperBound {
        to = position
        break
      }
      field += 1
      if field == columns.lowerBound { from = position + 1 }
    }
    if !keepsQuotes, to - from >= 2, block.bytes[from] == UInt8(ascii: "\"") { (from, to) = (from + 1, to - 1) }
    return to - from <= FieldBytes.limit ? FieldBytes(block.bytes + from, count: to - from) : nil
  }
}

/// What decides on the cell of a contract beside its year.
private struct ContractClass {
  var category: Procurement.Category
  var size: FirmSize?
  var locality: Locality?

  init(category: Procurement.Category) {
    self.category = category
  }

  init(_ contract: Contract) {
    (category, size, locality) = (contract.category, contract.size, contract.locality)
  }
}
