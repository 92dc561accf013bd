import Procurement
import TabularReading

// Large CSV files are read in passing, as far as their rows are understood at once.
extension BidReader {
  /// Reads rows in passing from where a CSV file stands.
  ///
  /// - Returns: the place in the file from which this may be tried again, nil where it cannot.
  /// - Throws: as `read`, for the same rows.
  func scan(
    _ input: InputFile, _ source: CSVSource, _ parser: BidParser, _ header: Header,
    _ account: inout ReadingSummary.File, _ batch: inout BidBatch, _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> Int? {
    let origin = source.reader.place
    guard options.scan.isEnabled, let size = try source.reader.seekableSize(),
      size - origin.offset >= options.scan.leastBytes
    else { return nil }
    guard let plan = BidScanPlan(parser, header: header, source: source, options) else {
      // The first row may say what is not known yet: the currency.
      return parser.currency == nil ? origin.offset + 1 : nil
    }
    if batch.count > 0 { try body(batch, input) }
    batch = BidBatch(hasDetails: options.wantsDetails || options.wantsWinners)
    let scan = FileScan<BidScanner>(
      layout: plan.layout, makeScanner: { BidScanner(plan, parser: parser) }, makeColumns: { BidColumns(plan) },
      options: options.scan, descriptor: source.reader.input.descriptor, origin: origin,
      limit: source.reader.input.limit)
    let place = try scan.run { scratch, firstLine throws in
      let (block, columns) = (scratch.block, scratch.columns)
      source.reader.take(UnsafeRawBufferPointer(start: block.bytes, count: block.mainCount), at: scratch.start)
      guard scratch.extent?.first != nil else { return }
      account.read += columns.read
      account.filtered += columns.filtered
      for (reason, line) in columns.leftOut { account.leave(reason, line: line + firstLine) }
      var next = 0
      func take(to end: Int) throws {
        guard end > next else { return }
        account.used += end - next
        try body(columns.batch(next..<end, firstLine: firstLine), input)
        next = end
      }
      for (position, record, fault) in columns.rejections {
        try take(to: position)
        let problem = DataError(
          fault.problem, file: input.path, line: record.line + firstLine, column: fault.column.map { header.column($0) }
        )
        guard let rejects else { throw problem }
        try rejects(RejectedRow(error: problem, value: fault.value, fields: record.fields))
        account.rejected += 1
      }
      try take(to: columns.count)
      for (note, count, line) in columns.notes { account.note(note, count: count, line: line + firstLine) }
    }
    try source.reader.resume(at: place)
    return place.offset + options.scan.blockSize
  }
}
