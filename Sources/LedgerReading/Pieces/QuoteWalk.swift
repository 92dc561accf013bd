import CByteScan
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Goes through a CSV file block by block and keeps what a border of records depends on: whether a block begins within
/// quotes, and on which line.
///
/// The parity of quotes tells this only where every quote stands as RFC 4180 has it, so each block is checked for that.
/// Memory is that of one block.
struct QuoteWalk: ~Copyable {
  /// The bytes of a block, a multiple of 64.
  static let blockSize = 1 << 18

  /// What is known of a byte: whether it stands within quotes, and its line.
  struct State: Hashable, Sendable {
    var isInside = false
    var line = 1
  }

  private let descriptor: Int32
  private let file: InputFile
  private let delimiter: UInt8
  private let path = ScanOptions.chosenPath
  private let storage: UnsafeMutablePointer<UInt8>
  private let masks: bytescan_masks
  /// Where the next block begins.
  private(set) var offset: Int
  /// What is known of that byte.
  private(set) var state: State

  /// A walk of an open file from a byte of which the state is known.
  init(_ descriptor: Int32, of file: InputFile, delimiter: UInt8, from offset: Int = 0, state: State = State()) {
    (self.descriptor, self.file, self.delimiter) = (descriptor, file, delimiter)
    (self.offset, self.state) = (offset, state)
    let margin = Int(BYTESCAN_MARGIN)
    storage = .allocate(capacity: Self.blockSize + 4 * margin)
    storage.initialize(repeating: 0, count: Self.blockSize + 4 * margin)
    let words = Self.blockSize / 64 + 3
    masks = bytescan_masks(
      quotes: .allocate(capacity: words), stops: .allocate(capacity: words), line_ends: .allocate(capacity: words))
  }

  deinit {
    storage.deallocate()
    for mask in [masks.quotes, masks.stops, masks.line_ends] { mask?.deallocate() }
  }

  /// The bytes of the block that was taken last.
  private var bytes: UnsafeMutablePointer<UInt8> { storage + Int(BYTESCAN_MARGIN) }

  /// Takes the next block.
  ///
  /// - Parameter body: is shown the bytes of the block.
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` where a quote stands where none should, or the file cannot be read.
  mutating func advance(_ body: (UnsafeRawBufferPointer) -> Void = { _ in }) throws(DataError) -> Bool {
    let count = try load()
    guard count.main > 0 else { return false }
    body(UnsafeRawBufferPointer(start: bytes, count: count.main))
    step(over: count.main, try classify(count))
    return true
  }

  /// The first record that begins at a byte or behind it, and its line; the end of the file where there is none.
  ///
  /// The walk then stands at the block of that byte, so that a later border can be sought from there.
  ///
  /// - Parameter target: not before `offset`.
  mutating func border(from target: Int) throws(DataError) -> RecordPlace {
    while target - offset >= Self.blockSize, try advance() {}
    while true {
      let count = try load()
      guard count.main > 0 else { return RecordPlace(offset: offset, line: state.line) }
      let found = try classify(count)
      var (line, isInside, before) = (state.line, state.isInside, bytes[-1])
      for index in 0..<count.main {
        let byte = bytes[index]
        let endsLine = before == UInt8(ascii: "\n") || before == UInt8(ascii: "\r") && byte != UInt8(ascii: "\n")
        // A line end before the block is in its state already.
        if endsLine, index > 0 { line += 1 }
        if endsLine, !isInside, offset + index >= target { return RecordPlace(offset: offset + index, line: line) }
        if byte == UInt8(ascii: "\"") { isInside.toggle() }
        before = byte
      }
      step(over: count.main, found)
    }
  }

  private mutating func step(over count: Int, _ found: bytescan_counts) {
    state.isInside = state.isInside != (found.quotes % 2 == 1)
    state.line += found.line_ends
    offset += count
  }

  /// Reads the block at `offset` with a margin on either side.
  private func load() throws(DataError) -> (main: Int, all: Int) {
    let margin = Int(BYTESCAN_MARGIN)
    let before = min(offset, margin)
    storage.update(repeating: UInt8(ascii: "\n"), count: margin)
    var filled = -before
    while filled < Self.blockSize + margin {
      let count = pread(descriptor, bytes + filled, Self.blockSize + margin - filled, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw DataError(.unreadable(reason: String(cString: strerror(errno))), file: file.path)
      }
      if count == 0 { break }
      filled += count
    }
    let all = max(filled, 0)
    (bytes + all).update(repeating: 0, count: margin)
    return (min(all, Self.blockSize), all)
  }

  /// Counts the quotes and line ends of the block, and checks where its quotes stand.
  private func classify(_ count: (main: Int, all: Int)) throws(DataError) -> bytescan_counts {
    var counts = (bytescan_counts(), bytescan_counts())
    withUnsafeMutablePointer(to: &counts) { counts in
      counts.withMemoryRebound(to: bytescan_counts.self, capacity: 2) {
        _ = bytescan_classify(path, bytes, count.all, count.main, delimiter, 0, masks, $0)
      }
    }
    let isRegular =
      counts.0.quotes == 0 && !state.isInside && bytes[-1] != UInt8(ascii: "\"")
      || bytescan_unquote(bytes, count.main, delimiter, masks, state.isInside ? 1 : 0) != 0
    guard isRegular else {
      throw DataError(.strayQuote, file: file.path, line: state.line)
    }
    return counts.0
  }
}
