import Procurement

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
    _ index: Int, _ source: CSVSource, _ parser: inout ContractParser, _ header: Header,
    _ account: inout ReadingSummary.File, _ batch: inout ContractBatch,
    _ body: (ContractBatch, InputFile) throws -> Void
  ) throws -> Int? {
    let origin = source.reader.place
    guard options.scan.isEnabled, options.texts.isEmpty,
      options.repeatedContracts == .keep || repeated.takesFingerprints,
      let size = source.reader.input.seekableSize, size - origin.offset >= options.scan.leastBytes,
      let plan = ContractScanPlan(parser, header: header, source: source)
    else { return nil }
    let (rowParser, keyMemory, addsUp) = (parser, keyMemory, options.addsUp && !checksAtOnce)
    let scan = FileScan<ContractScanner>(
      layout: plan.layout,
      makeScanner: { ContractScanner(plan, parser: rowParser, keyMemory: keyMemory, addsUp: addsUp) },
      makeColumns: ContractColumns.init,
      options: options.scan, descriptor: source.reader.input.descriptor, origin: origin,
      limit: source.reader.input.limit)
    let rereader = ContractScanner(plan, parser: parser, keyMemory: .none)
    let place = try scan.run { scratch, firstLine throws in
      let (block, columns) = (scratch.block, scratch.columns)
      source.reader.take(UnsafeRawBufferPointer(start: block.bytes, count: block.mainCount), at: scratch.start)
      guard scratch.extent?.first != nil else { return }
      account.read += columns.read
      account.filtered += columns.filtered
      if columns.hasCurrency { parser.currency = plan.currency }
      if let list = repeated.list { list.append(columns) }
      if addsUp { try take(columns.sums, from: firstLine, &account, &batch) }
      var next = 0
      var notes: [(note: ReadingNote, line: Int)] = []
      for (position, event) in columns.events {
        // Where contracts were added up, positions say nothing: what was noted is noted, rows follow.
        if !addsUp {
          try take(columns, next..<position, notes, block, firstLine, index, header, rereader, &account, &batch, body)
          if position > next { notes.removeAll() }
          next = position
        }
        switch event {
        case .noted(let note, let line) where addsUp: account.note(note, line: line + firstLine)
        case .noted(let note, let line): notes.append((note, line + firstLine))
        case .rejected(var record, let fault):
          record.line += firstLine
          try reject(record, fault, header: header, file: inputs[index])
          account.rejected += 1
        }
      }
      try take(
        columns, next..<columns.count, notes, block, firstLine, index, header, rereader, &account, &batch, body)
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
    return place.offset + options.scan.blockSize
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

  /// Takes contracts of a block into the batch, in order; `notes` are about the first of them.
  private mutating func take(
    _ columns: ContractColumns, _ rows: Range<Int>, _ notes: [(note: ReadingNote, line: Int)], _ block: ByteBlock,
    _ firstLine: Int, _ index: Int, _ header: Header, _ rereader: ContractScanner,
    _ account: inout ReadingSummary.File, _ batch: inout ContractBatch,
    _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    guard !rows.isEmpty else { return }
    guard checksAtOnce, !columns.keys.fingerprints.isEmpty else {
      for (note, line) in notes { account.note(note, line: line) }
      account.used += rows.count
      return try append(columns, rows, firstLine, index, &batch, body)
    }
    for row in rows {
      if repeated.isExhausted { throw RepeatedContracts.Exhausted() }
      if case .suspected = repeated.add(fingerprint: columns.fingerprints[row]) {
        let line = columns.lines[row] + firstLine
        if let (record, fault) = repetition(columns, row, line, block, index, rereader) {
          try reject(record, fault, header: header, file: inputs[index])
          account.rejected += 1
          continue
        }
      }
      if row == rows.lowerBound { for (note, line) in notes { account.note(note, line: line) } }
      account.used += 1
      columns.dates[row].civil.map { summary.extend(columns.years[row], $0) }
      try append(columns, row..<row + 1, firstLine, index, &batch, body)
    }
  }

  /// That a contract stands twice, if its fingerprint is not alike by chance.
  private func repetition(
    _ columns: ContractColumns, _ row: Int, _ line: Int, _ block: ByteBlock, _ index: Int, _ rereader: ContractScanner
  ) -> (Record, FieldFault)? {
    guard let (record, parsed) = rereader.reread(block, from: Int(columns.starts[row]), line: line),
      let key = parsed.key, let first = firstOccurrence(of: key, before: Place(input: index, line: line))
    else { return nil }
    return (record, rereader.repeated(key, first: (inputs[first.input].path, first.line)))
  }

  /// Appends contracts to the batch, which is handed on where it is full.
  private func append(
    _ columns: ContractColumns, _ rows: Range<Int>, _ firstLine: Int, _ index: Int, _ batch: inout ContractBatch,
    _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    var next = rows.lowerBound
    while next < rows.upperBound {
      let end = min(rows.upperBound, next + ContractBatch.capacity - batch.count)
      batch.append(columns, rows: next..<end, firstLine: firstLine)
      next = end
      guard batch.count == ContractBatch.capacity else { continue }
      try body(batch, inputs[index])
      batch.removeAll()
    }
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
