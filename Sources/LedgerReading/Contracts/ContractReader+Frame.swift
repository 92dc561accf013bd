import Dispatch
import Procurement
import Synchronization
import TabularReading

// Frames are read by their columns, as far as their rows are understood at once.
extension ContractReader {
  /// How many pieces are read before their rows are handed on.
  private static let window = 128

  /// Reads all rows of a frame whose columns permit it, and none otherwise.
  ///
  /// - Parameters:
  ///   - index: the input.
  ///   - source: its rows, of which none was read.
  ///   - parser: the readable parser of the frame.
  ///   - account: the account of the frame.
  ///   - batch: the batch that is being filled.
  /// - Throws: as `read`, for the same rows.
  mutating func scan(
    _ index: Int, _ source: FrameSource, _ parser: inout ContractParser, _ header: Header,
    _ account: inout ReadingSummary.File, _ batch: inout ContractBatch,
    _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    let keeps = options.repeatedContracts == .keep
    guard options.scan.isEnabled, options.texts.isEmpty, keeps || repeated.list != nil, source.frame.count > 0,
      let plan = FramePlan(parser, frame: source.frame, takesKeys: !keeps)
    else { return }
    let (rowParser, input, scope) = (parser, inputs[index], ReadingScope.current)
    let crew = FrameCrew(
      threads: source.frame.count > 1 << 16 ? options.scan.threads : 1,
      makeScanner: { FrameScanner(plan, source: source, parser: rowParser, file: input, takesKeys: !keeps) })
    let addsUp = options.addsUp && options.fetchedTexts.isEmpty
    var pieces: [(batch: Int, rows: Range<Int>)] = []
    for (place, frameBatch) in source.frame.batches.enumerated() {
      for start in stride(from: 0, to: frameBatch.count, by: FrameScanner.rows) {
        pieces.append((place, start..<min(start + FrameScanner.rows, frameBatch.count)))
      }
    }
    for start in stride(from: 0, to: pieces.count, by: Self.window) {
      try scope.check()
      let found = crew.scan(pieces[start..<min(start + Self.window, pieces.count)], addsUp: addsUp)
      for (piece, scanner) in found {
        try take(piece, crew.scanners[scanner], index, source, &parser, header, &account, &batch, body)
      }
      if addsUp { try takeSums(crew, line: (found.first?.0.first ?? 0) + 1, account.name, &batch) }
      if batch.count > ContractBatch.capacity / 2 {
        try body(batch, input)
        batch.removeAll()
      }
    }
    for scanner in crew.scanners {
      for (year, day) in scanner.lastDays {
        CivilDate(daysSince1970: day).map { summary.extend(FiscalYear(startingIn: year), $0) }
      }
    }
    if !options.fetchedTexts.isEmpty { fetchable[index] = .some(nil) }
    source.seek(to: source.frame.count)
  }

  /// Takes contracts that were added up into the batch.
  private func takeSums(_ crew: FrameCrew, line: Int, _ file: String, _ batch: inout ContractBatch) throws(DataError) {
    for scanner in crew.scanners {
      guard !scanner.isTooLarge else { throw DataError(.sumTooLarge, file: file, line: line) }
      for (place, count) in scanner.counts.enumerated() where count > 0 {
        guard case .contract(var contract, _) = scanner.outcomes[place] else { continue }
        (contract.amount, contract.sourceLine) = (Yen(scanner.sums[place]), line)
        batch.append(sumOf: count, of: contract)
      }
      scanner.clearSums()
    }
  }

  /// Takes what became of some rows, in order.
  private mutating func take(
    _ piece: FrameScanner.Piece, _ scanner: FrameScanner, _ index: Int, _ source: FrameSource,
    _ parser: inout ContractParser, _ header: Header, _ account: inout ReadingSummary.File,
    _ batch: inout ContractBatch, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    account.read += piece.used + piece.filtered
    account.used += piece.used
    account.filtered += piece.filtered
    piece.fingerprints.withUnsafeBufferPointer { repeated.list?.append($0) }
    if piece.used + piece.filtered > 0 {
      parser.currency = parser.currency ?? parser.chosenCurrency ?? CurrencyCode.yen
    }
    var record = Record()
    var rows = FrameRows(fetches: !options.fetchedTexts.isEmpty)
    var next = 0
    for slow in piece.slow {
      rows.append(piece, next..<slow, scanner)
      next = slow + 1
      source.fill(&record, row: piece.first + slow)
      account.read += 1
      do throws(FieldFault) {
        switch try parser.take(record) {
        case .left(let reason): account.leave(reason, line: record.line)
        case .contract(let row):
          if let key = row.key { repeated.list?.append(key) }
          account.add(row)
          if let date = row.date { summary.extend(row.contract.year, date) }
          rows.append(row.contract, row: piece.first + slow)
        }
      } catch {
        try reject(record, error, header: header, file: inputs[index])
        account.rejected += 1
      }
    }
    rows.append(piece, next..<piece.count, scanner)
    try hand(rows, index, &batch, body)
  }

  /// Hands contracts on: in the batch, or in one of their own whose texts are to be fetched.
  private func hand(
    _ rows: FrameRows, _ index: Int, _ batch: inout ContractBatch, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws {
    guard !rows.years.isEmpty else { return }
    guard rows.fetches else {
      rows.append(to: &batch)
      guard batch.count >= ContractBatch.capacity - FrameScanner.rows else { return }
      try body(batch, inputs[index])
      return batch.removeAll()
    }
    if batch.count > 0 {
      try body(batch, inputs[index])
      batch.removeAll()
    }
    var own = ContractBatch()
    rows.append(to: &own)
    try body(ContractBatch(own, texts: [:], sourceOffsets: rows.lines.map { $0 - 1 }), inputs[index])
  }
}

/// Contracts of a frame in columns.
private struct FrameRows {
  let fetches: Bool
  var years: [FiscalYear] = []
  var categories: [Procurement.Category] = []
  var sizes: [FirmSize?] = []
  var localities: [Locality?] = []
  var amounts: [Int64] = []
  var lines: [Int] = []

  init(fetches: Bool) { self.fetches = fetches }

  mutating func append(_ contract: Contract, row: Int) {
    years.append(contract.year)
    categories.append(contract.category)
    sizes.append(contract.size)
    localities.append(contract.locality)
    amounts.append(contract.amount.value)
    lines.append(row + 1)
  }

  /// Appends the rows of a piece that are contracts; none where they were added up.
  mutating func append(_ piece: FrameScanner.Piece, _ rows: Range<Int>, _ scanner: FrameScanner) {
    guard !piece.classes.isEmpty else { return }
    for row in rows where piece.classes[row] < FrameScanner.filteredClass {
      guard case .contract(var contract, _) = scanner.outcomes[Int(piece.classes[row])] else { continue }
      contract.amount = Yen(piece.amounts[row])
      append(contract, row: piece.first + row)
    }
  }

  func append(to batch: inout ContractBatch) {
    years.withUnsafeBufferPointer { years in
      categories.withUnsafeBufferPointer { categories in
        sizes.withUnsafeBufferPointer { sizes in
          localities.withUnsafeBufferPointer { localities in
            amounts.withUnsafeBufferPointer { amounts in
              lines.withUnsafeBufferPointer { lines in
                batch.append(
                  years: years, categories: categories, sizes: sizes, localities: localities, amounts: amounts,
                  sourceLines: lines, firstLine: 0)
              }
            }
          }
        }
      }
    }
  }
}

/// The scanners of a frame, one for each thread.
private final class FrameCrew: @unchecked Sendable {
  // Sendable: each thread has a scanner and places of `found` of its own, and nobody looks before all threads are done.

  let scanners: [FrameScanner]
  private var found: [(FrameScanner.Piece, Int)?] = []

  init(threads: Int, makeScanner: () -> FrameScanner) {
    scanners = (0..<max(1, threads)).map { _ in makeScanner() }
  }

  /// Reads pieces.
  ///
  /// - Returns: what became of each, and the scanner that knows its classes.
  func scan(_ pieces: ArraySlice<(batch: Int, rows: Range<Int>)>, addsUp: Bool) -> [(FrameScanner.Piece, Int)] {
    guard scanners.count > 1 else {
      return pieces.map { (scanners[0].scan($0.batch, $0.rows, addsUp: addsUp), 0) }
    }
    let pieces = Array(pieces)
    found = Array(repeating: nil, count: pieces.count)
    let next = Atomic(0)
    let lock = Mutex(())
    DispatchQueue.concurrentPerform(iterations: min(scanners.count, pieces.count)) { thread in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < pieces.count else { return }
        let piece = self.scanners[thread].scan(pieces[place].batch, pieces[place].rows, addsUp: addsUp)
        lock.withLock { _ in self.found[place] = (piece, thread) }
      }
    }
    return found.compactMap(\.self)
  }
}
