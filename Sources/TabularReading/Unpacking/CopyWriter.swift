import Dispatch
import Synchronization

/// Writes a copy on a thread of its own, as long as it is not larger than any honest file would be.
final class CopyWriter: Sendable {
  /// From so many bytes on, what was so many times smaller is a bomb: ledgers are 4 to 50 times smaller.
  private static let (bombBytes, bombRatio) = (64 << 20, 250)
  /// How many blocks wait to be written.
  private static let blockLimit = 4

  let descriptor: Int32
  private let file: InputFile
  private let queue = DispatchQueue(label: "juchu.copy")
  private let room = DispatchSemaphore(value: blockLimit)
  private let failure = Mutex<UnnamedFile.Failure?>(nil)
  private let written = Mutex(0)

  init(_ file: InputFile) throws(DataError) {
    self.file = file
    do throws(UnnamedFile.Failure) {
      descriptor = try UnnamedFile.open(in: UnnamedFile.folder)
    } catch {
      throw DataError(.noRoom(reason: error.reason), file: file.path)
    }
  }

  /// Writes the next bytes, soon.
  ///
  /// - Parameter taken: of how many bytes of the file they are made, with all before them; nil where that is watched
  ///   elsewhere.
  /// - Throws: where there is no room, or too much comes out of too little.
  func append(_ bytes: ArraySlice<UInt8>, of taken: Int?) throws(DataError.Problem) {
    let total = written.withLock { written in
      written += bytes.count
      return written
    }
    if let taken, total >= Self.bombBytes, total / Self.bombRatio > taken { throw .compressedBeyondMeasure }
    // A block of its own, because the caller fills the same memory again.
    let block = Array(bytes)
    room.wait()
    queue.async { [self] in
      do throws(UnnamedFile.Failure) {
        try UnnamedFile.append(block[...], to: descriptor)
      } catch {
        failure.withLock { $0 = error }
      }
      room.signal()
    }
    if let failure = failure.withLock({ $0 }) { throw .noRoom(reason: failure.reason) }
  }

  /// Waits until all is written.
  ///
  /// - Throws: `DataError` where there was no room.
  func finish() throws(DataError) {
    queue.sync {}
    if let failure = failure.withLock({ $0 }) {
      throw DataError(.noRoom(reason: failure.reason), file: file.path)
    }
  }
}
