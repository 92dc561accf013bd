import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipe whose bytes are kept in a file without a name as they are read: then they can be read side by side and, where
/// something is to be looked up, again. Whoever opens the pipe's path again gets the copy.
final class PipeCopy: Sendable {
  private struct State {
    /// How many bytes are in the copy.
    var count = 0
    /// Whether these are all.
    var isComplete = false
  }

  let source: Int32
  private let copy: Int32
  private let state = Mutex(State())

  /// Begins a copy of a pipe that was opened and stays open.
  ///
  /// - Throws: `DataError` where there is no room for it.
  init(of source: Int32, path: String) throws(DataError) {
    self.source = source
    do throws(UnnamedFile.Failure) { copy = try UnnamedFile.open() } catch { throw Self.error(error, path) }
    Self.widen(source)
    ReadingScope.current.pipes.withLock { $0[path] = self }
  }

  deinit {
    close(copy)
    if source > STDERR_FILENO { close(source) }
  }

  /// The copy of what comes through a pipe that was opened before.
  static func of(_ path: String) -> PipeCopy? { ReadingScope.current.pipes.withLock { $0[path] } }

  /// The path under which the copy can be opened.
  var location: String { "/dev/fd/\(copy)" }

  /// Whether all of the pipe is in the copy.
  var isComplete: Bool { state.withLock(\.isComplete) }

  /// Takes bytes from a place on, out of the copy or out of the pipe.
  ///
  /// - Parameter start: a place in the copy or at its end.
  /// - Returns: as `read`.
  /// - Throws: `DataError` where they cannot be kept.
  func take(_ buffer: UnsafeMutableRawBufferPointer, at start: Int, path: String) throws(DataError) -> Int {
    try state.withLock { state throws(DataError) in
      if start < state.count {
        return pread(copy, buffer.baseAddress, min(buffer.count, state.count - start), off_t(start))
      }
      return try take(buffer, &state, path)
    }
  }

  /// Reads the pipe to its end.
  ///
  /// - Throws: `DataError` where it cannot be read or kept.
  func complete(path: String) throws(DataError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    try state.withLock { state throws(DataError) in
      while !state.isComplete {
        guard try take(buffer, &state, path) >= 0 || errno == EINTR else {
          throw DataError(.unreadable(reason: String(cString: strerror(errno))), file: path)
        }
      }
    }
  }

  private func take(
    _ buffer: UnsafeMutableRawBufferPointer, _ state: inout State, _ path: String
  ) throws(DataError) -> Int {
    let count = read(source, buffer.baseAddress, buffer.count)
    state.isComplete = count == 0
    guard count > 0 else { return count }
    do throws(UnnamedFile.Failure) {
      try UnnamedFile.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: copy)
    } catch {
      throw Self.error(error, path)
    }
    state.count += count
    return count
  }

  private static func error(_ failure: UnnamedFile.Failure, _ path: String) -> DataError {
    DataError(.noCopy(folder: UnnamedFile.folder, reason: failure.reason), file: path)
  }

  /// Makes room for more bytes in a pipe, where the system can: fewer turns between its two ends.
  private static func widen(_ pipe: Int32) {
    #if os(Linux)
      // F_SETPIPE_SZ
      _ = fcntl(pipe, 1_031, 1 << 20)
    #endif
  }
}
