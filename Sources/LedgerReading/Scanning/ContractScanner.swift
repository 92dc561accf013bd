import CByteScan
import Procurement

/// Reads the contracts of a block in passing: one scanner a thread.
///
/// Whatever a field means was learned from the readable parser; a record that the scanner does not understand at once
/// goes to that parser, so that both agree on every contract, note and fault.
final class ContractScanner: RecordScanner {
  let plan: ContractScanPlan
  private var parser: ContractParser
  var categories = WordCache<Procurement.Category>(capacity: 64)
  var sizes = WordCache<FirmSize?>(capacity: 64)
  var localities = WordCache<Locality?>(capacity: 64)
  var classes = WordCache<ContractClass>(capacity: 256)
  var labels = WordCache<FiscalYear?>(capacity: 256)
  var dates = WordCache<PackedDate>(capacity: 8_192)
  var municipalities = WordCache<Bool>(capacity: 4_096)
  var populations = WordCache<Bool>(capacity: 64)
  var accounts = WordCache<Bool>(capacity: 64)
  /// Whether contracts may be added up by class at once.
  let addsUp: Bool
  /// How keys are put down from here on.
  var keyMemory: KeyMemory
  private var splitter: RecordSplitter

  let chunk = RecordChunk()
  /// The column of the chunk that is being looked at, and that of the keys.
  let field = FieldColumn()
  let keys = FieldColumn()
  /// What is to become of each record of the chunk.
  let fates = UnsafeMutablePointer<RecordFate>.allocate(capacity: RecordChunk.capacity)

  /// A scanner.
  ///
  /// - Parameters:
  ///   - plan: where everything stands.
  ///   - parser: the readable parser of the file.
  ///   - keyMemory: how keys are put down.
  ///   - addsUp: whether contracts may be added up by class.
  init(_ plan: ContractScanPlan, parser: ContractParser, keyMemory: KeyMemory, addsUp: Bool = false) {
    self.addsUp = addsUp
    self.plan = plan
    self.parser = parser
    self.keyMemory = plan.key == nil ? .none : keyMemory
    splitter = RecordSplitter(plan.layout)
  }

  deinit { fates.deallocate() }

  var layout: ScanLayout { plan.layout }

  func prepare(_ columns: ContractColumns, rows: Int) {
    columns.prepare(rows: rows)
  }

  /// The fingerprint of a key that is long, quoted or not ASCII, nil where the readable parser must read it.
  func slowFingerprint(_ key: ScannedField) -> UInt64? {
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

  // MARK: Records for the readable parser

  func takeReadably(
    _ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: ContractColumns
  ) -> Bool {
    takeReadably(block, start, stop, line: line, columns, putsKeyDown: true)
  }

  /// Takes a record through the readable parser and learns its words.
  ///
  /// - Returns: false where the record is no row of the table.
  func takeReadably(
    _ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: ContractColumns, putsKeyDown: Bool
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
      columns.append(row, line: line, start: start)
      if putsKeyDown { putDown(row.key, columns) }
    } catch {
      columns.hasCurrency = columns.hasCurrency || parser.currency != nil
      columns.events.append((columns.count, .rejected(record, error)))
    }
    return true
  }

  /// Puts the key of the last contract down.
  private func putDown(_ key: String?, _ columns: ContractColumns) {
    if keyMemory == .runs, let key, let ordered = OrderedKey(key) {
      columns.keys.append(KeyRun(first: ordered, last: ordered, count: 1))
    } else if keyMemory != .none {
      columns.fingerprints[columns.count - 1] = key.map(KeyFingerprint.of) ?? 0
      columns.keys.append(fingerprints: columns.count - 1..<columns.count)
    }
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
struct ContractClass {
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
