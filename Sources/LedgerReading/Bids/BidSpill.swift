import Procurement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bids in any order, given back in parts of which each has all bids for its tenders.
///
/// Up to a limit all bids are one part and stay in memory. Beyond it rows go to files without a name, which are gone with
/// the program; the identifier of its tender says to which one a row goes. Within a part rows keep their order. Of bids
/// only what lotteries need is kept: no details of the bidder.
public final class BidSpill {
  /// That the files could not be written or read again.
  public struct Failure: Error, Hashable, Sendable {
    /// Where the files are.
    public var folder: String
    /// What the system says.
    public var reason: String
  }

  private let limit: Int
  private let fileCount: Int
  private let folder: String
  private var kept: [(batch: BidBatch, input: Int)] = []
  private var keptRows = 0
  private var files: [SpillFile] = []

  /// No bid yet.
  ///
  /// - Parameters:
  ///   - limit: how many bids stay in memory at most.
  ///   - fileCount: into how many parts more of them are divided.
  ///   - folder: where files may be written.
  public init(limit: Int = 1 << 19, fileCount: Int = 256, folder: String) {
    (self.limit, self.fileCount, self.folder) = (limit, fileCount, folder)
  }

  /// Adds the bids of a batch.
  ///
  /// - Parameter input: the number of the input from which they come.
  /// - Throws: `Failure` where they cannot be written.
  /// - Complexity: O(rows).
  public func add(_ batch: BidBatch, input: Int) throws(Failure) {
    if files.isEmpty, keptRows + batch.count <= limit {
      kept.append((batch, input))
      keptRows += batch.count
      return
    }
    if files.isEmpty {
      for _ in 0..<fileCount { files.append(try SpillFile(in: folder)) }
      for (batch, input) in kept { try write(batch, input) }
      kept = []
    }
    try write(batch, input)
  }

  private func write(_ batch: BidBatch, _ input: Int) throws(Failure) {
    for row in 0..<batch.count {
      let bid = batch[row]
      let part = Int(truncatingIfNeeded: KeyFingerprint.of(bid.notice.identifier) % UInt64(fileCount))
      try files[part].append { buffer in
        buffer.put(input)
        bid.put(into: &buffer)
      }
    }
  }

  /// How many parts there are.
  public var partCount: Int { max(files.count, 1) }

  /// Hands on the bids of a part, in the order in which they came, with the number of their input.
  ///
  /// - Throws: `Failure` where they cannot be read again; what `body` throws.
  /// - Complexity: O(rows); memory for a batch.
  public func read(part: Int, _ body: (BidBatch, _ input: Int) throws -> Void) throws {
    guard !files.isEmpty else {
      for (batch, input) in kept { try body(batch, input) }
      return
    }
    var batch = BidBatch(hasDetails: false)
    var last = 0
    func handOn() throws {
      if batch.count > 0 { try body(batch, last) }
      batch = BidBatch(hasDetails: false)
    }
    try files[part].read { bytes in
      let input = bytes.integer()
      let bid = Bid(from: &bytes)
      if input != last || batch.count == BidBatch.capacity { try handOn() }
      last = input
      batch.append(bid)
    }
    try handOn()
  }
}

/// A file without a name that is written, then read.
private final class SpillFile {
  private let folder: String
  private let descriptor: Int32
  private var buffer = SpillBytes()
  private static let bufferSize = 1 << 16

  init(in folder: String) throws(BidSpill.Failure) {
    self.folder = folder
    do throws(UnnamedFile.Failure) { descriptor = try UnnamedFile.open(in: folder) } catch {
      throw BidSpill.Failure(folder: folder, reason: error.reason)
    }
  }

  deinit { close(descriptor) }

  func append(_ record: (inout SpillBytes) -> Void) throws(BidSpill.Failure) {
    record(&buffer)
    if buffer.bytes.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws(BidSpill.Failure) {
    do throws(UnnamedFile.Failure) { try UnnamedFile.append(buffer.bytes[...], to: descriptor) } catch {
      throw BidSpill.Failure(folder: folder, reason: error.reason)
    }
    buffer.removeAll()
  }

  /// Reads all records; a part is a small share of what did not fit into memory, and is held whole.
  func read(_ record: (inout SpillBytes) throws -> Void) throws {
    try flush()
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0 else { throw BidSpill.Failure(folder: folder, reason: UnnamedFile.Failure.last.reason) }
    var bytes = SpillBytes(count: size)
    var done = 0
    while done < size {
      let count = bytes.bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, size - done, off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw BidSpill.Failure(folder: folder, reason: UnnamedFile.Failure.last.reason) }
      done += count
    }
    while bytes.isMore { try record(&bytes) }
  }
}
