#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What tells a file from others and from its former self: device, number, size and the time of its last change.
struct FileState: Hashable, Sendable {
  var device: UInt64
  var number: UInt64
  var size: Int
  private var seconds: Int
  private var fraction: Int

  /// The state of a regular file; nil for everything else.
  init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, number, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
    #if canImport(Darwin)
      (seconds, fraction) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, fraction) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }

  /// The state of the regular file at a path; nil where there is none.
  init?(path: String) {
    var status = stat()
    guard SystemPath.with(path, { stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }
}

/// The files that this run has read, as they were when they were opened first.
///
/// A figure is of one file or of none: where a file is another one at the end than at the beginning, nobody knows what was
/// counted. Pipes are kept as they come and files of the kernel have no size; neither can be watched.
public enum InputWatch {
  /// Begins to watch: from here on this is one run, whose inputs stay what they are.
  public static func begin() { ReadingScope.current.opened.withLock { $0 = $0 ?? [:] } }

  /// Whether a file that was read is the one at a path.
  public static func hasRead(_ path: String) -> Bool {
    guard let state = FileState(path: path) else { return false }
    return ReadingScope.current.opened.withLock {
      ($0 ?? [:]).values.contains { ($0.state.device, $0.state.number) == (state.device, state.number) }
    }
  }

  /// Notes a file that was opened, or compares it with what it was when it was opened before.
  ///
  /// - Parameters:
  ///   - path: the file as the user named it.
  ///   - location: where it was opened.
  /// - Throws: `DataError` where it has changed since.
  package static func note(_ descriptor: Int32, path: String, location: String) throws(DataError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, let state = FileState(status), state.size > 0 else { return }
    let known = ReadingScope.current.opened.withLock { files in
      if let known = files?[path] { return known.state }
      files?[path] = ReadingScope.Opened(location: location, state: state)
      return state
    }
    guard known == state else { throw DataError(.changedWhileRead, file: path) }
  }

  /// That every file that was read is still what it was when it was opened, and that nobody asked the run to stop: else
  /// there is no result.
  ///
  /// - Throws: `DataError` for the first, in order of their names, that is not, or where the run was stopped.
  /// - Complexity: O(files).
  public static func check() throws(DataError) {
    try ReadingScope.current.check()
    let files = ReadingScope.current.opened.withLock { $0 ?? [:] }
    for (path, opened) in files.sorted(by: { $0.key < $1.key })
    where FileState(path: opened.location) != opened.state {
      throw DataError(.changedWhileRead, file: path)
    }
  }
}
