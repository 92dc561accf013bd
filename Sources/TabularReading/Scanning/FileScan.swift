import CByteScan
import Dispatch

/// Reads the rest of a CSV file in passing: blocks on several threads, handed on in the order of the file.
package struct FileScan<Scanner: RecordScanner> {
  /// A block that was scanned.
  package final class Scratch {
    package let block: ByteBlock
    package let columns: Scanner.Columns
    /// Where the block begins in the file.
    package var start = 0
    /// What its records take up, nil where the readable reader must read them.
    package var extent: ScanExtent?

    init(path: bytescan_path, columns: Scanner.Columns) {
      block = ByteBlock(path: path)
      self.columns = columns
    }
  }

  /// The longest record that is waited for, in bytes, with its quotes.
  private static var longest: Int { 2 * CSVReader.recordLimit }

  let layout: ScanLayout
  /// Makes a scanner for a thread, and memory for the rows of a block.
  let makeScanner: @Sendable () -> Scanner
  let makeColumns: @Sendable () -> Scanner.Columns
  let options: ScanOptions
  let descriptor: Int32
  /// Where the first record begins.
  let origin: RecordPlace
  /// Where reading ends, even if the file goes on.
  let limit: Int

  package init(
    layout: ScanLayout, makeScanner: @escaping @Sendable () -> Scanner,
    makeColumns: @escaping @Sendable () -> Scanner.Columns, options: ScanOptions, descriptor: Int32,
    origin: RecordPlace,
    limit: Int
  ) {
    (self.layout, self.options, self.descriptor) = (layout, options, descriptor)
    (self.makeScanner, self.makeColumns) = (makeScanner, makeColumns)
    (self.origin, self.limit) = (origin, limit)
  }

  /// Reads from `origin` on, to the end of the file or to the first block that needs the readable reader.
  ///
  /// - Parameter handOn: takes a scanned block and the line of its first byte, in order.
  /// - Returns: where the next record begins that was not read, if there is one.
  /// - Throws: what `handOn` throws.
  /// - Complexity: O(bytes); memory for a few blocks a thread.
  package func run(_ handOn: (Scratch, _ firstLine: Int) throws -> Void) rethrows -> RecordPlace {
    let queue = BlockQueue<Scratch>(window: 2 * options.threads + 2)
    let helpers = DispatchGroup()
    for _ in 1..<max(options.threads, 1) {
      DispatchQueue.global().async(group: helpers) { [self] in
        let scanner = makeScanner()
        while let (number, scratch) = queue.take(waits: true) { scan(number, scratch, scanner, queue) }
      }
    }
    defer {
      queue.setEnd(0)
      helpers.wait()
    }
    let scanner = makeScanner()
    var place = origin
    var line = origin.line
    while true {
      var next = queue.next(waits: false)
      if case .pending = next {
        if let (number, scratch) = queue.take(waits: false) {
          scan(number, scratch, scanner, queue)
          continue
        }
        next = queue.next(waits: true)
      }
      guard case .ready(let scratch) = next, let extent = scratch.extent else { return place }
      let block = scratch.block
      // The LF of a CRLF whose CR was read before has no line of its own.
      if scratch.start == origin.offset, block.bytes[-1] == 0x0D, block.bytes[0] == 0x0A { line -= 1 }
      if let first = extent.first {
        let start = scratch.start + first
        guard start == place.offset || place == origin && start == place.offset + 1 else { return place }
        try handOn(scratch, line)
        place = RecordPlace(offset: scratch.start + extent.next, line: line + extent.lines)
        if extent.isCut { return place }
      } else if extent.isCut {
        return place
      } else {
        try handOn(scratch, line)
      }
      line += block.lineCount
      queue.release(scratch)
    }
  }

  /// Scans one block and puts it down.
  private func scan(_ number: Int, _ known: Scratch?, _ scanner: Scanner, _ queue: BlockQueue<Scratch>) {
    let scratch = known ?? Scratch(path: options.path, columns: makeColumns())
    let block = scratch.block
    scratch.start = origin.offset + number * options.blockSize
    scratch.extent = nil
    func load(extra: Int) -> Bool {
      block.load(
        descriptor, start: scratch.start, limit: limit, mainCount: options.blockSize, extra: extra,
        delimiter: layout.delimiter,
        checksUTF8: !layout.isCP932)
    }
    var extra = 4_096
    guard load(extra: extra) else { return queue.setEnd(number) }
    guard let isInside = queue.start(of: number) else { return }
    queue.setStart(of: number + 1, isInside: isInside != (block.quoteCount % 2 == 1))
    if block.isAtEnd, block.mainCount < options.blockSize { queue.setEnd(number + 1) }
    while true {
      var wrong = UInt32(BYTESCAN_NUL) | UInt32(BYTESCAN_INVALID_UTF8)
      if layout.isEncodingUnknown { wrong |= UInt32(BYTESCAN_NON_ASCII) }
      guard block.flags & wrong == 0, block.index(isInside: isInside, delimiter: layout.delimiter)
      else {
        break
      }
      scratch.extent = scanner.scan(block, isInside: isInside, into: scratch.columns)
      guard scratch.extent == nil, !block.isAtEnd, extra < Self.longest else { break }
      extra = min(16 * extra, Self.longest)
      guard load(extra: extra) else { break }
    }
    queue.put(scratch, block: number)
  }
}
