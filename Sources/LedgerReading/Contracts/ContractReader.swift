import Procurement
import TabularReading

/// Reads contract ledgers, in whatever format, into batches.
///
/// By default the first row that cannot be used stops the reading; with a place for rejected rows they go there
/// and the rest is read. Structural faults always stop it.
public struct ContractReader {
  /// How the ledgers are to be read.
  public struct Options: Sendable {
    /// How columns and words become contracts.
    public var mapping = LedgerMapping.canonical
    /// A mapping for each file, where one is not enough.
    public var mappings: [LedgerMapping] = []
    /// What is known of the files' layout; it goes before what a mapping says.
    public var layout = FileLayout()
    /// How contracting processes become contracts; it goes before what a mapping says.
    public var ocds = OCDSOptions()
    /// Which contracts count.
    public var population = PopulationFilter.table1
    /// What to do with a contract that stands twice.
    public var repeatedContracts = RepeatedContractPolicy.error
    /// Whether rows of batches may stand for several contracts of one year, category, size and locality, which is faster
    /// where nothing else of them is wanted. An error may then not be the first one of the files.
    public var addsUp = false
    /// The texts that batches shall carry.
    public var texts: Set<ContractText> = []
    /// Texts that will be wanted of a few contracts only: where that is faster they are left in the file, from which
    /// `ContractTexts` fetches them by their place.
    public var fetchedTexts: Set<ContractText> = []
    /// Whether the fingerprints of all contract keys are wanted at the end: others may read other pieces.
    public var keepsFingerprints = false
    /// Whether the SHA-256 of each file is wanted.
    public var hashesFiles = false
    /// How large files are read; contracts, errors and accounts do not depend on it.
    public var scan = ScanOptions()

    /// The options for Table 1 from canonical files.
    public init() {}
  }

  let options: Options
  let inputs: [InputFile]
  let mappings: [LedgerMapping]
  let rejects: ((RejectedRow) throws -> Void)?
  /// The contracting processes of those files that are OCDS.
  let processes: OCDSCollection
  var repeated: RepeatedContracts
  var amendments = AmendmentLedger()
  var assigners: [String: SizeAssigner] = [:]
  /// The encoding of each input whose texts were left in it.
  var fetchable: [Int: TextEncoding?] = [:]
  var summary = ReadingSummary()
  /// The patterns of the mapping that fitted nothing, by file and field.
  private var unusedPatterns: [[LedgerField: [String]]] = []

  /// A reader of some files.
  ///
  /// - Parameters:
  ///   - inputs: the files in order.
  ///   - options: how to read them.
  ///   - rejects: takes rows that cannot be used; nil makes the first of them an error.
  public init(_ inputs: [InputFile], options: Options, rejects: ((RejectedRow) throws -> Void)? = nil) {
    self.inputs = inputs
    self.options = options
    self.rejects = rejects
    mappings = inputs.indices.map { index in
      var mapping = options.mappings.indices.contains(index) ? options.mappings[index] : options.mapping
      mapping.layout = mapping.layout.overridden(by: options.layout)
      mapping.ocds = mapping.ocds.overridden(by: options.ocds)
      return mapping
    }
    processes = OCDSCollection(
      inputs, options: mappings.map(\.processOptions), purpose: .contracts, hashing: options.hashesFiles)
    // Where a repetition ends the reading anyway, keys need not be compared before the end.
    // Rows of several sheets have no place of their own by which they could be found again.
    let canReadAgain =
      options.repeatedContracts == .error && !mappings.contains { $0.layout.sheet == SheetChoice.all }
    repeated = RepeatedContracts(
      !canReadAgain ? .keys : rejects == nil ? .list(takesRuns: !options.keepsFingerprints) : .fingerprints,
      keepsAll: options.keepsFingerprints)
  }

  /// The fingerprints of the keys of the contracts that were read, ascending, where they are wanted.
  public var keyFingerprints: [UInt64] { options.keepsFingerprints ? repeated.sortedFingerprints : [] }

  /// Reads all files.
  ///
  /// - Parameter body: takes each batch together with the file from which it comes.
  /// - Returns: what became of every row.
  /// - Throws: `DataError`, or what `body` throws.
  /// - Complexity: O(bytes) time; memory for one batch and 8 to 10 bytes a contract key, or for all contracts where
  ///   amendments are put together.
  public mutating func read(_ body: (ContractBatch, InputFile) throws -> Void) throws -> ReadingSummary {
    do {
      try readAll(body)
    } catch {
      try findRepetition()
      throw error
    }
    try findRepetition()
    return summary
  }

  private mutating func readAll(_ body: (ContractBatch, InputFile) throws -> Void) throws {
    summary = ReadingSummary()
    summary.mappings = mappings
    unusedPatterns = []
    if let other = mappings.firstIndex(where: { $0.taxBasis != mappings[0].taxBasis }) {
      throw DataError(.taxBasesDiffer(mappings[0].taxBasis, mappings[other].taxBasis), file: inputs[other].path)
    }
    var prints = [ContentPrint](repeating: ContentPrint(), count: inputs.count)
    let hasSeveral = inputs.count > 1
    for index in inputs.indices {
      let account = try read(index) { batch, input in
        if hasSeveral { prints[index].add(batch) }
        try body(batch, input)
      }
      summary.files.append(account)
      // A header may state the basis as well.
      let stated = summary.mappings[...index].map(\.taxBasis).filter { $0 != .unstated }
      if let first = stated.first, let last = stated.last, first != last {
        throw DataError(.taxBasesDiffer(first, last), file: inputs[index].path)
      }
    }
    try refuseRepeatedFiles(prints)
    try settleAmendments(body)
    try refuseUnusedPatterns()
  }

  /// Refuses a pattern of a mapping that fitted nothing in any of its files, where all their rows were looked at.
  private func refuseUnusedPatterns() throws(DataError) {
    for (name, places) in Dictionary(grouping: mappings.indices, by: { mappings[$0].name }).sorted(by: {
      $0.key < $1.key
    }) {
      let isWhole = places.allSatisfy { place in
        let file = summary.files[place]
        return file.rejected == 0 && file.filtered == file.leftOut.values.reduce(0) { $0 + $1.count }
      }
      guard isWhole, let first = places.first, inputs[first].span == nil else { continue }
      for (field, patterns) in unusedPatterns[first].sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let unused = patterns.first { pattern in
          places.allSatisfy { unusedPatterns[$0][field]?.contains(pattern) ?? false }
        }
        let file = name == LedgerMapping.canonical.name ? inputs[first].path : name
        if let unused { throw DataError(.unusedPattern(unused, field: field.rawValue), file: file) }
      }
    }
  }

  /// Compares the keys that were only put down: where two are alike, everything up to there is read again, key by key.
  ///
  /// - Throws: `DataError` for the first contract that stands twice.
  private func findRepetition() throws {
    guard let list = repeated.list, list.isSuspicious(threads: options.scan.threads) else { return }
    var again = self
    // Runs that overlap say little; fingerprints that are alike say nearly everything.
    again.repeated = RepeatedContracts(list.takesRuns ? .list(takesRuns: false) : .fingerprints, limit: list.count)
    do { _ = try again.read { _, _ in } } catch is RepeatedContracts.Exhausted {}
  }

  private mutating func read(
    _ index: Int, _ take: (ContractBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary.File {
    let (input, mapping) = (inputs[index], mappings[index])
    var table = try open(index, hashing: options.hashesFiles)
    let texts = options.texts.union(options.fetchedTexts)
    var parser = try makeParser(index, table.header, texts: texts)
    table.expect(days: parser.columns.positions(of: [.date]), amounts: parser.columns.positions(of: [.amount]))
    table.statesUnit = parser.statesUnit
    try table.requireReadable(parser.columns.used)
    var assigner = try assigner(mapping)
    var account = ReadingSummary.File(name: input.path)
    (account.units, account.hasKeys) = (parser.units.found, parser.hasKeys)
    let units = parser.textUnits
    func body(_ batch: ContractBatch, _ input: InputFile) throws {
      var batch = batch
      batch.units = units
      try take(batch, input)
    }
    // What stands in contracting processes beside the columns that are made of them, their source tells.
    if table.source.format != .ocds { account.unreadColumns = parser.unreadColumns }
    var batch = ContractBatch(texts: texts)
    var record = Record()
    var scanFrom: Int? = 0
    // Ledgers are mostly sorted by date: what came last is mostly of the same year.
    var latest: (year: FiscalYear, date: CivilDate)?
    while true {
      if repeated.isExhausted { throw RepeatedContracts.Exhausted() }
      if let place = scanFrom, let source = table.unreadCSV, source.reader.place.offset >= place {
        scanFrom = try scan(index, source, &parser, &assigner, table.header, &account, &batch, body)
        if account.read > 0 { table.noteRecords() }
      }
      if let frame = table.unreadFrame, frame.position == 0 {
        try scan(index, frame, &parser, table.header, &account, &batch, body)
        if account.read > 0 { table.noteRecords() }
      }
      guard try table.next(&record) else { break }
      account.read += 1
      do throws(FieldFault) {
        if let fault = table.source.records.fault(of: record, header: table.header) { throw fault }
        var row: ContractParser.Row
        switch try parser.take(record) {
        case .contract(let contract): row = contract
        case .left(let reason):
          account.leave(reason, line: record.line)
          continue
        }
        if let policy = mapping.amendments {
          if let kind = assigner?.assign(&row) { summary.count(kind, row.contract.amount.value) }
          account.add(row)
          try amendments.add(row, policy: policy, input: index)
          continue
        }
        guard try isNew(row.key, at: Place(input: index, line: record.line), parser) else {
          account.leave(.repeated, line: record.line)
          continue
        }
        if let kind = assigner?.assign(&row) { summary.count(kind, row.contract.amount.value) }
        account.add(row)
        if let date = row.date, latest?.year != row.contract.year || date > latest?.date ?? date {
          latest = (row.contract.year, date)
          summary.extend(row)
        }
        batch.append(row.contract)
      } catch {
        try reject(record, error, header: table.header, file: input)
        account.rejected += 1
      }
      if batch.count >= ContractBatch.capacity {
        try body(batch, input)
        batch.removeAll()
      }
    }
    if batch.count > 0 { try body(batch, input) }
    account.note(table)
    noteNearKeys(index, below: table.finding, in: &account)
    unusedPatterns.append(parser.columns.unusedPatterns)
    if parser.mapping.taxBasis != .unstated { summary.mappings[index].taxBasis = parser.mapping.taxBasis }
    summary.currency = parser.currency
    if let assigner, let file = mapping.roster.file { assigners[file] = assigner }
    return account
  }

  func open(_ index: Int, hashing: Bool = false) throws(DataError) -> RecordTable {
    try RecordTable(
      inputs[index], wanted: mappings[index].contracts.wanted, layout: mappings[index].layout, hashing: hashing,
      processes: OCDSProcesses(all: processes, input: index))
  }

  func makeParser(
    _ index: Int, _ header: Header, texts: Set<ContractText>
  ) throws(DataError) -> ContractParser {
    try refusePublishedTable(header, mappings[index], inputs[index].path)
    return try ContractParser(
      mappings[index], header: header, population: options.population, texts: texts, currency: summary.currency)
  }

  /// Refuses a table of shares as it was published: its rows are sums, and would be counted as contracts.
  private func refusePublishedTable(
    _ header: Header, _ mapping: LedgerMapping, _ file: String
  ) throws(DataError) {
    let own: [LedgerField] = [.contract, .date, .vendor, .vendorID, .title]
    guard mapping.name == LedgerMapping.canonical.name, FileContent(names: header.names) == .publishedTable,
      header.matches(own.map(\.knownHeaders)) == 0
    else { return }
    throw DataError(
      .missingColumn(names: LedgerField.contract.knownHeaders, nearest: nil, present: header.names), file: file,
      line: header.line)
  }

  /// What assigns sizes from the mapping's roster, which is read once.
  private mutating func assigner(_ mapping: LedgerMapping) throws(DataError) -> SizeAssigner? {
    guard let file = mapping.roster.file else { return nil }
    if summary.matches == nil { summary.matches = RosterMatches() }
    if let known = assigners[file] { return known }
    let roster = try FirmRosterReader.read(InputFile(file), mapping: mapping.roster)
    return SizeAssigner(roster, normalizes: mapping.roster.normalizesNames, rule: mapping.jointVentures)
  }

  /// Sets a row aside, or stops at it.
  func reject(_ record: borrowing Record, _ fault: FieldFault, header: Header, file: InputFile) throws {
    var error = DataError(
      fault.problem, file: file.path, line: record.line, column: fault.column.map { header.column($0) })
    error.place = OCDSRow.place(of: record, column: fault.column, header: header)
    guard let rejects, error.concernsOneRow else {
      throw rejects == nil && error.concernsOneRow ? readOn(error, record) : error
    }
    try rejects(RejectedRow(error: error, value: fault.value, fields: record.fields))
  }
}

// Contracts that stand twice.
extension ContractReader {
  /// A record among all inputs; one file may be given twice.
  struct Place {
    var input: Int
    var line: Int
  }

  /// Whether a contract counts: its key is new, or repeated keys may stay.
  ///
  /// - Throws: `FieldFault` for a repeated key.
  private mutating func isNew(_ key: String?, at place: Place, _ parser: ContractParser) throws(FieldFault) -> Bool {
    guard options.repeatedContracts != .keep, let key else { return true }
    switch repeated.add(key) {
    case .new: return true
    case .repeated where options.repeatedContracts == .first: return false
    case .repeated: throw parser.repeated(key, first: nil)
    case .suspected:
      guard let first = firstOccurrence(of: key, before: place) else { return true }
      throw parser.repeated(key, first: (inputs[first.input].path, first.line))
    }
  }

  /// Reads the files again up to a place, looking for a key.
  func firstOccurrence(of key: String, before place: Place) -> Place? {
    for index in 0...place.input {
      guard var table = try? open(index), var parser = try? makeParser(index, table.header, texts: []) else {
        return nil
      }
      table.expect(days: parser.columns.positions(of: [.date]), amounts: [])
      var record = Record()
      while (try? table.next(&record)) == true {
        if index == place.input, record.line >= place.line { return nil }
        if case .contract(let row)? = try? parser.take(record), row.key == key {
          return Place(input: index, line: record.line)
        }
      }
    }
    return nil
  }

  /// Hands the contracts on that were put together from several rows.
  private mutating func settleAmendments(_ body: (ContractBatch, InputFile) throws -> Void) throws {
    for index in inputs.indices {
      var batch = ContractBatch(texts: options.texts.union(options.fetchedTexts))
      for state in amendments.contracts(from: index) {
        let amount = state.row.contract.amount.value
        guard amount >= 0 else {
          let key = state.row.key ?? ""
          let error = DataError(
            .negativeAmount("\(key): \(amount)"), file: inputs[index].path, line: state.row.contract.sourceLine)
          guard let rejects else { throw error }
          try rejects(RejectedRow(error: error, value: String(amount), fields: [key, String(amount)]))
          for (file, rows) in state.rows { summary.files[file].move(rows, to: \.rejected) }
          continue
        }
        for (file, rows) in state.superseded { summary.files[file].move(rows, to: \.filtered) }
        if let least = options.population.least(in: summary.currency), amount <= least {
          for (file, rows) in state.rows {
            summary.files[file].move(rows - (state.superseded[file] ?? 0), to: \.filtered)
          }
          continue
        }
        summary.amendments += state.rows.values.reduce(-1, +)
        summary.extend(state.row)
        batch.append(state.row.contract)
        if batch.count == ContractBatch.capacity {
          try body(batch, inputs[index])
          batch.removeAll()
        }
      }
      if batch.count > 0 { try body(batch, inputs[index]) }
    }
  }
}

extension ReadingSummary {
  mutating func extend(_ year: FiscalYear, _ date: CivilDate) {
    if date > lastDates[year] ?? date || lastDates[year] == nil { lastDates[year] = date }
  }

  mutating func count(_ kind: FirmMatcher.Kind, _ amount: Int64) {
    matches?.add(kind, amount: amount)
  }

  fileprivate mutating func extend(_ row: ContractParser.Row) {
    if let date = row.date { extend(row.contract.year, date) }
  }
}

extension ReadingSummary.File {
  mutating func add(_ row: ContractParser.Row) {
    used += 1
    for note in row.notes { self.note(note, line: row.contract.sourceLine) }
  }

  /// Counts rows that were taken for used elsewhere.
  fileprivate mutating func move(_ rows: Int, to count: WritableKeyPath<ReadingSummary.File, Int>) {
    used -= rows
    self[keyPath: count] += rows
  }
}
