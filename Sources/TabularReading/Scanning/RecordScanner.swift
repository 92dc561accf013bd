import CByteScan

/// How the records of a file are laid out, as far as the scanner of any file must know.
package struct ScanLayout: Sendable {
  /// The columns of a record.
  package let width: Int
  package let delimiter: UInt8
  package let isCP932: Bool
  /// Whether any byte beyond ASCII is for the readable reader, which will find out the encoding.
  let isEncodingUnknown: Bool

  /// The layout of a CSV file, nil where its records have one column.
  package init?(_ header: Header, _ source: CSVSource) {
    guard header.names.count > 1 else { return nil }
    width = header.names.count
    delimiter = source.reader.delimiter
    isCP932 = source.reader.encoding == .cp932
    isEncodingUnknown = source.reader.encoding == nil
  }
}

/// Where the records of a block end.
package struct ScanExtent {
  /// The first byte of the first record, nil where no record begins in the block.
  package var first: Int?
  /// Where the record behind the last one begins.
  var next = 0
  /// The line ends in the block before that.
  var lines = 0
  /// Whether the records from `next` on are for the readable reader: it will say what is wrong with them.
  var isCut = false
}

// Swift 6.2 asks whether a type itself may go to another thread, which Swift 6.1 takes for granted.
#if compiler(>=6.2)
  package typealias ThreadSafeType = SendableMetatype
#else
  typealias ThreadSafeType = AnyObject
#endif

/// Reads the records of a block in passing into columns: one scanner a thread.
package protocol RecordScanner: AnyObject, ThreadSafeType {
  associatedtype Columns: AnyObject

  var layout: ScanLayout { get }
  /// Records on their way to `take`.
  var chunk: RecordChunk { get }
  /// Forgets what columns hold and makes room for so many rows.
  func prepare(_ columns: Columns, rows: Int)
  /// Completes columns once all records of their block were taken.
  func finish(_ columns: Columns)
  /// Takes the records of the chunk in order.
  ///
  /// - Returns: how many were taken: fewer than all where the next one is no row of the table.
  func takeChunk(_ block: ByteBlock, _ columns: Columns) -> Int
  /// Takes a record through the readable parser; false where it is no row of the table.
  func takeReadably(_ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: Columns) -> Bool
}

extension RecordScanner {
  func finish(_ columns: Columns) {}

  /// Reads the records that begin in the main part of a block.
  ///
  /// - Parameters:
  ///   - block: a block with its punctuation listed.
  ///   - isInside: whether the block begins within quotes.
  ///   - columns: takes the rows.
  /// - Returns: nil where the last record does not end in the block.
  @inline(__always)
  func scan(_ block: ByteBlock, isInside: Bool, into columns: Columns) -> ScanExtent? {
    prepare(columns, rows: block.recordCount + 1)
    let chunk = chunk
    chunk.removeAll()
    let layout = layout
    var extent = ScanExtent()
    guard let first = firstRecord(block, isInside: isInside) else { return extent }
    var (start, stop, line) = (first.start, first.stop, first.line)
    guard start < block.mainCount else { return extent }
    extent.first = start
    let (bytes, stops, stopCount) = (block.bytes, block.stops, block.stopCount)
    let last = layout.width - 1
    // Mostly every record has its number of fields: then nobody needs to look where each of them ends.
    let isEven = isEven(block, from: stop, width: layout.width, records: block.recordCount - first.before)
    /// Hands the waiting records on; where one of them is no row, reading ends there.
    func takesChunk() -> Bool {
      guard chunk.count > 0 else { return true }
      let taken = takeChunk(block, columns)
      guard taken < chunk.count else {
        chunk.removeAll()
        return true
      }
      (start, line) = (Int(chunk.starts[taken]), chunk.lines[taken])
      return false
    }
    while start < block.mainCount {
      var end = isEven ? stop &+ last : stop
      if !isEven { while end < stopCount, !block.isRecordEnd(end) { end &+= 1 } }
      guard end < stopCount else {
        guard start < block.count else { break }
        return nil
      }
      let next = Int(stops[end])
      // An LF ends the line together with the CR before it.
      let textEnd = next > start && bytes[next] == 0x0A && bytes[next &- 1] == 0x0D ? next &- 1 : next
      if let lineEnds = block.lineEnds {
        while line < block.lineEndCount, Int(lineEnds[line]) < start { line &+= 1 }
      }
      // Of a very long record the readable parser counts the bytes.
      if end &- stop == last, textEnd > start, textEnd &- start < 1 << 20 {
        chunk.append(start: start, end: textEnd, firstStop: stop, line: line)
        guard !chunk.isFull || takesChunk() else {
          extent.isCut = true
          break
        }
      } else if textEnd > start {
        guard takesChunk(), takeReadably(block, start, textEnd, line: line, columns) else {
          extent.isCut = true
          break
        }
      }
      line &+= 1
      stop = end &+ 1
      start = next &+ 1
    }
    if !extent.isCut, !takesChunk() { extent.isCut = true }
    finish(columns)
    extent.next = start
    if let lineEnds = block.lineEnds {
      while line < block.lineEndCount, Int(lineEnds[line]) < start { line &+= 1 }
    }
    extent.lines = line
    let taken = UnsafeBufferPointer(start: block.bytes + first.start, count: start - first.start)
    guard !layout.isCP932 || CP932.shared.isValid(taken, path: block.path) else { return ScanExtent(isCut: true) }
    return extent
  }

  /// The first record that begins in a block: its first byte and stop, the line ends before it, and how many of those
  /// end records.
  private func firstRecord(_ block: ByteBlock, isInside: Bool) -> (start: Int, stop: Int, line: Int, before: Int)? {
    let (before, first) = (block.bytes[-1], block.bytes[0])
    if !isInside {
      if before == 0x0A || before == 0x0D && first != 0x0A { return (0, 0, 0, 0) }
      if before == 0x0D { return (1, 1, 1, 1) }
    }
    guard let stop = (0..<block.stopCount).first(where: block.isRecordEnd) else { return nil }
    return (Int(block.stops[stop]) + 1, stop + 1, 1, 1)
  }

  /// Whether all records from a stop on have so many fields: of the stops every so-many-th ends a record, and no other.
  private func isEven(_ block: ByteBlock, from stop: Int, width: Int, records: Int) -> Bool {
    guard (block.stopCount - stop) / width == records else { return false }
    return (0..<records).allSatisfy { block.isRecordEnd(stop + $0 * width + width - 1) }
  }
}
