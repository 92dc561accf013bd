#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that appears whole or not at all: it is written beside its place and then moved there.
///
/// What is not committed is removed again, so an error, or the end of the program by one, leaves nothing behind.
public struct WholeFile: ~Copyable {
  /// Why a file could not be written.
  public enum Failure: Error, Equatable {
    /// A file stands there already.
    case exists(path: String)
    /// The system refused, with its reason.
    case refused(path: String, reason: String)
  }

  private let path: String
  private let temporaryPath: String
  private let overwrites: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var isCommitted = false

  /// Prepares a file.
  ///
  /// - Parameters:
  ///   - path: where it shall appear.
  ///   - overwrites: whether a file that stands there may be replaced.
  ///   - isPrivate: whether nobody else may read it.
  /// - Throws: `Failure` where a file stands there, or none can be written.
  public init(_ path: String, overwrites: Bool, isPrivate: Bool = false) throws(Failure) {
    if !overwrites, access(path, F_OK) == 0 { throw .exists(path: path) }
    let temporary = "\(path).\(getpid()).part"
    let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
    guard opened >= 0 else { throw Self.refusal(path) }
    self.path = path
    self.overwrites = overwrites
    temporaryPath = temporary
    descriptor = opened
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporaryPath) }
  }

  /// Appends text.
  public mutating func write(_ text: String) throws(Failure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: [UInt8]) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Moves the file to its place.
  ///
  /// - Throws: `Failure` where the disk is full, or a file has appeared there meanwhile.
  public mutating func commit() throws(Failure) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.refusal(path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw Self.refusal(path) }
    if overwrites {
      guard rename(temporaryPath, path) == 0 else { throw Self.refusal(path) }
    } else {
      // A link, unlike a rename, never replaces a file that somebody made in the meantime.
      guard link(temporaryPath, path) == 0 else {
        if errno == EEXIST { throw .exists(path: path) }
        guard errno == EPERM || errno == ENOTSUP, rename(temporaryPath, path) == 0 else {
          throw Self.refusal(path)
        }
        isCommitted = true
        return
      }
      unlink(temporaryPath)
    }
    isCommitted = true
  }

  private mutating func flush() throws(Failure) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Self.writeDescriptor(descriptor, UnsafeRawBufferPointer(rebasing: $0[written...]))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.refusal(path) }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func writeDescriptor(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func refusal(_ path: String) -> Failure {
    .refused(path: path, reason: String(cString: strerror(errno)))
  }
}
