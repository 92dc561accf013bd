import CByteScan
import Procurement

/// Reads the contracts of a block in passing: one scanner a thread.
///
/// Whatever a field means was learned from the readable parser; a record that the scanner does not understand at once
/// goes to that parser, so that both agree on every contract, note and fault.
final class ContractScanner: RecordScanner {
  private let plan: ContractScanPlan
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
  private var splitter: RecordSplitter

  init(_ plan: ContractScanPlan, parser: ContractParser) {
    self.plan = plan
    self.parser = parser
    splitter = RecordSplitter(plan.layout)
  }

  var layout: ScanLayout { plan.layout }

  func prepare(_ columns: ContractColumns, rows: Int) {
    columns.prepare(rows: rows)
    columns.hasKeys = plan.key != nil
  }

  // MARK: Records that are understood at once

  /// Takes a record, or leaves it untouched and returns false where anything in it is not known yet.
  @inline(__always)
  func take(
    _ block: ByteBlock, _ start: Int, _ stop: Int, _ stops: UnsafePointer<UInt32>, line: Int,
    _ columns: ContractColumns
  ) -> Bool {
    let (bytes, last) = (block.bytes, plan.layout.width &- 1)
    @inline(__always)
    func field(_ column: Int) -> ScannedField {
      ScannedField(bytes, column, start: start, stop: stop, last: last, stops)
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
    if let years = plan.years, !years.contains(year.startYear) {
      columns.hasCurrency = true
      return leaveOut(columns)
    }
    let `class`: ContractClass
    if let (first, last) = plan.classColumns {
      // Three columns side by side are one look-up.
      let from = first == 0 ? start : Int(stops[first &- 1]) &+ 1
      let to = last == plan.layout.width &- 1 ? stop : Int(stops[last])
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
  private func fingerprint(_ key: ScannedField) -> UInt64? {
    // White space around a key does not belong to it.
    guard key.count > 0, key.address[0] > 0x20, key.address[key.count &- 1] > 0x20 else { return nil }
    if let bytes = key.bytes, bytes.isASCII, !key.wasQuoted { return bytes.hash }
    return slowFingerprint(key)
  }

  private func slowFingerprint(_ key: ScannedField) -> UInt64? {
    let bytes = UnsafeBufferPointer(start: key.address, count: key.count)
    guard !key.wasQuoted || !bytes.contains(UInt8(ascii: "\"")) else { return nil }
    if !bytes.contains(where: { $0 >= 0x80 }) { return KeyFingerprint.ofASCII(key.address, count: key.count) }
    var text = Record()
    text.bytes = Array(bytes)
    text.ends = [bytes.count]
    if plan.layout.isCP932, CP932.shared.decode(&text) != nil { return nil }
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
  func takeReadably(
    _ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: ContractColumns
  ) -> Bool {
    guard let isRow = splitter.split(block, start..<stop, line: line) else { return false }
    guard isRow else { return true }
    columns.read += 1
    let record = splitter.record
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

  /// The record of a contract that was taken, with its row as the readable parser has it.
  func reread(_ block: ByteBlock, from start: Int, line: Int) -> (record: Record, row: ContractParser.Row)? {
    guard splitter.split(block, start..<splitter.end(block, from: start), line: line) == true,
      let row = try? parser.parse(splitter.record)
    else { return nil }
    return (splitter.record, row)
  }

  /// That a contract stands twice.
  func repeated(_ key: String, first: (file: String, line: Int)) -> FieldFault {
    parser.repeated(key, first: first)
  }

  /// Learns the population, the account and the year of the current record, which may leave it out.
  private func learnGates(_ block: ByteBlock, _ range: Range<Int>) {
    let record = splitter.record
    if let column = plan.population, let isIn = try? parser.isOfPopulation(record),
      let key = splitter.raw(column, block, range)
    {
      populations.learn(key, isIn)
    }
    if let column = plan.account, let isIn = try? parser.isOfAccount(record),
      let key = splitter.raw(column, block, range)
    {
      accounts.learn(key, isIn)
    }
    if let column = plan.label, let label = parser.columns.value(.fiscalYear, in: record),
      let year = DateText.fiscalYear(label), let key = splitter.raw(column, block, range)
    {
      labels.learn(key, year)
    }
  }

  /// Learns what the words of the current record mean.
  private func learn(_ row: ContractParser.Row, _ block: ByteBlock, _ range: Range<Int>) {
    let contract = row.contract
    if let (first, last) = plan.classColumns {
      if let key = splitter.raw(first...last, block, range) { classes.learn(key, ContractClass(contract)) }
    }
    if let key = splitter.raw(plan.category, block, range) { categories.learn(key, contract.category) }
    if let column = plan.size, let key = splitter.raw(column, block, range) { sizes.learn(key, contract.size) }
    if let column = plan.locality, let key = splitter.raw(column, block, range) {
      localities.learn(key, contract.locality)
    }
    if let column = plan.label, let key = splitter.raw(column, block, range) {
      labels.learn(key, parser.columns.value(.fiscalYear, in: splitter.record) == nil ? nil : contract.year)
    }
    if let column = plan.date, let date = row.date, let key = splitter.raw(column, block, range) {
      dates.learn(key, PackedDate(date))
    }
    if let column = plan.municipality, !row.notes.contains(.wrongMunicipality),
      let key = splitter.raw(column, block, range)
    {
      municipalities.learn(key, true)
    }
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
