import Procurement
import TabularReading

// Large CSV files are read in passing, as far as their rows are understood at once.
extension ContractReader {
  /// Reads rows in passing from where a CSV file stands.
  ///
  /// - Parameters:
  ///   - index: the input.
  ///   - source: its CSV file, at the start of a record; stands at the next record that was not read afterwards.
  ///   - parser: the readable parser of the file.
  ///   - account: the account of the file.
  ///   - batch: the batch that is being filled.
  /// - Returns: the place in the file from which this may be tried again, nil where it cannot.
  /// - Throws: as `read`, for the same rows.
  mutating func scan(
    _ index: Int, _ source: CSVSource, _ parser: inout ContractParser, _ assigner: inout SizeAssigner?,
    _ header: Header, _ account: inout ReadingSummary.File, _ batch: inout ContractBatch,
    _ body: (ContractBatch, InputFile) throws -> Void
  ) throws -> Int? {
    let origin = source.reader.place
    guard options.scan.isEnabled, options.repeatedContracts == .keep || repeated.takesFingerprints,
      let size = try source.reader.seekableSize(), size - origin.offset >= options.scan.leastBytes,
      let plan = ContractScanPlan(parser, header: header, source: source, texts: options.texts)
    else { return nil }
    let addsUp = options.addsUp && !checksAtOnce && assigner == nil && plan.texts.isEmpty
    var textParser = parser
    textParser.texts = plan.texts.map(\.text)
    let (rowParser, keyMemory) = (textParser, keyMemory)
    let scan = FileScan<ContractScanner>(
      layout: plan.layout,
      makeScanner: { ContractScanner(plan, parser: rowParser, keyMemory: keyMemory, addsUp: addsUp) },
      makeColumns: { ContractColumns(textColumns: plan.texts.count) },
      options: options.scan, descriptor: source.reader.input.descriptor, origin: origin,
      limit: source.reader.input.limit)
    var session = ScanSession(
      index: index, plan: plan, rereader: ContractScanner(plan, parser: rowParser, keyMemory: .none))
    if !options.fetchedTexts.isEmpty, batch.count > 0 {
      // Rows whose texts stay in the file make batches of their own.
      try body(batch, inputs[index])
      batch.removeAll()
    }
    let scope = ReadingScope.current
    let place = try scan.run { scratch, firstLine throws in
      try scope.check()
      let (block, columns) = (scratch.block, scratch.columns)
      source.reader.take(UnsafeRawBufferPointer(start: block.bytes, count: block.mainCount), at: scratch.start)
      guard scratch.extent?.first != nil else { return }
      account.read += columns.read
      account.filtered += columns.filtered
      for (reason, line) in columns.leftOut { account.leave(reason, line: line + firstLine) }
      if columns.hasCurrency { parser.currency = plan.currency }
      if let list = repeated.list { list.append(columns) }
      if addsUp {
        try take(columns.sums, from: firstLine, &account, &batch)
        for (note, found) in columns.addedNotes { account.note(note, count: found.count, line: found.line + firstLine) }
      }
      try settle(scratch, firstLine, header, &session, &account)
      if columns.count > 0 {
        account.used += columns.count
        columns.forEachNote(in: 0..<columns.count) { account.note($0, line: $1 + firstLine) }
        if assigner != nil { assign(scratch, firstLine, &session, &assigner) }
        try append(scratch, firstLine, session, &batch, body)
      }
      if batch.count > ContractBatch.capacity / 2 {
        try body(batch, inputs[index])
        batch.removeAll()
      }
      if !checksAtOnce {
        columns.turn(to: .min)
        for (year, date) in columns.lastDates { date.civil.map { summary.extend(FiscalYear(startingIn: year), $0) } }
      }
    }
    try source.reader.resume(at: place)
    if !options.fetchedTexts.isEmpty { fetchable[index] = .some(source.reader.encoding) }
    return place.offset + options.scan.blockSize
  }

  /// What stays the same while one file is streamed.
  private struct ScanSession {
    let index: Int
    let plan: ContractScanPlan
    /// Reads single records again.
    let rereader: ContractScanner
    /// What the roster says of contractors, by the codes of their numbers and names.
    var numbers = CodedFindings()
    var names = CodedFindings()
  }

  /// Whether each key is compared with those before it as soon as it is read.
  private var checksAtOnce: Bool { options.repeatedContracts != .keep && repeated.list == nil }

  /// How the scanner puts keys down.
  private var keyMemory: KeyMemory {
    if options.repeatedContracts == .keep { return .none }
    return repeated.list?.takesRuns == true ? .runs : .fingerprints
  }

  /// Takes contracts that were added up into the batch.
  ///
  /// - Throws: `DataError` where a sum of the block leaves Int64.
  private func take(
    _ sums: borrowing ClassSums, from line: Int, _ account: inout ReadingSummary.File, _ batch: inout ContractBatch
  ) throws(DataError) {
    guard !sums.isTooLarge else { throw DataError(.sumTooLarge, file: account.name, line: line) }
    account.used += sums.count
    sums.forEach { contract, count in
      var contract = contract
      contract.sourceLine = line
      batch.append(sumOf: count, of: contract)
    }
  }

  /// Sets rows of a block aside, in order, and contracts whose key is not new.
  private mutating func settle(
    _ scratch: FileScan<ContractScanner>.Scratch, _ firstLine: Int, _ header: Header, _ session: inout ScanSession,
    _ account: inout ReadingSummary.File
  ) throws {
    let columns = scratch.columns
    let comparesKeys = checksAtOnce && !columns.keys.fingerprints.isEmpty
    let rows = columns.count
    if comparesKeys { columns.count = 0 }
    var next = 0
    for rejection in columns.rejections {
      if comparesKeys { try keepNew(next..<rejection.position, scratch, firstLine, header, session, &account) }
      next = rejection.position
      var record = rejection.record
      record.line += firstLine
      try reject(record, rejection.fault, header: header, file: inputs[session.index])
      account.rejected += 1
    }
    if comparesKeys {
      try keepNew(next..<rows, scratch, firstLine, header, session, &account)
    } else if checksAtOnce {
      for row in 0..<rows { columns.dates[row].civil.map { summary.extend(columns.years[row], $0) } }
    }
  }

  /// Keeps the contracts whose key is new; they close ranks.
  private mutating func keepNew(
    _ rows: Range<Int>, _ scratch: FileScan<ContractScanner>.Scratch, _ firstLine: Int, _ header: Header,
    _ session: ScanSession, _ account: inout ReadingSummary.File
  ) throws {
    let columns = scratch.columns
    for row in rows {
      if repeated.isExhausted { throw RepeatedContracts.Exhausted() }
      if case .suspected = repeated.add(fingerprint: columns.fingerprints[row]) {
        let line = columns.lines[row] + firstLine
        if let (record, fault) = repetition(columns, row, line, scratch.block, session) {
          try reject(record, fault, header: header, file: inputs[session.index])
          account.rejected += 1
          continue
        }
      }
      columns.dates[row].civil.map { summary.extend(columns.years[row], $0) }
      columns.move(row, line: columns.lines[row], start: columns.starts[row])
    }
  }

  /// That a contract stands twice, if its fingerprint is not alike by chance.
  private func repetition(
    _ columns: ContractColumns, _ row: Int, _ line: Int, _ block: ByteBlock, _ session: ScanSession
  ) -> (Record, FieldFault)? {
    guard let (record, parsed) = session.rereader.reread(block, from: Int(columns.starts[row]), line: line),
      let key = parsed.key, let first = firstOccurrence(of: key, before: Place(input: session.index, line: line))
    else { return nil }
    return (record, session.rereader.repeated(key, first: (inputs[first.input].path, first.line)))
  }

  /// Gives the contracts of a block the size and locality that the roster knows of their contractors, each of whom is
  /// looked up once.
  private mutating func assign(
    _ scratch: FileScan<ContractScanner>.Scratch, _ firstLine: Int, _ session: inout ScanSession,
    _ assigner: inout SizeAssigner?
  ) {
    let (columns, plan) = (scratch.columns, session.plan)
    let number = plan.place(of: .vendorID), name = plan.place(of: .vendor)
    session.numbers.prepare(number.map { columns.textValues[$0].lineage })
    session.names.prepare(name.map { columns.textValues[$0].lineage })
    for row in 0..<columns.count {
      let numberCode = number.map { columns.texts[$0][row] } ?? TextColumn.absent
      let nameCode = name.map { columns.texts[$0][row] } ?? TextColumn.absent
      let byNumber = session.numbers[numberCode]
      let found: SizeAssigner.Finding
      if let byNumber, byNumber.isByNumber {
        found = byNumber
      } else if byNumber != nil || numberCode == TextColumn.absent, nameCode == TextColumn.absent {
        found = SizeAssigner.Finding(kind: .unmatched)
      } else if byNumber != nil || numberCode == TextColumn.absent, let byName = session.names[nameCode] {
        found = byName
      } else {
        let line = columns.lines[row] + firstLine
        guard let (_, parsed) = session.rereader.reread(scratch.block, from: Int(columns.starts[row]), line: line),
          let finding = assigner?.find(parsed)
        else { continue }
        found = finding
        // Of a number that the roster does not have it is kept that the name counts.
        session.numbers.set(numberCode, found.isByNumber ? found : SizeAssigner.Finding(kind: .unmatched))
        if !found.isByNumber { session.names.set(nameCode, found) }
      }
      if columns.sizes[row] == nil { columns.sizes[row] = found.size }
      if columns.localities[row] == nil { columns.localities[row] = found.locality }
      summary.count(found.kind, columns.amounts[row])
    }
  }

  /// Appends the contracts of a block to the batch, which is handed on where it is full; with texts they are a batch of
  /// their own, which shares the texts of its scanner.
  private func append(
    _ scratch: FileScan<ContractScanner>.Scratch, _ firstLine: Int, _ session: ScanSession,
    _ batch: inout ContractBatch, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    let columns = scratch.columns
    guard options.texts.isEmpty, options.fetchedTexts.isEmpty else {
      if batch.count > 0 {
        try body(batch, inputs[session.index])
        batch.removeAll()
      }
      var rows = ContractBatch()
      rows.append(columns, rows: 0..<columns.count, firstLine: firstLine)
      var texts: [ContractText: TextColumn] = [:]
      for (place, plan) in session.plan.texts.enumerated() where options.texts.contains(plan.text) {
        let (values, lineage) = columns.textValues[place]
        let codes = UnsafeBufferPointer(start: columns.texts[place], count: columns.count)
        texts[plan.text] = TextColumn(codes: Array(codes), values: values, lineage: lineage)
      }
      let absent = [UInt32](repeating: TextColumn.absent, count: columns.count)
      for text in options.texts where texts[text] == nil { texts[text] = TextColumn(codes: absent, values: []) }
      let offsets = (0..<columns.count).map { scratch.start + Int(columns.starts[$0]) }
      let isFetched = !options.fetchedTexts.isEmpty
      return try body(
        ContractBatch(rows, texts: texts, sourceOffsets: isFetched ? offsets : []), inputs[session.index])
    }
    var next = 0
    while next < columns.count {
      let end = min(columns.count, next + ContractBatch.capacity - batch.count)
      batch.append(columns, rows: next..<end, firstLine: firstLine)
      next = end
      guard batch.count == ContractBatch.capacity else { continue }
      try body(batch, inputs[session.index])
      batch.removeAll()
    }
  }
}

/// What the roster says of contractors by the code of a text: while the lineage stays, codes do.
private struct CodedFindings {
  private var lineages: [Int: [SizeAssigner.Finding?]] = [:]
  private var lineage = 0
  private var current: [SizeAssigner.Finding?] = []

  /// Goes on with the codes of another lineage.
  mutating func prepare(_ next: Int?) {
    guard let next, next != lineage else { return }
    lineages[lineage] = current
    lineage = next
    // Each thread has a lineage at a time; older ones do not come back.
    if lineages.count > 64 { lineages.removeAll() }
    current = lineages.removeValue(forKey: next) ?? []
  }

  subscript(code: UInt32) -> SizeAssigner.Finding? {
    code < current.count ? current[Int(code)] : nil
  }

  mutating func set(_ code: UInt32, _ finding: SizeAssigner.Finding) {
    guard code != TextColumn.absent else { return }
    while current.count <= code { current.append(nil) }
    current[Int(code)] = finding
  }
}

extension KeyList {
  /// Puts the keys of a block down.
  fileprivate func append(_ columns: ContractColumns) {
    for run in columns.keys.runs { append(run) }
    for rows in columns.keys.fingerprints {
      append(UnsafeBufferPointer(start: columns.fingerprints + rows.lowerBound, count: rows.count))
    }
  }
}
