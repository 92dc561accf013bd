#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files without a name, which are gone with the program that made them.
public enum UnnamedFile {
  /// What the system says where such a file cannot be had or written.
  public struct Failure: Error, Hashable, Sendable {
    /// The reason.
    public var reason: String

    /// The reason of the call that failed last.
    public static var last: Failure { Failure(reason: String(cString: strerror(errno))) }
  }

  /// Where files may be written that are of no use behind this run: what TMPDIR names, else /tmp.
  public static var folder: String {
    guard let value = getenv("TMPDIR") else { return "/tmp" }
    let text = SystemPath.text(value)
    return text.isEmpty ? "/tmp" : text
  }

  /// Opens a new file for reading and writing.
  ///
  /// - Parameter folder: where there must be room.
  /// - Returns: its descriptor, which the caller closes.
  /// - Throws: `Failure`.
  public static func open(in folder: String = folder) throws(Failure) -> Int32 {
    #if os(Linux)
      // O_TMPFILE, which has no name at any time; not every file system can.
      let unnamed = SystemPath.with(folder) { openUnnamed($0, O_DIRECTORY | 0o20_000_000 | O_RDWR | O_CLOEXEC) }
      if unnamed >= 0 { return unnamed }
    #endif
    var template = SystemPath.bytes("\(folder)/juchu-XXXXXX").map { CChar(bitPattern: $0) } + [0]
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .last }
    unlink(template)
    return descriptor
  }

  /// Writes bytes behind those that were written before.
  ///
  /// - Throws: `Failure`.
  /// - Complexity: O(bytes).
  public static func append(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  /// Writes bytes behind those that were written before.
  ///
  /// - Throws: `Failure`.
  /// - Complexity: O(bytes).
  public static func append(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(Failure) {
    var failure: Failure?
    bytes.withUnsafeBytes { bytes in
      do throws(Failure) { try append(bytes, to: descriptor) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

#if os(Linux)
  private func openUnnamed(_ folder: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { open(folder, flags, 0o600) }
#endif
