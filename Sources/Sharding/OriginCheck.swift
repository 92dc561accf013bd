import Dispatch
import LedgerReading
import Synchronization
import TabularReading

/// An input that was read in pieces: what each of them says of the records that it read.
public struct PieceOrigin: Sendable {
  /// The records of one piece.
  struct Records: Hashable, Sendable {
    /// Where they stand in the input.
    var bytes: Range<Int>
    /// Their SHA-256 in hexadecimal.
    var sha256: String
    /// The partial file.
    var file: String
  }

  /// The input's place among all, from 1.
  public let number: Int
  /// The input as the user named it.
  public let name: String
  let size: Int
  let head: String?
  /// The SHA-256 that a plan told.
  let planned: String?
  let records: [Records]

  /// Compares the records of all pieces with a file, all of it, if it is here.
  ///
  /// - Parameters:
  ///   - wantsDigest: whether the SHA-256 of the whole file is wanted.
  ///   - threads: how many pieces are looked at side by side.
  /// - Returns: the SHA-256 of the file from which the pieces are, where it was wanted; nil where the file is not here.
  /// - Throws: `PartialError` that names the piece that was made from something else; `DataError` where the file cannot
  ///   be read.
  /// - Complexity: O(bytes).
  public func verified(wantsDigest: Bool, threads: Int) throws -> String? {
    let input = InputFile(name)
    guard input.isRegular else { return nil }
    guard input.size == size, try head == nil || head == FileSurvey.head(of: input) else {
      throw PartialError(.changed(name: name), file: records.first?.file)
    }
    // The whole file is one more piece; it is the longest, so that it goes first.
    let wantsWhole = wantsDigest || planned != nil
    let tasks = (wantsWhole ? [0..<size] : []) + records.map(\.bytes)
    let found = Mutex([Result<String?, DataError>?](repeating: nil, count: tasks.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tasks.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < tasks.count else { return }
        let result = Result { () throws(DataError) in try FileSurvey.digest(of: tasks[index], in: input) }
        found.withLock { $0[index] = result }
      }
    }
    let digests = try found.withLock { $0 }.map { try $0?.get() }
    for (records, digest) in zip(records, digests.suffix(records.count)) where records.sha256 != digest {
      throw PartialError(.changed(name: name), file: records.file)
    }
    guard wantsWhole, let whole = digests.first else { return nil }
    guard planned == nil || planned == whole else {
      throw PartialError(.changed(name: name), file: records.first?.file)
    }
    return whole
  }
}
