import CByteScan
import Procurement
import TabularReading

/// Reads the contracts of a block in passing: one scanner a thread.
///
/// Whatever a field means was learned from the readable parser; a record that the scanner does not understand at once
/// goes to that parser, so that both agree on every contract, note and fault.
final class ContractScanner: RecordScanner {
  let plan: ContractScanPlan
  private var parser: ContractParser
  var categories = WordMemory<Procurement.Category>(capacity: 256)
  var sizes = WordMemory<FirmSize?>(capacity: 256)
  var localities = WordMemory<Locality?>(capacity: 256)
  var classes = WordMemory<ContractClass>(capacity: 1_024)
  var labels = WordMemory<FiscalYear?>(capacity: 256)
  var dates = WordMemory<PackedDate>(capacity: 16_384)
  /// Whether a municipality's code is right.
  var municipalities = WordMemory<Bool>(capacity: 4_096)
  /// What leaves records out by one word of theirs, in the order of the reference parser.
  let gates: [Gate]
  /// The texts of each text column that were met.
  let memories: [TextMemory]
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
    self.keyMemory = plan.key.isEmpty ? .none : keyMemory
    splitter = RecordSplitter(plan.layout)
    gates =
      plan.filters.map { Gate($0.column, .filter($0.filter)) } + plan.telling.map { Gate($0.position, .telling($0)) }
      + [
        plan.population.map { Gate($0, .population) }, plan.account.map { Gate($0, .account) },
        plan.currencyColumn.map { Gate($0, .currency) },
      ].compactMap(\.self)
    memories = plan.texts.map { _ in TextMemory() }
  }

  deinit { fates.deallocate() }

  var layout: ScanLayout { plan.layout }

  func prepare(_ columns: ContractColumns, rows: Int) {
    columns.prepare(rows: rows)
    for memory in memories where memory.isFull { memory.reset() }
  }

  func finish(_ columns: ContractColumns) {
    columns.textValues = memories.map { ($0.values, $0.lineage) }
  }

  /// The fingerprint of a key that is long, quoted or not ASCII, nil where the reference parser must read it.
  func slowFingerprint(_ key: ScannedField) -> UInt64? {
    let bytes = UnsafeBufferPointer(start: key.address, count: key.count)
    let isTrimmed = (bytes.first ?? 0) > 0x20 && (bytes.last ?? 0) > 0x20
    if isTrimmed, !bytes.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\"") }) {
      return KeyFingerprint.ofASCII(key.address, count: key.count)
    }
    return key.text(isCP932: plan.layout.isCP932).flatMap { $0.isEmpty ? nil : KeyFingerprint.of(WordFolding.name($0)) }
  }

  /// The fingerprint of a key in several columns of a record of the chunk.
  func joinedFingerprint(_ row: Int, _ block: ByteBlock) -> UInt64? {
    joined(plan.key, row, block).map { KeyFingerprint.of(WordFolding.name($0)) }
  }

  /// The text of several columns of a record of the chunk, as the reference parser joins them.
  func joined(_ list: [Int], _ row: Int, _ block: ByteBlock) -> String? {
    var parts: [String] = []
    for column in list {
      guard let text = scanned(column, row, block).text(isCP932: plan.layout.isCP932) else { return nil }
      parts.append(text)
    }
    return parts.joined(separator: " / ")
  }

  /// A field of a record of the chunk.
  func scanned(_ column: Int, _ row: Int, _ block: ByteBlock) -> ScannedField {
    ScannedField(
      block.bytes, column, start: Int(chunk.starts[row]), stop: Int(chunk.ends[row]), last: plan.layout.width - 1,
      block.stops + Int(chunk.firstStops[row]))
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
      let row: ContractParser.Row
      switch try parser.take(record) {
      case .contract(let contract): row = contract
      case .left(let reason):
        if reason == .condition { columns.filtered += 1 } else { columns.leftOut.append((reason, line)) }
        columns.hasCurrency = columns.hasCurrency || parser.currency != nil
        return true
      }
      learn(row, block, start..<stop)
      columns.hasCurrency = true
      let codes = memories.indices.map { memories[$0].code(of: row.contract.texts[plan.texts[$0].text]) }
      columns.append(row, codes: codes, line: line, start: start)
      if putsKeyDown { putDown(row.key, columns) }
    } catch {
      columns.hasCurrency = columns.hasCurrency || parser.currency != nil
      columns.rejections.append(.init(position: columns.count, record: record, fault: error))
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

  /// Learns what leaves the current record out: a word of a gate, or its year.
  private func learnGates(_ block: ByteBlock, _ range: Range<Int>) {
    let record = splitter.record
    for gate in gates {
      let isIn: Bool? =
        switch gate.kind {
        case .filter(let filter): filter.values.contains(record.text(gate.column)) == filter.keeps
        case .population: try? parser.isOfPopulation(record)
        case .account: try? parser.isOfAccount(record)
        // Where no currency was chosen, another one is a fault, which the reference parser words.
        case .currency: parser.isOfCurrency(record, plan.currency)
        // What is telling is a fault, which the reference parser words.
        case .telling(let column): TellingColumns.passes(record.text(gate.column), column) ? true : nil
        }
      if let isIn {
        splitter.withBytes(gate.column...gate.column, block, range) { gate.words.learn($0, count: $1, isIn) }
      }
    }
    if let column = plan.label, let label = parser.columns.value(.fiscalYear, in: record),
      let year = DateText.fiscalYear(label)
    {
      splitter.withBytes(column...column, block, range) { labels.learn($0, count: $1, year) }
    }
  }

  /// Learns what the words of the current record mean.
  private func learn(_ row: ContractParser.Row, _ block: ByteBlock, _ range: Range<Int>) {
    let contract = row.contract
    /// Calls `body` with the bytes of a column, where the plan has it.
    func with(_ column: Int?, _ body: (UnsafePointer<UInt8>, Int) -> Void) {
      if let column { splitter.withBytes(column...column, block, range, body) }
    }
    if let (first, last) = plan.classColumns {
      splitter.withBytes(first...last, block, range) { classes.learn($0, count: $1, ContractClass(contract)) }
    }
    with(plan.category) { categories.learn($0, count: $1, contract.category) }
    with(plan.size) { sizes.learn($0, count: $1, contract.size) }
    with(plan.locality) { localities.learn($0, count: $1, contract.locality) }
    let hasLabel = parser.columns.value(.fiscalYear, in: splitter.record) != nil
    with(plan.label) { labels.learn($0, count: $1, hasLabel ? contract.year : nil) }
    if let date = row.date { with(plan.date) { dates.learn($0, count: $1, PackedDate(date)) } }
    with(plan.municipality) { municipalities.learn($0, count: $1, !row.notes.contains(.wrongMunicipality)) }
  }
}

/// What leaves records out by one word of theirs.
final class Gate {
  enum Kind {
    case filter(RowFilter)
    case population, account, currency
    case telling(TellingColumns.Column)
  }

  let column: Int
  let kind: Kind
  /// Whether a record with a word passes.
  var words = WordMemory<Bool>(capacity: 4_096)

  init(_ column: Int, _ kind: Kind) { (self.column, self.kind) = (column, kind) }
}

/// What decides on the cell of a contract beside its year.
struct ContractClass {
  var category: Procurement.Category?
  var size: FirmSize?
  var locality: Locality?

  init() {}

  init(_ contract: Contract) {
    (category, size, locality) = (contract.category, contract.size, contract.locality)
  }
}
