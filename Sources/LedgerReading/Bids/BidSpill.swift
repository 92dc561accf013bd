import Procurement
import TabularReading

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
    do throws(UnnamedFile.Failure) {
      if files.isEmpty {
        for _ in 0..<fileCount { files.append(try SpillFile(in: folder)) }
        for (batch, input) in kept { try write(batch, input) }
        kept = []
      }
      try write(batch, input)
    } catch {
      throw Failure(folder: folder, reason: error.reason)
    }
  }

  private func write(_ batch: BidBatch, _ input: Int) throws(UnnamedFile.Failure) {
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
    var bytes = try contents(part)
    while bytes.isMore {
      let input = bytes.integer()
      let bid = Bid(from: &bytes)
      if input != last || batch.count == BidBatch.capacity { try handOn() }
      last = input
      batch.append(bid)
    }
    try handOn()
  }

  /// The bytes of a part: a small share of what did not fit into memory.
  private func contents(_ part: Int) throws(Failure) -> SpillBytes {
    do throws(UnnamedFile.Failure) {
      return try files[part].contents()
    } catch {
      throw Failure(folder: folder, reason: error.reason)
    }
  }
}
