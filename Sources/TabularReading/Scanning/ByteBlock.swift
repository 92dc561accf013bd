import CByteScan
import Procurement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A block of a file with the positions of its punctuation: where fields and records end outside quotes.
///
/// A block owns the records that begin in its first `mainCount` bytes; behind them stand as many bytes as it takes to
/// see the end of its last record.
package final class ByteBlock {
  /// The bytes before a block and behind its last byte that can be read.
  static let margin = Int(BYTESCAN_MARGIN)
  /// What stands behind the main part at first.
  private static let lookahead = 4_096

  /// The first byte of the main part; `margin` bytes before it can be read.
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  /// The bytes of the main part.
  package private(set) var mainCount = 0
  /// All bytes, at the end of the file with a line end added where the last line has none.
  package private(set) var count = 0
  /// Whether the file ends in this block.
  private(set) var isAtEnd = false
  /// What `bytescan_classify` found.
  private(set) var flags: UInt32 = 0
  /// Quotes, stops and line ends in the main part and in all bytes, within quotes or not.
  private var counts = (bytescan_counts(), bytescan_counts())
  /// Quotes in the main part.
  var quoteCount: Int { counts.0.quotes }
  /// Whether the block has quotes or begins within some.
  package private(set) var hasQuotes = false
  /// Line ends in the main part, within quotes or not.
  var lineCount: Int { counts.0.line_ends }

  /// The positions of stops outside quotes, where fields end: delimiters, and line ends (the LF of CRLF).
  package private(set) var stops: UnsafeMutablePointer<UInt32>
  private(set) var stopCount = 0
  /// How many of the stops are line ends: records.
  private(set) var recordCount = 0
  /// The positions of all line ends, where some stand within quotes; otherwise every record is one line.
  private(set) var lineEnds: UnsafeMutablePointer<UInt32>?
  private(set) var lineEndCount = 0

  let path: bytescan_path
  private var capacity = 0
  private var masks = bytescan_masks()
  private var storage: UnsafeMutablePointer<UInt8>
  private var stopCapacity = 0

  init(path: bytescan_path) {
    self.path = path
    storage = .allocate(capacity: 0)
    bytes = storage
    stops = .allocate(capacity: 0)
  }

  deinit {
    storage.deallocate()
    if capacity > 0 { for mask in [masks.quotes, masks.stops, masks.line_ends] { mask?.deallocate() } }
    lineEnds?.deallocate()
    stops.deallocate()
  }

  /// Reads a block and finds its punctuation, quotes not yet considered.
  ///
  /// - Parameters:
  ///   - start: where the block begins in the file.
  ///   - limit: where the file ends for this reading, at a border of records.
  ///   - mainCount: how many bytes are its own, a multiple of 64.
  ///   - extra: how many bytes behind them are wanted, a multiple of 64.
  /// - Returns: false where the file ends before `start`, or cannot be read: the readable reader says why.
  func load(
    _ descriptor: Int32, start: Int, limit: Int = .max, mainCount wanted: Int, extra: Int = lookahead, delimiter: UInt8,
    checksUTF8: Bool
  ) -> Bool {
    reserve(wanted + extra)
    let before = min(start, Self.margin)
    let room = min(wanted + extra, limit - start)
    // Before a file stands nothing that matters: a line end.
    storage.update(repeating: UInt8(ascii: "\n"), count: Self.margin)
    var filled = -before
    while filled < room {
      let count = pread(descriptor, bytes + filled, room - filled, off_t(start + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      if count == 0 { break }
      filled += count
    }
    guard filled > 0 else { return false }
    isAtEnd = filled < wanted + extra
    mainCount = min(filled, wanted)
    WorkMeter.bytes.add(mainCount, ordering: .relaxed)
    count = filled
    if isAtEnd, ![UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[filled - 1]) {
      bytes[filled] = UInt8(ascii: "\n")
      count += 1
    }
    flags = withUnsafeMutablePointer(to: &counts) { counts in
      counts.withMemoryRebound(to: bytescan_counts.self, capacity: 2) {
        bytescan_classify(path, bytes, count, mainCount, delimiter, checksUTF8 ? 1 : 0, masks, $0)
      }
    }
    // Whether a CR at the very end stands alone cannot be seen.
    if !isAtEnd, bytes[count - 1] == UInt8(ascii: "\r") {
      masks.line_ends[(count - 1) / 64] &= ~(1 << 63)
      masks.stops[(count - 1) / 64] &= ~(1 << 63)
      counts.1.line_ends -= 1
      counts.1.stops -= 1
    }
    return true
  }

  /// Removes what stands within quotes and lists the rest.
  ///
  /// - Parameter isInside: whether the block begins within quotes.
  /// - Returns: false where a quote stands where none should.
  func index(isInside: Bool, delimiter: UInt8) -> Bool {
    let words = (count + 63) / 64
    var isRegular = true
    stopCount = counts.1.stops
    recordCount = counts.1.line_ends
    lineEndCount = counts.1.line_ends
    lineEnds?.deallocate()
    lineEnds = nil
    hasQuotes = isInside || counts.1.quotes > 0
    if hasQuotes {
      isRegular = bytescan_unquote(bytes, count, delimiter, masks, isInside ? 1 : 0) != 0
      stopCount = bytescan_count(path, masks.stops, count)
      recordCount = (0..<words).reduce(0) { $0 + (masks.stops[$1] & masks.line_ends[$1]).nonzeroBitCount }
      if recordCount < lineEndCount {
        let all = UnsafeMutablePointer<UInt32>.allocate(capacity: lineEndCount + Int(BYTESCAN_SLACK))
        _ = bytescan_positions(path, masks.line_ends, words, all)
        lineEnds = all
      }
    }
    if stopCount + Int(BYTESCAN_SLACK) > stopCapacity {
      stopCapacity = stopCount * 2 + Int(BYTESCAN_SLACK)
      stops.deallocate()
      stops = .allocate(capacity: stopCapacity)
    }
    _ = bytescan_positions(path, masks.stops, words, stops)
    return isRegular
  }

  /// Whether a stop ends a record.
  @inline(__always)
  func isRecordEnd(_ stop: Int) -> Bool {
    let byte = bytes[Int(stops[stop])]
    return byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    if capacity > 0 { for mask in [masks.quotes, masks.stops, masks.line_ends] { mask?.deallocate() } }
    storage.deallocate()
    capacity = wanted
    // Behind the last byte stand a line end that may be added, and what is read in words.
    storage = .allocate(capacity: Self.margin + wanted + 2 * Self.margin)
    storage.initialize(repeating: 0, count: Self.margin + wanted + 2 * Self.margin)
    bytes = storage + Self.margin
    let words = wanted / 64 + 2
    masks = bytescan_masks(
      quotes: .allocate(capacity: words), stops: .allocate(capacity: words), line_ends: .allocate(capacity: words))
  }
}
